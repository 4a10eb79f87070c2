"""Pooling over windows: max, average, Lp, adaptive; 1-d by way of 2-d."""

from __future__ import annotations

import numpy as np

from ... import _poly as px
from ..._graph import record, wrap
from .conv import _pair, pad2, windows

__tracebackhide__ = True


def _sizes(size, kernel, stride, padding, dilation, ceil_mode):
    """Output length of one axis; with ``ceil_mode`` a last window may start inside the data and end outside."""
    span = size + 2 * padding - dilation * (kernel - 1) - 1
    n = (-(-span // stride) if ceil_mode else span // stride) + 1
    if ceil_mode and (n - 1) * stride >= size + padding:
        n -= 1
    return n


def _check(input, nd, name, kernel, padding):
    if input.ndim not in (nd + 1, nd + 2):
        raise RuntimeError(f"{name}: Expected {nd + 1}D or {nd + 2}D (batch mode) tensor for input, but got: {input.ndim}D")
    for k, p in zip(kernel, padding):
        if p > k // 2:
            raise RuntimeError(f"pad should be at most half of effective kernel size, but got pad={p}, kernel_size={k} and "
                               "dilation=1")


def _lift(input, nd):
    """(tensor as [n, c, h, w], function that undoes it)."""
    x = input if input.ndim == nd + 2 else input.unsqueeze(0)
    if nd == 1:
        x = x.unsqueeze(2)

    def lower(t):
        t = t.squeeze(2) if nd == 1 else t
        return t if input.ndim == nd + 2 else t.squeeze(0)

    return x, lower


def _two(v, nd, fill):
    v = _pair(v, nd)
    return v if nd == 2 else (fill,) + v


def _padded(a, kernel, stride, padding, dilation, ceil_mode, value):
    """Padded array (more at the end where ``ceil_mode`` needs it) and the output lengths."""
    out = [_sizes(s, k, t, p, d, ceil_mode)
           for s, k, t, p, d in zip(a.shape[2:], kernel, stride, padding, dilation)]
    if min(out) < 1:
        raise RuntimeError(f"Given input size: ({a.shape[1]}x{a.shape[2]}x{a.shape[3]}). Calculated output size: "
                           f"({a.shape[1]}x{max(out[0], 0)}x{max(out[1], 0)}). Output size is too small")
    wide = pad2(a, padding, value)
    more = [max(0, (n - 1) * t + d * (k - 1) + 1 - s)
            for n, t, d, k, s in zip(out, stride, dilation, kernel, wide.shape[2:])]
    if any(more):
        wide = np.pad(wide, ((0, 0), (0, 0), (0, more[0]), (0, more[1])), constant_values=value)
    return wide, out


def _largest(view):
    """Largest value of each window [n, c, oh, ow, kh, kw] and its place in the window, the first one of equals; NaN is
    larger than all. One kernel position at a time: whole planes are compared, not a few numbers at each of many places."""
    kh, kw = view.shape[4:]
    most = view[..., 0, 0].copy()
    best = np.zeros(most.shape, np.int64)
    for at in range(1, kh * kw):
        now = view[..., at // kw, at % kw]
        # Not ``now > most``: it is false for a NaN, which has to win.
        larger = ~(now <= most)
        if most.dtype.kind == "f":
            larger &= most == most
        np.copyto(most, now, where=larger)
        np.copyto(best, at, where=larger)
    return most, best


def _max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices, nd):
    kernel = _two(kernel_size, nd, 1)
    stride = kernel if stride is None or stride == [] else _two(stride, nd, 1)
    padding, dilation = _two(padding, nd, 0), _two(dilation, nd, 1)
    _check(input, nd, f"max_pool{nd}d", kernel, padding)
    x, lower = _lift(input, nd)
    a = x._a
    low = -np.inf if a.dtype.kind == "f" else np.iinfo(a.dtype).min
    wide, (oh, ow) = _padded(a, kernel, stride, padding, dilation, ceil_mode, low)
    arr, best = _largest(windows(wide, kernel, stride, dilation)[:, :, :oh, :ow])
    kw = kernel[1]
    rows = np.arange(oh)[:, None] * stride[0] + best // kw * dilation[0] - padding[0]
    cols = np.arange(ow)[None, :] * stride[1] + best % kw * dilation[1] - padding[1]
    index = rows * a.shape[3] + cols
    n, c = a.shape[:2]
    shape = a.shape

    def spread(g):
        plane = shape[2] * shape[3]
        at = (np.arange(n * c)[:, None] * plane + index.reshape(n * c, -1)).reshape(-1)
        return np.bincount(at.astype(np.intp), g.reshape(-1), n * c * plane).astype(g.dtype).reshape(shape)

    def pick(v):
        return np.take_along_axis(v.reshape(n, c, -1), index.reshape(n, c, -1), 2).reshape(arr.shape)

    def back(t):
        return record(spread(t._a), "MaxPool2DBackwardBackward0", (t,), lambda m, h: (px.call(h, again, pick),))

    def again(t):
        return record(pick(t._a), "MaxPool2DWithIndicesBackward0", (t,), lambda m, h: (px.call(h, back, spread),))

    name = "MaxPool2DWithIndicesBackward0" if nd == 2 else "MaxPool1DBackward0"
    out = lower(record(arr, name, (x,), lambda m, g: (px.call(g, back, spread),)))
    return (out, lower(wrap(index))) if return_indices else out


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """Largest value a window: [n, c, l] -> [n, c, l']."""
    return _max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices, 1)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """Largest value a window: [n, c, h, w] -> [n, c, h', w']."""
    return _max_pool(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices, 2)


def _average(x, starts, ends, counts, name):
    """Mean over the rectangles rows[starts:ends] x cols[starts:ends], as two matrix products."""
    (r0, c0), (r1, c1) = starts, ends
    kind = x._a.dtype

    def picker(first, last, size):
        at = np.arange(size)
        return ((at >= first[:, None]) & (at < last[:, None])).astype(kind)

    left = picker(r0, r1, x._a.shape[2])
    right = picker(c0, c1, x._a.shape[3])
    scale = (1 / counts).astype(kind)

    def forward(a):
        return (left @ a @ right.T) * scale

    def back(g):
        return left.T @ (g * scale) @ right

    def taped_back(t):
        return record(back(t._a), "AvgPool2DBackwardBackward0", (t,), lambda m, h: (px.call(h, again, forward),))

    def again(t):
        return record(forward(t._a), name, (t,), lambda m, g: (px.call(g, taped_back, back),))

    return again(x)


def _avg_pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, nd):
    kernel = _two(kernel_size, nd, 1)
    stride = kernel if stride is None or stride == [] else _two(stride, nd, 1)
    padding = _two(padding, nd, 0)
    _check(input, nd, f"avg_pool{nd}d", kernel, padding)
    x, lower = _lift(input, nd)
    size = x._a.shape[2:]
    out = [_sizes(s, k, t, p, 1, ceil_mode) for s, k, t, p in zip(size, kernel, stride, padding)]
    if min(out) < 1:
        raise RuntimeError(f"Given input size: ({x.shape[1]}x{size[0]}x{size[1]}). Calculated output size: "
                           f"({x.shape[1]}x{max(out[0], 0)}x{max(out[1], 0)}). Output size is too small")
    starts, ends, full = [], [], []
    for n, k, t, p, s in zip(out, kernel, stride, padding, size):
        first = np.arange(n) * t - p
        last = np.minimum(first + k, s + p)
        full.append(last - first)
        starts.append(np.maximum(first, 0))
        ends.append(np.minimum(last, s))
    inside = np.outer(ends[0] - starts[0], ends[1] - starts[1])
    counts = np.outer(*full) if count_include_pad else inside
    if divisor_override:
        counts = np.full_like(inside, divisor_override)
    return lower(_average(x, starts, ends, counts, f"AvgPool{nd}DBackward0"))


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    """Mean a window: [n, c, l] -> [n, c, l']."""
    return _avg_pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, None, 1)


