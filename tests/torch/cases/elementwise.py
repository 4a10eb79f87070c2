"""Element-by-element operations: values, first and second derivatives, broadcasting, types."""

from harness import CASES, case

import torch

# name -> (low, high) where the function is smooth
UNARY = {
    "exp": (-2, 2), "exp2": (-2, 2), "expm1": (-2, 2), "log": (0.2, 3), "log2": (0.2, 3), "log10": (0.2, 3),
    "log1p": (-0.5, 3), "sqrt": (0.2, 3), "rsqrt": (0.2, 3), "reciprocal": (0.5, 3), "sin": (-3, 3), "cos": (-3, 3),
    "tan": (-1, 1), "asin": (-0.9, 0.9), "acos": (-0.9, 0.9), "atan": (-3, 3), "sinh": (-2, 2), "cosh": (-2, 2),
    "tanh": (-3, 3), "asinh": (-3, 3), "acosh": (1.2, 4), "atanh": (-0.9, 0.9), "sigmoid": (-5, 5), "erf": (-3, 3),
    "erfc": (-3, 3), "erfinv": (-0.95, 0.95), "lgamma": (0.3, 5), "neg": (-3, 3), "square": (-3, 3), "abs": (-3, 3),
    "sign": (-3, 3), "floor": (-3, 3), "ceil": (-3, 3), "trunc": (-3, 3), "round": (-3, 3), "frac": (-3, 3),
    "relu": (-3, 3), "logit": (0.1, 0.9), "deg2rad": (-90, 90), "rad2deg": (-3, 3), "sinc": (0.2, 3), "sgn": (-3, 3),
    "positive": (-3, 3), "nan_to_num": (-3, 3), "isnan": (-3, 3), "isfinite": (-3, 3), "isinf": (-3, 3),
    "signbit": (-3, 3), "logical_not": (-3, 3),
}


def _unary(name, low, high):
    def run(i):
        x = i.x(i.n(), i.n(), low=low, high=high)
        out = i.grads(getattr(torch, name)(x), second=name != "lgamma")
        return [out, getattr(x.detach(), name)()] if hasattr(x, name) else out

    run.__name__ = f"unary_{name}"
    case(f"torch.{name}", seeds=2)(run)


for _name, (_low, _high) in UNARY.items():
    _unary(_name, _low, _high)

BINARY = {
    "add": None, "sub": None, "mul": None, "div": (0.5, 2), "pow": (0.5, 2), "maximum": None, "minimum": None, "fmax": None,
    "fmin": None, "atan2": (0.3, 2), "hypot": (0.3, 2), "logaddexp": None, "remainder": (0.5, 2), "fmod": (0.5, 2),
    "xlogy": (0.5, 2), "copysign": (0.5, 2), "float_power": (0.5, 2),
}


def _binary(name, limits):
    def run(i):
        n, m = i.n(), i.n()
        low, high = limits or (None, None)
        a, b = i.x(n, m, low=low, high=high), i.x(*[(m,), (n, 1), (n, m), (1, m)][i.n(0, 3)], low=low, high=high)
        fn = getattr(torch, name)
        out = i.grads(fn(a, b), second=name not in ("remainder", "fmod", "copysign"))
        return [out, fn(a.detach(), torch.tensor(1.5))]

    run.__name__ = f"binary_{name}"
    case(f"torch.{name}", seeds=2)(run)


for _name, _limits in BINARY.items():
    _binary(_name, _limits)


def _compare(name):
    def run(i):
        a, b = i.i(3, 4, 3), i.i(3, 3)
        fn = getattr(torch, name)
        return [fn(a, b), fn(a, 1), fn(a, 1.5), fn(a.float(), b)]

    run.__name__ = f"compare_{name}"
    case(f"torch.{name}")(run)


for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    _compare(_name)


@case("torch.logical_and", "torch.logical_or", "torch.logical_xor", "torch.bitwise_and", "torch.bitwise_or",
      "torch.bitwise_xor", "torch.bitwise_not", "torch.bitwise_left_shift", "torch.bitwise_right_shift")
def logic(i):
    a, b, p, q = i.b(4), i.b(4), i.i(9, 4), i.i(5, 4)
    return [torch.logical_and(a, b), torch.logical_or(p, q), torch.logical_xor(a, q), a & b, a | b, a ^ b, ~a, p & q, p | q,
            p ^ q, ~p, p << q, p >> q, torch.bitwise_and(p, 3)]


