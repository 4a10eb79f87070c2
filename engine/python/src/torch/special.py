"""``torch.special``: names of functions that live at the top level."""

from ._missing import module_getattr as _module_getattr
from ._reduce import logsumexp  # noqa: F401
from ._softmax import log_softmax, softmax  # noqa: F401
from ._unary import (  # noqa: F401
    digamma, erf, erfc, erfinv, exp2, expm1, lgamma as gammaln, log1p, logit, round, sigmoid as expit, sinc,
)
from ._arithmetic import xlogy  # noqa: F401

psi = digamma
__getattr__ = _module_getattr("special", globals())
