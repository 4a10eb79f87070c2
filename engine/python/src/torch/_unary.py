"""Element-by-element functions of one tensor. Shapes are kept; integers go to the default floating type."""

from __future__ import annotations

import math

import numpy as np

from . import _poly as px
from . import _specialfn as sf
from ._arithmetic import _quiet
from ._graph import record
from ._promote import as_float

__tracebackhide__ = True


def _float_op(name, fn, doc, from_x=None, from_y=None):
    """An operation with a floating result and the derivative ``from_x(x)`` or ``from_y(y)``."""
    node = name.capitalize() + "Backward0"

    def op(input):
        with np.errstate(**_quiet):
            arr = fn(as_float(input))
        if from_x is not None:
            def bw(n, g):
                with np.errstate(**_quiet):
                    return (g * from_x(n.get()[0]),)

            return record(arr, node, (input,), bw, (input,))

        def bw_y(n, g):
            with np.errstate(**_quiet):
                return (g * from_y(n.result()),)

        return record(arr, node, (input,), bw_y, (), True)

    op.__name__ = op.__qualname__ = name
    op.__doc__ = doc + " Element by element, same shape."
    return op


exp = _float_op("exp", np.exp, "e to the power of ``input``.", from_y=lambda y: y)
exp2 = _float_op("exp2", np.exp2, "2 to the power of ``input``.", from_y=lambda y: y * math.log(2))
expm1 = _float_op("expm1", np.expm1, "``exp(input) - 1``, exact near 0.", from_y=lambda y: y + 1)
log = _float_op("log", np.log, "Natural logarithm.", lambda x: 1 / x)
log2 = _float_op("log2", np.log2, "Logarithm to base 2.", lambda x: 1 / (x * math.log(2)))
log10 = _float_op("log10", np.log10, "Logarithm to base 10.", lambda x: 1 / (x * math.log(10)))
log1p = _float_op("log1p", np.log1p, "``log(1 + input)``, exact near 0.", lambda x: 1 / (x + 1))
sqrt = _float_op("sqrt", np.sqrt, "Square root.", from_y=lambda y: 0.5 / y)
rsqrt = _float_op("rsqrt", lambda x: 1 / np.sqrt(x), "1 / square root.", from_y=lambda y: -0.5 * y * y * y)
reciprocal = _float_op("reciprocal", lambda x: 1 / x, "1 / input.", from_y=lambda y: -y * y)
sin = _float_op("sin", np.sin, "Sine.", px.cos)
cos = _float_op("cos", np.cos, "Cosine.", lambda x: -px.sin(x))
tan = _float_op("tan", np.tan, "Tangent.", from_y=lambda y: y * y + 1)
asin = arcsin = _float_op("asin", np.arcsin, "Arc sine.", lambda x: 1 / px.sqrt(1 - x * x))
acos = arccos = _float_op("acos", np.arccos, "Arc cosine.", lambda x: -1 / px.sqrt(1 - x * x))
atan = arctan = _float_op("atan", np.arctan, "Arc tangent.", lambda x: 1 / (x * x + 1))
sinh = _float_op("sinh", np.sinh, "Hyperbolic sine.", px.cosh)
cosh = _float_op("cosh", np.cosh, "Hyperbolic cosine.", px.sinh)
tanh = _float_op("tanh", np.tanh, "Hyperbolic tangent.", from_y=lambda y: 1 - y * y)
asinh = arcsinh = _float_op("asinh", np.arcsinh, "Inverse hyperbolic sine.", lambda x: 1 / px.sqrt(x * x + 1))
acosh = arccosh = _float_op("acosh", np.arccosh, "Inverse hyperbolic cosine.", lambda x: 1 / px.sqrt(x * x - 1))
atanh = arctanh = _float_op("atanh", np.arctanh, "Inverse hyperbolic tangent.", lambda x: 1 / (1 - x * x))
sigmoid = _float_op("sigmoid", px.sigmoid, "1 / (1 + exp(-input)).", from_y=lambda y: y * (1 - y))
erf = _float_op("erf", sf.erf, "Error function.", lambda x: px.exp(-x * x) * (2 / math.sqrt(math.pi)))
erfc = _float_op("erfc", sf.erfc, "1 - erf(input).", lambda x: px.exp(-x * x) * (-2 / math.sqrt(math.pi)))
erfinv = _float_op("erfinv", sf.erfinv, "Inverse error function.",
                   from_y=lambda y: px.exp(y * y) * (math.sqrt(math.pi) / 2))
lgamma = _float_op("lgamma", sf.lgamma, "Logarithm of the absolute gamma function.",
                   lambda x: px.call(x, digamma, sf.digamma))
digamma = _float_op("digamma", sf.digamma, "Derivative of lgamma.", lambda x: px.call(x, _no_trigamma, sf.trigamma))


def _no_trigamma(x):
    raise NotImplementedError("the second derivative of digamma (polygamma) does not exist here; nearest: torch.digamma")



