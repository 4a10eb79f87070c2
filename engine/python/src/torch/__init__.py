"""A torch-compatible package on numpy: tensors, autograd, nn, optim and data loading, as PyTorch 2.x behaves on the CPU.

What exists behaves like PyTorch; what does not raises NotImplementedError and names the nearest thing. Coverage and
differences: docs/TORCH.md.
"""

from __future__ import annotations

from ._dtypes import (  # isort: skip
    bfloat16, bool, can_cast, double, dtype, finfo, float, float16, float32, float64, get_default_dtype, half, iinfo, int,
    int8, int16, int32, int64, long, promote_types, set_default_dtype, short, uint8,
)
from ._device import device
from ._modes import (
    enable_grad, inference_mode, is_grad_enabled, is_inference_mode_enabled, no_grad, set_grad_enabled,
)
from ._size import Size
from ._tensor import Tensor

from ._arithmetic import (
    add, addcdiv, addcmul, atan2, copysign, div, divide, float_power, floor_divide, fmax, fmin, fmod, hypot, lerp,
    logaddexp, maximum, minimum, mul, multiply, pow, remainder, rsub, sub, subtract, true_divide, xlogy,
)
from ._compare import (
    allclose, bitwise_and, bitwise_left_shift, bitwise_not, bitwise_or, bitwise_right_shift, bitwise_xor, eq, equal,
    ge, greater, greater_equal, gt, heaviside, isclose, isfinite, isin, isinf, isnan, isneginf, isposinf, le, less,
    less_equal, logical_and, logical_not, logical_or, logical_xor, lt, ne, not_equal, signbit, where,
)
from ._einsum import einsum
from ._factory import (
    arange, as_tensor, asarray, clone, empty, empty_like, eye, frombuffer, from_numpy, full, full_like, linspace, logspace,
    ones, ones_like, scalar_tensor, tensor, vander, zeros, zeros_like,
)
from ._gather import (
    argwhere, diag, diag_embed, gather, index_add, index_copy, index_fill, index_put, index_put_, index_select,
    masked_fill, masked_scatter, masked_select, nonzero, scatter, scatter_add, scatter_reduce, take, take_along_dim,
    tril, tril_indices, triu, triu_indices,
)
from ._generator import (
    Generator, default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state,
)
from ._inplace import fill_, zero_
from ._joining import (
    atleast_1d, atleast_2d, block_diag, cartesian_prod, cat, chunk, column_stack, combinations, concat, concatenate,
    dstack, flip, fliplr, flipud, hstack, meshgrid, repeat_interleave, roll, rot90, row_stack, split, stack,
    tensor_split, tile, unbind, vstack,
)
from ._linalg import det, inv as inverse, logdet, matrix_power, slogdet
from ._matmul import (
    addbmm, addmm, addmv, addr, baddbmm, bmm, cdist, chain_matmul, cross, dot, ger, inner, kron, matmul, mm, mv,
    outer, tensordot, trace, vdot,
)
from ._promote import result_type
from ._random import (
    bernoulli, multinomial, normal, poisson, rand, rand_like, randint, randint_like, randn, randn_like, randperm,
)
from ._reduce import (
    all, amax, amin, aminmax, any, count_nonzero, cumprod, cumsum, diff, dist, logcumsumexp, logsumexp, mean,
    nanmean, nansum, norm, prod, std, std_mean, sum, var, var_mean,
)
from ._repr import set_printoptions
from ._softmax import log_softmax, softmax
from ._sorting import (
    argmax, argmin, argsort, bincount, bucketize, corrcoef, cov, cummax, cummin, histc, kthvalue, max, median, min,
    mode, msort, nanmedian, nanquantile, quantile, searchsorted, sort, topk, unique, unique_consecutive,
)
from ._unary import (
    abs, absolute, acos, acosh, arccos, arccosh, arcsin, arcsinh, arctan, arctanh, asin, asinh, atan, atanh, ceil,
    clamp, clamp_max, clamp_min, clip, cos, cosh, deg2rad, digamma, erf, erfc, erfinv, exp, exp2, expm1, fix, floor,
    frac, lgamma, log, log10, log1p, log2, logit, nan_to_num, neg, negative, positive, rad2deg, reciprocal, relu,
    round, rsqrt, sgn, sigmoid, sign, sin, sinc, sinh, sqrt, square, tan, tanh, trunc,
)
from ._views import (
    adjoint, broadcast_shapes, broadcast_tensors, broadcast_to, diagonal, flatten, moveaxis, movedim, narrow,
    permute, ravel, reshape, select, squeeze, swapaxes, swapdims, t, transpose, unflatten, unsqueeze,
)
from ._extras import (
    are_deterministic_algorithms_enabled, get_default_device, get_num_threads, is_floating_point, is_nonzero, is_tensor,
    numel, set_default_device, set_default_tensor_type, set_num_threads, typename, use_deterministic_algorithms,
    BoolTensor, ByteTensor, DoubleTensor, FloatTensor, HalfTensor, IntTensor, LongTensor,
    contiguous_format, preserve_format, channels_last, strided, detach, is_complex,
)
from ._serialization import load, save

from . import autograd, backends, cuda, linalg, nn, optim, random, special, testing, utils, version
from ._missing import install_finder as _install_finder, module_getattr as _module_getattr

from math import e, inf, nan, pi

newaxis = None
__version__ = version.__version__
__tracebackhide__ = True
__getattr__ = _module_getattr("torch", globals())
_install_finder()
