"""What a walk yields (leaves) and what it still has to open (entries)."""

from __future__ import annotations

from typing import Any, NamedTuple

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


PLAIN_NUMBERS = frozenset((int, float, bool, complex))
