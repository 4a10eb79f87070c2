"""``Tensor`` to and from Python, numpy, pickle and other element types."""

from __future__ import annotations

import copy as _copy
import warnings

import numpy as np

from . import _dtypes as dt
from ._device import check_device
from ._graph import Pass, Registry, record, round_bf16, wrap
from ._repr import tensor_repr

__tracebackhide__ = True


def rebuild(array, requires_grad: bool, dtype: str, cls=None):
    """A tensor from its pickled array; read-only memory (buffers out of band) is copied."""
    t = object.__new__(cls or Registry.Tensor)
    t._a = array if array.flags.writeable else array.copy()
    if dtype == "bfloat16":
        t._bf = Pass.bf16 = True
    t._rg = requires_grad
    return t


class Conversions:
    """The part of Tensor that faces Python."""

    # -- Python ------------------------------------------------------------------------------------------------------

    def item(self):
        """The only element as a Python number."""
        if self._a.size != 1:
            raise RuntimeError(f"a Tensor with {self._a.size} elements cannot be converted to Scalar")
        return self._a.item()

    def tolist(self):
        """Nested lists of Python numbers."""
        return self._a.tolist()

    def __bool__(self) -> bool:
        if self._a.size != 1:
            if not self._a.size:
                raise RuntimeError("Boolean value of Tensor with no values is ambiguous")
            raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
        return bool(self._a.item())

    def __float__(self) -> float:
        self._warn_scalar()
        return float(self._one())

    def __int__(self) -> int:
        return int(self._one())

    def _one(self):
        if self._a.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self._a.item()

    def _warn_scalar(self) -> None:
        if self._fn is not None or self._rg:
            warnings.warn(
                "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\nConsider using "
                "tensor.detach() first.", stacklevel=3)

    def __index__(self) -> int:
        if self._a.size != 1 or self._a.dtype.kind == "f":
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._a.item())

    def __len__(self) -> int:
        if not self._a.ndim:
            raise TypeError("len() of a 0-d tensor")
        return len(self._a)

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self, *, tensor_contents=None) -> str:
        return tensor_repr(self)

    def __format__(self, spec: str) -> str:
        if not self._a.ndim:
            return self.item().__format__(spec)
        return object.__format__(self, spec) if spec else repr(self)

    def __dir__(self):
        return sorted(set(object.__dir__(self)))

    def __deepcopy__(self, memo):
        if id(self) in memo:
            return memo[id(self)]
        if self.grad_fn is not None:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  If "
                "you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, see "
                "https://github.com/pytorch/pytorch/pull/103001"
            )
        twin = rebuild(self._a.copy(), self._rg, self.dtype.name, type(self))
        memo[id(self)] = twin
        if self._grad is not None:
            twin._grad = _copy.deepcopy(self._grad, memo)
        return twin

    def __reduce_ex__(self, protocol):
        # Only values and the wish for a gradient travel: no tape, no gradient.
        array = self._a if self._a.flags.c_contiguous else np.ascontiguousarray(self._a)
        cls = type(self)
        return rebuild, (array, self._rg, self.dtype.name, None if cls is Registry.Tensor else cls)

    # -- numpy -------------------------------------------------------------------------------------------------------

    def numpy(self, *, force=False):
        """The array of this tensor: shared memory."""
        if self.requires_grad and not force:
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
            )
        if self._bf:
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self._a

    def __array__(self, dtype=None, copy=None):
        a = self.numpy()
        return a if dtype is None else a.astype(dtype, copy=False)

    def __array_wrap__(self, array, context=None, return_scalar=False):
        return wrap(np.asarray(array))

    # -- other types -------------------------------------------------------------------------------------------------

    def _cast(self, d, copy=False):
        if d is self.dtype and not copy:
            return self
        arr = self._a.astype(d.np, copy=True)
        if d is dt.bfloat16:
            Pass.bf16 = True
            arr = round_bf16(arr)
        if d.is_floating_point:
            t = record(arr, "ToCopyBackward0", (self,), lambda n, g: (g,))
        else:
            t = wrap(arr)
        t._bf = d is dt.bfloat16
        return t

    def to(self, *args, dtype=None, device=None, other=None, non_blocking=False, copy=False, memory_format=None):
        """This tensor in another type; any device but the CPU fails as on a machine without it."""
        for v in args:
            if isinstance(v, dt.dtype):
                dtype = v
            elif isinstance(v, Registry.Tensor):
                dtype = v.dtype
            elif isinstance(v, bool):
                copy = v
            elif v is not None:
                device = v
        if other is not None:
            dtype = other.dtype
        check_device(device)
        return self._cast(dtype or self.dtype, copy)

    def type(self, dtype=None, non_blocking=False):
        """The type's name ('torch.FloatTensor'), or this tensor in another type."""
        if dtype is None:
            return f"torch.{dt.SCALAR_NAMES[self.dtype.name]}Tensor"
        if isinstance(dtype, str):
            wanted = dtype.removeprefix("torch.").removesuffix("Tensor")
            dtype = next(d for d in dt.ALL if dt.SCALAR_NAMES[d.name] == wanted)
        return self._cast(dtype)

    def type_as(self, other):
        """This tensor in the type of ``other``."""
        return self._cast(other.dtype)

    def cpu(self, memory_format=None):
        """This tensor (it already lives on the CPU)."""
        return self

    def cuda(self, device=None, non_blocking=False, memory_format=None):
        """Fails: there is no GPU."""
        check_device("cuda")
