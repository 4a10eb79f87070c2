"""``Parameter`` and ``Buffer``: tensors that a Module registers when they are assigned."""

from __future__ import annotations

import numpy as np

from .._tensor import Tensor

__tracebackhide__ = True


class Parameter(Tensor):
    """A tensor that belongs to a module's ``parameters()``; it wants a gradient by default."""

    def __new__(cls, data=None, requires_grad: bool = True):
        t = object.__new__(cls)
        t._a = np.zeros(0, np.float32) if data is None else data._a
        if data is not None:
            t._bf = data._bf
        t.requires_grad_(requires_grad)
        return t

    def __repr__(self, *, tensor_contents=None) -> str:
        return "Parameter containing:\n" + super().__repr__()


class Buffer(Tensor):
    """A tensor that a module registers as a buffer when it is assigned."""

    def __new__(cls, data=None, *, persistent: bool = True):
        t = object.__new__(cls)
        t._a = np.zeros(0, np.float32) if data is None else data._a
        t.persistent = persistent
        return t
