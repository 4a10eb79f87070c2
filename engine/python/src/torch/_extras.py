"""Small functions of the top level: questions about tensors, typed constructors, settings that have no effect here."""

from __future__ import annotations

from . import _dtypes as dt
from ._device import CPU, check_device, device
from ._factory import empty, tensor
from ._graph import Registry

__tracebackhide__ = True


def is_tensor(obj) -> bool:
    """Whether ``obj`` is a tensor."""
    return isinstance(obj, Registry.Tensor)


def is_floating_point(input) -> bool:
    """Whether the tensor's type is floating point."""
    return input.is_floating_point()


def is_complex(input) -> bool:
    """Always False here."""
    return False


def is_nonzero(input) -> bool:
    """Truth of a tensor with one element."""
    return bool(input)


def numel(input) -> int:
    """Number of elements."""
    return input._a.size


def detach(input):
    """``input.detach()``."""
    return input.detach()


def typename(obj) -> str:
    """Name of a tensor's type, or of any object's class."""
    return obj.type() if is_tensor(obj) else f"{type(obj).__module__}.{type(obj).__qualname__}"


def get_num_threads() -> int:
    """1: numpy in the browser has one thread."""
    return 1


def set_num_threads(n: int) -> None:
    """Accepted; there is one thread."""


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Accepted; every operation here is deterministic."""


def are_deterministic_algorithms_enabled() -> bool:
    """True: every operation here is deterministic."""
    return True


def get_default_device():
    """The CPU."""
    return CPU


def set_default_device(value) -> None:
    """Only the CPU is possible."""
    check_device(value if isinstance(value, device) or value is None else device(value))


def set_default_tensor_type(t) -> None:
    """Default type by a typed constructor such as ``torch.DoubleTensor``."""
    dt.set_default_dtype(t.dtype if not isinstance(t, str) else next(
        d for d in dt.ALL if t == f"torch.{dt.SCALAR_NAMES[d.name]}Tensor"))


class _Typed:
    """A constructor such as ``torch.LongTensor``: from lengths (memory) or from data."""

    def __init__(self, dtype: dt.dtype):
        self.dtype = dtype
        self.__name__ = f"{dt.SCALAR_NAMES[dtype.name]}Tensor"

    def __call__(self, *args):
        if len(args) == 1 and not isinstance(args[0], int):
            return tensor(args[0], dtype=self.dtype) if not is_tensor(args[0]) else args[0].to(self.dtype)
        return empty(*args, dtype=self.dtype)

    def __repr__(self) -> str:
        return f"<class 'torch.{self.__name__}'>"


FloatTensor, DoubleTensor, HalfTensor = _Typed(dt.float32), _Typed(dt.float64), _Typed(dt.float16)
LongTensor, IntTensor, ByteTensor, BoolTensor = _Typed(dt.int64), _Typed(dt.int32), _Typed(dt.uint8), _Typed(dt.bool)


class _Format:
    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return "torch." + self.name


contiguous_format, preserve_format = _Format("contiguous_format"), _Format("preserve_format")
channels_last, strided = _Format("channels_last"), _Format("strided")
