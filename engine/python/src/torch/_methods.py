"""Operations as methods of ``Tensor``; each lives in the module of its concept."""

from __future__ import annotations

from . import _arithmetic
from . import _compare
from . import _factory
from . import _gather
from . import _inplace
from . import _joining
from . import _linalg
from . import _matmul
from . import _random
from . import _reduce
from . import _softmax
from . import _sorting
from . import _unary
from . import _views

__tracebackhide__ = True


class Methods:
    """Operations that return a new tensor or a view, and those that fill in place by nature."""

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
