"""``torch.linalg``: see ``torch._linalg``."""

from ._linalg import (  # noqa: F401
    LinAlgError, cholesky, det, eigh, eigvalsh, inv, lstsq, matrix_norm, matrix_power, matrix_rank, multi_dot, norm, pinv, qr,
    slogdet, solve, svd, svdvals, vector_norm,
)
from ._matmul import cross, matmul  # noqa: F401
from ._missing import module_getattr as _module_getattr
from ._views import diagonal  # noqa: F401

__getattr__ = _module_getattr("linalg", globals())
