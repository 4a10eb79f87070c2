"""Losses between predictions and targets; ``reduction`` is 'mean', 'sum' or 'none'."""

from __future__ import annotations

import math
import warnings

import numpy as np

from ... import _poly as px
from ..._dtypes import SCALAR_NAMES
from ..._graph import record, wrap
from ..._softmax import log_softmax

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


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    """-input[class] of log-probabilities [n, c, ..] and classes [n, ..] (or [c] and a single class)."""
    reduction = _legacy(size_average, reduce, reduction)
    _reduce_name(reduction)
    single = input.ndim == 1
    if input.ndim == 0:
        raise ValueError(f"Expected 1 or more dimensions (got {input.ndim})")
    if single and target.ndim != 0:
        if target.numel() != 1:
            raise ValueError(f"Expected input batch_size ({1}) to match target batch_size ({target.numel()}).")
        target = target.reshape(())
    x = input.unsqueeze(0) if single else input
    t = target.unsqueeze(0) if single else target
    if x.shape[0] != (t.shape[0] if t.ndim else 1) or t.ndim == 0:
        raise ValueError(
            f"Expected input batch_size ({x.shape[0]}) to match target batch_size ({t.shape[0] if t.ndim else 0})."
        )
    if x.ndim == 2 and t.ndim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if x.shape[2:] != t.shape[1:]:
        raise RuntimeError(f"Expected target size {[x.shape[0], *x.shape[2:]]}, got {list(t.shape)}")
    if t._a.dtype not in (np.int64, np.uint8):
        kind = SCALAR_NAMES[t.dtype.name]
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {kind}"
        )
    classes = x.shape[1]
    index = t._a.astype(np.int64, copy=False)
    live = index != ignore_index
    bad = live & ((index < 0) | (index >= classes))
    if bad.any():
        raise IndexError(f"Target {int(index[bad].flat[0])} is out of bounds.")
    safe = np.where(live, index, 0)
    kind = x._a.dtype
    scale = live.astype(kind) if weight is None else np.where(live, weight._a[safe], 0).astype(kind)
    total = scale.sum()
    place = np.expand_dims(safe, 1)
    picked = np.take_along_axis(x._a, place, 1)[:, 0] * -scale
    if reduction == "mean":
        with np.errstate(invalid="ignore", divide="ignore"):
            value = np.asarray(picked.sum() / total, kind)
            factor = scale / total
    else:
        value, factor = (picked.sum() if reduction == "sum" else picked), scale
    shape = x._a.shape

    def spread(g):
        out = np.zeros(shape, kind)
        np.put_along_axis(out, place, np.expand_dims(-factor * g, 1), 1)
        return out

    def gathered(h):
        return np.take_along_axis(h, place, 1)[:, 0] * -factor

    def taped(g):
        # Linear in g: its own gradient is the gathering.
        def back(n, h):
            v = px.call(h, lambda w: w.gather(1, wrap(place)).squeeze(1) * wrap(-factor), gathered)
            return (v.sum() if reduction != "none" else v,)

        return record(spread(g._a), "NllLossBackwardBackward0", (g,), back)

    out = record(value, "NllLossBackward0" if x.ndim == 2 else "NllLoss2DBackward0", (x,),
                 lambda n, g: (px.call(g, taped, spread),))
    return out.squeeze(0) if single and reduction == "none" else out


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean",
                  label_smoothing=0.0):
    """Softmax cross-entropy of logits [n, c, ..]; targets are classes [n, ..] or probabilities [n, c, ..]."""
    reduction = _legacy(size_average, reduce, reduction)
    if not 0.0 <= label_smoothing <= 1.0:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")
    axis = 0 if input.ndim == 1 else 1
    if input.shape == target.shape and input.ndim and not (input.ndim == 1 and target._a.dtype == np.int64):
        return _soft_targets(input, target, weight, reduction, label_smoothing, axis)
    logp = log_softmax(input, axis)
    hard = nll_loss(logp, target, weight, None, ignore_index, None, reduction)
    if not label_smoothing:
        return hard
    classes = input.shape[axis]
    live = target != ignore_index
    spread = -(logp if weight is None else logp * weight.reshape([-1 if i == axis else 1 for i in range(input.ndim)]))
    smooth = spread.sum(axis).masked_fill(~live, 0.0)
    if reduction == "mean":
        if weight is None:
            smooth = smooth.sum() / live.sum()
        else:
            smooth = smooth.sum() / weight[target.masked_fill(~live, 0)].masked_fill(~live, 0.0).sum()
    elif reduction == "sum":
        smooth = smooth.sum()
    return hard * (1 - label_smoothing) + smooth * (label_smoothing / classes)


def _soft_targets(input, target, weight, reduction, smoothing, axis):
    if target._a.dtype.kind != "f":
        raise RuntimeError(
            f"Expected floating point type for target with class probabilities, got {SCALAR_NAMES[target.dtype.name]}"
        )
    classes = input.shape[axis]
    if smoothing:
        target = target * (1 - smoothing) + smoothing / classes
    logp = log_softmax(input, axis)
    if weight is not None:
        logp = logp * weight.reshape([-1 if i == axis else 1 for i in range(input.ndim)])
    out = -(logp * target).sum(axis)
    if reduction == "mean":
        return out.sum() / (input.numel() // classes)
    return _reduce(out, reduction)


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


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    """input where target is 1, max(0, margin - input) where -1."""
    from ..._compare import where

    return _reduce(where(target == 1, input, 0.0) + where(target == -1, (margin - input).clamp_min(0), 0.0), reduction)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """log(1 + exp(-target * input))."""
    return _reduce((-target * input).exp().log1p(), reduction)


def margin_ranking_loss(input1, input2, target, margin=0.0, size_average=None, reduce=None, reduction="mean"):
    """max(0, -target * (input1 - input2) + margin)."""
    return _reduce((-target * (input1 - input2) + margin).clamp_min(0), reduction)


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
    """Mean over other classes of max(0, margin - x[class] + x[i])^p."""
    right = input.gather(1, target.unsqueeze(1))
    out = (margin - right + input).clamp_min(0) ** p
    if weight is not None:
        out = out * weight[target].unsqueeze(1)
    mask = wrap(np.arange(input.shape[1]) == target._a[:, None])
    return _reduce(out.masked_fill(mask, 0.0).sum(1) / input.shape[1], reduction)


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """Mean over classes of the logistic loss."""
    from .activation import logsigmoid

    out = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
    if weight is not None:
        out = out * weight
    return _reduce(out.mean(-1), reduction)


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    """Cosine of the angle between vectors along ``dim``."""
    n1, n2 = x1.norm(2, dim, True).clamp_min(eps), x2.norm(2, dim, True).clamp_min(eps)
    return ((x1 / n1) * (x2 / n2)).sum(dim)


def cosine_embedding_loss(input1, input2, target, margin=0.0, size_average=None, reduce=None, reduction="mean"):
    """1 - cosine where target is 1, max(0, cosine - margin) where -1."""
    from ..._compare import where

    c = cosine_similarity(input1, input2, -1)
    return _reduce(where(target == 1, 1 - c, 0.0) + where(target == -1, (c - margin).clamp_min(0), 0.0), reduction)


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    """p-norm of x1 - x2 + eps along the last axis."""
    return (x1 - x2 + eps).norm(p, -1, keepdim)


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None,
                        reduction="mean"):
    """max(0, d(anchor, positive) - d(anchor, negative) + margin)."""
    near, far = pairwise_distance(anchor, positive, p, eps), pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = far.minimum(pairwise_distance(positive, negative, p, eps))
    return _reduce((near - far + margin).clamp_min(0), reduction)