@case("torch.where", seeds=2)
def where(i):
    a, b = i.x(3, 4), i.x(4)
    m = i.b(3, 4)
    return [i.grads(torch.where(m, a, b)), torch.where(m, a.detach(), 0.0), torch.where(m), torch.where(m, 1, 2),
            torch.where(m, 1.0, 2), a.detach().where(m, b.detach())]


@case("torch.clamp", "torch.clip", "torch.clamp_min", "torch.clamp_max", seeds=2)
def clamp(i):
    x = i.x(4, 5)
    lo = i.x(5)
    return i.grads(x.clamp(-0.5, 0.5), x.clamp(min=0), x.clip(max=0.3), torch.clamp(x, lo), x.clamp_min(0.1), x.clamp_max(0.2))


@case("torch.lerp", "torch.addcmul", "torch.addcdiv", seeds=2)
def blends(i):
    a, b, c = i.x(3, 4), i.x(3, 4), i.x(4, low=0.5, high=2)
    return i.grads(torch.lerp(a, b, 0.3), torch.lerp(a, b, c), torch.addcmul(a, b, c, value=0.5), torch.addcdiv(a, b, c))


@case("torch.nan_to_num", "torch.isposinf", "torch.isneginf")
def not_numbers(i):
    x = torch.tensor([1.0, float("nan"), float("inf"), -float("inf")])
    return [x.nan_to_num(), x.nan_to_num(9.0, 1.0, -1.0), x.isnan(), x.isinf(), x.isposinf(), x.isneginf(), x.isfinite(),
            x.relu(), x.sign(), x.maximum(torch.zeros(4)), x.clamp(0, 1)]


@case("torch.div", "torch.round", "torch.floor_divide")
def rounding_modes(i):
    a, b = i.c(8, low=-5, high=5), i.c(8, low=0.5, high=2)
    p, q = i.i(20, 8, low=-20), i.i(5, 8, low=1)
    return [torch.div(a, b, rounding_mode="floor"), torch.div(a, b, rounding_mode="trunc"), p // q, p % q, p / q,
            torch.div(p, q, rounding_mode="trunc"), torch.fmod(p, q), -p % q, a // b, a % b, a.round(decimals=2), 7 // q, 7 % q,
            7.5 // b]


@case("torch.result_type", "torch.promote_types", "torch.can_cast", seeds=1)
def promotion(i):
    kinds = [torch.float32, torch.float64, torch.float16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8,
             torch.bool]
    found = []
    for a in kinds:
        for b in kinds:
            x, y = torch.ones(2).to(a), torch.ones(2).to(b)
            found += [str((x * y).dtype), str((x * y[0]).dtype), str(torch.promote_types(a, b)), str((x / y).dtype)]
        x = torch.ones(2).to(a)
        found += [str((x * 2).dtype), str((x * 2.5).dtype), str((2 * x).dtype), str((x * True).dtype), str(x.sum().dtype),
                  str((x > 1).dtype), str(torch.result_type(x, 1.0)), str(x.cumsum(0).dtype), str(x.prod().dtype),
                  str((x**2).dtype), str((x // 2).dtype), str((2.0**x).dtype)]
    return found


@case("torch.isclose", "torch.allclose", "torch.equal", "torch.isin", "torch.heaviside")
def closeness(i):
    a = i.c(5)
    b = a + 1e-6
    return [torch.isclose(a, b), torch.allclose(a, b), torch.equal(a, a.clone()), torch.equal(a, b),
            torch.isin(i.i(5, 6), torch.tensor([1, 3])), torch.heaviside(a, torch.tensor(0.5))]


@case("torch.Tensor operators", seeds=2)
def operators(i):
    a, b = i.x(3, 3, low=0.5, high=2), i.x(3, low=0.5, high=2)
    return i.grads(a + b, a - b, a * b, a / b, a @ a, a**2, a**b, 2**a, -a, +a, abs(a), 1 - a, 1 / a, a + 1, 2 * a, a @ b)


@case("torch.digamma", "torch.lgamma")
def gammas(i):
    x = i.c(20, low=-3.7, high=6)
    return [torch.digamma(x), torch.lgamma(x), torch.digamma(x.double()), torch.lgamma(x.double()), torch.erf(x.double()),
            torch.erfc(x.double()), torch.erfinv(x.double() / 8)]


assert CASES
