"""Where Python objects hold values: attributes, slots, class bodies, contents."""

from __future__ import annotations

import sys
import types
from typing import Any

CONTAINERS = (list, tuple, set, frozenset)
PLAIN_BASES = (object, list, dict, tuple, set, frozenset, str, bytes, bytearray, int, float, complex, Exception)


def column(series: Any, numpy: Any) -> Any:
    """The array behind a column; extension arrays (categories, nullable numbers) as they are."""
    return series.to_numpy() if isinstance(series.dtype, numpy.dtype) else series.array


def instance_dict(value: Any) -> dict[str, Any]:
    """Attributes of an object; a ``__getattribute__`` of its class is not asked."""
    try:
        return object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}


def slots(value: Any) -> dict[str, Any]:
    """The values in an object's ``__slots__``, by name."""
    held = {}
    for kind in type(value).__mro__:
        for name, slot in vars(kind).items():
            if isinstance(slot, types.MemberDescriptorType):
                try:
                    held[name] = slot.__get__(value, kind)
                except AttributeError:
                    continue
    return held


def plain_iter(value: Any) -> Any:
    """The contents of a builtin container or a subclass; an ``__iter__`` that would leave items out is not asked."""
    for base in CONTAINERS:
        if isinstance(value, base):
            return base.__iter__(value)
    return iter(())


def by_reference(value: Any) -> bool:
    """Whether a function or class is the one its module holds under its name."""
    found: Any = sys.modules.get(value.__module__ or "")
    for part in value.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is value


def is_compiled(kind: type) -> bool:
    """Whether a class or one of its bases is written in C and may hold what no attribute shows."""
    return any(not base.__flags__ & (1 << 9) and base not in PLAIN_BASES for base in kind.__mro__)


def class_attributes(kind: type) -> list[tuple[str, Any]]:
    """Name and value of what the class body defines, without what Python adds."""
    return [
        (name, value)
        for name, value in vars(kind).items()
        if name not in _USUAL and not isinstance(value, types.MemberDescriptorType)
    ]


def is_tensor(value: Any) -> bool:
    """Whether a value is a tensor of torch, ours or the real one."""
    tensor = getattr(sys.modules.get("torch"), "Tensor", None)
    return tensor is not None and isinstance(value, tensor)


_USUAL = frozenset(
    "__module__ __qualname__ __doc__ __dict__ __weakref__ __annotations__ __firstlineno__ __static_attributes__ "
    "__dataclass_fields__ __dataclass_params__ __match_args__ __abstractmethods__ _abc_impl __slots__ _slotnames "
    "__slotnames__".split()
)
