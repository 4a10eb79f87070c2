"""Activations: element by element, same shape (softmax and GLU along an axis)."""

from __future__ import annotations

import math

import numpy as np

from ... import _poly as px
from ..._graph import record
from ..._inplace import change
from ..._softmax import log_softmax as _log_softmax
from ..._softmax import softmax as _softmax
from ..._specialfn import erf as _erf
from ..._unary import _float_op, relu as _relu, sigmoid, tanh  # noqa: F401

__tracebackhide__ = True


def _maybe(input, inplace, fn):
    return change(input, fn) if inplace else fn(input)


def relu(input, inplace=False):
    """max(x, 0)."""
    return _maybe(input, inplace, _relu)


def _piecewise(input, name, arr, slope):
    """Tape ``arr`` with the derivative ``slope(x)`` (an array, constant where it is differentiated again)."""
    def bw(n, g):
        x = n.get()[0]
        return (g * px.step(slope(px.detached(x)), x),)

    return record(arr, name, (input,), bw, (input,))


def leaky_relu(input, negative_slope=0.01, inplace=False):
    """x where positive, else ``negative_slope * x``."""
    def fn(t):
        a = t._a
        s = a.dtype.type(negative_slope)
        return _piecewise(t, "LeakyReluBackward0", np.where(a > 0, a, a * s),
                          lambda x: np.where(x > 0, x.dtype.type(1), s))

    return _maybe(input, inplace, fn)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """x limited to [min_val, max_val]."""
    def fn(t):
        return _piecewise(t, "HardtanhBackward0", np.clip(t._a, min_val, max_val),
                          lambda x: ((x > min_val) & (x < max_val)).astype(x.dtype))

    return _maybe(input, inplace, fn)


def relu6(input, inplace=False):
    """x limited to [0, 6]."""
    return hardtanh(input, 0.0, 6.0, inplace)


def threshold(input, threshold, value, inplace=False):
    """x where above ``threshold``, else ``value``."""
    def fn(t):
        return _piecewise(t, "ThresholdBackward0", np.where(t._a > threshold, t._a, t._a.dtype.type(value)),
                          lambda x: (x > threshold).astype(x.dtype))

    return _maybe(input, inplace, fn)


def hardsigmoid(input, inplace=False):
    """relu6(x + 3) / 6."""
    def fn(t):
        return _piecewise(t, "HardsigmoidBackward0", np.clip(t._a + 3, 0, 6) / t._a.dtype.type(6),
                          lambda x: ((x > -3) & (x < 3)).astype(x.dtype) / x.dtype.type(6))

    return _maybe(input, inplace, fn)


def hardswish(input, inplace=False):
    """x * relu6(x + 3) / 6."""
    def fn(t):
        a = t._a

        def bw(n, g):
            x = n.get()[0]
            v = px.detached(x)
            inner = px.where(v < -3, px.zeros_like(x), x / 3 + 0.5)
            return (px.where(v <= 3, g * inner, g),)

        return record(a * np.clip(a + 3, 0, 6) / a.dtype.type(6), "HardswishBackward0", (t,), bw, (t,))

    return _maybe(input, inplace, fn)


def hardshrink(input, lambd=0.5):
    """x where |x| > lambd, else 0."""
    return _piecewise(input, "HardshrinkBackward0", np.where(np.abs(input._a) > lambd, input._a, 0).astype(input._a.dtype),
                      lambda x: (np.abs(x) > lambd).astype(x.dtype))


def softshrink(input, lambd=0.5):
    """x moved towards 0 by lambd, 0 within."""
    a = input._a
    arr = np.where(a > lambd, a - lambd, np.where(a < -lambd, a + lambd, 0)).astype(a.dtype)
    return _piecewise(input, "SoftshrinkBackward0", arr, lambda x: (np.abs(x) > lambd).astype(x.dtype))


def tanhshrink(input):
    """x - tanh(x)."""
    return input - input.tanh()


def elu(input, alpha=1.0, inplace=False):
    """x where positive, else alpha * (exp(x) - 1)."""
    return _maybe(input, inplace, lambda t: _elu(t, alpha, 1.0))


def _elu(t, alpha, scale):
    a = t._a
    kind = a.dtype.type
    arr = np.where(a > 0, a * kind(scale), np.expm1(np.minimum(a, 0)) * kind(alpha * scale))

    def bw(n, g):
        x = n.get()[0]
        v = px.detached(x)
        low = px.where(v > 0, 0.0, x)
        return (px.where(v > 0, g * scale, g * (px.exp(low) * (alpha * scale))),)

    return record(arr, "EluBackward0", (t,), bw, (t,))


