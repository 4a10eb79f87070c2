"""The functions that a worker calls; the docstring of the package describes them."""

from .metering import packed
from .predicting import Predicting
from .training import train
from .validation import validation

__all__ = ["Predicting", "packed", "train", "validation"]
