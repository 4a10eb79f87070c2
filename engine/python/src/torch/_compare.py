"""Comparisons, logic, bits, ``where`` and closeness. Results of comparisons are bool tensors of the broadcast shape."""

from __future__ import annotations

import numpy as np

from . import _poly as px
from ._arithmetic import compute
from ._graph import Registry, record, wrap
from ._promote import as_tensor, pair, result_type, tensors

__tracebackhide__ = True


def _comparison(name, fn, sign):
    def op(input, other):
        return wrap(compute(fn, *pair(input, other)))

    op.__name__, op.__doc__ = name, f"``input {sign} other`` element by element, as bool."
    return op


eq = _comparison("eq", np.equal, "==")
ne = not_equal = _comparison("ne", np.not_equal, "!=")
lt = less = _comparison("lt", np.less, "<")
le = less_equal = _comparison("le", np.less_equal, "<=")
gt = greater = _comparison("gt", np.greater, ">")
ge = greater_equal = _comparison("ge", np.greater_equal, ">=")


def _logical(name, fn):
    def op(input, other):
        return wrap(compute(fn, input._a, as_tensor(other)._a))

    op.__name__, op.__doc__ = name, "Truth of both operands combined, element by element, as bool."
    return op


logical_and = _logical("logical_and", np.logical_and)
logical_or = _logical("logical_or", np.logical_or)
logical_xor = _logical("logical_xor", np.logical_xor)


def logical_not(input):
    """True where ``input`` is zero or False."""
    return wrap(np.logical_not(input._a))


def _bitwise(name, fn):
    def op(input, other):
        x, y = pair(as_tensor(input), as_tensor(other))
        if x.dtype.kind == "f":
            kind = result_type(input, other).name
            raise RuntimeError(f'"{name}_cpu" not implemented for \'{kind.capitalize()}\'')
        return wrap(compute(fn, x, y))

    op.__name__, op.__doc__ = name, "Bits (or truth values) of both integer or bool operands combined."
    return op


bitwise_and = _bitwise("bitwise_and", np.bitwise_and)
bitwise_or = _bitwise("bitwise_or", np.bitwise_or)
bitwise_xor = _bitwise("bitwise_xor", np.bitwise_xor)
bitwise_left_shift = _bitwise("lshift", np.left_shift)
bitwise_right_shift = _bitwise("rshift", np.right_shift)


def bitwise_not(input):
    """``~input``: bits of integers flipped, truth of bools."""
    if input._a.dtype.kind == "f":
        raise TypeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors")
    return wrap(np.invert(input._a))


def isnan(input):
    """True where NaN."""
    return wrap(np.isnan(input._a) if input._a.dtype.kind == "f" else np.zeros(input._a.shape, bool))


def isinf(input):
    """True where infinite."""
    return wrap(np.isinf(input._a))


def isfinite(input):
    """True where neither infinite nor NaN."""
    return wrap(np.isfinite(input._a))


def isposinf(input):
    """True where +inf."""
    return wrap(np.isposinf(input._a))


def isneginf(input):
    """True where -inf."""
    return wrap(np.isneginf(input._a))


def signbit(input):
    """True where the sign bit is set."""
    return wrap(np.signbit(input._a))


def where(condition, input=None, other=None):
    """``input`` where ``condition`` else ``other``, broadcast; with the condition alone, the indices of True."""
    if input is None and other is None:
        return tuple(wrap(i.astype(np.int64)) for i in np.nonzero(condition._a))
    cond = condition._a
    if cond.dtype.kind != "b":
        if cond.dtype != np.uint8:
            raise RuntimeError(
                f"where expected condition to be a boolean tensor, but got a tensor with dtype {_kind(condition)}"
            )
        cond = cond.astype(bool)
    d = result_type(input, other)
    x, y = (v._a if isinstance(v, Registry.Tensor) else v for v in (input, other))
    arr = compute(lambda p, q: np.where(cond, p, q), np.asarray(x, d.np), np.asarray(y, d.np))
    first, second = isinstance(input, Registry.Tensor), isinstance(other, Registry.Tensor)

    def bw(n, g):
        zero = px.zeros_like(g)
        found = ()
        if first:
            found += (px.where(cond, g, zero),)
        if second:
            found += (px.where(cond, zero, g),)
        return found

    return record(arr, "WhereBackward0", tensors(input, other), bw)


def _kind(t):
    from ._dtypes import SCALAR_NAMES

    return SCALAR_NAMES[t.dtype.name]


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """``|input - other| <= atol + rtol * |other|`` element by element."""
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{_kind(input)} did not match {_kind(other)}")
    return wrap(np.isclose(input._a, other._a, rtol=rtol, atol=atol, equal_nan=equal_nan))


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False) -> bool:
    """Whether ``isclose`` holds everywhere."""
    return bool(isclose(input, other, rtol, atol, equal_nan)._a.all())


def equal(input, other) -> bool:
    """Whether shape and all values are the same."""
    return input._a.shape == other._a.shape and bool(np.array_equal(input._a, other._a))


def heaviside(input, values):
    """0 below zero, 1 above, ``values`` at zero."""
    x, y = pair(input, values)
    return wrap(np.heaviside(x, y))


def isin(elements, test_elements, *, assume_unique=False, invert=False):
    """True where an element is one of ``test_elements``."""
    return wrap(np.isin(as_tensor(elements)._a, as_tensor(test_elements)._a, invert=invert))
