"""``torch.Tensor``: core, methods and Python operators."""

from __future__ import annotations

import numpy as np

from . import _arithmetic
from . import _compare
from . import _joining
from . import _matmul
from . import _unary
from . import _views
from . import _factory as _make
from ._dtypes import bfloat16, bool as bool_, float16, float32, float64, int8, int16, int32, int64, uint8
from ._graph import Registry, wrap
from ._indexing import getitem, setitem
from ._inplace import inplace
from ._methods import Methods
from ._methods_inplace import InPlaceMethods
from ._tensor_core import TensorCore

__tracebackhide__ = True


def _operator(fn, *, reverse=False):
    """A Python operator: foreign operands give NotImplemented, so that Python can try their side."""

    def op(self, other):
        if not isinstance(other, TensorCore):
            if isinstance(other, np.ndarray):
                other = wrap(other)
            elif not isinstance(other, (int, float, np.generic)):
                return NotImplemented
        return fn(other, self) if reverse else fn(self, other)

    return op


def _same(fn):
    def op(self, other):
        if other is None or isinstance(other, (str, list, tuple, dict)):
            return NotImplemented
        return fn(self, wrap(other) if isinstance(other, np.ndarray) else other)

    return op


class Tensor(Methods, InPlaceMethods, TensorCore):
    """An n-dimensional array with a place on the tape. ``Tensor(2, 3)`` is memory, ``Tensor([1, 2])`` float data."""

    def __new__(cls, *args, **kwargs):
        if len(args) == 1 and isinstance(args[0], TensorCore):
            made = args[0].detach()
        elif len(args) == 1 and not isinstance(args[0], int):
            made = _make.tensor(args[0], dtype=float32)
        else:
            made = _make.empty(*args, dtype=float32)
        if cls is not Tensor:
            made.__class__ = cls
        return made

    # -- operators ---------------------------------------------------------------------------------------------------

    __add__ = _operator(_arithmetic.add)
    __radd__ = _operator(_arithmetic.add)
    __sub__ = _operator(_arithmetic.sub)
    __rsub__ = _operator(_arithmetic.sub, reverse=True)
    __mul__ = _operator(_arithmetic.mul)
    __rmul__ = _operator(_arithmetic.mul)
    __truediv__ = _operator(_arithmetic.div)
    __rtruediv__ = _operator(_arithmetic.div, reverse=True)
    __floordiv__ = _operator(_arithmetic.floor_divide)
    __rfloordiv__ = _operator(_arithmetic.floor_divide, reverse=True)
    __mod__ = _operator(_arithmetic.remainder)
    __rmod__ = _operator(_arithmetic.remainder, reverse=True)
    __pow__ = _operator(_arithmetic.pow)
    __rpow__ = _operator(_arithmetic.pow, reverse=True)
    __matmul__ = _operator(_matmul.matmul)
    __rmatmul__ = _operator(_matmul.matmul, reverse=True)
    __and__ = _operator(_compare.bitwise_and)
    __rand__ = _operator(_compare.bitwise_and)
    __or__ = _operator(_compare.bitwise_or)
    __ror__ = _operator(_compare.bitwise_or)
    __xor__ = _operator(_compare.bitwise_xor)
    __rxor__ = _operator(_compare.bitwise_xor)
    __lshift__ = _operator(_compare.bitwise_left_shift)
    __rshift__ = _operator(_compare.bitwise_right_shift)
    __invert__ = _compare.bitwise_not
    __neg__ = _unary.neg
    __pos__ = _unary.positive
    __abs__ = _unary.abs
    __eq__ = _same(_compare.eq)
    __ne__ = _same(_compare.ne)
    __lt__ = _operator(_compare.lt)
    __le__ = _operator(_compare.le)
    __gt__ = _operator(_compare.gt)
    __ge__ = _operator(_compare.ge)
    __hash__ = TensorCore.__hash__
    __getitem__ = getitem
    __setitem__ = setitem
    __iadd__ = _operator(inplace(_arithmetic.add))
    __isub__ = _operator(inplace(_arithmetic.sub))
    __imul__ = _operator(inplace(_arithmetic.mul))
    __itruediv__ = _operator(inplace(_arithmetic.div))
    __ifloordiv__ = _operator(inplace(_arithmetic.floor_divide))
    __imod__ = _operator(inplace(_arithmetic.remainder))
    __ipow__ = _operator(inplace(_arithmetic.pow))
    __iand__ = _operator(inplace(_compare.bitwise_and))
    __ior__ = _operator(inplace(_compare.bitwise_or))
    __ixor__ = _operator(inplace(_compare.bitwise_xor))

    def __iter__(self):
        if not self._a.ndim:
            raise TypeError("iteration over a 0-d tensor")
        return iter(_joining.unbind(self))

    def __contains__(self, element) -> bool:
        return builtin_bool((self._a == (element._a if isinstance(element, TensorCore) else element)).any())

    def where(self, condition, other):
        """``self`` where ``condition`` else ``other``."""
        return _compare.where(condition, self, other)

    # -- shapes as attributes ----------------------------------------------------------------------------------------

    @property
    def T(self):
        """Axes in reverse order."""
        return _views.t(self) if self._a.ndim == 2 else _views.permute(self, tuple(range(self._a.ndim))[::-1])

    @property
    def mT(self):
        """Last two axes swapped."""
        return _views.transpose(self, -2, -1)

    H = property(lambda self: _views.t(self))
    mH = mT
    real = property(lambda self: self)

    # -- types -------------------------------------------------------------------------------------------------------

    def float(self):
        """As float32."""
        return self._cast(float32)

    def double(self):
        """As float64."""
        return self._cast(float64)

    def half(self):
        """As float16."""
        return self._cast(float16)

    def bfloat16(self):
        """As bfloat16."""
        return self._cast(bfloat16)

    def int(self):
        """As int32."""
        return self._cast(int32)

    def long(self):
        """As int64."""
        return self._cast(int64)

    def short(self):
        """As int16."""
        return self._cast(int16)

    def char(self):
        """As int8."""
        return self._cast(int8)

    def byte(self):
        """As uint8."""
        return self._cast(uint8)

    def bool(self):
        """As bool."""
        return self._cast(bool_)

    # -- like this tensor --------------------------------------------------------------------------------------------

    def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
        """A copy of ``data`` in this type."""
        return _make.tensor(data, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_zeros(self, *size, dtype=None, device=None, requires_grad=False):
        """Zeros in this type."""
        return _make.zeros(*size, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_ones(self, *size, dtype=None, device=None, requires_grad=False):
        """Ones in this type."""
        return _make.ones(*size, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_empty(self, *size, dtype=None, device=None, requires_grad=False):
        """Memory in this type (zeroed here)."""
        return _make.zeros(*size, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_full(self, size, fill_value, *, dtype=None, device=None, requires_grad=False):
        """One value in this type."""
        return _make.full(size, fill_value, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    # -- shape changes in place --------------------------------------------------------------------------------------

    def _reseat(self, viewed):
        self._a, self._fn, self._nr = viewed._a, viewed._fn, viewed._nr
        return self

    def squeeze_(self, dim=None):
        """Axes of length 1 removed, in place."""
        return self._reseat(_views.squeeze(self, dim))

    def unsqueeze_(self, dim):
        """An axis of length 1 inserted, in place."""
        return self._reseat(_views.unsqueeze(self, dim))

    def t_(self):
        """Transposed in place."""
        return self._reseat(_views.t(self))

    def transpose_(self, dim0, dim1):
        """Two axes swapped in place."""
        return self._reseat(_views.transpose(self, dim0, dim1))

    def resize_(self, *sizes):
        """Not here: use ``reshape`` or a new tensor."""
        raise NotImplementedError("Tensor.resize_ does not exist here; nearest: Tensor.reshape, torch.empty")

    def __getattr__(self, name):
        from ._missing import missing_attribute

        raise missing_attribute("Tensor", name)


builtin_bool = bool
Registry.Tensor = Tensor
