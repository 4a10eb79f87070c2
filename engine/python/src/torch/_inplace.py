"""In-place operations: the leaf rules, version counters, and the new history of the tensor and of its base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import _dtypes as dt
from ._graph import Registry, attach, record, requires, wrap
from ._modes import State

if TYPE_CHECKING:
    from ._tensor import Tensor

__tracebackhide__ = True


def bump(t) -> None:
    """Count one change of the memory of ``t``."""
    if t._ver is None:
        t._ver = [1]
    else:
        t._ver[0] += 1


def check_leaf(t) -> None:
    """A leaf that wants a gradient (or a view of one) may not change while operations are taped."""
    if t._base is not None and requires(t):
        base = t._base
        if base._rg and base._fn is None:
            raise RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.")
        if t._multi:
            raise RuntimeError(
                f"Output {t._nr} of {t._multi} is a view and is being modified inplace. This view is the output of a "
                "function that returns multiple views. Such functions do not allow the output views to be modified "
                "inplace. You should replace the inplace operation by an out-of-place one."
            )
    elif t._rg and t._fn is None:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")


def _store(t, result) -> None:
    a, r = t._a, result._a
    if r.shape != a.shape:
        raise RuntimeError(
            f"output with shape {list(a.shape)} doesn't match the broadcast shape {list(r.shape)}"
        )
    if r.dtype != a.dtype:
        source, target = dt.FROM_NP[r.dtype], dt.FROM_NP[a.dtype]
        if not dt.can_cast(source, target):
            names = dt.SCALAR_NAMES
            raise RuntimeError(
                f"result type {names[source.name]} can't be cast to the desired output type {names[target.name]}"
            )
    if not a.flags.writeable:
        raise RuntimeError("unsupported operation: this tensor is a read-only view of numpy memory; clone() it first")
    a[...] = r
    if t._bf and not result._bf:
        from ._graph import round_bf16

        a[...] = round_bf16(a)


def _check_overlap(t) -> None:
    if any(s == 0 and n > 1 for s, n in zip(t._a.strides, t._a.shape)):
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory location. "
            "Please clone() the tensor before performing the operation."
        )


def change(t, fn) -> "Tensor":
    """Replace the values of ``t`` by ``fn(t)``, in place; returns ``t``."""
    if 0 in t._a.strides:
        _check_overlap(t)
    if not State.grad:
        _store(t, fn(t))
        bump(t)
        return t
    check_leaf(t)
    if t._inf and not State.inference:
        raise RuntimeError(
            "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal "
            "tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details."
        )
    old = t
    if requires(t):
        # The formula may keep its input: that must be the value before the change.
        old = wrap(t._a.copy())
        old._fn, old._nr, old._bf = t._fn, t._nr, t._bf
    result = fn(old)
    _store(t, result)
    bump(t)
    if result._fn is not None and t._a.dtype.kind == "f":
        _rebase(t, result)
    return t


def _rebase(t, result) -> None:
    """Give ``t`` the history of ``result``; a view passes it on to its base."""
    node = result._fn
    base = t._base
    if base is None:
        if node.out is not None and node.out[0] is result._a:
            if t._ver is None:
                t._ver = [0]
            node.out = (t._a, t._ver, t._ver[0])
        t._fn, t._nr, t._rg = node, result._nr, False
        t._rebased += 1
        return
    before = wrap(base._a)
    before._fn, before._nr, before._rg = base._fn, base._nr, base._rg
    replay = t._replay

    def bw(n, g):
        if isinstance(g, Registry.Tensor):
            rest = g.clone()
            replay(rest).zero_()
            return rest, replay(g)
        rest = g.copy()
        replay(wrap(rest))._a[...] = 0
        return rest, replay(wrap(g))._a

    holder = wrap(base._a)
    attach(holder, "CopySlices", (before, result), bw)
    base._fn, base._nr, base._rg = holder._fn, 0, False
    base._rebased += 1


def inplace(fn, doc=None):
    """The in-place twin of an operation whose first argument is the tensor."""

    def op(input, *args, **kwargs):
        return change(input, lambda t: fn(t, *args, **kwargs))

    op.__name__ = fn.__name__ + "_"
    op.__doc__ = doc or f"In-place version of ``{fn.__name__}``."
    return op


def copy_(input, src, non_blocking=False):
    """Values of ``src`` (broadcast, cast) into ``input``."""
    if not isinstance(src, Registry.Tensor):
        src = wrap(np.asarray(src))
    if State.grad and (requires(input) or requires(src)):
        return change(input, lambda t: _copied(t, src))
    if 0 in input._a.strides:
        _check_overlap(input)
    _fits(input._a.shape, src._a.shape)
    input._a[...] = src._a
    if input._bf and not src._bf:
        from ._graph import round_bf16

        input._a[...] = round_bf16(input._a)
    bump(input)
    return input


def _fits(target, source) -> None:
    extra = len(source) - len(target)
    if extra <= 0 and all(n == m or n == 1 for n, m in zip(source[::-1], target[::-1])):
        return
    if extra > 0:
        raise RuntimeError(
            f"expand(torch.FloatTensor{{{list(source)}}}, size={list(target)}): the number of sizes provided "
            f"({len(target)}) must be greater or equal to the number of dimensions in the tensor ({len(source)})"
        )
    for i in range(1, len(source) + 1):
        if source[-i] not in (1, target[-i]):
            raise RuntimeError(
                f"The expanded size of the tensor ({target[-i]}) must match the existing size ({source[-i]}) at "
                f"non-singleton dimension {len(target) - i}.  Target sizes: {list(target)}.  Tensor sizes: {list(source)}"
            )


def _copied(t, src):
    _fits(t._a.shape, src._a.shape)
    arr = np.broadcast_to(src._a, t._a.shape).astype(t._a.dtype)
    return record(arr, "CopyBackwards", (t, src), lambda n, g: (None, g))


def fill_(input, value):
    """Every element set to ``value``."""
    number = value.item() if isinstance(value, Registry.Tensor) else value
    return change(input, lambda t: record(np.full(t._a.shape, number).astype(t._a.dtype), "FillBackward0", (t,),
                                          lambda n, g: (g * 0,)))


def zero_(input):
    """Every element set to 0."""
    return change(input, lambda t: record(np.zeros_like(t._a), "ZeroBackward0", (t,), lambda n, g: (g * 0,)))


def fill_diagonal_(input, fill_value, wrap=False):
    """The main diagonal of a matrix set to ``fill_value``."""
    from ._views import diagonal

    fill_(diagonal(input), fill_value)
    return input
