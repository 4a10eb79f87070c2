"""The heart of ``Tensor``: its memory and its place on the tape. Conversions are in ``_convert``."""

from __future__ import annotations

import warnings

from . import _dtypes as dt
from ._convert import Conversions
from ._device import CPU
from ._engine import backward as run_backward
from ._graph import record, refresh, requires, wrap
from ._hooks import add_hook
from ._modes import State
from ._size import Size, axis_of

__tracebackhide__ = True


class TensorCore(Conversions):
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
        return record(self._a.copy(order="C"), "CloneBackward0", (self,), lambda n, g: (g,))

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
