"""``torch.optim``: optimizers and learning rate schedules."""

from __future__ import annotations

from .._missing import module_getattr as _module_getattr
from . import lr_scheduler  # noqa: F401
from .adam import Adam, AdamW  # noqa: F401
from .optimizer import Optimizer  # noqa: F401
from .scaled import Adadelta, Adagrad, Adamax, NAdam, RAdam, RMSprop  # noqa: F401
from .sgd import SGD  # noqa: F401

__getattr__ = _module_getattr("optim", globals())
