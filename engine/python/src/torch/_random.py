"""Random tensors. Each function takes the same numbers off the mt19937 stream, in the same order, as PyTorch's CPU code."""

from __future__ import annotations

import math

import numpy as np

from . import _dtypes as dt
from ._factory import _shape, _typed, finish
from ._generator import default_generator
from ._graph import Registry, wrap
from ._inplace import bump
from ._vector_math import fused, log32, sincos32

__tracebackhide__ = True

_F = np.float32


def uniform(gen, n: int, np_dtype) -> np.ndarray:
    """``n`` numbers in [0, 1): 24 bits of one word for float32, 53 bits of two for float64."""
    if np_dtype == np.float64:
        return (gen.longs(n) & np.uint64(2**53 - 1)).astype(np.float64) * 2.0**-53
    if np_dtype == np.float16:
        return uniform(gen, n, np.dtype(np.float32)).astype(np.float16)
    return (gen.words(n) & np.uint64(2**24 - 1)).astype(np.float32) * np.float32(2.0**-24)


def _box_muller(u: np.ndarray) -> np.ndarray:
    """Blocks [.., 16] of uniforms to normals: the first eight give radii, the last eight angles."""
    kind = u.dtype
    u1, u2 = 1 - u[..., :8], u[..., 8:]
    if kind == np.float32:
        sine, cosine = sincos32(_F(2 * math.pi) * u2)
        radius = np.sqrt(_F(-2) * log32(np.ascontiguousarray(u1)))
        return np.concatenate((radius * cosine, radius * sine), axis=-1)
    radius = np.sqrt(-2 * np.log(u1))
    theta = 2 * math.pi * u2
    cos, sin = np.cos(theta), np.sin(theta)
    return np.concatenate((radius * cos, radius * sin), axis=-1)


def _next_normal(gen) -> float:
    """One normal number in float64; every second one comes from the pair drawn before."""
    if gen.next_normal is not None:
        value, gen.next_normal = gen.next_normal, None
        return value
    u1, u2 = uniform(gen, 2, np.dtype(np.float64))
    radius = math.sqrt(-2 * math.log1p(-u2))
    theta = 2 * math.pi * u1
    gen.next_normal = radius * math.sin(theta)
    return radius * math.cos(theta)


def normal_array(gen, n: int, np_dtype, mean=0.0, std=1.0) -> np.ndarray:
    """``n`` normal numbers: in blocks of 16 from 16 on, one by one below."""
    kind = np.dtype(np_dtype)
    if kind == np.float16 and n >= 16:
        return (normal_array(gen, n, np.float32) * np.float32(std) + np.float32(mean)).astype(kind)
    if n < 16:
        return np.asarray([_next_normal(gen) * std + mean for _ in range(n)], np.float64).astype(kind)
    u = uniform(gen, n, kind)
    whole = n // 16 * 16
    out = np.empty(n, kind)
    out[:whole] = _box_muller(u[:whole].reshape(-1, 16)).reshape(-1)
    if n != whole:
        # The last block is drawn again, so it overlaps the one before.
        out[n - 16 :] = _box_muller(uniform(gen, 16, kind))
    if kind == np.float32:
        return fused(out, _F(std), _F(mean))
    return out * kind.type(std) + kind.type(mean)


def _gen(generator):
    return default_generator if generator is None else generator


