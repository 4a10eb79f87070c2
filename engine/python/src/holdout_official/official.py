"""The functions that a worker calls; the docstring of the package describes them."""

from .metering import meter
from .predicting import predict
from .training import train

__all__ = ["meter", "predict", "train"]
