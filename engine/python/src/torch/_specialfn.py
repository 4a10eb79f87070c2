"""erf, erfinv, lgamma, digamma in numpy: scipy has them, but must not be needed. float64 inside, input type outside."""

from __future__ import annotations

import math

import numpy as np

__tracebackhide__ = True

_SQRT_PI = math.sqrt(math.pi)


def _typed(fn):
    def call(x):
        x = np.asarray(x)
        with np.errstate(all="ignore"):
            return np.asarray(fn(x.astype(np.float64))).astype(x.dtype)

    call.__name__, call.__doc__ = fn.__name__, fn.__doc__
    return call


def _erf_small(x):
    """Maclaurin series, accurate to 1e-16 for |x| <= 2 (terms fall below 1e-17 by the 40th)."""
    term, total = x, x.copy()
    square = x * x
    for k in range(1, 40):
        term = term * (-square) / k
        total = total + term / (2 * k + 1)
    return total * (2 / _SQRT_PI)


def _erfc_large(x):
    """Continued fraction of erfc (Lentz order, evaluated from the end) for x >= 2."""
    tail = np.zeros_like(x)
    for k in range(60, 0, -1):
        tail = (k / 2) / (x + tail)
    return np.exp(-x * x) / (_SQRT_PI * (x + tail))


def _erfc64(x):
    a = np.abs(x)
    large = _erfc_large(np.maximum(a, 2.0))
    small = 1 - _erf_small(np.minimum(a, 2.0))
    positive = np.where(a > 2, large, small)
    return np.where(np.isnan(x), np.nan, np.where(x >= 0, positive, 2 - positive))


@_typed
def erf(x):
    """Error function, absolute error below 1e-15."""
    a = np.abs(x)
    value = np.where(a > 2, 1 - _erfc_large(np.maximum(a, 2.0)), _erf_small(np.minimum(a, 2.0)))
    return np.where(np.isnan(x), np.nan, np.copysign(value, x))


@_typed
def erfc(x):
    """1 - erf, with relative accuracy in the right tail."""
    return _erfc64(x)


@_typed
def erfinv(y):
    """Inverse error function: Winitzki's closed form as a start, then Newton steps on erf / erfc."""
    inside = np.clip(y, -1 + 1e-16, 1 - 1e-16)
    a = 0.147
    ln = np.log1p(-inside * inside)
    first = 2 / (math.pi * a) + ln / 2
    x = np.sign(inside) * np.sqrt(np.sqrt(first * first - ln / a) - first)
    for _ in range(4):
        tail = np.sign(x) * ((1 - np.abs(inside)) - _erfc64(np.abs(x)))
        error = np.where(np.abs(x) > 1, tail, _erf_small(np.clip(x, -2, 2)) - inside)
        x = x - error / (2 / _SQRT_PI * np.exp(-x * x))
    edge = np.where(y == 1, np.inf, np.where(y == -1, -np.inf, np.nan))
    return np.where(np.abs(y) < 1, x, edge)


# Stirling series of log gamma: B_2k / (2k (2k-1)).
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)


def _lgamma_positive(x):
    shift = np.zeros_like(x)
    z = x.copy()
    for _ in range(10):
        low = z < 10
        shift = np.where(low, shift + np.log(np.where(low, z, 1.0)), shift)
        z = np.where(low, z + 1, z)
    inverse = 1 / z
    series = sum(c * inverse ** (2 * k + 1) for k, c in enumerate(_STIRLING))
    return (z - 0.5) * np.log(z) - z + 0.5 * math.log(2 * math.pi) + series - shift


@_typed
def lgamma(x):
    """log |gamma(x)|: recurrence up to 10, then Stirling's series; reflection for negative x."""
    positive = _lgamma_positive(np.where(x > 0, x, 1.0))
    reflected = np.log(np.pi / np.abs(np.sin(np.pi * x))) - _lgamma_positive(np.where(x <= 0, 1 - x, 1.0))
    value = np.where(x > 0, positive, reflected)
    return np.where((x <= 0) & (x == np.floor(x)), np.inf, value)


def _digamma_positive(x):
    total, z = np.zeros_like(x), x.copy()
    for _ in range(10):
        low = z < 10
        total = np.where(low, total - 1 / z, total)
        z = np.where(low, z + 1, z)
    i2 = 1 / (z * z)
    tail = i2 * (1 / 12 - i2 * (1 / 120 - i2 * (1 / 252 - i2 * (1 / 240 - i2 * (1 / 132)))))
    return total + np.log(z) - 0.5 / z - tail


@_typed
def digamma(x):
    """Derivative of log gamma."""
    positive = _digamma_positive(np.where(x > 0, x, 1.0))
    reflected = _digamma_positive(np.where(x <= 0, 1 - x, 1.0)) - np.pi / np.tan(np.pi * x)
    value = np.where(x > 0, positive, reflected)
    pole = (x < 0) & (x == np.floor(x))
    return np.where(pole, np.nan, np.where(x == 0, -np.inf, value))


@_typed
def trigamma(x):
    """Derivative of digamma, for positive x and by reflection below."""
    def up(v):
        total, z = np.zeros_like(v), v.copy()
        for _ in range(10):
            low = z < 10
            total = np.where(low, total + 1 / (z * z), total)
            z = np.where(low, z + 1, z)
        i = 1 / z
        i2 = i * i
        return total + i + i2 / 2 + i * i2 * (1 / 6 - i2 * (1 / 30 - i2 * (1 / 42 - i2 / 30)))

    reflected = (np.pi / np.sin(np.pi * x)) ** 2 - up(np.where(x <= 0, 1 - x, 1.0))
    return np.where(x > 0, up(np.where(x > 0, x, 1.0)), reflected)
