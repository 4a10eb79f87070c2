"""Binary arithmetic: add, sub, mul, div, remainder, pow, maximum and their relatives. Shapes broadcast."""

from __future__ import annotations

import numpy as np

from . import _dtypes as dt
from . import _poly as px
from ._graph import Registry, record, requires
from ._promote import as_tensor, broadcast_error, float_pair, pair, result_type

__tracebackhide__ = True

_quiet = {"divide": "ignore", "invalid": "ignore", "over": "ignore", "under": "ignore"}


def compute(fn, x, y):
    """``fn(x, y)`` with PyTorch's message where the shapes do not broadcast."""
    try:
        return fn(x, y)
    except ValueError as e:
        if "broadcast" in str(e):
            raise broadcast_error(x, y) from None
        raise


def linked(arr, name, a, b, bw, save=(True, True), save_out=False):
    """Tape a binary result whose operands may be numbers. ``bw(node, g, a, b)`` gives both gradients."""
    Tensor = Registry.Tensor
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        kept = (a if save[0] else None, b if save[1] else None)

        def both(n, g):
            x, y = n.get()
            return bw(n, g, x, y)

        return record(arr, name, (a, b), both, kept, save_out)
    if isinstance(a, Tensor):
        return record(arr, name, (a,), lambda n, g: bw(n, g, n.get()[0], b)[:1], (a if save[0] else None,), save_out)

    def right(n, g):
        return (bw(n, g, a, n.get()[0])[1],)

    return record(arr, name, (b,), right, (b if save[1] else None,), save_out)


def _plain(arr, name, a, b, bw):
    """Tape a binary result whose formula needs nothing saved."""
    Tensor = Registry.Tensor
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return record(arr, name, (a, b), bw)
    if isinstance(a, Tensor):
        return record(arr, name, (a,), bw)
    return record(arr, name, (b,), lambda n, g: (bw(n, g)[1],))


def _check_alpha(d, alpha) -> None:
    if isinstance(alpha, float) and d.category < 2:
        raise RuntimeError("For integral input tensors, argument alpha must not be a floating point number.")


def add(input, other, *, alpha=1):
    """``input + alpha * other``, broadcast."""
    x, y = pair(input, other)
    if alpha != 1:
        _check_alpha(result_type(input, other), alpha)
        return _plain(compute(np.add, x, y * alpha), "AddBackward0", input, other, lambda n, g: (g, g * alpha))
    if x.__class__ is y.__class__ and x.dtype.kind == "b":
        return _plain(compute(np.logical_or, x, y), "AddBackward0", input, other, None)
    return _plain(compute(np.add, x, y), "AddBackward0", input, other, lambda n, g: (g, g))


def sub(input, other, *, alpha=1):
    """``input - alpha * other``, broadcast."""
    x, y = pair(input, other)
    if getattr(x, "dtype", None) == np.bool_ and getattr(y, "dtype", None) == np.bool_:
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator "
            "instead."
        )
    if getattr(x, "dtype", None) == np.bool_ or getattr(y, "dtype", None) == np.bool_:
        raise RuntimeError(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use "
            "the `~` or `logical_not()` operator instead."
        )
    if alpha != 1:
        _check_alpha(result_type(input, other), alpha)
        y = y * alpha
    return _plain(compute(np.subtract, x, y), "SubBackward0", input, other, lambda n, g: (g, g * -alpha))


def rsub(input, other, *, alpha=1):
    """``other - alpha * input``."""
    return sub(other, input, alpha=alpha)


def mul(input, other):
    """``input * other``, broadcast."""
    x, y = pair(input, other)
    arr = compute(np.multiply, x, y)

    def bw(n, g, a, b):
        return (None if b is None else g * b), (None if a is None else g * a)

    Tensor = Registry.Tensor
    both = isinstance(input, Tensor) and isinstance(other, Tensor)
    save = (requires(other), requires(input)) if both else (False, False)
    return linked(arr, "MulBackward0", input, other, bw, save)


