"""Making tensors: from data, constant, ranges, and like another tensor."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from . import _dtypes as dt
from ._device import check_device
from ._graph import Pass, Registry, record, round_bf16, wrap
from ._size import dims_of

if TYPE_CHECKING:
    from ._tensor import Tensor

__tracebackhide__ = True


def finish(arr, dtype=None, device=None, requires_grad=False) -> "Tensor":
    """A new leaf of ``dtype`` around ``arr``."""
    check_device(device)
    if dtype is not None and arr.dtype != dtype.np:
        arr = arr.astype(dtype.np)
    t = wrap(arr)
    if dtype is dt.bfloat16:
        Pass.bf16 = True
        t._a, t._bf = round_bf16(t._a), True
    if requires_grad:
        t.requires_grad = True
    return t


def _from_data(data, dtype):
    if isinstance(data, np.ndarray):
        arr = np.array(data, None if dtype is None else dtype.np)
        dt.from_numpy_dtype(arr.dtype)
        return arr
    if isinstance(data, np.generic):
        return np.array(data)
    if isinstance(data, (bool, int, float)):
        if dtype is None:
            dtype = dt.bool if isinstance(data, bool) else dt.int64 if isinstance(data, int) else dt.get_default_dtype()
        return np.array(data, dtype.np)
    if data is None or isinstance(data, (str, bytes, dict, set)):
        if isinstance(data, str):
            raise TypeError("new(): invalid data type 'str'")
        raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")
    if hasattr(data, "__array__") and not isinstance(data, (list, tuple)):
        return np.array(data)
    if not hasattr(data, "__len__"):
        raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")
    plain = _plain(data)
    _check_rectangle(plain)
    floats = _has_float(plain)
    if dtype is not None:
        return np.array(plain, dtype.np)
    arr = np.array(plain)
    if arr.dtype == object:
        raise RuntimeError(f"Could not infer dtype of {_odd_type(plain)}")
    if arr.dtype.kind == "U":
        raise ValueError(f"too many dimensions '{'str'}'")
    if arr.dtype.kind == "i" and floats != "numpy":
        arr = arr.astype(np.int64)  # numpy's own default is int32 in the browser
    if arr.size == 0 or (arr.dtype.kind == "f" and floats != "numpy"):
        arr = arr.astype(dt.get_default_dtype().np)
    return arr


def _plain(data):
    """Tensors inside lists become numbers or arrays."""
    if isinstance(data, Registry.Tensor):
        if data._a.ndim and data._a.size != 1:
            return [_plain(row) for row in data.detach()] if data._a.ndim > 1 else list(data._a)
        return data.item() if not data._a.ndim else data._a
    if isinstance(data, (list, tuple)) or (hasattr(data, "__len__") and not isinstance(data, (np.ndarray, str))):
        return [_plain(d) for d in data]
    return data


def _check_rectangle(data, level=0) -> None:
    if not isinstance(data, list) or not data or not isinstance(data[0], (list, np.ndarray)):
        return
    n = len(data[0])
    for row in data:
        if not isinstance(row, (list, np.ndarray)):
            raise TypeError(f"not a sequence: {type(row).__name__}")
        if len(row) != n:
            raise ValueError(f"expected sequence of length {n} at dim {level + 1} (got {len(row)})")
        _check_rectangle(row, level + 1)


def _has_float(data):
    for v in data if isinstance(data, list) else [data]:
        if isinstance(v, list):
            if _has_float(v) == "numpy":
                return "numpy"
        elif type(v) is not float and isinstance(v, (np.ndarray, np.generic)):
            return "numpy"
    return True


def _odd_type(data) -> str:
    if isinstance(data, list):
        for d in data:
            found = _odd_type(d)
            if found:
                return found
        return ""
    return "" if isinstance(data, (bool, int, float, np.generic)) else type(data).__name__


def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False) -> "Tensor":
    """A new tensor with a copy of ``data`` (number, nested list, array). Floats get the default type."""
    if isinstance(data, Registry.Tensor):
        import warnings

        warnings.warn(
            "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
            "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).", stacklevel=2)
        return finish(data._a.copy(), dtype or data.dtype, device, requires_grad)
    if requires_grad and not (dtype or finish(_from_data(data, None)).dtype).is_floating_point:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return finish(_from_data(data, dtype), dtype, device, requires_grad)


def as_tensor(data, dtype=None, device=None):
    """A tensor of ``data``: tensors pass, arrays are shared, all else is copied."""
    if isinstance(data, Registry.Tensor):
        check_device(device)
        return data if dtype is None else data.to(dtype)
    if isinstance(data, np.ndarray) and (dtype is None or dtype.np == data.dtype):
        check_device(device)
        return from_numpy(data)
    return tensor(data, dtype=dtype, device=device)


asarray = as_tensor


def from_numpy(ndarray):
    """A tensor that shares the memory of an array."""
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    dt.from_numpy_dtype(ndarray.dtype)
    if any(s < 0 for s in ndarray.strides):
        raise ValueError(
            "At least one stride in the given numpy array is negative, and tensors with negative strides are not currently "
            "supported. (You can probably work around this by making a copy of your array  with array.copy().) "
        )
    return wrap(ndarray.view(np.ndarray))


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """A tensor over the bytes of a buffer."""
    return finish(np.frombuffer(buffer, dtype.np, count, offset), dtype, None, requires_grad)


def _shape(size):
    shape = dims_of(size)
    for n in shape:
        if n < 0:
            raise RuntimeError("zeros: Dimension size must be non-negative.")
    return shape


def _typed(dtype):
    return dtype or dt.get_default_dtype()


def zeros(*size, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """Zeros of shape ``size``."""
    dtype = _typed(dtype)
    return finish(np.zeros(_shape(size), dtype.np), dtype, device, requires_grad)


def ones(*size, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """Ones of shape ``size``."""
    dtype = _typed(dtype)
    return finish(np.ones(_shape(size), dtype.np), dtype, device, requires_grad)


def empty(*size, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False,
          memory_format=None):
    """Memory of shape ``size``; here it is zeroed, so results repeat."""
    return zeros(*size, dtype=dtype, device=device, requires_grad=requires_grad)


def full(size, fill_value, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """``fill_value`` in shape ``size``; the type follows the value."""
    value = fill_value.item() if isinstance(fill_value, Registry.Tensor) else fill_value
    if dtype is None:
        dtype = dt.bool if isinstance(value, bool) else dt.int64 if isinstance(value, int) else dt.get_default_dtype()
    return finish(np.full(_shape((size,) if isinstance(size, int) else size), value, dtype.np), dtype, device, requires_grad)


def zeros_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """Zeros of the shape and type of ``input``."""
    return zeros(input._a.shape, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def ones_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """Ones of the shape and type of ``input``."""
    return ones(input._a.shape, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def empty_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """Memory of the shape and type of ``input`` (zeroed here)."""
    return zeros_like(input, dtype=dtype, device=device, requires_grad=requires_grad)


def full_like(input, fill_value, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """``fill_value`` in the shape and type of ``input``."""
    return full(input._a.shape, fill_value, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def arange(start, end=None, step=1, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """start, start + step, ... below end; integers give int64."""
    if end is None:
        start, end = 0, start
    start, end, step = (v.item() if isinstance(v, Registry.Tensor) else v for v in (start, end, step))
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) / step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if dtype is None:
        whole = all(isinstance(v, (int, np.integer)) for v in (start, end, step))
        dtype = dt.int64 if whole else dt.get_default_dtype()
    count = max(math.ceil((end - start) / step), 0)
    arr = start + step * np.arange(count, dtype=np.float64 if dtype.is_floating_point else np.int64)
    return finish(np.asarray(arr).astype(dtype.np), dtype, device, requires_grad)


def linspace(start, end, steps, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """``steps`` evenly spaced values from start to end, both included."""
    dtype = _typed(dtype)
    start, end = (float(v) for v in (start, end))
    return finish(np.linspace(start, end, steps).astype(dtype.np), dtype, device, requires_grad)


def logspace(start, end, steps, base=10.0, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """``base`` to the power of evenly spaced exponents."""
    dtype = _typed(dtype)
    return finish(np.power(base, np.linspace(start, end, steps)).astype(dtype.np), dtype, device, requires_grad)


def eye(n, m=None, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """Identity matrix [n, m]."""
    dtype = _typed(dtype)
    return finish(np.eye(n, m, dtype=dtype.np), dtype, device, requires_grad)


def scalar_tensor(s, *, dtype=None, device=None):
    """A 0-d tensor."""
    return tensor(s, dtype=dtype or dt.get_default_dtype(), device=device)


def clone(input, *, memory_format=None):
    """A copy that stays on the tape."""
    t = record(input._a.copy(), "CloneBackward0", (input,), lambda n, g: (g,))
    t._bf = input._bf
    return t


def one_hot(tensor, num_classes=-1):
    """Integers to rows with a single 1: [..] -> [.., num_classes] of int64."""
    a = tensor._a
    if a.dtype != np.int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if a.size and a.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(a.max()) + 1
    elif a.size and a.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return wrap((a[..., None] == np.arange(num_classes)).astype(np.int64))


def vander(x, N=None, increasing=False):
    """Powers of a vector as columns."""
    n = x._a.shape[-1] if N is None else N
    return wrap(np.vander(x._a, n, increasing).astype(x._a.dtype))