def celu(input, alpha=1.0, inplace=False):
    """max(0, x) + min(0, alpha * (exp(x / alpha) - 1))."""
    return _maybe(input, inplace, lambda t: _elu(t / alpha, 1.0, alpha))


_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946


def selu(input, inplace=False):
    """Scaled ELU."""
    return _maybe(input, inplace, lambda t: _elu(t, _SELU_ALPHA, _SELU_SCALE))


def silu(input, inplace=False):
    """x * sigmoid(x)."""
    def fn(t):
        a = t._a

        def bw(n, g):
            x = n.get()[0]
            s = px.sigmoid(x)
            return (g * (s * (1 + x * (1 - s))),)

        return record(a * px.sigmoid(a), "SiluBackward0", (t,), bw, (t,))

    return _maybe(input, inplace, fn)


def mish(input, inplace=False):
    """x * tanh(softplus(x))."""
    return _maybe(input, inplace, lambda t: t * softplus(t).tanh())


def softplus(input, beta=1.0, threshold=20.0):
    """log(1 + exp(beta x)) / beta; x itself where beta x > threshold."""
    a = input._a
    z = a * a.dtype.type(beta)
    arr = np.where(z > threshold, a, np.log1p(np.exp(np.minimum(z, threshold))) / a.dtype.type(beta))

    def bw(n, g):
        x = n.get()[0]
        return (px.where(px.detached(x) * beta > threshold, g, g * px.sigmoid(x * beta)),)

    return record(arr, "SoftplusBackward0", (input,), bw, (input,))


def logsigmoid(input):
    """log(sigmoid(x)) without overflow."""
    a = input._a
    arr = np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))
    return record(arr, "LogSigmoidBackward0", (input,), lambda n, g: (g * px.sigmoid(-n.get()[0]),), (input,))


_gelu_exact = _float_op(
    "gelu", lambda x: x * 0.5 * (1 + _erf(x * x.dtype.type(1 / math.sqrt(2)))), "x * P(normal < x).",
    lambda x: 0.5 * (1 + px.call(x * (1 / math.sqrt(2)), lambda t: t.erf(), _erf))
    + x * px.exp(x * x * -0.5) * (1 / math.sqrt(2 * math.pi)))


def gelu(input, approximate="none"):
    """x times the normal distribution function of x; ``approximate="tanh"`` for the tanh formula."""
    if approximate == "none":
        return _gelu_exact(input)
    if approximate != "tanh":
        raise RuntimeError("approximate argument must be either none or tanh.")
    inner = (input + input * input * input * 0.044715) * math.sqrt(2 / math.pi)
    return input * 0.5 * (inner.tanh() + 1)


def softsign(input):
    """x / (1 + |x|)."""
    return input / (input.abs() + 1)


def prelu(input, weight):
    """x where positive, else weight * x (one weight, or one a channel of axis 1)."""
    from ..._compare import where

    if weight.numel() != 1:
        if input.ndim == 0 or weight.numel() != input.shape[1 if input.ndim > 1 else 0]:
            raise RuntimeError(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                f"{weight.numel()} and channel size = {input.shape[1] if input.ndim > 1 else 1}."
            )
        if input.ndim > 1:
            weight = weight.reshape([-1 if i == 1 else 1 for i in range(input.ndim)])
    return where(input > 0, input, input * weight)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    """Leaky ReLU with a random slope in training, the mean slope otherwise."""
    if not training:
        return leaky_relu(input, (lower + upper) / 2, inplace)
    from ..._compare import where
    from ..._random import rand_like

    return where(input >= 0, input, input * (rand_like(input) * (upper - lower) + lower))


def glu(input, dim=-1):
    """First half times sigmoid of the second half, along ``dim``."""
    if input.shape[dim] % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {dim % input.ndim} is size {input.shape[dim]}")
    a, b = input.chunk(2, dim)
    return a * b.sigmoid()


def _implicit(name, ndim):
    import warnings

    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.",
        stacklevel=4)
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    """exp(x) / sum(exp(x)) along ``dim``."""
    return _softmax(input, _implicit("softmax", input.ndim) if dim is None else dim, dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    """log(softmax(x)) along ``dim``."""
    return _log_softmax(input, _implicit("log_softmax", input.ndim) if dim is None else dim, dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    """softmax of -x."""
    return softmax(-input, dim, dtype=dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """Softmax of logits with Gumbel noise; ``hard`` gives one-hot values with the soft gradient."""
    from ..._factory import empty_like

    noise = -empty_like(logits).exponential_().log()
    soft = _softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    index = soft.argmax(dim, keepdim=True)
    one = (soft.detach() * 0).scatter(dim, index, 1.0)
    return one - soft.detach() + soft
