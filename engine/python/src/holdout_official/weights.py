"""The weight rule: how many learned numbers a model and the candidate's code carry.

- an array element counts 1 (complex 2, a record its fields, raw bytes 1 per 8), whatever its width: float16 or int8
  are no cheaper than float64
- a number counts 1 up to 64 bits, a larger whole number 1 per 64 bits, a complex one 2
- text (UTF-8) and bytes count 1 per 8 bytes; attribute names that a class spells itself are structure
- a repeated text, object or None in a list, dict or set is a choice, and counts as one number
- an object reached twice is counted once
- free: the first 256 single numbers and 4 KiB of text, for names and settings

What the candidate's modules hold counts by the same rule: globals, class attributes, default arguments, closures,
attributes of functions, and literals in the code. Bytecode, names in the code and docstrings do not; docstrings are
not there when the official run predicts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from types import CodeType, ModuleType
from typing import Any

from .leaf import ARRAY, SCALAR, TEXT, Leaf
from .literals import constants, literals
from .walk import Walk

FREE_SCALARS = 256
FREE_TEXT_BYTES = 4096
MOST_ITEMS = 200

_STANDARD = frozenset(
    "__name__ __doc__ __package__ __loader__ __spec__ __file__ __cached__ __builtins__ __path__ __annotations__".split()
)


def scalar_units(value: Any) -> int:
    """How many numbers of 64 bits a single number is."""
    if type(value) is float:
        return 1
    if isinstance(value, complex):
        return 2
    if isinstance(value, int) and not isinstance(value, bool):
        return max(1, math.ceil(value.bit_length() / 64)) if abs(value) >= 1 << 64 else 1
    dtype = getattr(value, "dtype", None)
    if dtype is not None:
        return 2 if dtype.kind == "c" else max(1, dtype.itemsize // 8)
    return 1


def text_bytes(value: Any) -> int:
    """Bytes of a text in UTF-8 (half surrogate pairs as three), or of bytes."""
    if isinstance(value, str):
        return len(str.encode(value, "utf-8", "surrogatepass"))
    return value.nbytes if isinstance(value, memoryview) else len(value)


def element_units(dtype: Any) -> float:
    """What one element of a dtype counts: 1, complex 2, a record the sum of its fields, raw bytes 1 per 8."""
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return element_units(base) * math.prod(shape)
    if dtype.names is not None:
        return sum(element_units(dtype.fields[name][0]) for name in dtype.names)
    if dtype.kind in "VSU":
        return dtype.itemsize / 8
    return 2 if dtype.kind == "c" else max(1, dtype.itemsize // 8)


def array_units(array: Any) -> int:
    """What an array of numbers, moments or records counts."""
    return math.ceil(array.size * element_units(array.dtype))


class Tally:
    """Sums by kind and by path."""

    def __init__(self) -> None:
        self.arrays = 0
        self.scalars = 0
        self.text = 0
        self._items: dict[tuple[str, str], dict[str, Any]] = {}

    def add(self, leaf: Leaf) -> None:
        """Adds one leaf to the sums and to the item of its path."""
        if leaf.kind == ARRAY:
            count = array_units(leaf.value)
            self.arrays += count
            key = (leaf.path, ARRAY)
            self._items[key] = {
                "path": leaf.path,
                "kind": ARRAY,
                "count": self._items.get(key, {"count": 0})["count"] + count,
                "dtype": leaf.value.dtype.str,
                "shape": list(leaf.value.shape),
            }
            return
        if leaf.kind == TEXT:
            count = text_bytes(leaf.value)
            self.text += count
        else:
            count = scalar_units(leaf.value) if leaf.kind == SCALAR else sum(map(scalar_units, leaf.value))
            self.scalars += count
        kind = TEXT if leaf.kind == TEXT else SCALAR
        item = self._items.setdefault((leaf.owner, kind), {"path": leaf.owner, "kind": kind, "count": 0})
        item["count"] += count

    def sums(self) -> dict[str, int]:
        """The three sums: numbers in arrays, loose numbers, bytes of text."""
        return {"arrays": self.arrays, "scalars": self.scalars, "textBytes": self.text}

    def items(self) -> list[dict[str, Any]]:
        """One entry per path and kind, in the order in which they were met; the counts of texts are bytes."""
        return list(self._items.values())


def total(*tallies: Tally) -> int:
    """The count after the free part."""
    scalars = sum(tally.scalars for tally in tallies)
    text = sum(tally.text for tally in tallies)
    arrays = sum(tally.arrays for tally in tallies)
    return arrays + max(0, scalars - FREE_SCALARS) + math.ceil(max(0, text - FREE_TEXT_BYTES) / 8)


def _module(walk: Walk, module: ModuleType, file: str) -> Tally:
    """What one module's globals, classes and functions hold."""
    tally = Tally()
    for name, value in list(vars(module).items()):
        if name in _STANDARD or (isinstance(value, type | _FUNCTION) and not walk.own(value.__module__)):
            continue
        for leaf in walk.leaves(value, f"{file} {name}"):
            tally.add(leaf)
    return tally


