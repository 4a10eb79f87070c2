"""Losses of margins, rankings and distances; distances between vectors."""

from __future__ import annotations

import numpy as np

from ..._graph import wrap
from .loss import _reduce

__tracebackhide__ = True


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
