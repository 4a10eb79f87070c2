"""Normalizations: batch, layer, group, instance, RMS, and ``normalize``. Formulas are fused for speed."""

from __future__ import annotations

import numpy as np

from ..._graph import record
from ..._inplace import bump

__tracebackhide__ = True


def _standardize(input, axes, eps):
    """(x - mean) / sqrt(var + eps) over ``axes`` (var biased) as one taped step; also mean and var arrays."""
    a = input._a
    mean = a.mean(axis=axes, keepdims=True)
    centred = a - mean
    var = (centred * centred).mean(axis=axes, keepdims=True)
    inverse = 1 / np.sqrt(var + a.dtype.type(eps))
    arr = centred * inverse

    def bw(n, g):
        n.get()
        gm = g.mean(axis=axes, keepdims=True)
        gx = (g * arr).mean(axis=axes, keepdims=True)
        return ((g - gm - arr * gx) * inverse,)

    def steps(x):
        d = x - x.mean(axes, keepdim=True)
        return d * ((d * d).mean(axes, keepdim=True) + eps).rsqrt()

    return record(arr, "NativeBatchNormBackward0", (input,), bw, (input,), comp=steps), mean, var


def _affine(x, weight, bias, shape=None):
    if weight is not None:
        x = x * (weight if shape is None else weight.reshape(shape))
    if bias is not None:
        x = x + (bias if shape is None else bias.reshape(shape))
    return x


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05):
    """Standardize each channel (axis 1) over all other axes; running statistics are updated in training."""
    shape = [1, -1] + [1] * (input.ndim - 2)
    if running_mean is not None and running_mean.numel() != input.shape[1]:
        raise RuntimeError(f"running_mean should contain {input.shape[1]} elements not {running_mean.numel()}")
    if training or running_mean is None:
        axes = (0,) + tuple(range(2, input.ndim))
        count = input.numel() // input.shape[1]
        if count <= 1:
            raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
        out, mean, var = _standardize(input, axes, eps)
        if running_mean is not None:
            m = running_mean._a.dtype.type(momentum)
            running_mean._a[...] = (1 - m) * running_mean._a + m * mean.reshape(-1)
            running_var._a[...] = (1 - m) * running_var._a + m * (var.reshape(-1) * (count / (count - 1)))
            bump(running_mean)
            bump(running_var)
    else:
        out = (input - running_mean.reshape(shape)) / (running_var.reshape(shape) + eps).sqrt()
    return _affine(out, weight, bias, shape)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    """Standardize over the last axes, whose lengths are ``normalized_shape``."""
    want = tuple(normalized_shape)
    if input._a.shape[-len(want) :] != want:
        tail = ", ".join(str(n) for n in want)
        raise RuntimeError(
            f"Given normalized_shape={list(want)}, expected input with shape [*, {tail}], but got input of size"
            f"{list(input.shape)}"
        )
    axes = tuple(range(input.ndim - len(want), input.ndim))
    return _affine(_standardize(input, axes, eps)[0], weight, bias)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    """Divide by the root of the mean square over the last axes."""
    axes = tuple(range(input.ndim - len(tuple(normalized_shape)), input.ndim))
    eps = float(np.finfo(input._a.dtype).eps) if eps is None else eps
    return _affine(input * ((input * input).mean(axes, keepdim=True) + eps).rsqrt(), weight, None)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    """Standardize ``num_groups`` groups of channels (axis 1) of each sample."""
    n, c = input.shape[:2]
    if c % num_groups:
        raise RuntimeError(
            f"Expected number of channels in input to be divisible by num_groups, but got input of shape {list(input.shape)} "
            f"and num_groups={num_groups}"
        )
    out, _, _ = _standardize(input.reshape(n, num_groups, -1), (2,), eps)
    return _affine(out.reshape(input.shape), weight, bias, [1, -1] + [1] * (input.ndim - 2))


def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1,
                  eps=1e-05):
    """Standardize each channel of each sample."""
    if running_mean is not None:
        raise NotImplementedError("instance_norm with running statistics does not exist here; nearest: batch_norm")
    return group_norm(input, input.shape[1], weight, bias, eps)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    """Divide by the p-norm along ``dim``."""
    return input / input.norm(p, dim, True).clamp_min(eps).expand_as(input)


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    """Divide by a power of the mean square of neighbouring channels."""
    from .padding import pad
    from .pooling import avg_pool2d

    square = (input * input).unsqueeze(1)
    flat = square.reshape(square.shape[0], 1, square.shape[2], -1)
    mean = avg_pool2d(pad(flat, [0, 0, size // 2, (size - 1) // 2]), (size, 1), stride=1).reshape(input.shape)
    return input / (mean * alpha + k) ** beta
