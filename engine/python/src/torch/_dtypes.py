"""Element types: the ``torch.dtype`` objects, their numpy counterparts and the promotion rules between them."""

from __future__ import annotations

import builtins

import numpy as np

__tracebackhide__ = True


class dtype:
    """One element type. ``category`` orders promotion: 0 bool, 1 integer, 2 floating point."""

    __slots__ = ("name", "np", "category", "itemsize")

    def __init__(self, name: str, np_type, category: builtins.int, itemsize: builtins.int):
        self.name, self.np, self.category, self.itemsize = name, np.dtype(np_type), category, itemsize

    @property
    def is_floating_point(self) -> builtins.bool:
        return self.category == 2

    @property
    def is_complex(self) -> builtins.bool:
        return False

    @property
    def is_signed(self) -> builtins.bool:
        return self.name not in ("uint8", "bool")

    def __repr__(self) -> str:
        return "torch." + self.name

    def __reduce__(self):
        return _by_name, (self.name,)


float32 = dtype("float32", np.float32, 2, 4)
float64 = dtype("float64", np.float64, 2, 8)
float16 = dtype("float16", np.float16, 2, 2)
# numpy has no bfloat16: values are held as float32 arrays rounded to bfloat16 after every operation.
bfloat16 = dtype("bfloat16", np.float32, 2, 2)
int8 = dtype("int8", np.int8, 1, 1)
int16 = dtype("int16", np.int16, 1, 2)
int32 = dtype("int32", np.int32, 1, 4)
int64 = dtype("int64", np.int64, 1, 8)
uint8 = dtype("uint8", np.uint8, 1, 1)
bool = dtype("bool", np.bool_, 0, 1)
float, double, half = float32, float64, float16
short, int, long = int16, int32, int64

ALL = (float32, float64, float16, bfloat16, int8, int16, int32, int64, uint8, bool)
# The names that error messages use for a type ("expected Long but found Float").
SCALAR_NAMES = {
    "float32": "Float", "float64": "Double", "float16": "Half", "bfloat16": "BFloat16", "int8": "Char",
    "int16": "Short", "int32": "Int", "int64": "Long", "uint8": "Byte", "bool": "Bool",
}
C_NAMES = {
    "float32": "float", "float64": "double", "float16": "c10::Half", "bfloat16": "c10::BFloat16", "int8": "signed char",
    "int16": "short", "int32": "int", "int64": "long int", "uint8": "unsigned char", "bool": "bool",
}
FROM_NP = {d.np: d for d in ALL if d.name != "bfloat16"}
_default = [float32]


def _by_name(name: str) -> dtype:
    return next(d for d in ALL if d.name == name)


def from_numpy_dtype(np_dtype) -> dtype:
    """The torch type of a numpy type; TypeError names the ones that exist."""
    found = FROM_NP.get(np.dtype(np_dtype))
    if found is None:
        raise TypeError(
            f"can't convert np.ndarray of type {np.dtype(np_dtype).type.__module__}.{np.dtype(np_dtype).type.__name__}. "
            "The only supported types are: float64, float32, float16, int64, int32, int16, int8, uint8, and bool."
        )
    return found


def set_default_dtype(d: dtype) -> None:
    """Set the type that float literals get. Only floating point types are allowed."""
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default[0] = d


def get_default_dtype() -> dtype:
    """The type that float literals get: ``torch.float32`` unless it was changed."""
    return _default[0]


def promote_types(type1: dtype, type2: dtype) -> dtype:
    """The smallest type that holds both (PyTorch's table, which differs from numpy's for int with float)."""
    a, b = type1, type2
    if a is b:
        return a
    if a.category != b.category:
        return a if a.category > b.category else b
    if a.category == 2:
        if a.itemsize == b.itemsize:
            return float32
        return a if a.itemsize > b.itemsize else b
    if uint8 in (a, b):
        other = b if a is uint8 else a
        return int16 if other is int8 else other
    return a if a.itemsize > b.itemsize else b


def can_cast(from_: dtype, to: dtype) -> builtins.bool:
    """Whether an in-place result of type ``from_`` may be stored in ``to`` (no step down in category)."""
    return from_.category <= to.category


class finfo:
    """Limits of a floating point type: ``eps``, ``max``, ``min``, ``tiny``, ``smallest_normal``, ``bits``."""

    def __init__(self, type: dtype | None = None):
        d = type or get_default_dtype()
        if not d.is_floating_point:
            raise TypeError(f"torch.finfo() requires a floating point input type. Use torch.iinfo to handle '{d}'")
        self.dtype, self.bits = d.name, d.itemsize * 8
        if d is bfloat16:
            self.eps, self.max, self.tiny, self.resolution = 2.0**-7, 3.3895313892515355e38, 2.0**-126, 0.01
        else:
            f = np.finfo(d.np)
            to = builtins.float
            self.eps, self.max, self.tiny, self.resolution = to(f.eps), to(f.max), to(f.tiny), to(f.resolution)
        self.min, self.smallest_normal = -self.max, self.tiny

    def __repr__(self) -> str:
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, "
            f"smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})"
        )


class iinfo:
    """Limits of an integer type: ``min``, ``max``, ``bits``."""

    def __init__(self, type: dtype):
        if type.category != 1:
            raise TypeError(f"torch.iinfo() requires an integer input type. Use torch.finfo to handle '{type}'")
        i = np.iinfo(type.np)
        self.dtype, self.bits, self.min, self.max = type.name, type.itemsize * 8, builtins.int(i.min), builtins.int(i.max)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
