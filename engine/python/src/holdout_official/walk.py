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
from typing import Any

from .errors import HoldoutError
from .holders import CONTAINERS, column, is_tensor
from .leaf import ARRAY, NUMBERS, PLAIN_NUMBERS, SCALAR, SCALARS, TEXT, Bulk, Entry, Leaf, told
from .objects import class_entries, function_parts, object_parts

MOST_OBJECTS = 20_000_000
"""A walk that meets more objects than this is refused."""

_NOTHING = (type(None), type(Ellipsis), type(NotImplemented))
_MOMENTS = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo)
_SKIPPED = (types.BuiltinFunctionType, types.WrapperDescriptorType, types.MethodDescriptorType, types.CodeType)

NAME_ARRAYS = frozenset(("classes_", "feature_names_in_"))
"""Attributes of scikit-learn estimators that name things: their elements are loose values (names), not weights."""


class Walk:
    """One walk over any number of roots; an object that is reached twice is yielded once.

    ``own`` answers whether a module name belongs to the candidate; ``constants`` yields the leaves of a code object.
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
        stack = [Entry(root, path, path, False, False)]
        while stack:
            entry = stack.pop()
            found, children = self._open(entry)
            yield from found
            stack.extend(reversed(children))

    def first(self, value: Any) -> bool:
        """Whether an object is met for the first time. A reference is held, so that no other object gets its id.

        :raises HoldoutError: ``too-large``, beyond ``MOST_OBJECTS``.
        """
        if id(value) in self.seen:
            return False
        self.seen.add(id(value))
        self.keep.append(value)
        if len(self.seen) > MOST_OBJECTS:
            raise HoldoutError("too-large", f"more than {MOST_OBJECTS:,} objects cannot be counted")
        return True

    def _open(self, e: Entry) -> tuple[list[Leaf], list[Entry]]:
        value, kind = e.value, type(e.value)
        if kind is Bulk:
            return [Leaf(SCALARS, e.path, e.owner, value.values)], []
        if isinstance(value, enum.Enum):
            return [], [e._replace(value=value._value_)]
        if kind in _NOTHING:
            return ([Leaf(SCALAR, e.path, e.owner, 0)] if e.slot else []), []
        if kind is bool or kind in NUMBERS or isinstance(value, _MOMENTS):
            return [Leaf(SCALAR, e.path, e.owner, value)], []
        if isinstance(value, decimal.Decimal | fractions.Fraction):
            parts = value.as_integer_ratio() if value == value and abs(value) != float("inf") else (0,)
            return [Leaf(SCALAR, e.path, e.owner, part) for part in parts], []
        if self.numpy is not None and isinstance(value, self.numpy.generic):
            return self._numpy_scalar(e)
        if isinstance(value, types.ModuleType) and sys.modules.get(value.__name__) is value:
            return [], []
        first = self.first(value)
        if kind in (str, bytes, bytearray, memoryview):
            if first:
                return [Leaf(TEXT, e.path, e.owner, value)], []
            return ([Leaf(SCALAR, e.path, e.owner, 0)] if e.slot else []), []
        if not first:
            return ([Leaf(SCALAR, e.path, e.owner, 0)] if e.slot else []), []
        return self._compound(e)

    def _compound(self, e: Entry) -> tuple[list[Leaf], list[Entry]]:
        value = e.value
        if isinstance(value, _SKIPPED):
            bound = getattr(value, "__self__", None)
            return [], [] if bound is None or isinstance(bound, types.ModuleType) else [e._replace(value=bound)]
        if isinstance(value, types.FunctionType):
            return function_parts(self, e)
        if isinstance(value, type):
            return [], class_entries(self, value, e.path)
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
            return [], self.items(e, value)
        if type(value) in CONTAINERS:
            return [], self.elements(e, value)
        return object_parts(self, e)

    def _attribute(self, e: Entry, name: str, value: Any) -> Entry:
        path = f"{e.path}.{name}"
        simple = isinstance(value, NUMBERS) or type(value) in (str, bytes)
        return Entry(value, path, e.path if simple else path, False, False)

    def elements(self, e: Entry, values: Any) -> list[Entry]:
        """The places of a collection."""
        values = list(values)
        if len(values) > 8 and set(map(type, values)) <= PLAIN_NUMBERS:
            return [Entry(Bulk(values), e.path, e.owner, False, False)]
        return [Entry(v, f"{e.path}[{i}]", e.owner, True, False) for i, v in enumerate(values)]

    def items(self, e: Entry, values: dict[Any, Any]) -> list[Entry]:
        """Keys and values of a dict."""
        entries = []
        if len(values) > 8 and set(map(type, dict.values(values))) <= PLAIN_NUMBERS:
            return self.elements(e, dict.keys(values)) + self.elements(e, dict.values(values))
        for key, value in dict.items(values):
            name = told(key) if isinstance(key, str | int | float | bytes) else ""
            shown = name if 0 < len(name) <= 40 else "…"
            entries.append(Entry(key, e.path, e.owner, True, False))
            entries.append(Entry(value, f"{e.path}[{shown}]", e.owner, True, False))
        return entries

    def _numpy_scalar(self, e: Entry) -> tuple[list[Leaf], list[Entry]]:
        value = e.value
        if value.dtype.kind in "SU":
            return [Leaf(TEXT, e.path, e.owner, value.item())], []
        if value.dtype.kind == "V":
            return self._array(e._replace(value=self.numpy.asarray(value)))
        return [Leaf(SCALAR, e.path, e.owner, value)], []

    def _array(self, e: Entry) -> tuple[list[Leaf], list[Entry]]:
        array = e.value
        entries = self.attributes(e, getattr(array, "__dict__", {}), frozenset())
        plain = array.view(self.numpy.ndarray) if type(array) is not self.numpy.ndarray else array
        if plain.dtype.hasobject:
            return [], self.elements(e, plain.ravel().tolist()) + entries
        if e.named or plain.dtype.kind in "SU":
            if plain.size <= 256 or plain.dtype.kind in "SU":
                return [], self.elements(e, plain.ravel().tolist()) + entries
        return [Leaf(ARRAY, e.path, e.owner, plain)], entries

    def _table(self, e: Entry) -> list[Entry]:
        table = e.value
        labels = [self._attribute(e, "index", table.index), self._attribute(e, "attrs", table.attrs)]
        if isinstance(table, self.pandas.Series):
            values = column(table, self.numpy)
            return [Entry(values, e.path, e.path, False, False), *labels, self._attribute(e, "name", table.name)]
        columns = [Entry(column(table.iloc[:, i], self.numpy), f"{e.path}[{str(name)!r}]", e.path, False, False)
                   for i, name in enumerate(table.columns)]
        return [*columns, *labels, self._attribute(e, "columns", table.columns)]

    def attributes(self, e: Entry, held: dict[str, Any], known: frozenset[str]) -> list[Entry]:
        """Attributes by name; a name that is not in the class's code (``known``) is text that is stored."""
        entries = []
        sklearn = (type(e.value).__module__ or "").startswith("sklearn.")
        for name, value in held.items():
            if isinstance(name, str) and name not in known:
                entries.append(Entry(name, e.path, e.path, False, False))
            if name in ("_parameters", "_buffers", "_modules") and isinstance(value, dict):
                for key, part in value.items():  # torch modules
                    entries += [Entry(key, e.path, e.path, False, False), self._attribute(e, str(key), part)]
                continue
            entry = self._attribute(e, str(name), value)
            entries.append(entry._replace(named=sklearn and name in NAME_ARRAYS))
        return entries
