"""Losses between predictions and targets; ``reduction`` is 'mean', 'sum' or 'none'."""

from __future__ import annotations

import math
import warnings

import numpy as np

from ... import _poly as px
from ..._dtypes import SCALAR_NAMES
from ..._graph import record

__tracebackhide__ = True


def _reduce(x, reduction):
    if reduction == "mean":
        return x.mean()
    if reduction == "sum":
        return x.sum()
    if reduction == "none":
        return x
    raise ValueError(f"{reduction} is not a valid value for reduction")


def _legacy(size_average, reduce, reduction):
    if size_average is None and reduce is None:
        return reduction
    warnings.warn("size_average and reduce args will be deprecated, please use reduction='...' instead.", stacklevel=3)
    if reduce is False:
        return "none"
    return "sum" if size_average is False else "mean"


def _sizes(input, target, name) -> None:
    if input.shape != target.shape:
        warnings.warn(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}). This will likely lead "
            "to incorrect results due to broadcasting. Please ensure they have the same size.", stacklevel=3)


def _fused(input, target, name, arr, slope, reduction):
    """Element-wise loss of equal shapes as one step with its reduction; ``slope(x, t)`` is d loss / d x."""
    count = arr.size
    if reduction == "mean":
        value = np.asarray(arr.sum() / arr.dtype.type(count), arr.dtype) if count else np.asarray(np.nan, arr.dtype)
    else:
        value = arr.sum() if reduction == "sum" else arr

    def bw(n, g):
        x, t = n.get()
        s = slope(x, t)
        if reduction == "mean":
            g = g / count
        d = g * s
        return d, (-d if n.need(1) else None)

    return record(value, name, (input, target), bw, (input, target))


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """(input - target)^2."""
    reduction = _legacy(size_average, reduce, reduction)
    _sizes(input, target, "mse_loss")
    if input._a.shape == target._a.shape and input._a.dtype == target._a.dtype and input._a.dtype.kind == "f" \
            and weight is None:
        _reduce_name(reduction)
        d = input._a - target._a
        return _fused(input, target, "MseLossBackward0", d * d, lambda x, t: (x - t) * 2, reduction)
    d = input - target
    out = d * d
    return _reduce(out if weight is None else out * weight, reduction)


def _reduce_name(reduction) -> None:
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """|input - target|."""
    _sizes(input, target, "l1_loss")
    return _reduce((input - target).abs(), _legacy(size_average, reduce, reduction))


def huber_loss(input, target, reduction="mean", delta=1.0):
    """Quadratic within ``delta``, linear beyond."""
    from ..._compare import where

    _sizes(input, target, "huber_loss")
    d = (input - target).abs()
    return _reduce(where(d < delta, d * d * 0.5, (d - 0.5 * delta) * delta), reduction)


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    """Quadratic within ``beta`` (divided by it), linear beyond."""
    from ..._compare import where

    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    _sizes(input, target, "smooth_l1_loss")
    d = (input - target).abs()
    out = d if beta == 0 else where(d < beta, d * d * 0.5 / beta, d - 0.5 * beta)
    return _reduce(out, _legacy(size_average, reduce, reduction))


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """-(t log p + (1 - t) log(1 - p)) of probabilities; logarithms are limited to -100."""
    reduction = _legacy(size_average, reduce, reduction)
    if input.shape != target.shape:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is deprecated. Please "
            "ensure they have the same size."
        )
    if input._a.dtype != target._a.dtype:
        raise RuntimeError(
            f"Found dtype {SCALAR_NAMES[target.dtype.name]} but expected {SCALAR_NAMES[input.dtype.name]}"
        )
    p = input._a
    if p.size and ((p < 0) | (p > 1)).any():
        raise RuntimeError("all elements of input should be between 0 and 1")
    t = target._a
    if t.size and ((t < 0) | (t > 1)).any():
        raise RuntimeError("all elements of target should be between 0 and 1")
    with np.errstate(divide="ignore"):
        arr = -(target._a * np.maximum(np.log(p), -100) + (1 - target._a) * np.maximum(np.log1p(-p), -100))

    def bw(n, g):
        x, t = n.get()
        v = px.detached(x)
        room = px.where(v * (1 - v) > 1e-12, x * (1 - x), 1e-12)
        left = g * ((x - t) / room)
        right = None
        if n.need(1):
            right = g * (px.call(x, lambda y: (1 - y).log() - y.log(), lambda y: np.log1p(-y) - np.log(y)))
        return left, right

    out = record(arr.astype(p.dtype), "BinaryCrossEntropyBackward0", (input, target), bw, (input, target))
    return _reduce(out if weight is None else out * weight, reduction)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean",
                                     pos_weight=None):
    """Cross-entropy of sigmoid(input), computed without overflow; ``pos_weight`` scales the positives."""
    reduction = _legacy(size_average, reduce, reduction)
    if input.shape != target.shape:
        raise ValueError(f"Target size ({target.shape}) must be the same as input size ({input.shape})")
    if input._a.dtype == target._a.dtype and pos_weight is None and weight is None and not target.requires_grad:
        _reduce_name(reduction)
        x, t = input._a, target._a
        arr = np.maximum(x, 0) - x * t + np.log1p(np.exp(-np.abs(x)))
        return _fused(input, target, "BinaryCrossEntropyWithLogitsBackward0", arr,
                      lambda a, b: px.sigmoid(a) - b, reduction)
    from .activation import logsigmoid

    log_p = logsigmoid(input)
    if pos_weight is not None:
        out = (1 - target) * input - ((pos_weight - 1) * target + 1) * log_p
    else:
        out = (1 - target) * input - log_p
    return _reduce(out if weight is None else out * weight, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    """target * (log target - input); input holds log-probabilities."""
    from ..._arithmetic import xlogy

    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by "
            "the batch size, and aligns with the KL div math definition.'mean' will be changed to behave the same as "
            "'batchmean' in the next major release.", stacklevel=2)
    out = target.exp() * (target - input) if log_target else xlogy(target, target) - target * input
    if reduction == "batchmean":
        return out.sum() / input.shape[0]
    return _reduce(out, reduction)


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None,
                     reduction="mean"):
    """Negative log-likelihood of Poisson counts."""
    from ..._compare import where

    out = input.exp() - target * input if log_input else input - target * (input + eps).log()
    if full:
        stirling = target * target.log() - target + (target * (2 * math.pi)).log() * 0.5
        out = out + where(target > 1, stirling, 0.0)
    return _reduce(out, reduction)


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    """Negative log-likelihood of a normal distribution with variance ``var``."""
    if (var._a < 0).any():
        raise ValueError("var has negative entry/entries")
    floor = var.detach().clamp(min=eps)
    limited = var + (floor - var.detach())
    out = 0.5 * (limited.log() + (input - target) ** 2 / limited)
    return _reduce(out + 0.5 * math.log(2 * math.pi) if full else out, reduction)
