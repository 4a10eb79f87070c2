# Long because: the inside of torch is taken apart in a change of its own.
"""Convolutions as matrix products over windows (im2col). One engine for 1-d and 2-d, forward and transposed.

Windows are a strided view of the padded input, so collecting them is one copy; the gradient of the input is the
opposite: window gradients are added back, one kernel position at a time (a loop over kernel positions, never over the
batch).
"""

from __future__ import annotations

import numpy as np

from ... import _poly as px
from ..._blas import product
from ..._graph import record

__tracebackhide__ = True


def _pair(v, n):
    return (v,) * n if isinstance(v, int) else tuple(int(x) for x in v)


def out_size(size, kernel, stride, padding, dilation):
    """Positions of a kernel along one axis."""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def windows(a, kernel, stride, dilation):
    """View [n, c, oh, ow, kh, kw] of a padded array [n, c, h, w]."""
    n, c, h, w = a.shape
    (kh, kw), (sh, sw), (dh, dw) = kernel, stride, dilation
    oh, ow = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    s0, s1, s2, s3 = a.strides
    return np.lib.stride_tricks.as_strided(a, (n, c, oh, ow, kh, kw), (s0, s1, s2 * sh, s3 * sw, s2 * dh, s3 * dw))


def pad2(a, padding, value=0):
    """[n, c, h, w] with ``padding`` rows and columns on both sides."""
    ph, pw = padding
    if not ph and not pw:
        return a
    out = np.full(a.shape[:2] + (a.shape[2] + 2 * ph, a.shape[3] + 2 * pw), value, a.dtype)
    out[:, :, ph : ph + a.shape[2], pw : pw + a.shape[3]] = a
    return out


def _columns(a, spec):
    """[g, c / g * kh * kw, n * oh * ow] of an input [n, c, h, w]; also (oh, ow). Positions come last, so that a copy
    moves rows of the picture and not single numbers."""
    kernel, stride, padding, dilation, groups = spec
    view = windows(pad2(a, padding), kernel, stride, dilation)
    n, _, oh, ow = view.shape[:4]
    cols = np.ascontiguousarray(view.transpose(1, 4, 5, 0, 2, 3))
    return cols.reshape(groups, -1, n * oh * ow), (oh, ow)


def _columns_back(cols, shape, spec):
    """The adjoint of :func:`_columns`: window gradients added up to [n, c, h, w]."""
    (kh, kw), (sh, sw), (ph, pw), (dh, dw), _ = spec
    n, c, h, w = shape
    oh, ow = out_size(h, kh, sh, ph, dh), out_size(w, kw, sw, pw, dw)
    parts = cols.reshape(c, kh, kw, n, oh, ow)
    out = np.zeros((c, n, h + 2 * ph, w + 2 * pw), cols.dtype)
    for i in range(kh):
        for j in range(kw):
            out[:, :, i * dh : i * dh + oh * sh : sh, j * dw : j * dw + ow * sw : sw] += parts[:, i, j]
    return np.ascontiguousarray(out[:, :, ph : ph + h, pw : pw + w].swapaxes(0, 1))


