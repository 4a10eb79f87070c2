"""Attention: all heads and samples in one stacked matrix product."""

from __future__ import annotations

import math

import numpy as np

from ..._graph import wrap
from ..._softmax import softmax
from .dropout import dropout
from .linear import linear

__tracebackhide__ = True


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None,
                                 enable_gqa=False):
    """softmax(q k^T * scale + mask) v: [.., l, e], [.., s, e], [.., s, v] -> [.., l, v]. Bool masks: True takes part."""
    if enable_gqa:
        raise NotImplementedError("scaled_dot_product_attention(enable_gqa=True) does not exist here; repeat the heads")
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = (query * scale) @ key.transpose(-2, -1)
    if is_causal:
        if attn_mask is not None:
            raise RuntimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
        attn_mask = wrap(np.tril(np.ones((query.shape[-2], key.shape[-2]), bool)))
    if attn_mask is not None:
        if attn_mask._a.dtype.kind == "b":
            scores = scores.masked_fill(~attn_mask, float("-inf"))
        else:
            scores = scores + attn_mask
    weights = softmax(scores, -1)
    if attn_mask is not None and attn_mask._a.dtype.kind == "b":
        # Rows without any allowed place give zeros, as in PyTorch.
        dead = ~attn_mask._a.any(axis=-1, keepdims=True)
        if dead.any():
            weights = weights.masked_fill(wrap(dead), 0.0)
    if dropout_p:
        weights = dropout(weights, dropout_p)
    return weights @ value


def _float_mask(mask, dtype):
    """A bool mask (True = left out) as numbers to add."""
    if mask is None or mask._a.dtype.kind != "b":
        return mask
    return wrap(np.where(mask._a, -np.inf, 0).astype(dtype))


def multi_head_attention(query, key, value, heads, w_in, b_in, w_out, b_out, separate=None, dropout_p=0.0, training=True,
                         key_padding_mask=None, need_weights=True, attn_mask=None, average=True, is_causal=False,
                         bias_k=None, bias_v=None, add_zero_attn=False):
    """[l, b, e], [s, b, k], [s, b, v] -> ([l, b, e], weights [b, l, s] or None). ``separate``: three projection weights."""
    from ..._joining import cat

    length, batch, width = query.shape
    if width % heads:
        raise AssertionError(f"embed_dim {width} not divisible by num_heads {heads}")
    biases = (None,) * 3 if b_in is None else b_in.chunk(3)
    parts = separate or w_in.chunk(3)
    if separate is None and query is key and key is value:
        q, k, v = linear(query, w_in, b_in).chunk(3, -1)
    else:
        q, k, v = (linear(x, w, b) for x, w, b in zip((query, key, value), parts, biases))
    mask = _float_mask(attn_mask, query._a.dtype)
    padding = _float_mask(key_padding_mask, query._a.dtype)
    if bias_k is not None:
        k, v = cat([k, bias_k.repeat(1, batch, 1)]), cat([v, bias_v.repeat(1, batch, 1)])
        mask, padding = _grow(mask), _grow(padding)
    size = width // heads

    def split(t):
        return t.reshape(t.shape[0], batch, heads, size).permute(1, 2, 0, 3)

    q, k, v = split(q), split(k), split(v)
    if add_zero_attn:
        zero = wrap(np.zeros((batch, heads, 1, size), query._a.dtype))
        k, v = cat([k, zero], 2), cat([v, zero], 2)
        mask, padding = _grow(mask), _grow(padding)
    scores = (q * (1 / math.sqrt(size))) @ k.transpose(-2, -1)
    if mask is not None:
        scores = scores + (mask if mask.ndim == 2 else mask.reshape(batch, heads, length, -1))
    if padding is not None:
        scores = scores + padding.reshape(batch, 1, 1, -1)
    weights = softmax(scores, -1)
    if dropout_p and training:
        weights = dropout(weights, dropout_p)
    out = (weights @ v).permute(2, 0, 1, 3).reshape(length, batch, width)
    out = linear(out, w_out, b_out)
    if not need_weights:
        return out, None
    return out, (weights.mean(1) if average else weights)


def _grow(mask):
    """One more key that everyone may see."""
    if mask is None:
        return None
    return wrap(np.concatenate([mask._a, np.zeros(mask._a.shape[:-1] + (1,), mask._a.dtype)], -1))
