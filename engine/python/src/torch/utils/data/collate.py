"""``default_collate``: a list of items becomes one batch of the same structure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..._dtypes import float64
from ..._factory import as_tensor, tensor
from ..._graph import Registry
from ..._joining import stack

__tracebackhide__ = True


def default_collate(batch):
    """Tensors, arrays and numbers are stacked; text is listed; dicts and sequences are collated part by part."""
    first = batch[0]
    if isinstance(first, Registry.Tensor):
        return stack(batch, 0)
    if isinstance(first, np.ndarray):
        if first.dtype.kind in "SUO":
            raise TypeError(
                "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found " + str(first.dtype)
            )
        return default_collate([as_tensor(b) for b in batch])
    if isinstance(first, np.generic):
        return as_tensor(np.asarray(batch))
    if isinstance(first, bool):
        return tensor(batch)
    if isinstance(first, float):
        return tensor(batch, dtype=float64)
    if isinstance(first, int):
        return tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        made = {k: default_collate([d[k] for d in batch]) for k in first}
        try:
            return type(first)(made)
        except TypeError:
            return made
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*(default_collate(list(s)) for s in zip(*batch)))
    if isinstance(first, Sequence):
        if not all(len(b) == len(first) for b in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        return [default_collate(list(s)) for s in zip(*batch)]
    raise TypeError(
        f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {type(first)}"
    )


def default_convert(data):
    """Arrays become tensors, structures stay."""
    if isinstance(data, np.ndarray):
        return as_tensor(data)
    if isinstance(data, Mapping):
        return {k: default_convert(v) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(default_convert(d) for d in data)
    return data