def neg(input):
    """``-input``."""
    if input._a.dtype.kind == "b":
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` "
            "or `logical_not()` operator instead."
        )
    return record(-input._a, "NegBackward0", (input,), lambda n, g: (-g,))


negative = neg


def positive(input):
    """``input`` itself."""
    return input


def square(input):
    """``input ** 2``."""
    return record(input._a * input._a, "PowBackward0", (input,), lambda n, g: (g * (n.get()[0] * 2),), (input,))


def absolute(input):
    """Absolute value; the gradient at 0 is 0."""
    return record(np.abs(input._a), "AbsBackward0", (input,), lambda n, g: (g * px.sign(n.get()[0]),), (input,))


abs = absolute


def _flat(name, fn, doc):
    """A step function: its gradient is zero everywhere."""

    def op(input):
        a = input._a
        arr = a.copy() if a.dtype.kind in "iub" and name != "sign" else fn(a)
        return record(arr, name.capitalize() + "Backward0", (input,), lambda n, g: (px.zeros_like(g),))

    op.__name__, op.__doc__ = name, doc + " Element by element; the gradient is 0."
    return op


def _sign(a):
    if a.dtype.kind == "f":
        return np.where(np.isnan(a), 0, np.sign(a)).astype(a.dtype)  # PyTorch: the sign of NaN is 0
    return a.copy() if a.dtype.kind == "b" else np.sign(a)


sign = _flat("sign", _sign, "-1, 0 or 1.")
sgn = sign
floor = _flat("floor", np.floor, "Largest integer not above.")
ceil = _flat("ceil", np.ceil, "Smallest integer not below.")
trunc = fix = _flat("trunc", np.trunc, "Integer part.")


def round(input, *, decimals=0):
    """Nearest integer, halves to even; with ``decimals``, to that many places."""
    a = input._a
    arr = a.copy() if a.dtype.kind in "iub" else np.round(a, decimals)
    return record(arr, "RoundBackward0", (input,), lambda n, g: (px.zeros_like(g),))


def frac(input):
    """``input - trunc(input)``."""
    return record(input._a - np.trunc(input._a), "FracBackward0", (input,), lambda n, g: (g,))


def _relu_back(n, g):
    y = n.result()
    return (g * px.step(px.detached(y) > 0, y),) if hasattr(g, "_a") else (g * (y > 0),)


def relu(input):
    """``max(input, 0)``; NaN stays NaN."""
    arr = np.maximum(input._a, 0)
    return record(arr, "ReluBackward0", (input,), _relu_back, (), True)


def logit(input, eps=None):
    """``log(x / (1 - x))``, ``x`` clamped to [eps, 1 - eps] when ``eps`` is given."""
    if eps is not None:
        input = clamp(input, eps, 1 - eps)
    with np.errstate(**_quiet):
        x = as_float(input)
        arr = np.log(x / (1 - x))

    def bw(n, g):
        v = n.get()[0]
        return (g / (v * (1 - v)),)

    return record(arr, "LogitBackward0", (input,), bw, (input,))


def clamp(input, min=None, max=None):
    """``input`` limited to [min, max] (numbers or tensors); the gradient is 0 where it was limited."""
    from ._arithmetic import maximum, minimum
    from ._promote import Registry, result_type

    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    if isinstance(min, Registry.Tensor) or isinstance(max, Registry.Tensor):
        out = input
        out = out if min is None else maximum(out, min)
        return out if max is None else minimum(out, max)
    d = result_type(input, *[v for v in (min, max) if v is not None])
    a = input._a if input._a.dtype == d.np else input._a.astype(d.np)
    arr = a
    if min is not None:
        arr = np.maximum(arr, d.np.type(min))
    if max is not None:
        arr = np.minimum(arr, d.np.type(max))

    def bw(n, g):
        x = px.detached(n.get()[0])
        keep = np.ones(x.shape, bool)
        if min is not None:
            keep &= x >= min
        if max is not None:
            keep &= x <= max
        return (g * px.step(keep.astype(x.dtype), n.get()[0]),)

    return record(arr.copy() if arr is input._a else arr, "ClampBackward1", (input,), bw, (input,))


clip = clamp


def clamp_min(input, min):
    """``clamp(input, min=min)``."""
    return clamp(input, min)


def clamp_max(input, max):
    """``clamp(input, max=max)``."""
    return clamp(input, None, max)


def nan_to_num(input, nan=0.0, posinf=None, neginf=None):
    """NaN and infinities replaced by numbers."""
    a = input._a
    if a.dtype.kind != "f":
        return record(a.copy(), "NanToNumBackward0", (input,), lambda n, g: (g,))
    finite = np.isfinite(a)
    arr = np.nan_to_num(a, nan=nan, posinf=posinf, neginf=neginf)
    return record(arr, "NanToNumBackward0", (input,), lambda n, g: (px.where(finite, g, px.zeros_like(g)),))


def deg2rad(input):
    """Degrees to radians."""
    return input * (math.pi / 180)


def rad2deg(input):
    """Radians to degrees."""
    return input * (180 / math.pi)


def sinc(input):
    """``sin(pi x) / (pi x)``."""
    from ._compare import where
    from ._graph import wrap

    x = input * math.pi
    zero = wrap(input._a == 0)
    return where(zero, 1.0, sin(x) / where(zero, 1.0, x))
