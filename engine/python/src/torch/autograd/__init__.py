"""``torch.autograd``: backward, grad, custom functions, checks by finite differences."""

from __future__ import annotations

from .._engine import backward, grad  # noqa: F401
from .._graph import Node  # noqa: F401
from .._missing import module_getattr as _module_getattr
from .._modes import enable_grad, inference_mode, no_grad, set_grad_enabled  # noqa: F401
from .._tensor import Tensor as Variable  # noqa: F401
from . import function, functional, gradcheck as _gradcheck  # noqa: F401
from .function import Function  # noqa: F401

gradcheck = _gradcheck.gradcheck
gradgradcheck = _gradcheck.gradgradcheck


class set_detect_anomaly:
    """Accepted; errors here already name the operation. Usable as a context."""

    def __init__(self, mode: bool, check_nan: bool = True):
        self.mode = mode

    def __enter__(self):
        return None

    def __exit__(self, *exc) -> None:
        return None


class detect_anomaly(set_detect_anomaly):
    """Accepted; errors here already name the operation."""

    def __init__(self, check_nan: bool = True):
        super().__init__(True, check_nan)


__getattr__ = _module_getattr("autograd", globals())
