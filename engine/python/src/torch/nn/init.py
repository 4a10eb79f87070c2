"""``torch.nn.init``: starting values, written in place outside the tape."""

from __future__ import annotations

import math
import warnings

import numpy as np

from .._graph import wrap
from .._modes import no_grad
from .._random import _gen, normal_array, uniform

__tracebackhide__ = True

_LINEAR = ("linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid")


def calculate_gain(nonlinearity: str, param=None) -> float:
    """Recommended factor for the standard deviation before a nonlinearity."""
    if nonlinearity in _LINEAR:
        return 1
    if nonlinearity == "tanh":
        return 5.0 / 3
    if nonlinearity == "relu":
        return math.sqrt(2.0)
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        return math.sqrt(2.0 / (1 + slope**2))
    if nonlinearity == "selu":
        return 3.0 / 4
    raise ValueError(f"Unsupported nonlinearity {nonlinearity}")


@no_grad()
def uniform_(tensor, a: float = 0.0, b: float = 1.0, generator=None):
    """Uniform in [a, b)."""
    return tensor.uniform_(a, b, generator=generator)


@no_grad()
def normal_(tensor, mean: float = 0.0, std: float = 1.0, generator=None):
    """Normal."""
    return tensor.normal_(mean, std, generator=generator)


@no_grad()
def trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None):
    """Normal, limited to [a, b]."""
    def cdf(x):
        return (1.0 + math.erf(x / math.sqrt(2.0))) / 2.0

    if (mean < a - 2 * std) or (mean > b + 2 * std):
        warnings.warn("mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of values may be "
                      "incorrect.", stacklevel=2)
    source = _gen(generator)
    kind = tensor._a.dtype
    low, high = kind.type(a), kind.type(b)
    if cdf((b - mean) / std) - cdf((a - mean) / std) > 0.3:
        # Draw all places again until every one has had a value inside; only places still outside change.
        value = normal_array(source, tensor.numel(), kind, mean, std)
        outside = (value < low) | (value > high)
        while outside.any():
            value = np.where(outside, normal_array(source, tensor.numel(), kind, mean, std), value)
            outside = (value < low) | (value > high)
        return tensor.copy_(wrap(value.reshape(tensor._a.shape)))
    peak = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2
    value, pending = np.empty(tensor.numel(), kind), np.ones(tensor.numel(), bool)
    while pending.any():
        tried = uniform(source, tensor.numel(), kind) * (high - low) + low
        limit = ((tried - kind.type(mean)) / kind.type(std)) ** 2 * kind.type(-0.5) - kind.type(peak)
        value = np.where(pending, tried, value)
        with np.errstate(divide="ignore"):
            pending = pending & (np.log(uniform(source, tensor.numel(), kind)) > limit)
    return tensor.copy_(wrap(value.reshape(tensor._a.shape)))


@no_grad()
def constant_(tensor, val: float):
    """One value."""
    return tensor.fill_(val)


def ones_(tensor):
    """Ones."""
    return constant_(tensor, 1.0)


def zeros_(tensor):
    """Zeros."""
    return constant_(tensor, 0.0)


@no_grad()
def eye_(tensor):
    """Identity matrix."""
    if tensor.ndim != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    return tensor.copy_(wrap(np.eye(*tensor.shape)))


@no_grad()
def dirac_(tensor, groups=1):
    """Convolution weights that pass the input through."""
    tensor.zero_()
    out, inside = tensor.shape[0] // groups, tensor.shape[1]
    for g in range(groups):
        for d in range(min(out, inside)):
            tensor._a[(g * out + d, d) + tuple(n // 2 for n in tensor.shape[2:])] = 1
    return tensor


def _calculate_fan_in_and_fan_out(tensor):
    if tensor.ndim < 2:
        raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    field = math.prod(tensor.shape[2:])
    return tensor.shape[1] * field, tensor.shape[0] * field


def _fan(tensor, mode):
    mode = mode.lower()
    if mode not in ("fan_in", "fan_out"):
        raise ValueError(f"Mode {mode} not supported, please use one of ['fan_in', 'fan_out']")
    return _calculate_fan_in_and_fan_out(tensor)[mode == "fan_out"]


def xavier_uniform_(tensor, gain: float = 1.0, generator=None):
    """Uniform with variance 2 / (fan_in + fan_out)."""
    std = gain * math.sqrt(2.0 / float(sum(_calculate_fan_in_and_fan_out(tensor))))
    bound = math.sqrt(3.0) * std
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor, gain: float = 1.0, generator=None):
    """Normal with variance 2 / (fan_in + fan_out)."""
    std = gain * math.sqrt(2.0 / float(sum(_calculate_fan_in_and_fan_out(tensor))))
    return normal_(tensor, 0.0, std, generator)


def kaiming_uniform_(tensor, a: float = 0, mode: str = "fan_in", nonlinearity: str = "leaky_relu", generator=None):
    """Uniform with variance gain^2 / fan."""
    if 0 in tensor.shape:
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=2)
        return tensor
    std = calculate_gain(nonlinearity, a) / math.sqrt(_fan(tensor, mode))
    bound = math.sqrt(3.0) * std
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(tensor, a: float = 0, mode: str = "fan_in", nonlinearity: str = "leaky_relu", generator=None):
    """Normal with variance gain^2 / fan."""
    std = calculate_gain(nonlinearity, a) / math.sqrt(_fan(tensor, mode))
    return normal_(tensor, 0, std, generator)


@no_grad()
def orthogonal_(tensor, gain=1, generator=None):
    """Orthogonal rows or columns, by QR of a normal matrix."""
    if tensor.ndim < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    rows = tensor.shape[0]
    cols = tensor.numel() // rows
    from .._random import randn

    flat = randn(rows, cols, generator=generator, dtype=tensor.dtype)._a
    q, r = np.linalg.qr(flat.T if rows < cols else flat)
    q = q * np.sign(np.diag(r))
    return tensor.copy_(wrap((q.T if rows < cols else q) * gain).reshape(tensor.shape))


@no_grad()
def sparse_(tensor, sparsity, std=0.01, generator=None):
    """Normal columns with a share of zeros."""
    from .._random import randperm

    rows, cols = tensor.shape
    zeros = math.ceil(sparsity * rows)
    tensor.normal_(0, std, generator=generator)
    for c in range(cols):
        tensor._a[randperm(rows)._a[:zeros], c] = 0
    return tensor
