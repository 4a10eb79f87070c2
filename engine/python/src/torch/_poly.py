"""Functions of gradient formulas: they take numpy arrays (fast backward) or tensors (taped backward) alike."""

from __future__ import annotations

import numpy as np

from ._graph import Registry

__tracebackhide__ = True


def _both(name, fn):
    def call(x):
        return getattr(x, name)() if isinstance(x, Registry.Tensor) else fn(x)

    call.__name__ = name
    return call


exp, log, sqrt = _both("exp", np.exp), _both("log", np.log), _both("sqrt", np.sqrt)
sin, cos, tanh = _both("sin", np.sin), _both("cos", np.cos), _both("tanh", np.tanh)
sinh, cosh, sign = _both("sinh", np.sinh), _both("cosh", np.cosh), _both("sign", np.sign)
absolute = _both("abs", np.abs)


def detached(x):
    """The values of ``x`` as an array, whatever it is."""
    return x._a if isinstance(x, Registry.Tensor) else x


def where(cond, a, b):
    """``a`` where ``cond`` (an array or tensor) else ``b``; ``a`` and ``b`` are arrays, tensors or numbers."""
    if isinstance(a, Registry.Tensor) or isinstance(b, Registry.Tensor):
        from ._compare import where as tensor_where
        from ._graph import wrap

        return tensor_where(cond if isinstance(cond, Registry.Tensor) else wrap(cond), a, b)
    return np.where(detached(cond), a, b)


def sigmoid(x):
    """1 / (1 + exp(-x)) without overflow."""
    if isinstance(x, Registry.Tensor):
        return x.sigmoid()
    return 0.5 * (np.tanh(0.5 * x) + 1)


def expand(x, shape):
    """Broadcast to ``shape``."""
    return x.expand(shape) if isinstance(x, Registry.Tensor) else np.broadcast_to(x, shape)


def permute(x, order):
    """Axes reordered as a view."""
    return x.permute(order) if isinstance(x, Registry.Tensor) else x.transpose(order)


def unsqueeze(x, dims):
    """Axes of length 1 put back at ``dims`` (sorted, non-negative positions in the result)."""
    for d in dims:
        x = x.unsqueeze(d) if isinstance(x, Registry.Tensor) else np.expand_dims(x, d)
    return x


def matmul(a, b):
    """Matrix product over the last two axes."""
    if isinstance(a, Registry.Tensor):
        return a.matmul(b if isinstance(b, Registry.Tensor) else _lift(b))
    if isinstance(b, Registry.Tensor):
        return _lift(a).matmul(b)
    from ._blas import product

    return product(a, b)


def _lift(a):
    from ._graph import wrap

    return wrap(a)


def mT(x):
    """Last two axes swapped."""
    return x.swapaxes(-1, -2)


def step(values, x):
    """``values`` (an array), a step function of ``x``: constant, but on the tape where ``x`` is a tensor."""
    if not isinstance(x, Registry.Tensor):
        return values
    from ._graph import record

    values = values.astype(x._a.dtype)
    return record(values, "StepBackward0", (x,), lambda n, g: (g * 0,))


def zeros_like(x):
    """Zeros of the same shape and type."""
    return x * 0 if isinstance(x, Registry.Tensor) else np.zeros_like(x)


def call(x, tensor_fn, array_fn):
    """``tensor_fn(x)`` for a tensor, ``array_fn(x)`` for an array."""
    return tensor_fn(x) if isinstance(x, Registry.Tensor) else array_fn(x)
