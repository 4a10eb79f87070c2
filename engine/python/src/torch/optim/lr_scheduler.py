"""``torch.optim.lr_scheduler``: learning rate schedules, set when ``step()`` is called after the optimizer's step."""

from .._missing import module_getattr as _module_getattr
from ._schedule import LRScheduler, _LRScheduler  # noqa: F401
from ._schedule_cycles import CosineAnnealingLR, CosineAnnealingWarmRestarts, OneCycleLR  # noqa: F401
from ._schedule_factors import (  # noqa: F401
    ConstantLR, ExponentialLR, LambdaLR, LinearLR, MultiplicativeLR, MultiStepLR, PolynomialLR, StepLR,
)
from ._schedule_metrics import ChainedScheduler, ReduceLROnPlateau, SequentialLR  # noqa: F401

__getattr__ = _module_getattr("optim.lr_scheduler", globals())
