"""Padding, resizing and pixel shuffles."""

from __future__ import annotations

import math

import numpy as np

from ..._graph import record, wrap
from ..._indexing import getitem

__tracebackhide__ = True


def pad(input, pad, mode="constant", value=None):
    """Pairs (left, right) from the last axis backwards; negative numbers cut. Modes: constant, reflect, replicate,
    circular."""
    pad = [int(p) for p in pad]
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) // 2 > input.ndim:
        raise RuntimeError(f"Padding length should be less than or equal to two times the input dimension but got padding "
                           f"length {len(pad)} and input of dimension {input.ndim}")
    pairs = [(0, 0)] * (input.ndim - len(pad) // 2) + [(pad[i], pad[i + 1]) for i in range(len(pad) - 2, -1, -2)]
    if mode != "constant":
        return _padded_by_index(input, pairs, mode)
    cut = tuple(slice(max(-a, 0), n - max(-b, 0)) for (a, b), n in zip(pairs, input._a.shape))
    grown = [(max(a, 0), max(b, 0)) for a, b in pairs]
    if any(min(p) < 0 for p in pairs):
        input = getitem(input, cut)
    arr = np.pad(input._a, grown, constant_values=0 if value is None else value)
    inside = tuple(slice(a, a + n) for (a, _), n in zip(grown, input._a.shape))
    return record(arr, "ConstantPadNdBackward0", (input,), lambda n, g: (g[inside],))


def _padded_by_index(input, pairs, mode):
    numpy_mode = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}.get(mode)
    if numpy_mode is None:
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    for axis, (a, b) in enumerate(pairs):
        if (a, b) == (0, 0):
            continue
        n = input.shape[axis]
        if mode == "reflect" and max(a, b) >= n:
            raise RuntimeError(
                f"Argument #4: Padding size should be less than the corresponding input dimension, but got: padding ({a}, {b}) "
                f"at dimension {axis} of input {list(input.shape)}"
            )
        index = np.pad(np.arange(n), (a, b), mode=numpy_mode)
        input = getitem(input, (slice(None),) * axis + (wrap(index),))
    return input


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
                antialias=False):
    """Resize the axes after [n, c]: nearest, linear, bilinear."""
    nd = input.ndim - 2
    if (size is None) == (scale_factor is None):
        raise ValueError("either size or scale_factor should be defined" if size is None else
                         "only one of size or scale_factor should be defined")
    if size is None:
        factors = (scale_factor,) * nd if isinstance(scale_factor, (int, float)) else tuple(scale_factor)
        size = tuple(math.floor(n * f) for n, f in zip(input.shape[2:], factors))
    else:
        size = (size,) * nd if isinstance(size, int) else tuple(size)
        factors = (None,) * nd
    if mode == "nearest":
        for axis, (n, m, f) in enumerate(zip(input.shape[2:], size, factors)):
            ratio = n / m if f is None else 1 / f
            index = np.minimum((np.arange(m) * np.float32(ratio)).astype(np.int64), n - 1)
            input = getitem(input, (slice(None),) * (axis + 2) + (wrap(index),))
        return input
    if mode not in ("linear", "bilinear"):
        raise NotImplementedError(f"interpolate(mode='{mode}') does not exist here; nearest: 'nearest', 'bilinear'")
    for axis, (n, m, f) in enumerate(zip(input.shape[2:], size, factors)):
        input = _linear_axis(input, axis + 2, _weights(n, m, f, bool(align_corners), input._a.dtype))
    return input


def _weights(n, m, factor, align, kind):
    """[m, n] matrix of linear interpolation along one axis."""
    at = np.arange(m)
    if align:
        place = at * ((n - 1) / (m - 1) if m > 1 else 0)
    else:
        place = np.maximum((at + 0.5) * (n / m if factor is None else 1 / factor) - 0.5, 0)
    low = np.minimum(np.floor(place).astype(int), n - 1)
    part = place - low
    w = np.zeros((m, n))
    np.add.at(w, (at, low), 1 - part)
    np.add.at(w, (at, np.minimum(low + 1, n - 1)), part)
    return w.astype(kind)


def _linear_axis(input, axis, w):
    return (input.movedim(axis, -1) @ wrap(w).t()).movedim(-1, axis)


upsample = interpolate


def pixel_shuffle(input, upscale_factor):
    """[.., c * r * r, h, w] -> [.., c, h * r, w * r]."""
    r = upscale_factor
    *lead, c, h, w = input.shape
    x = input.reshape(*lead, c // (r * r), r, r, h, w)
    k = len(lead)
    order = list(range(k)) + [k, k + 3, k + 1, k + 4, k + 2]
    return x.permute(order).reshape(*lead, c // (r * r), h * r, w * r)


def pixel_unshuffle(input, downscale_factor):
    """[.., c, h * r, w * r] -> [.., c * r * r, h, w]."""
    r = downscale_factor
    *lead, c, h, w = input.shape
    x = input.reshape(*lead, c, h // r, r, w // r, r)
    k = len(lead)
    order = list(range(k)) + [k, k + 2, k + 4, k + 1, k + 3]
    return x.permute(order).reshape(*lead, c * r * r, h // r, w // r)


