"""Named results such as ``torch.max(x, 0)``: tuples with field names that print as in PyTorch."""

from __future__ import annotations

__tracebackhide__ = True


class ReturnType(tuple):
    """A tuple whose fields have names."""

    __slots__ = ()
    _fields: tuple = ()

    def __new__(cls, *values):
        return tuple.__new__(cls, values[0] if len(values) == 1 and isinstance(values[0], (list, tuple)) else values)

    def __repr__(self) -> str:
        inner = ",\n".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
        return f"torch.return_types.{type(self).__name__}(\n{inner})"

    def __getnewargs__(self):
        return tuple(self)

    def __reduce__(self):
        return make, (type(self).__name__, self._fields, tuple(self))


def named(name: str, *fields: str):
    """A result class called ``name``."""
    space = {f: property(lambda self, k=k: self[k]) for k, f in enumerate(fields)}
    return type(name, (ReturnType,), {"__slots__": (), "_fields": fields, **space})


def make(name: str, fields: tuple, values: tuple):
    """Rebuild a pickled result."""
    return named(name, *fields)(*values)
