"""What a worker calls; the package's docstring says how."""

from .metering import meter
from .predicting import predict
from .training import train

__all__ = ["meter", "predict", "train"]