_FUNCTION = type(scalar_units)


def _written(tally: Tally, held: Tally, found: list[Any], path: str) -> None:
    """Adds the literals that run at import as far as they are more than what the module still holds of them."""
    scalars = sum(scalar_units(c) for c in found if not isinstance(c, str | bytes)) - held.arrays - held.scalars
    text = sum(text_bytes(c) for c in found if isinstance(c, str | bytes)) - held.text
    if scalars > 0:
        tally.add(Leaf(SCALAR, path, path, 0))
        tally.scalars += scalars - 1
        tally._items[(path, SCALAR)]["count"] += scalars - 1
    if text > 0:
        tally.add(Leaf(TEXT, path, path, b""))
        tally.text += text
        tally._items[(path, TEXT)]["count"] += text


def count_code(walk: Walk, modules: Iterable[tuple[ModuleType | None, str, CodeType]]) -> Tally:
    """What the candidate's code holds: (module or None to read only the literals, file, code) each."""
    code = Tally()
    for module, file, compiled in modules:
        held = Tally() if module is None else _module(walk, module, file)
        at_import, in_functions = literals(compiled)
        path = f"{file} literals"
        for constant in in_functions:
            kind = TEXT if isinstance(constant, str | bytes) else SCALAR
            code.add(Leaf(kind, path, path, constant))
        _written(code, held, at_import, path)
        _merge(code, held)
    return code


def _merge(into: Tally, other: Tally) -> None:
    into.arrays += other.arrays
    into.scalars += other.scalars
    into.text += other.text
    for key, item in other._items.items():
        if key in into._items:
            into._items[key]["count"] += item["count"]
        else:
            into._items[key] = item


def count(
    model: Any,
    modules: Iterable[tuple[ModuleType | None, str, CodeType]] = (),
    own: Any = None,
) -> dict[str, Any]:
    """The inventory of a model and of the candidate's modules; see the package's docstring for its shape.

    ``own(module_name)`` answers whether a module is the candidate's; by default none is.
    """
    walk = Walk(own or (lambda _name: False), constants)
    held = Tally()
    for leaf in walk.leaves(model, "model"):
        held.add(leaf)
    code = count_code(walk, modules)
    return inventory(held, code, walk.opaque)


def _paid(items: list[dict[str, Any]], kind: str, free: int) -> list[dict[str, Any]]:
    """Items of a kind after the free part is taken off, from the smallest first, so that the large ones stay."""
    paid = []
    for item in sorted((i for i in items if i["kind"] == kind), key=lambda i: (i["count"], i["path"])):
        used = min(free, item["count"])
        free -= used
        if item["count"] > used:
            paid.append({**item, "count": item["count"] - used})
    return paid


def _eighths(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Bytes as weights, rounded so that the sum is rounded up once."""
    done, given, turned = 0, 0, []
    for item in items:
        done += item["count"]
        weights = math.ceil(done / 8) - given
        given += weights
        turned.append({**item, "count": weights})
    return turned


def inventory(model: Tally, code: Tally, opaque: Iterable[str] = ()) -> dict[str, Any]:
    """The JSON form of two tallies; the counts of ``items`` and ``rest`` add up to ``total``."""
    every = [*model.items(), *code.items()]
    items = [item for item in every if item["kind"] == ARRAY]
    items += _paid(every, SCALAR, FREE_SCALARS)
    items += _eighths(_paid(every, TEXT, FREE_TEXT_BYTES))
    items = [item for item in items if item["count"]]
    items.sort(key=lambda item: (-item["count"], item["path"]))
    return {
        "total": total(model, code),
        "model": model.sums(),
        "code": code.sums(),
        "free": {"scalars": FREE_SCALARS, "textBytes": FREE_TEXT_BYTES},
        "items": items[:MOST_ITEMS],
        "rest": sum(item["count"] for item in items[MOST_ITEMS:]),
        "opaque": list(opaque),
    }