def _matrix(weight, groups):
    """[out, c / g, kh, kw] as [g, out / g, c / g * kh * kw]."""
    return weight.reshape(groups, weight.shape[0] // groups, -1)


def _grouped(a, b):
    """[g, n, k] @ [g, k, m], one BLAS product where there is one group."""
    if len(a) == 1:
        return product(a[0], b[0])[None]
    return a @ b


def _forward(x, w, spec):
    cols, (oh, ow) = _columns(x, spec)
    out = _grouped(_matrix(w, spec[4]), cols).reshape(w.shape[0], x.shape[0], oh, ow)
    return np.ascontiguousarray(out.swapaxes(0, 1)), cols


def _rows(g, groups):
    """[n, out, oh, ow] as [g, out / g, n * oh * ow]."""
    return np.ascontiguousarray(g.swapaxes(0, 1)).reshape(groups, g.shape[1] // groups, -1)


def _grad_input(g, w, shape, spec):
    return _columns_back(_grouped(_matrix(w, spec[4]).swapaxes(1, 2), _rows(g, spec[4])), shape, spec)


def _grad_weight(g, x, shape, spec, cols=None):
    if cols is None:
        cols, _ = _columns(x, spec)
    return _grouped(_rows(g, spec[4]), cols.swapaxes(1, 2)).reshape(shape)


def conv(input, weight, spec, name="ConvolutionBackward0"):
    """Differentiable convolution of [n, c, h, w] with [out, c / groups, kh, kw]; spec: kernel, stride, padding, dilation,
    groups."""
    arr, cols = _forward(input._a, weight._a, spec)
    kept = [cols if weight.requires_grad else None]

    def bw(n, g):
        x, w = n.get()
        gx = gw = None
        if n.need(0):
            gx = px.call(g, lambda t: conv_back(t, w, x._a.shape, spec), lambda a: _grad_input(a, w, x.shape, spec))
        if n.need(1):
            gw = px.call(g, lambda t: conv_weight(t, x, w._a.shape, spec),
                         lambda a: _grad_weight(a, x, w.shape, spec, kept[0]))
        return gx, gw

    return record(arr, name, (input, weight), bw, (input, weight))


def conv_back(g, weight, shape, spec):
    """Gradient of the input of :func:`conv`, itself differentiable: also the transposed convolution."""
    arr = _grad_input(g._a, weight._a, shape, spec)

    def bw(n, h):
        v, w = n.get()
        gg = gw = None
        if n.need(0):
            gg = px.call(h, lambda t: conv(t, w, spec), lambda a: _forward(a, w, spec)[0])
        if n.need(1):
            gw = px.call(h, lambda t: conv_weight(v, t, w._a.shape, spec), lambda a: _grad_weight(v, a, w.shape, spec))
        return gg, gw

    return record(arr, "ConvolutionBackward0", (g, weight), bw, (g, weight))


def conv_weight(g, x, shape, spec):
    """Gradient of the weight of :func:`conv`, itself differentiable."""
    arr = _grad_weight(g._a, x._a, shape, spec)

    def bw(n, h):
        v, u = n.get()
        return (px.call(h, lambda t: conv(u, t, spec), lambda a: _forward(u, a, spec)[0]),
                px.call(h, lambda t: conv_back(v, t, u._a.shape, spec), lambda a: _grad_input(v, a, u.shape, spec)))

    return record(arr, "ConvolutionWeightBackward0", (g, x), bw, (g, x))


def _check(input, weight, groups, nd, bias):
    from ..._dtypes import C_NAMES

    if input.ndim != nd + 2:
        raise RuntimeError(
            f"Expected {nd + 1}D (unbatched) or {nd + 2}D (batched) input to conv{nd}d, but got input of size: "
            f"{list(input.shape)}"
        )
    if weight.shape[1] * groups != input.shape[1]:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {list(weight.shape)}, expected input{list(input.shape)} to have "
            f"{weight.shape[1] * groups} channels, but got {input.shape[1]} channels instead"
        )
    if input._a.dtype != weight._a.dtype:
        raise RuntimeError(
            f"Input type ({C_NAMES[input.dtype.name]}) and bias type ({C_NAMES[weight.dtype.name]}) should be the same"
            if bias is not None else "expected scalar type mismatch between input and weight"
        )


def _same(padding, kernel, stride, dilation):
    """(symmetric padding, extra at the end) for the words 'same' and 'valid'."""
    if padding == "valid":
        return (0,) * len(kernel), None
    if padding != "same":
        raise RuntimeError(f"Invalid padding string: '{padding}'")
    if any(s != 1 for s in stride):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    total = [d * (k - 1) for d, k in zip(dilation, kernel)]
    return tuple(t // 2 for t in total), [t % 2 for t in total]


def _convolve(input, weight, bias, stride, padding, dilation, groups, nd):
    kernel = tuple(weight.shape[2:])
    stride, dilation = _pair(stride, nd), _pair(dilation, nd)
    extra = None
    if isinstance(padding, str):
        padding, extra = _same(padding, kernel, stride, dilation)
    padding = _pair(padding, nd)
    single = input.ndim == nd + 1
    x = input.unsqueeze(0) if single else input
    _check(x, weight, groups, nd, bias)
    for size, k, p, d in zip(x.shape[2:], kernel, padding, dilation):
        if size + 2 * p < d * (k - 1) + 1:
            shown = [s + 2 * q for s, q in zip(x.shape[2:], padding)]
            raise RuntimeError(
                "Calculated padded input size per channel: (" + " x ".join(map(str, shown)) + "). Kernel size: ("
                + " x ".join(str(e * (f - 1) + 1) for e, f in zip(dilation, kernel))
                + "). Kernel size can't be greater than actual input size"
            )
    if extra and any(extra):
        from .padding import pad

        x = pad(x, [v for e in reversed(extra) for v in (0, e)])
    if nd == 1:
        spec = ((1, kernel[0]), (1, stride[0]), (0, padding[0]), (1, dilation[0]), groups)
        out = conv(x.unsqueeze(2), weight.unsqueeze(2), spec).squeeze(2)
    else:
        out = conv(x, weight, (kernel, stride, padding, dilation, groups))
    if bias is not None:
        out = out + bias.reshape([-1] + [1] * nd)
    return out.squeeze(0) if single else out


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """[n, c, l] with [out, c / groups, k] -> [n, out, l']."""
    return _convolve(input, weight, bias, stride, padding, dilation, groups, 1)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """[n, c, h, w] with [out, c / groups, kh, kw] -> [n, out, h', w']."""
    return _convolve(input, weight, bias, stride, padding, dilation, groups, 2)


def _transposed(input, weight, bias, stride, padding, output_padding, groups, dilation, nd):
    single = input.ndim == nd + 1
    x = input.unsqueeze(0) if single else input
    if x.shape[1] != weight.shape[0]:
        raise RuntimeError(
            f"Given transposed=1, weight of size {list(weight.shape)}, expected input{list(x.shape)} to have "
            f"{weight.shape[0]} channels, but got {x.shape[1]} channels instead"
        )
    if nd == 1:
        x, weight = x.unsqueeze(2), weight.unsqueeze(2)
    kernel = tuple(weight.shape[2:])
    fill = (1,) if nd == 1 else ()
    stride, dilation = fill + _pair(stride, nd), fill + _pair(dilation, nd)
    zero = (0,) if nd == 1 else ()
    padding, extra = zero + _pair(padding, nd), zero + _pair(output_padding, nd)
    size = tuple((n - 1) * s - 2 * p + d * (k - 1) + e + 1
                 for n, s, p, d, k, e in zip(x.shape[2:], stride, padding, dilation, kernel, extra))
    shape = (x.shape[0], weight.shape[1] * groups) + size
    out = conv_back(x, weight, shape, (kernel, stride, padding, dilation, groups))
    if nd == 1:
        out = out.squeeze(2)
    if bias is not None:
        out = out + bias.reshape([-1] + [1] * nd)
    return out.squeeze(0) if single else out


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """[n, c, l] with [c, out / groups, k] -> [n, out, l']."""
    return _transposed(input, weight, bias, stride, padding, output_padding, groups, dilation, 1)


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """[n, c, h, w] with [c, out / groups, kh, kw] -> [n, out, h', w']."""
    return _transposed(input, weight, bias, stride, padding, output_padding, groups, dilation, 2)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """Windows as columns: [n, c, h, w] -> [n, c * kh * kw, positions]."""
    spec = (_pair(kernel_size, 2), _pair(stride, 2), _pair(padding, 2), _pair(dilation, 2), 1)
    shape = input._a.shape

    def forward(a):
        cols, _ = _columns(a, spec)
        return cols.reshape(cols.shape[1], shape[0], -1).swapaxes(0, 1)

    def back(a):
        return _columns_back(np.ascontiguousarray(a.swapaxes(0, 1)), shape, spec)

    return record(forward(input._a), "Im2ColBackward0", (input,), lambda n, g: (px.call(
        g, lambda t: fold(t, shape[2:], spec[0], spec[3], spec[2], spec[1]), back),))


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Columns added back to images: the adjoint of :func:`unfold`."""
    spec = (_pair(kernel_size, 2), _pair(stride, 2), _pair(padding, 2), _pair(dilation, 2), 1)
    size = _pair(output_size, 2)
    n, width, _ = input._a.shape
    shape = (n, width // (spec[0][0] * spec[0][1])) + size

    def forward(a):
        return _columns_back(np.ascontiguousarray(a.swapaxes(0, 1)), shape, spec)

    def back(a):
        cols, _ = _columns(a, spec)
        return cols.reshape(width, n, -1).swapaxes(0, 1)

    return record(forward(input._a), "Col2ImBackward0", (input,), lambda m, g: (px.call(
        g, lambda t: unfold(t, spec[0], spec[3], spec[2], spec[1]), back),))
