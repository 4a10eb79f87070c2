"""``torch.Tensor``: the core plus every operation as a method. Operations live in the module of their concept."""

from __future__ import annotations

import numpy as np

from . import _arithmetic
from . import _compare
from . import _factory
from . import _gather
from . import _inplace
from . import _joining
from . import _linalg
from . import _matmul
from . import _softmax
from . import _random
from . import _reduce
from . import _sorting
from . import _unary
from . import _views
from . import _factory as _make
from ._dtypes import bfloat16, bool as bool_, float16, float32, float64, int8, int16, int32, int64, uint8
from ._graph import Registry, wrap
from ._indexing import getitem, setitem
from ._inplace import inplace
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


class Tensor(TensorCore):
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


    add = _arithmetic.add
    sub = _arithmetic.sub
    subtract = _arithmetic.subtract
    rsub = _arithmetic.rsub
    mul = _arithmetic.mul
    multiply = _arithmetic.multiply
    div = _arithmetic.div
    divide = _arithmetic.divide
    true_divide = _arithmetic.true_divide
    floor_divide = _arithmetic.floor_divide
    remainder = _arithmetic.remainder
    fmod = _arithmetic.fmod
    pow = _arithmetic.pow
    float_power = _arithmetic.float_power
    maximum = _arithmetic.maximum
    minimum = _arithmetic.minimum
    fmax = _arithmetic.fmax
    fmin = _arithmetic.fmin
    atan2 = _arithmetic.atan2
    hypot = _arithmetic.hypot
    logaddexp = _arithmetic.logaddexp
    xlogy = _arithmetic.xlogy
    lerp = _arithmetic.lerp
    addcmul = _arithmetic.addcmul
    addcdiv = _arithmetic.addcdiv
    copysign = _arithmetic.copysign

    exp = _unary.exp
    exp2 = _unary.exp2
    expm1 = _unary.expm1
    log = _unary.log
    log2 = _unary.log2
    log10 = _unary.log10
    log1p = _unary.log1p
    sqrt = _unary.sqrt
    rsqrt = _unary.rsqrt
    reciprocal = _unary.reciprocal
    sin = _unary.sin
    cos = _unary.cos
    tan = _unary.tan
    asin = _unary.asin
    arcsin = _unary.arcsin
    acos = _unary.acos
    arccos = _unary.arccos
    atan = _unary.atan
    arctan = _unary.arctan
    sinh = _unary.sinh
    cosh = _unary.cosh
    tanh = _unary.tanh
    asinh = _unary.asinh
    arcsinh = _unary.arcsinh
    acosh = _unary.acosh
    arccosh = _unary.arccosh
    atanh = _unary.atanh
    arctanh = _unary.arctanh
    sigmoid = _unary.sigmoid
    erf = _unary.erf
    erfc = _unary.erfc
    erfinv = _unary.erfinv
    lgamma = _unary.lgamma
    digamma = _unary.digamma
    neg = _unary.neg
    negative = _unary.negative
    positive = _unary.positive
    square = _unary.square
    absolute = _unary.absolute
    abs = _unary.abs
    sign = _unary.sign
    sgn = _unary.sgn
    floor = _unary.floor
    ceil = _unary.ceil
    trunc = _unary.trunc
    fix = _unary.fix
    round = _unary.round
    frac = _unary.frac
    relu = _unary.relu
    logit = _unary.logit
    clamp = _unary.clamp
    clip = _unary.clip
    clamp_min = _unary.clamp_min
    clamp_max = _unary.clamp_max
    nan_to_num = _unary.nan_to_num
    deg2rad = _unary.deg2rad
    rad2deg = _unary.rad2deg
    sinc = _unary.sinc

    eq = _compare.eq
    ne = _compare.ne
    not_equal = _compare.not_equal
    lt = _compare.lt
    less = _compare.less
    le = _compare.le
    less_equal = _compare.less_equal
    gt = _compare.gt
    greater = _compare.greater
    ge = _compare.ge
    greater_equal = _compare.greater_equal
    logical_and = _compare.logical_and
    logical_or = _compare.logical_or
    logical_xor = _compare.logical_xor
    logical_not = _compare.logical_not
    bitwise_and = _compare.bitwise_and
    bitwise_or = _compare.bitwise_or
    bitwise_xor = _compare.bitwise_xor
    bitwise_not = _compare.bitwise_not
    bitwise_left_shift = _compare.bitwise_left_shift
    bitwise_right_shift = _compare.bitwise_right_shift
    isnan = _compare.isnan
    isinf = _compare.isinf
    isfinite = _compare.isfinite
    isposinf = _compare.isposinf
    isneginf = _compare.isneginf
    signbit = _compare.signbit
    isclose = _compare.isclose
    allclose = _compare.allclose
    equal = _compare.equal
    heaviside = _compare.heaviside

    sum = _reduce.sum
    mean = _reduce.mean
    nansum = _reduce.nansum
    nanmean = _reduce.nanmean
    prod = _reduce.prod
    amax = _reduce.amax
    amin = _reduce.amin
    aminmax = _reduce.aminmax
    all = _reduce.all
    any = _reduce.any
    count_nonzero = _reduce.count_nonzero
    var = _reduce.var
    std = _reduce.std
    logsumexp = _reduce.logsumexp
    norm = _reduce.norm
    dist = _reduce.dist
    cumsum = _reduce.cumsum
    cumprod = _reduce.cumprod
    logcumsumexp = _reduce.logcumsumexp
    diff = _reduce.diff

    matmul = _matmul.matmul
    mm = _matmul.mm
    bmm = _matmul.bmm
    mv = _matmul.mv
    dot = _matmul.dot
    vdot = _matmul.vdot
    inner = _matmul.inner
    outer = _matmul.outer
    ger = _matmul.ger
    addmm = _matmul.addmm
    addmv = _matmul.addmv
    addr = _matmul.addr
    baddbmm = _matmul.baddbmm
    addbmm = _matmul.addbmm
    kron = _matmul.kron
    trace = _matmul.trace
    cross = _matmul.cross

    reshape = _views.reshape
    view_as = _views.view_as
    reshape_as = _views.reshape_as
    permute = _views.permute
    transpose = _views.transpose
    swapaxes = _views.swapaxes
    swapdims = _views.swapdims
    t = _views.t
    adjoint = _views.adjoint
    movedim = _views.movedim
    moveaxis = _views.moveaxis
    squeeze = _views.squeeze
    unsqueeze = _views.unsqueeze
    expand = _views.expand
    expand_as = _views.expand_as
    broadcast_to = _views.broadcast_to
    flatten = _views.flatten
    ravel = _views.ravel
    unflatten = _views.unflatten
    diagonal = _views.diagonal
    narrow = _views.narrow
    select = _views.select
    unfold = _views.unfold

    split = _joining.split
    chunk = _joining.chunk
    tensor_split = _joining.tensor_split
    unbind = _joining.unbind
    tile = _joining.tile
    repeat = _joining.repeat
    repeat_interleave = _joining.repeat_interleave
    flip = _joining.flip
    fliplr = _joining.fliplr
    flipud = _joining.flipud
    roll = _joining.roll
    rot90 = _joining.rot90

    gather = _gather.gather
    scatter = _gather.scatter
    scatter_add = _gather.scatter_add
    scatter_reduce = _gather.scatter_reduce
    index_select = _gather.index_select
    index_add = _gather.index_add
    index_copy = _gather.index_copy
    index_fill = _gather.index_fill
    index_put = _gather.index_put
    masked_fill = _gather.masked_fill
    masked_scatter = _gather.masked_scatter
    masked_select = _gather.masked_select
    take = _gather.take
    take_along_dim = _gather.take_along_dim
    nonzero = _gather.nonzero
    argwhere = _gather.argwhere
    tril = _gather.tril
    triu = _gather.triu
    diag = _gather.diag
    diag_embed = _gather.diag_embed
    masked_fill_ = _gather.masked_fill_
    scatter_ = _gather.scatter_
    scatter_add_ = _gather.scatter_add_
    scatter_reduce_ = _gather.scatter_reduce_
    index_add_ = _gather.index_add_
    index_copy_ = _gather.index_copy_
    index_fill_ = _gather.index_fill_
    index_put_ = _gather.index_put_
    masked_scatter_ = _gather.masked_scatter_
    tril_ = _gather.tril_
    triu_ = _gather.triu_

    sort = _sorting.sort
    argsort = _sorting.argsort
    msort = _sorting.msort
    topk = _sorting.topk
    kthvalue = _sorting.kthvalue
    max = _sorting.max
    min = _sorting.min
    argmax = _sorting.argmax
    argmin = _sorting.argmin
    median = _sorting.median
    nanmedian = _sorting.nanmedian
    mode = _sorting.mode
    cummax = _sorting.cummax
    cummin = _sorting.cummin
    quantile = _sorting.quantile
    nanquantile = _sorting.nanquantile
    unique = _sorting.unique
    unique_consecutive = _sorting.unique_consecutive
    bincount = _sorting.bincount
    histc = _sorting.histc
    cov = _sorting.cov
    corrcoef = _sorting.corrcoef

    clone = _factory.clone

    inverse = _linalg.inv
    det = _linalg.det
    logdet = _linalg.logdet
    slogdet = _linalg.slogdet
    matrix_power = _linalg.matrix_power

    uniform_ = _random.uniform_
    normal_ = _random.normal_
    random_ = _random.random_
    bernoulli = _random.bernoulli
    bernoulli_ = _random.bernoulli_
    exponential_ = _random.exponential_
    multinomial = _random.multinomial

    copy_ = _inplace.copy_
    fill_ = _inplace.fill_
    zero_ = _inplace.zero_
    fill_diagonal_ = _inplace.fill_diagonal_

    softmax = _softmax.softmax
    log_softmax = _softmax.log_softmax
    view = _views.view_

    add_ = inplace(_arithmetic.add)
    sub_ = inplace(_arithmetic.sub)
    subtract_ = inplace(_arithmetic.subtract)
    mul_ = inplace(_arithmetic.mul)
    multiply_ = inplace(_arithmetic.multiply)
    div_ = inplace(_arithmetic.div)
    divide_ = inplace(_arithmetic.divide)
    true_divide_ = inplace(_arithmetic.true_divide)
    floor_divide_ = inplace(_arithmetic.floor_divide)
    remainder_ = inplace(_arithmetic.remainder)
    fmod_ = inplace(_arithmetic.fmod)
    pow_ = inplace(_arithmetic.pow)
    atan2_ = inplace(_arithmetic.atan2)
    lerp_ = inplace(_arithmetic.lerp)
    addcmul_ = inplace(_arithmetic.addcmul)
    addcdiv_ = inplace(_arithmetic.addcdiv)
    copysign_ = inplace(_arithmetic.copysign)
    xlogy_ = inplace(_arithmetic.xlogy)
    exp_ = inplace(_unary.exp)
    exp2_ = inplace(_unary.exp2)
    expm1_ = inplace(_unary.expm1)
    log_ = inplace(_unary.log)
    log2_ = inplace(_unary.log2)
    log10_ = inplace(_unary.log10)
    log1p_ = inplace(_unary.log1p)
    sqrt_ = inplace(_unary.sqrt)
    rsqrt_ = inplace(_unary.rsqrt)
    reciprocal_ = inplace(_unary.reciprocal)
    sin_ = inplace(_unary.sin)
    cos_ = inplace(_unary.cos)
    tan_ = inplace(_unary.tan)
    asin_ = inplace(_unary.asin)
    acos_ = inplace(_unary.acos)
    atan_ = inplace(_unary.atan)
    sinh_ = inplace(_unary.sinh)
    cosh_ = inplace(_unary.cosh)
    tanh_ = inplace(_unary.tanh)
    asinh_ = inplace(_unary.asinh)
    acosh_ = inplace(_unary.acosh)
    atanh_ = inplace(_unary.atanh)
    sigmoid_ = inplace(_unary.sigmoid)
    erf_ = inplace(_unary.erf)
    erfc_ = inplace(_unary.erfc)
    erfinv_ = inplace(_unary.erfinv)
    neg_ = inplace(_unary.neg)
    negative_ = inplace(_unary.negative)
    square_ = inplace(_unary.square)
    absolute_ = inplace(_unary.absolute)
    abs_ = inplace(_unary.abs)
    sign_ = inplace(_unary.sign)
    floor_ = inplace(_unary.floor)
    ceil_ = inplace(_unary.ceil)
    trunc_ = inplace(_unary.trunc)
    round_ = inplace(_unary.round)
    frac_ = inplace(_unary.frac)
    relu_ = inplace(_unary.relu)
    logit_ = inplace(_unary.logit)
    clamp_ = inplace(_unary.clamp)
    clip_ = inplace(_unary.clip)
    clamp_min_ = inplace(_unary.clamp_min)
    clamp_max_ = inplace(_unary.clamp_max)
    nan_to_num_ = inplace(_unary.nan_to_num)
    logical_and_ = inplace(_compare.logical_and)
    logical_or_ = inplace(_compare.logical_or)
    logical_xor_ = inplace(_compare.logical_xor)
    logical_not_ = inplace(_compare.logical_not)
    eq_ = inplace(_compare.eq)
    ne_ = inplace(_compare.ne)
    lt_ = inplace(_compare.lt)
    le_ = inplace(_compare.le)
    gt_ = inplace(_compare.gt)
    ge_ = inplace(_compare.ge)
    bitwise_and_ = inplace(_compare.bitwise_and)
    bitwise_or_ = inplace(_compare.bitwise_or)
    bitwise_xor_ = inplace(_compare.bitwise_xor)
    bitwise_not_ = inplace(_compare.bitwise_not)
    cumsum_ = inplace(_reduce.cumsum)
    cumprod_ = inplace(_reduce.cumprod)
    addmm_ = inplace(_matmul.addmm)
    baddbmm_ = inplace(_matmul.baddbmm)
    addmv_ = inplace(_matmul.addmv)
    addr_ = inplace(_matmul.addr)

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
