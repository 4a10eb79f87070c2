"""Takes a value apart into what it stores: arrays, single numbers, texts. The weight rule and fingerprints read it.

Objects of the candidate's own classes are seen as they are (attributes, slots, contents), whatever their
``__getstate__`` says; objects of libraries as they pickle, which is how compiled ones tell their state.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .errors import HoldoutError
from .holders import (
    CONTAINERS,
    by_reference,
    class_attributes,
    column,
    instance_dict,
    is_compiled,
    is_tensor,
    plain_iter,
    slots,
)
from .names import spelled

MOST_OBJECTS = 20_000_000
"""A walk that meets more objects than this is refused."""

ARRAY, SCALAR, TEXT = "array", "scalar", "text"


class Leaf(NamedTuple):
    """One stored thing. ``path`` leads to it, ``owner`` to the attribute whose loose values are summed up."""

    kind: str
    path: str
    owner: str
    value: Any


class _Entry(NamedTuple):
    value: Any
    path: str
    owner: str
    slot: bool  # a place in a list, dict, set or object array, where even a repeated text says something
    named: bool  # an array of names (class labels), counted as loose values


_NOTHING = (type(None), type(Ellipsis), type(NotImplemented))
_NUMBERS = (int, float, complex)
_MOMENTS = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo)
_SKIPPED = (types.BuiltinFunctionType, types.WrapperDescriptorType, types.MethodDescriptorType, types.CodeType)

NAME_ARRAYS = frozenset(("classes_", "feature_names_in_"))
"""Attributes of scikit-learn estimators that name things: their elements are loose values (names), not weights."""


class Walk:
    """One walk over any number of roots; an object reached twice is told once.

    ``own`` says whether a module name belongs to the candidate; ``constants`` yields the leaves of a code object.
    """

    def __init__(self, own: Callable[[str | None], bool], constants: Callable[[types.CodeType], list[Any]]) -> None:
        self.own = own
        self.constants = constants
        self.seen: set[int] = set()
        self.keep: list[Any] = []
        self.opaque: list[str] = []
        self.numpy = sys.modules.get("numpy")
        self.pandas = sys.modules.get("pandas")

    def leaves(self, root: Any, path: str) -> Iterator[Leaf]:
        """Every leaf below a value, depth first, attributes in their order."""
        stack = [_Entry(root, path, path, False, False)]
        while stack:
            entry = stack.pop()
            found, children = self._open(entry)
            yield from found
            stack.extend(reversed(children))

    def _first(self, value: Any) -> bool:
        if id(value) in self.seen:
            return False
        self.seen.add(id(value))
        self.keep.append(value)
        if len(self.seen) > MOST_OBJECTS:
            raise HoldoutError("too-large", f"more than {MOST_OBJECTS:,} objects cannot be counted")
        return True

    def _open(self, e: _Entry) -> tuple[list[Leaf], list[_Entry]]:
        value, kind = e.value, type(e.value)
        if isinstance(value, enum.Enum):
            return [], [e._replace(value=value._value_)]
        if kind in _NOTHING:
            return ([Leaf(SCALAR, e.path, e.owner, 0)] if e.slot else []), []
        if kind is bool or kind in _NUMBERS or isinstance(value, _MOMENTS):
            return [Leaf(SCALAR, e.path, e.owner, value)], []
        if isinstance(value, decimal.Decimal | fractions.Fraction):
            parts = value.as_integer_ratio() if value == value and abs(value) != float("inf") else (0,)
            return [Leaf(SCALAR, e.path, e.owner, part) for part in parts], []
        if self.numpy is not None and isinstance(value, self.numpy.generic):
            return self._numpy_scalar(e)
        if isinstance(value, types.ModuleType) and sys.modules.get(value.__name__) is value:
            return [], []
        first = self._first(value)
        if kind in (str, bytes, bytearray, memoryview):
            if first:
                return [Leaf(TEXT, e.path, e.owner, value)], []
            return ([Leaf(SCALAR, e.path, e.owner, 0)] if e.slot else []), []
        if not first:
            return ([Leaf(SCALAR, e.path, e.owner, 0)] if e.slot else []), []
        return self._compound(e)

    def _compound(self, e: _Entry) -> tuple[list[Leaf], list[_Entry]]:
        value = e.value
        if isinstance(value, _SKIPPED):
            bound = getattr(value, "__self__", None)
            return [], [] if bound is None or isinstance(bound, types.ModuleType) else [e._replace(value=bound)]
        if isinstance(value, types.FunctionType):
            return self._function(e)
        if isinstance(value, type):
            return [], self.class_entries(value, e.path)
        if isinstance(value, types.MethodType):
            return [], [e._replace(value=value.__self__), e._replace(value=value.__func__)]
        if isinstance(value, staticmethod | classmethod):
            return [], [e._replace(value=value.__func__)]
        if isinstance(value, property):
            parts = (value.fget, value.fset, value.fdel)
            return [], [e._replace(value=part, slot=False) for part in parts if part is not None]
        if isinstance(value, types.CellType):
            try:
                return [], [e._replace(value=value.cell_contents, slot=False)]
            except ValueError:
                return [], []
        if isinstance(value, types.MappingProxyType):
            return [], [e._replace(value=dict(value))]
        if self.numpy is not None and isinstance(value, self.numpy.ndarray):
            return self._array(e)
        if self.numpy is not None and isinstance(value, self.numpy.dtype):
            return [], [] if value.metadata is None else [self._attribute(e, "metadata", dict(value.metadata))]
        if is_tensor(value):
            return self._array(e._replace(value=value.detach().cpu().numpy()))
        if self.pandas is not None and isinstance(value, self.pandas.DataFrame | self.pandas.Series):
            return [], self._table(e)
        if type(value) is dict:
            return [], self._items(e, value)
        if type(value) in CONTAINERS:
            return [], self._elements(e, value)
        return self._object(e)

    def _attribute(self, e: _Entry, name: str, value: Any) -> _Entry:
        path = f"{e.path}.{name}"
        simple = isinstance(value, _NUMBERS) or type(value) in (str, bytes)
        return _Entry(value, path, e.path if simple else path, False, False)

    def _elements(self, e: _Entry, values: Any) -> list[_Entry]:
        return [_Entry(v, f"{e.path}[{i}]", e.owner, True, False) for i, v in enumerate(values)]

    def _items(self, e: _Entry, values: dict[Any, Any]) -> list[_Entry]:
        entries = []
        for key, value in dict.items(values):
            shown = repr(key) if isinstance(key, str | int | float | bytes) and len(repr(key)) <= 40 else "…"
            entries.append(_Entry(key, e.path, e.owner, True, False))
            entries.append(_Entry(value, f"{e.path}[{shown}]", e.owner, True, False))
        return entries

    def _function(self, e: _Entry) -> tuple[list[Leaf], list[_Entry]]:
        function = e.value
        by_value = not by_reference(function)
        if not by_value and not self.own(function.__module__):
            return [], []
        entries: list[_Entry] = []
        for name, part in (("__defaults__", function.__defaults__), ("__kwdefaults__", function.__kwdefaults__)):
            entries += [] if part is None else [_Entry(part, f"{e.path}.{name}", e.path, False, False)]
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
            entries.append(_Entry(cell, f"{e.path}.{name}", f"{e.path}.{name}", False, False))
        entries += self._attributes(e, vars(function), frozenset(("__wrapped__",)))
        if not by_value:
            return [], entries
        leaves = [Leaf(TEXT if isinstance(c, str | bytes) else SCALAR, e.path, f"{e.path} literals", c)
                  for c in self.constants(function.__code__)]
        for name, part in function.__globals__.items():
            if not (name.startswith("__") and name.endswith("__")):
                entries.append(_Entry(part, f"{e.path}.{name}", f"{e.path}.{name}", False, False))
        return leaves, entries

    def class_entries(self, kind: type, path: str) -> list[_Entry]:
        """What a class of the candidate holds: its attributes and methods, without what Python puts there."""
        if by_reference(kind) and not self.own(kind.__module__):
            return []
        entries = [_Entry(v, f"{path}.{k}", f"{path}.{k}", False, False) for k, v in class_attributes(kind)]
        entries += [_Entry(base, base.__qualname__, base.__qualname__, False, False) for base in kind.__bases__]
        return entries

    def _numpy_scalar(self, e: _Entry) -> tuple[list[Leaf], list[_Entry]]:
        value = e.value
        if value.dtype.kind in "SU":
            return [Leaf(TEXT, e.path, e.owner, value.item())], []
        if value.dtype.kind == "V":
            return self._array(e._replace(value=self.numpy.asarray(value)))
        return [Leaf(SCALAR, e.path, e.owner, value)], []

    def _array(self, e: _Entry) -> tuple[list[Leaf], list[_Entry]]:
        array = e.value
        entries = self._attributes(e, getattr(array, "__dict__", {}), frozenset())
        plain = array.view(self.numpy.ndarray) if type(array) is not self.numpy.ndarray else array
        if plain.dtype.hasobject:
            return [], self._elements(e, plain.ravel().tolist()) + entries
        if e.named or plain.dtype.kind in "SU":
            if plain.size <= 256 or plain.dtype.kind in "SU":
                return [], self._elements(e, plain.ravel().tolist()) + entries
        return [Leaf(ARRAY, e.path, e.owner, plain)], entries

    def _table(self, e: _Entry) -> list[_Entry]:
        table = e.value
        labels = [self._attribute(e, "index", table.index), self._attribute(e, "attrs", table.attrs)]
        if isinstance(table, self.pandas.Series):
            values = column(table, self.numpy)
            return [_Entry(values, e.path, e.path, False, False), *labels, self._attribute(e, "name", table.name)]
        columns = [_Entry(column(table.iloc[:, i], self.numpy), f"{e.path}[{str(name)!r}]", e.path, False, False)
                   for i, name in enumerate(table.columns)]
        return [*columns, *labels, self._attribute(e, "columns", table.columns)]

    def _attributes(self, e: _Entry, held: dict[str, Any], known: frozenset[str]) -> list[_Entry]:
        entries = []
        sklearn = (type(e.value).__module__ or "").startswith("sklearn.")
        for name, value in held.items():
            if isinstance(name, str) and name not in known:
                entries.append(_Entry(name, e.path, e.path, False, False))
            if name in ("_parameters", "_buffers", "_modules") and isinstance(value, dict):
                for key, part in value.items():  # torch modules
                    entries += [_Entry(key, e.path, e.path, False, False), self._attribute(e, str(key), part)]
                continue
            entry = self._attribute(e, str(name), value)
            entries.append(entry._replace(named=sklearn and name in NAME_ARRAYS))
        return entries

    def _object(self, e: _Entry) -> tuple[list[Leaf], list[_Entry]]:
        value, kind = e.value, type(e.value)
        entries: list[_Entry] = []
        leaves: list[Leaf] = []
        mine = self.own(kind.__module__) or not by_reference(kind)
        if mine:
            entries += self.class_entries(kind, kind.__qualname__) if self._first(kind) else []
            entries += self._attributes(e, instance_dict(value), spelled(kind))
            entries += self._attributes(e, slots(value), spelled(kind))
        if isinstance(value, dict):
            entries += self._items(e, value)
        elif isinstance(value, CONTAINERS):
            entries += self._elements(e, kind.__iter__(value) if not mine else plain_iter(value))
        elif isinstance(value, str | bytes | bytearray):
            leaves.append(Leaf(TEXT, e.path, e.owner, value))
        elif isinstance(value, _NUMBERS):
            leaves.append(Leaf(SCALAR, e.path, e.owner, value))
        if not mine or is_compiled(kind):
            entries += self._reduced(e, known=spelled(kind))
        return leaves, entries

    def _reduced(self, e: _Entry, known: frozenset[str]) -> list[_Entry]:
        """The parts an object of a library pickles into."""
        try:
            parts = e.value.__reduce_ex__(4)
        except Exception:  # no pickle: its attributes are all there is to see
            held = instance_dict(e.value)
            if not held and not callable(e.value):
                self.opaque.append(f"{e.path} ({type(e.value).__qualname__})")
            return self._attributes(e, held, known)
        if not isinstance(parts, tuple):
            return []
        self.keep.append(parts)
        arguments, state, elements, items = (*parts[1:], None, None, None, None)[:4]
        if type(e.value).__name__ == "Tree" and type(e.value).__module__ == "sklearn.tree._tree":
            arguments = ()  # sizes, told again by the arrays of the state
        entries = [_Entry(a, e.path, e.owner, False, False) for a in arguments or () if not isinstance(a, type)]
        states = state if isinstance(state, tuple) and len(state) == 2 and isinstance(state[1], dict) else (state,)
        for part in states:
            if isinstance(part, dict):
                entries += self._attributes(e, part, known)
            elif part is not None:
                entries.append(_Entry(part, e.path, e.owner, False, False))
        if not isinstance(e.value, list | set | frozenset | tuple) and elements is not None:
            entries += self._elements(e, elements)
        if not isinstance(e.value, dict) and items is not None:
            entries += self._items(e, dict(items))
        return entries
