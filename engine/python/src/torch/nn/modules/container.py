"""Containers of modules and parameters: Sequential, ModuleList, ModuleDict, ParameterList, ParameterDict."""

from __future__ import annotations

from collections import OrderedDict

from ..._tensor import Tensor
from ..parameter import Parameter
from .module import Module, _indent

__tracebackhide__ = True


def _position(i, n: int) -> int:
    i = i.__index__()
    if not -n <= i < n:
        raise IndexError(f"index {i} is out of range")
    return i % n


class Sequential(Module):
    """Modules called one after another: ``Sequential(a, b)`` or ``Sequential(OrderedDict(name=a))``."""

    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, m in args[0].items():
                self.add_module(name, m)
        else:
            for i, m in enumerate(args):
                self.add_module(str(i), m)

    def __getitem__(self, idx):
        items = list(self._modules.items())
        if isinstance(idx, slice):
            return self.__class__(OrderedDict(items[idx]))
        return items[_position(idx, len(items))][1]

    def __setitem__(self, idx, module) -> None:
        setattr(self, list(self._modules)[_position(idx, len(self))], module)

    def __delitem__(self, idx) -> None:
        names = list(self._modules)
        for name in names[idx] if isinstance(idx, slice) else [names[_position(idx, len(names))]]:
            delattr(self, name)
        kept = list(self._modules.values())
        self._modules.clear()
        self._modules.update((str(i), m) for i, m in enumerate(kept))

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __add__(self, other):
        return Sequential(*self, *other)

    def append(self, module):
        """Add a module at the end."""
        self.add_module(str(len(self)), module)
        return self

    def extend(self, sequential):
        """Add several modules at the end."""
        for m in sequential:
            self.append(m)
        return self

    def insert(self, index: int, module):
        """Put a module before ``index``."""
        items = list(self._modules.values())
        items.insert(index, module)
        self._modules.clear()
        for i, m in enumerate(items):
            self._modules[str(i)] = m
        return self

    def forward(self, input):
        for m in self._modules.values():
            input = m(input)
        return input


class ModuleList(Module):
    """A list of modules whose parameters are registered."""

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def __getitem__(self, idx):
        items = list(self._modules.values())
        if isinstance(idx, slice):
            return self.__class__(items[idx])
        return items[_position(idx, len(items))]

    def __setitem__(self, idx, module) -> None:
        setattr(self, str(_position(idx, len(self))), module)

    def __delitem__(self, idx) -> None:
        items = list(self._modules.values())
        del items[idx]
        self._modules.clear()
        self._modules.update((str(i), m) for i, m in enumerate(items))

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __contains__(self, module) -> bool:
        return any(m is module for m in self)

    def __add__(self, other):
        return ModuleList([*self, *other])

    def __iadd__(self, modules):
        return self.extend(modules)

    def append(self, module):
        """Add a module at the end."""
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        """Add several modules at the end."""
        if not hasattr(modules, "__iter__"):
            raise TypeError(
                f"ModuleList.extend should be called with an iterable, but got {type(modules).__name__}"
            )
        for m in modules:
            self.append(m)
        return self

    def insert(self, index: int, module) -> None:
        """Put a module before ``index``."""
        items = list(self)
        items.insert(index, module)
        for i, m in enumerate(items):
            self._modules[str(i)] = m

    def pop(self, key):
        """Remove and return a module."""
        m = self[key]
        del self[key]
        return m

    def __repr__(self) -> str:
        reprs = [repr(m) for m in self]
        if not reprs:
            return self._get_name() + "()"
        runs = [[0, 0]]
        kinds = [reprs[0]]
        for i, r in enumerate(reprs[1:], 1):
            if r == kinds[-1]:
                runs[-1][1] += 1
            else:
                runs.append([i, i])
                kinds.append(r)
        lines = []
        for (a, b), r in zip(runs, kinds):
            lines.append(_indent(f"({a}): {r}" if a == b else f"({a}-{b}): {b - a + 1} x {r}"))
        return self._get_name() + "(\n  " + "\n  ".join(lines) + "\n)"


class ModuleDict(Module):
    """A dictionary of modules whose parameters are registered."""

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key):
        return self._modules[key]

    def __setitem__(self, key, module) -> None:
        self.add_module(key, module)

    def __delitem__(self, key) -> None:
        del self._modules[key]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules)

    def __contains__(self, key) -> bool:
        return key in self._modules

    def keys(self):
        return self._modules.keys()

    def values(self):
        return self._modules.values()

    def items(self):
        return self._modules.items()

    def clear(self) -> None:
        self._modules.clear()

    def pop(self, key):
        return self._modules.pop(key)

    def update(self, modules) -> None:
        """Add modules of a mapping or of (name, module) pairs."""
        for k, m in modules.items() if hasattr(modules, "items") else modules:
            self[k] = m


class ParameterList(Module):
    """A list of parameters that are registered; tensors become parameters."""

    def __init__(self, values=None):
        super().__init__()
        self._size = 0
        for v in values or ():
            self.append(v)

    def append(self, value):
        """Add one entry at the end."""
        setattr(self, str(self._size), Parameter(value) if isinstance(value, Tensor) and not isinstance(value, Parameter)
                else value)
        self._size += 1
        return self

    def extend(self, values):
        """Add several entries at the end."""
        for v in values:
            self.append(v)
        return self

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return ParameterList([self[i] for i in range(*idx.indices(self._size))])
        return getattr(self, str(_position(idx, self._size)))

    def __setitem__(self, idx, value) -> None:
        setattr(self, str(_position(idx, self._size)),
                Parameter(value) if isinstance(value, Tensor) and not isinstance(value, Parameter) else value)

    def __len__(self) -> int:
        return self._size

    def __iter__(self):
        return iter(self[i] for i in range(self._size))

    def extra_repr(self) -> str:
        return "\n".join(f"  ({i}): {_describe(p)}" for i, p in enumerate(self))


class ParameterDict(Module):
    """A dictionary of parameters that are registered; tensors become parameters."""

    def __init__(self, parameters=None):
        super().__init__()
        self._keys = {}
        self.update(parameters or {})

    def __getitem__(self, key):
        return getattr(self, key)

    def __setitem__(self, key, value) -> None:
        self._keys[key] = None
        setattr(self, key, Parameter(value) if isinstance(value, Tensor) and not isinstance(value, Parameter) else value)

    def __delitem__(self, key) -> None:
        del self._keys[key]
        delattr(self, key)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self):
        return iter(self._keys)

    def __contains__(self, key) -> bool:
        return key in self._keys

    def keys(self):
        return self._keys.keys()

    def values(self):
        return [self[k] for k in self._keys]

    def items(self):
        return [(k, self[k]) for k in self._keys]

    def update(self, parameters) -> None:
        """Add entries of a mapping or of pairs."""
        for k, v in parameters.items() if hasattr(parameters, "items") else parameters:
            self[k] = v

    def extra_repr(self) -> str:
        return "\n".join(f"  ({k}): {_describe(p, p.type())}" for k, p in self.items())


def _describe(p, kind=None) -> str:
    if not isinstance(p, Parameter):
        return f"Object of type: {type(p).__name__}"
    sizes = "x".join(str(n) for n in p.shape)
    return f"Parameter containing: [{kind or p.dtype} of size {sizes}]"
