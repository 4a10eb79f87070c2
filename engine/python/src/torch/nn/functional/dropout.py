"""Dropout: elements (or channels) set to 0 at random in training, the rest scaled up."""

from __future__ import annotations

import numpy as np

from ..._generator import default_generator
from ..._graph import record, wrap
from ..._inplace import change
from ..._random import bernoulli_array

__tracebackhide__ = True


def _check(p) -> None:
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def _drop(input, p, mask_shape):
    """Scaled mask times input."""
    def fn(t):
        a = t._a
        if p == 1:
            mask = np.zeros(mask_shape, a.dtype)
        else:
            keep = bernoulli_array(default_generator, int(np.prod(mask_shape)), 1 - p)
            mask = keep.reshape(mask_shape).astype(a.dtype) / a.dtype.type(1 - p)
        return record(a * mask, "MulBackward0", (t,), lambda n, g: (g * (wrap(mask) if hasattr(g, "_a") else mask),))

    return fn


def dropout(input, p=0.5, training=True, inplace=False):
    """Each element is 0 with probability ``p``, else divided by 1 - p."""
    _check(p)
    if not training or p == 0 or not input._a.size:
        return input
    fn = _drop(input, p, input._a.shape)
    return change(input, fn) if inplace else fn(input)


def _channels(input, p, training, inplace):
    _check(p)
    if not training or p == 0:
        return input
    fn = _drop(input, p, input._a.shape[:2] + (1,) * (input.ndim - 2))
    return change(input, fn) if inplace else fn(input)


def dropout1d(input, p=0.5, training=True, inplace=False):
    """Whole channels of [n, c, l] (or [c, l]) are dropped."""
    if input.ndim == 2:
        return _channels(input.unsqueeze(0), p, training, inplace).squeeze(0)
    return _channels(input, p, training, inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Whole channels of [n, c, h, w] are dropped."""
    return _channels(input, p, training, inplace)


dropout3d = dropout2d


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    """Dropout that keeps the mean and variance of SELU networks."""
    _check(p)
    if not training or p == 0:
        return input
    alpha = 1.7580993408473766
    scale = ((alpha**2 * p + 1) * (1 - p)) ** -0.5
    keep = bernoulli_array(default_generator, input.numel(), 1 - p).reshape(input._a.shape).astype(input._a.dtype)
    return input * wrap(keep * scale) + wrap(((1 - keep) * -alpha + alpha * p) * scale).to(input.dtype)