def div(input, other, *, rounding_mode=None):
    """``input / other`` (floating point), or floored / truncated with ``rounding_mode``."""
    if rounding_mode is None:
        x, y = float_pair(input, other)
        with np.errstate(**_quiet):
            arr = compute(np.true_divide, x, y)

        def bw(n, g, a, b):
            right = None
            if isinstance(other, Registry.Tensor) and n.need(-1):
                right = -g * a / (b * b)
            return g / b, right

        return linked(arr, "DivBackward0", input, other, bw)
    if rounding_mode not in ("floor", "trunc"):
        raise RuntimeError(
            f"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{rounding_mode}'"
        )
    x, y = pair(input, other)
    _check_integer_zero(x, y)
    with np.errstate(**_quiet):
        if rounding_mode == "floor":
            arr = compute(np.floor_divide, x, y)
        elif np.result_type(x, y).kind == "f":
            arr = np.trunc(compute(np.true_divide, x, y))
        else:
            arr = compute(lambda p, q: np.where((p % q != 0) & ((p < 0) != (q < 0)), p // q + 1, p // q), x, y)
    return _plain(arr, "DivBackward1", input, other, lambda n, g: (px.zeros_like(g), px.zeros_like(g)))


def _check_integer_zero(x, y) -> None:
    if np.asarray(x).dtype.kind in "iu" and np.asarray(y).dtype.kind in "iu" and np.any(np.asarray(y) == 0):
        raise RuntimeError("ZeroDivisionError")


def floor_divide(input, other):
    """``floor(input / other)``, the type of the operands."""
    return div(input, other, rounding_mode="floor")


def remainder(input, other):
    """Modulus with the sign of ``other``, as Python's ``%``."""
    x, y = pair(input, other)
    _check_integer_zero(x, y)
    with np.errstate(**_quiet):
        arr = compute(np.remainder, x, y)
        quotient = np.floor_divide(x, y)
    return linked(arr, "RemainderBackward0", input, other, lambda n, g, a, b: (g, -g * _as(g, quotient)), (False, False))


def fmod(input, other):
    """Modulus with the sign of ``input``, as C's ``fmod``."""
    x, y = pair(input, other)
    _check_integer_zero(x, y)
    with np.errstate(**_quiet):
        arr = compute(np.fmod, x, y)
        quotient = np.trunc(np.true_divide(x, y))
    return linked(arr, "FmodBackward0", input, other, lambda n, g, a, b: (g, -g * _as(g, quotient)), (False, False))


def _as(g, array):
    """``array`` as what ``g`` is: an array, or a tensor of the same type."""
    array = np.asarray(array, dtype=px.detached(g).dtype)
    if isinstance(g, Registry.Tensor):
        from ._graph import wrap

        return wrap(array)
    return array


def pow(input, exponent):
    """``input ** exponent``, broadcast."""
    x, y = pair(input, exponent)
    kind = np.result_type(x, y).kind
    if kind in "iu" and np.any(np.asarray(y) < 0):
        if not isinstance(exponent, Registry.Tensor):
            raise RuntimeError("Integers to negative integer powers are not allowed.")
    with np.errstate(**_quiet):
        if not isinstance(y, np.ndarray) and y == 2:
            arr = x * x
        elif not isinstance(y, np.ndarray) and y == 0.5:
            arr = np.sqrt(x)
        else:
            arr = compute(np.power, x, y)

    def bw(n, g, a, b):
        left = right = None
        with np.errstate(**_quiet):
            if isinstance(input, Registry.Tensor) and n.need(0):
                if not isinstance(b, (np.ndarray, Registry.Tensor)):
                    left = px.zeros_like(g) if b == 0 else g * (b * a ** (b - 1)) if b != 2 else g * (a * 2)
                else:
                    left = g * px.where(_as_mask(b), 0.0, b * a ** (b - 1))
            if isinstance(exponent, Registry.Tensor) and n.need(-1):
                base = px.where(_zero_base(a, b), 1.0, a)
                logged = px.log(base) if isinstance(base, (np.ndarray, Registry.Tensor)) else float(np.log(base))
                right = g * (a**b * logged)
        return left, right

    return linked(arr, "PowBackward0" if not isinstance(exponent, Registry.Tensor) else "PowBackward1",
                  input, exponent, bw)


def _as_mask(b):
    return px.detached(b) == 0


def _zero_base(a, b):
    return np.asarray((np.asarray(px.detached(a)) == 0) & (np.asarray(px.detached(b)) >= 0))


def float_power(input, exponent):
    """``input ** exponent`` in float64."""
    def up(v):
        return v.to(dt.float64) if isinstance(v, Registry.Tensor) else float(v)

    return pow(up(input), up(exponent))


def _choose(fn, name, pick):
    def op(input, other):
        x, y = pair(as_tensor(input, other), as_tensor(other, input))
        arr = compute(fn, x, y)

        def bw(n, g, a, b):
            p, q = px.detached(a), px.detached(b)
            first, second, tie = _as(g, pick(p, q)), _as(g, pick(q, p)), _as(g, p == q)
            return g * (first + tie * 0.5), g * (second + tie * 0.5)

        return linked(arr, name, input, other, bw)

    return op


maximum = _choose(np.maximum, "MaximumBackward0", lambda a, b: a > b)
maximum.__doc__ = "The larger of two tensors, element by element; NaN propagates."
minimum = _choose(np.minimum, "MinimumBackward0", lambda a, b: a < b)
minimum.__doc__ = "The smaller of two tensors, element by element; NaN propagates."
fmax = _choose(np.fmax, "FmaxBackward0", lambda a, b: a > b)
fmax.__doc__ = "The larger of two tensors, element by element; a number wins over NaN."
fmin = _choose(np.fmin, "FminBackward0", lambda a, b: a < b)
fmin.__doc__ = "The smaller of two tensors, element by element; a number wins over NaN."


def atan2(input, other):
    """Angle of the point (other, input), element by element."""
    x, y = float_pair(input, other)

    def bw(n, g, a, b):
        scale = g / (a * a + b * b)
        return scale * b, scale * -a

    return linked(compute(np.arctan2, x, y), "Atan2Backward0", input, other, bw)


def hypot(input, other):
    """``sqrt(input**2 + other**2)``."""
    x, y = float_pair(input, other)

    def bw(n, g, a, b):
        r = n.result()
        return g * (a / r), g * (b / r)

    return linked(compute(np.hypot, x, y), "HypotBackward0", input, other, bw, save_out=True)


def logaddexp(input, other):
    """``log(exp(input) + exp(other))`` without overflow."""
    x, y = float_pair(input, other)

    def bw(n, g, a, b):
        return g * px.sigmoid(a - b), g * px.sigmoid(b - a)

    return linked(compute(np.logaddexp, x, y), "LogaddexpBackward0", input, other, bw)


def xlogy(input, other):
    """``input * log(other)``, 0 where ``input`` is 0."""
    other_t, input_t = as_tensor(other, input), as_tensor(input, other)
    zero = np.asarray((input_t._a == 0) & ~np.isnan(other_t._a.astype(np.float64)))
    safe = px_where(zero, as_tensor(1.0, other_t), other_t)
    return input_t * safe.log()


def px_where(mask, a, b):
    """``where`` of a numpy mask on tensors."""
    from ._compare import where
    from ._graph import wrap

    return where(wrap(mask), a, b)


def lerp(input, end, weight):
    """``input + weight * (end - input)``."""
    return add(input, mul(sub(end, input), weight))


def addcmul(input, tensor1, tensor2, *, value=1):
    """``input + value * tensor1 * tensor2``."""
    return add(input, mul(tensor1, tensor2), alpha=value)


def addcdiv(input, tensor1, tensor2, *, value=1):
    """``input + value * tensor1 / tensor2``."""
    return add(input, div(tensor1, tensor2), alpha=value)


def copysign(input, other):
    """Magnitude of ``input`` with the sign of ``other``."""
    x, y = float_pair(input, other)
    arr = compute(np.copysign, x, y)
    return linked(arr, "CopysignBackward0", input, other,
                  lambda n, g, a, b: (g * px.sign(n.result()) * px.sign(a), px.zeros_like(g)), save_out=True)


subtract, multiply, divide, true_divide = sub, mul, div, div