def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
    """Mean a window: [n, c, h, w] -> [n, c, h', w']."""
    return _avg_pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, 2)


def _regions(size, out):
    i = np.arange(out)
    return i * size // out, -(-(i + 1) * size // out)


def _adaptive_sizes(output_size, shape, nd):
    want = (output_size,) * nd if isinstance(output_size, int) or output_size is None else tuple(output_size)
    return tuple(s if o is None else o for o, s in zip(want, shape[-nd:]))


def _adaptive_avg(input, output_size, nd):
    x, lower = _lift(input, nd)
    want = _adaptive_sizes(output_size, input.shape, nd)
    want = want if nd == 2 else (1,) + want
    rows, cols = _regions(x._a.shape[2], want[0]), _regions(x._a.shape[3], want[1])
    counts = np.outer(rows[1] - rows[0], cols[1] - cols[0])
    return lower(_average(x, (rows[0], cols[0]), (rows[1], cols[1]), counts, f"AdaptiveAvgPool{nd}DBackward0"))


def adaptive_avg_pool1d(input, output_size):
    """Mean over ``output_size`` equal regions: [n, c, l] -> [n, c, output_size]."""
    return _adaptive_avg(input, output_size, 1)


def adaptive_avg_pool2d(input, output_size):
    """Mean over a grid of equal regions: [n, c, h, w] -> [n, c, *output_size]."""
    return _adaptive_avg(input, output_size, 2)


def _adaptive_max(input, output_size, return_indices, nd):
    from ..._joining import stack

    x, lower = _lift(input, nd)
    want = _adaptive_sizes(output_size, input.shape, nd)
    want = want if nd == 2 else (1,) + want
    rows, cols = _regions(x._a.shape[2], want[0]), _regions(x._a.shape[3], want[1])
    values, places = [], []
    for r0, r1 in zip(*rows):
        for c0, c1 in zip(*cols):
            part = x[:, :, r0:r1, c0:c1].reshape(x.shape[0], x.shape[1], -1)
            best = part.max(-1)
            values.append(best.values)
            k = best.indices._a
            places.append((k // (c1 - c0) + r0) * x._a.shape[3] + k % (c1 - c0) + c0)
    shape = x._a.shape[:2] + want
    out = lower(stack(values, -1).reshape(shape))
    return (out, lower(wrap(np.stack(places, -1).reshape(shape)))) if return_indices else out


def adaptive_max_pool1d(input, output_size, return_indices=False):
    """Largest value in each of ``output_size`` equal regions."""
    return _adaptive_max(input, output_size, return_indices, 1)


def adaptive_max_pool2d(input, output_size, return_indices=False):
    """Largest value in each region of a grid."""
    return _adaptive_max(input, output_size, return_indices, 2)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """p-norm a window."""
    k = _pair(kernel_size, 2)
    mean = avg_pool2d(input.pow(norm_type), k, stride, 0, ceil_mode)
    return (mean.sign() * mean.abs().relu() * (k[0] * k[1])).pow(1.0 / norm_type)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """p-norm a window."""
    mean = avg_pool1d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return (mean.sign() * mean.abs().relu() * _pair(kernel_size, 1)[0]).pow(1.0 / norm_type)
