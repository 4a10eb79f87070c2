"""What a walk yields (leaves) and what it still has to open (entries)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

ARRAY, SCALAR, SCALARS, TEXT = "array", "scalar", "scalars", "text"
"""Kinds of leaves; ``SCALARS`` is a whole collection of single numbers at once."""

NUMBERS = (int, float, complex)


class Leaf(NamedTuple):
    """One stored thing. ``path`` leads to it, ``owner`` to the attribute whose loose values are summed up."""

    kind: str
    path: str
    owner: str
    value: Any


class Entry(NamedTuple):
    """Something to open."""

    value: Any
    path: str
    owner: str
    slot: bool  # a place in a list, dict, set or object array, where a repeated text carries information too
    named: bool  # an array of names (class labels), counted as loose values


class Bulk(NamedTuple):
    """A collection of plain numbers as one leaf: walking a million of them one by one would take seconds."""

    values: list[Any]


def told(value: Any) -> str:
    """A text of a number, a text or a list of numbers that differs from that of any other."""
    try:
        return repr(value)
    except ValueError:  # Python writes no whole number of more than 4,300 decimal digits
        return f"[{', '.join(map(told, value))}]" if isinstance(value, list) else hex(value)


PLAIN_NUMBERS = frozenset((int, float, bool, complex))


class Opener(Protocol):
    """What objects.py needs of a walk (walk.py), which calls it."""

    own: Callable[[str | None], bool]
    """Whether the module of a given name is one of the candidate's files."""
    constants: Callable[[Any], list[Any]]
    """The literals of a code object."""
    keep: list[Any]
    """References that are held to the end, so that no other object gets the id of one that was met."""
    opaque: list[str]
    """Descriptions of the values that could not be looked into."""

    def first(self, value: Any) -> bool:
        """Whether an object is met for the first time."""

    def elements(self, e: Entry, values: Any) -> list[Entry]:
        """The places of a collection."""

    def items(self, e: Entry, values: dict[Any, Any]) -> list[Entry]:
        """Keys and values of a dict."""

    def attributes(self, e: Entry, held: dict[str, Any], known: frozenset[str]) -> list[Entry]:
        """Attributes by name; a name that is not in ``known`` is text that is stored."""
