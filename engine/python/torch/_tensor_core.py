"""The heart of ``Tensor``: its memory, its place on the tape, and conversion to and from Python, numpy and pickle."""

from __future__ import annotations

import copy as _copy
import warnings

import numpy as np

from . import _dtypes as dt
from ._device import CPU, check_device
from ._engine import backward as run_backward
from ._graph import Pass, Registry, record, refresh, requires, round_bf16, wrap
from ._hooks import add_hook
from ._modes import State
from ._repr import tensor_repr
from ._size import Size

__tracebackhide__ = True


def rebuild(array, requires_grad: bool, dtype: str, cls=None):
    """A tensor from its pickled array; read-only memory (buffers out of band) is copied."""
    t = object.__new__(cls or Registry.Tensor)
    t._a = array if array.flags.writeable else array.copy()
    if dtype == "bfloat16":
        t._bf = Pass.bf16 = True
    t._rg = requires_grad
    return t


class TensorCore:
    """State shared by tensors and parameters. ``_a`` is the numpy array; views share it."""

    _rg = False  # a leaf that wants a gradient
    _fn = None  # the Node that made this tensor
    _nr = 0  # which output of that node
    _grad = None
    _ver = None  # shared one-element list: how often this memory was changed in place
    _base = None  # the tensor this is a view of
    _replay = None  # makes the same view of another base
    _seen = 0  # base._rebased when the history of this view was made
    _rebased = 0
    _hooks = None
    _after = None
    _bf = False  # bfloat16 values in float32 memory
    _inf = False  # made in inference mode
    _multi = ""  # name of the call that returned this and other views at once
    __array_priority__ = 1000

    # -- description -------------------------------------------------------------------------------------------------

    @property
    def shape(self) -> Size:
        """Lengths of the axes."""
        return Size(self._a.shape)

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return self._a.ndim

    @property
    def dtype(self) -> dt.dtype:
        """Element type."""
        return dt.bfloat16 if self._bf else dt.FROM_NP[self._a.dtype]

    @property
    def device(self):
        """Always the CPU."""
        return CPU

    layout = "torch.strided"
    is_cuda = is_sparse = is_quantized = is_meta = is_mps = is_mkldnn = is_xla = is_nested = False
    names = None
    is_cpu = True
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.dtype.itemsize * self._a.size)

    def size(self, dim=None):
        """Shape, or the length of one axis."""
        if dim is None:
            return Size(self._a.shape)
        from ._size import axis_of

        return self._a.shape[axis_of(dim, self._a.ndim)]

    def dim(self) -> int:
        """Number of axes."""
        return self._a.ndim

    ndimension = dim

    def numel(self) -> int:
        """Number of elements."""
        return self._a.size

    nelement = numel

    def element_size(self) -> int:
        """Bytes of one element."""
        return self.dtype.itemsize

    def stride(self, dim=None):
        """Steps between neighbours of each axis, in elements."""
        found = tuple(s // self._a.itemsize for s in self._a.strides)
        return found if dim is None else found[dim]

    def storage_offset(self) -> int:
        """Where this view starts in its base, in elements."""
        if self._base is None:
            return 0
        return (self._a.ctypes.data - self._base._a.ctypes.data) // self._a.itemsize

    def data_ptr(self) -> int:
        """Address of the first element."""
        return self._a.ctypes.data

    def is_contiguous(self, memory_format=None) -> bool:
        """Whether the elements lie in row-major order without gaps."""
        return self._a.flags.c_contiguous

    def contiguous(self, memory_format=None):
        """This tensor, or a row-major copy."""
        if self._a.flags.c_contiguous:
            return self
        return record(np.ascontiguousarray(self._a), "CloneBackward0", (self,), lambda n, g: (g,))

    def is_floating_point(self) -> bool:
        """Whether the type is floating point."""
        return self._a.dtype.kind == "f"

    def is_complex(self) -> bool:
        return False

    def is_signed(self) -> bool:
        return self.dtype.is_signed

    def is_same_size(self, other) -> bool:
        return self._a.shape == other._a.shape

    def get_device(self) -> int:
        return -1

    def is_inference(self) -> bool:
        return self._inf

    def is_shared(self) -> bool:
        return False

    def is_pinned(self) -> bool:
        return False

    # -- the tape ----------------------------------------------------------------------------------------------------

    @property
    def requires_grad(self) -> bool:
        """Whether gradients flow through this tensor."""
        return requires(self)

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        self.requires_grad_(value)

    def requires_grad_(self, requires_grad: bool = True):
        """Ask for a gradient (leaves of floating type only); returns the tensor."""
        if self._fn is not None:
            if not requires_grad:
                raise RuntimeError(
                    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
                    "subgraph that doesn't require differentiation use var_no_grad = var.detach()."
                )
            return self
        if requires_grad and self._a.dtype.kind != "f":
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        if requires_grad and self._inf and not State.inference:
            raise RuntimeError("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.")
        self._rg = bool(requires_grad)
        return self

    @property
    def grad_fn(self):
        """The tape's step that made this tensor, None for leaves."""
        if self._base is not None:
            refresh(self)
        return self._fn

    @property
    def is_leaf(self) -> bool:
        """Whether no taped operation made this tensor."""
        return self.grad_fn is None

    @property
    def grad(self):
        """Gradient accumulated by ``backward``: a tensor of the same shape, or None."""
        if self._grad is None and self._fn is not None and not self.retains_grad:
            warnings.warn(
                "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
                "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf "
                "Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure "
                "you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information.",
                stacklevel=2)
        return self._grad

    @grad.setter
    def grad(self, value) -> None:
        if value is not None:
            if not isinstance(value, TensorCore):
                raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {type(value).__name__}")
            if value._a.shape != self._a.shape:
                raise RuntimeError(
                    f"attempting to assign a gradient of size '{list(value._a.shape)}' to a tensor of size "
                    f"'{list(self._a.shape)}'. Please ensure that the gradient and the tensor are the same size"
                )
            if value._a.dtype != self._a.dtype:
                raise RuntimeError("assigned grad has data of a different type")
        self._grad = value

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    @property
    def retains_grad(self) -> bool:
        """Whether ``retain_grad`` was called on this non-leaf."""
        kept = self._fn is not None and self._fn.retained and self._fn.retained.get(self._nr)
        return bool(kept and any(t is self for t in kept.get("tensors", ())))

    def retain_grad(self) -> None:
        """Keep the gradient of a non-leaf in ``.grad``."""
        if not self.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if self._fn is not None and not self.retains_grad:
            self._slot().setdefault("tensors", []).append(self)

    def _slot(self) -> dict:
        node = self._fn
        if node.retained is None:
            node.retained = {}
        return node.retained.setdefault(self._nr, {})

    def register_hook(self, hook):
        """Call ``hook(grad)`` when the gradient is computed; what it returns replaces the gradient."""
        if not self.requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if self._fn is not None:
            return add_hook(self._slot().setdefault("hooks", {}), hook)
        if self._hooks is None:
            self._hooks = {}
        return add_hook(self._hooks, hook)

    def register_post_accumulate_grad_hook(self, hook):
        """Call ``hook(tensor)`` after its ``.grad`` was updated (leaves only)."""
        if self._fn is not None:
            raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
        if self._after is None:
            self._after = {}
        return add_hook(self._after, hook)

    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None) -> None:
        """Add the gradients of this tensor with respect to the leaves to their ``.grad``."""
        run_backward((self,), gradient if gradient is None else (gradient,), retain_graph, create_graph, inputs)

    def detach(self):
        """The same memory outside the tape."""
        t = wrap(self._a)
        if self._ver is None:
            self._ver = [0]
        t._ver, t._bf = self._ver, self._bf
        return t

    def detach_(self):
        """Leave the tape in place."""
        self._fn, self._nr, self._rg, self._base = None, 0, False, None
        return self

    @property
    def data(self):
        """The same memory outside the tape, its changes not watched by autograd."""
        t = wrap(self._a)
        t._bf = self._bf
        return t

    @data.setter
    def data(self, value) -> None:
        if value._a.dtype != self._a.dtype and self.requires_grad and value._a.dtype.kind != "f":
            raise RuntimeError("data set to a tensor that requires gradients must be floating point or complex dtype")
        self._a, self._bf = value._a, value._bf

    @property
    def _version(self) -> int:
        return 0 if self._ver is None else self._ver[0]

    def _is_view(self) -> bool:
        return self._base is not None

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
            elif isinstance(v, TensorCore):
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