def rand(*size, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """Uniform numbers in [0, 1) of shape ``size``."""
    dtype, shape = _typed(dtype), _shape(size)
    arr = uniform(_gen(generator), math.prod(shape), dtype.np).reshape(shape)
    return finish(arr, dtype, device, requires_grad)


def randn(*size, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """Standard normal numbers of shape ``size``."""
    dtype, shape = _typed(dtype), _shape(size)
    arr = normal_array(_gen(generator), math.prod(shape), dtype.np).reshape(shape)
    return finish(arr, dtype, device, requires_grad)


def integers(gen, low: int, high: int, n: int) -> np.ndarray:
    """``n`` integers in [low, high): one word each, two where the range is 2**28 or more."""
    span = high - low
    if span <= 0:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    raw = gen.longs(n) if span >= 1 << 28 else gen.words(n)
    return (raw % np.uint64(span)).astype(np.int64) + low


def randint(low, high=None, size=None, *, generator=None, out=None, dtype=None, layout=None, device=None,
            requires_grad=False):
    """Integers in [low, high) of shape ``size`` (int64)."""
    if size is None:
        low, high, size = 0, low, high
    elif high is None:
        low, high = 0, low
    shape = _shape((size,))
    arr = integers(_gen(generator), int(low), int(high), math.prod(shape)).reshape(shape)
    return finish(arr, dtype or dt.int64, device, requires_grad)


def randperm(n, *, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    """A random order of 0..n-1 (int64)."""
    order = list(range(n))
    if n > 1:
        offsets = (_gen(generator).words(n - 1) % np.arange(n, 1, -1, dtype=np.uint64)).tolist()
        for i, z in enumerate(offsets):
            j = i + z
            order[i], order[j] = order[j], order[i]
    return finish(np.asarray(order, np.int64), dtype or dt.int64, device, requires_grad)


def rand_like(input, *, generator=None, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """Uniform numbers in the shape and type of ``input``."""
    return rand(input._a.shape, generator=generator, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def randn_like(input, *, generator=None, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """Standard normal numbers in the shape and type of ``input``."""
    return randn(input._a.shape, generator=generator, dtype=dtype or input.dtype, device=device,
                 requires_grad=requires_grad)


def randint_like(input, low, high=None, *, dtype=None, device=None, requires_grad=False):
    """Integers in [low, high) in the shape and type of ``input``."""
    low, high = (0, low) if high is None else (low, high)
    return randint(low, high, input._a.shape, dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)


def normal(mean=0.0, std=1.0, size=None, *, generator=None, dtype=None, device=None, requires_grad=False):
    """Normal numbers; ``mean`` and ``std`` are numbers (with ``size``) or tensors."""
    if isinstance(mean, Registry.Tensor) or isinstance(std, Registry.Tensor):
        like = mean if isinstance(mean, Registry.Tensor) else std
        shape = np.broadcast_shapes(*[v._a.shape for v in (mean, std) if isinstance(v, Registry.Tensor)])
        return randn(shape, generator=generator, dtype=like.dtype) * std + mean
    t = randn(size, generator=generator, dtype=dtype, device=device)
    t._a = t._a * t._a.dtype.type(std) + t._a.dtype.type(mean)
    t.requires_grad = requires_grad
    return t


def _write(t, arr):
    from ._inplace import check_leaf
    from ._modes import State

    if State.grad:
        check_leaf(t)
    t._a[...] = arr.reshape(t._a.shape)
    if t._bf:
        from ._graph import round_bf16

        t._a[...] = round_bf16(t._a)
    bump(t)
    return t


def uniform_(input, from_=0.0, to=1.0, *, generator=None, **kwargs):
    """Uniform numbers in [from, to), in place."""
    low, kind = kwargs.get("from", from_), input._a.dtype.type
    if low > to:
        raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={low} > to={to}")
    u = uniform(_gen(generator), input._a.size, input._a.dtype)
    # One rounding at the end, like the fused multiply-add of the compiled code.
    wide = u.astype(np.float64) * np.float64(kind(to) - kind(low)) + np.float64(kind(low))
    return _write(input, wide.astype(kind))


def normal_(input, mean=0.0, std=1.0, *, generator=None):
    """Normal numbers, in place."""
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std}")
    return _write(input, normal_array(_gen(generator), input._a.size, input._a.dtype, mean, std))


def random_(input, from_=0, to=None, *, generator=None):
    """Integers in [from, to), in place; without limits, all that the type can hold exactly."""
    gen, a = _gen(generator), input._a
    if to is None and from_ == 0:
        if a.dtype == np.int64:
            raw = gen.longs(a.size) & np.uint64(2**63 - 1)
        else:
            top = {"f4": 2**24 + 1, "f8": 2**53 + 1}.get(a.dtype.str[1:])
            top = top or int(np.iinfo(a.dtype).max) + 1
            raw = (gen.longs(a.size) if a.dtype.itemsize == 8 else gen.words(a.size)) % np.uint64(top)
        return _write(input, raw.astype(a.dtype))
    low, high = (0, from_) if to is None else (from_, to)
    return _write(input, integers(gen, low, high, a.size).astype(a.dtype))


def bernoulli_array(gen, n: int, p: float) -> np.ndarray:
    """``n`` bools, True with probability ``p``; two words each."""
    return uniform(gen, n, np.dtype(np.float64)) < p


def bernoulli(input, *, generator=None):
    """0 or 1 with the probabilities in ``input``."""
    if ((input._a < 0) | (input._a > 1)).any():
        raise RuntimeError("Expected p_in >= 0 && p_in <= 1 to be true, but got false.")
    u = uniform(_gen(generator), input._a.size, input._a.dtype).reshape(input._a.shape)
    return wrap((u < input._a).astype(input._a.dtype))


def bernoulli_(input, p=0.5, *, generator=None):
    """0 or 1 with probability ``p`` (number or tensor), in place."""
    if isinstance(p, Registry.Tensor):
        return _write(input, bernoulli(p.expand(input._a.shape), generator=generator)._a)
    if not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p}")
    return _write(input, bernoulli_array(_gen(generator), input._a.size, p))


def exponential_(input, lambd=1.0, *, generator=None):
    """Exponentially distributed numbers, in place."""
    u = uniform(_gen(generator), input._a.size, np.dtype(np.float64))
    return _write(input, -np.log1p(-u) / lambd)


def poisson(input, generator=None):
    """Poisson numbers with the rates in ``input`` (not PyTorch's stream)."""
    source = np.random.Generator(np.random.PCG64(int(_gen(generator).words(1)[0])))
    return wrap(source.poisson(input._a).astype(input._a.dtype))


def multinomial(input, num_samples, replacement=False, *, generator=None):
    """Indices drawn by the weights in ``input`` [n] or [rows, n] -> [num_samples] or [rows, num_samples]."""
    w = input._a
    if w.ndim not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if not np.isfinite(w).all() or (w < 0).any():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > w.shape[-1]:
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    rows = w.reshape(-1, w.shape[-1])
    if (rows.sum(axis=1) <= 0).any():
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    gen = _gen(generator)
    if not replacement or num_samples == 1:
        q = exponential_(wrap(np.empty_like(w)), generator=gen)._a
        with np.errstate(divide="ignore"):
            score = (w / q).reshape(rows.shape)
        found = np.argsort(-score, axis=1, kind="stable")[:, :num_samples]
    else:
        total = np.cumsum(rows, axis=1, dtype=w.dtype)
        total = total / total[:, -1:]
        total[:, -1] = 1
        u = uniform(gen, len(rows) * num_samples, np.dtype(np.float64)).reshape(len(rows), num_samples)
        found = np.stack([np.searchsorted(t, v, "left") for t, v in zip(total, u)])
    return wrap(found.astype(np.int64).reshape(w.shape[:-1] + (num_samples,)))


class fork_rng:
    """Context: the default generator goes back to where it was."""

    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        self._state = default_generator.get_state()

    def __exit__(self, *exc) -> None:
        default_generator.set_state(self._state)
