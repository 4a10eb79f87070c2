"""``torch.Size``: a tuple of lengths."""

from __future__ import annotations

import math

__tracebackhide__ = True


class Size(tuple):
    """Shape of a tensor: a tuple with ``numel()`` and its own repr."""

    __slots__ = ()

    def numel(self) -> int:
        """Number of elements."""
        return math.prod(self)

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def __add__(self, other):
        return Size(tuple.__add__(self, tuple(other)))

    def __getitem__(self, key):
        found = tuple.__getitem__(self, key)
        return Size(found) if isinstance(key, slice) else found

    def __reduce__(self):
        return Size, (tuple(self),)


def dims_of(args) -> tuple:
    """Lengths or axes given either one by one or as one sequence."""
    if len(args) == 1 and not hasattr(args[0], "__index__"):
        args = args[0]
    return tuple(int(a) for a in args)


def axis_of(dim: int, ndim: int) -> int:
    """``dim`` as a non-negative axis; IndexError as in PyTorch where it is out of range."""
    dim = int(dim)
    span = ndim or 1
    if not -span <= dim < span:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-span}, {span - 1}], but got {dim})"
        )
    return dim + span if dim < 0 else dim


def axes_of(dim, ndim: int) -> tuple | None:
    """Several axes as a sorted tuple, None for all of them; a repeated axis is refused."""
    if dim is None:
        return None
    if isinstance(dim, (tuple, list)):
        found = tuple(axis_of(d, ndim) for d in dim)
        for i, d in enumerate(found):
            if d in found[:i]:
                raise RuntimeError(f"dim {d} appears multiple times in the list of dims")
        return tuple(sorted(found)) or None
    return (axis_of(dim, ndim),)
