"""float32 log, sin and cos with the rounding of PyTorch's vectorised normal numbers, so that ``randn`` gives the same bits.

The polynomials are those of the Cephes library (logf, sinf, cosf), evaluated with fused multiply-adds in the order that
PyTorch's AVX2 code has. A fused step is one rounding: the product of two float32 is exact in float64.
"""

from __future__ import annotations

import numpy as np

__tracebackhide__ = True

_F = np.float32
_LOG = (-1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1,
        -2.4999993993e-1, 3.3333331174e-1)


def fused(a, b, c):
    """``a * b + c`` of float32 values with one rounding."""
    return (np.asarray(a, np.float64) * np.asarray(b, np.float64) + np.asarray(c, np.float64)).astype(_F)


def log32(x):
    """Natural logarithm of positive float32 values."""
    bits = x.view(np.int32)
    exponent = ((bits >> 23) - 127).astype(_F) + _F(1)
    x = ((bits & np.int32(0x007FFFFF)) | np.int32(0x3F000000)).view(_F)
    low = x < _F(0.707106781186547524)
    exponent = exponent - low.astype(_F)
    x = (x - _F(1)) + np.where(low, x, _F(0))
    z = x * x
    y = np.full_like(x, 7.0376836292e-2)
    for p in _LOG:
        y = fused(y, x, _F(p))
    y = y * x
    y = fused(y, z, exponent * _F(-2.12194440e-4))
    y = fused(z, _F(-0.5), y)
    return fused(exponent, _F(0.693359375), x + y)


def sincos32(x):
    """(sine, cosine) of non-negative float32 angles."""
    octant = ((x * _F(1.27323954473516)).astype(np.int32) + 1) & ~1
    y = octant.astype(_F)
    for part in (-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8):
        x = fused(y, _F(part), x)
    z = x * x
    c = fused(np.full_like(z, 2.443315711809948e-5), z, _F(-1.388731625493765e-3))
    c = fused(c, z, _F(4.166664568298827e-2)) * z
    c = fused(c, z, z * _F(-0.5)) + _F(1)
    s = fused(np.full_like(z, -1.9515295891e-4), z, _F(8.3321608736e-3))
    s = fused(s, z, _F(-1.6666654611e-1)) * z
    s = fused(s, x, x)
    plain = (octant & 2) == 0
    sine, cosine = np.where(plain, s, c), np.where(plain, c, s)
    return np.where((octant & 4) != 0, -sine, sine), np.where((~(octant - 2) & 4) != 0, -cosine, cosine)
