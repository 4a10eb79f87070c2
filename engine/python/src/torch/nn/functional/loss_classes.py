"""Losses of classes: negative log-likelihood and softmax cross-entropy."""

from __future__ import annotations

import numpy as np

from ... import _poly as px
from ..._dtypes import SCALAR_NAMES
from ..._graph import record, wrap
from ..._softmax import log_softmax
from .loss import _legacy, _reduce, _reduce_name

__tracebackhide__ = True


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
