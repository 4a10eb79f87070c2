"""Two fitted values side by side: what in them differs, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official.leaf import ARRAY, TEXT
from holdout_official.literals import constants
from holdout_official.rows import count
from holdout_official.run import owner
from holdout_official.walk import Walk

Marks = dict[str, list[Any]]
"""Copies of all that a value stores, by path."""

COPY = 20
"""From this many rows on, something of exactly that length is a copy of the rows and not learned from them."""


def marks(value: Any, name: str, folder: str, copies_of: int | None = None) -> Marks:
    """What a value stores: arrays, numbers and texts by path.

    ``copies_of``: a number of rows; what has one entry for each of them is left out, because ``prepare`` may return
    validation rows.
    """
    import numpy as np

    found: Marks = {}
    length = copies_of if copies_of is not None and copies_of >= COPY else None
    if length is not None:
        value = _without_copies(value, length, 3)
    for leaf in Walk(owner(folder), constants).leaves(value, name):
        kept = leaf.value
        if leaf.kind == ARRAY:
            if length is not None and kept.ndim > 0 and kept.shape[0] == length:
                continue
            kept = np.array(kept)
        elif isinstance(kept, list):
            if length is not None and len(kept) == length:
                continue
            kept = np.asarray(kept)
        found.setdefault(leaf.path, []).append((leaf.kind == TEXT, kept))
    return found


def _without_copies(value: Any, length: int, deep: int) -> Any:
    """Dicts and short lists without the parts that are copies of the rows."""
    if deep and isinstance(value, Mapping):
        parts = {key: part for key, part in value.items() if not _is_copy(part, length)}
        return {key: _without_copies(part, length, deep - 1) for key, part in parts.items()}
    if deep and isinstance(value, tuple | list) and len(value) <= COPY:
        return [_without_copies(part, length, deep - 1) for part in value if not _is_copy(part, length)]
    return value


def _is_copy(part: Any, length: int) -> bool:
    try:
        return count(part) == length
    except Exception:
        return False


def difference(before: Marks, after: Marks) -> tuple[float, str]:
    """(largest change, its path). A change is relative to the size of its array; another structure counts 1."""
    largest, where = 0.0, ""
    for path in [*before, *(path for path in after if path not in before)]:
        change = _change(before.get(path), after.get(path))
        if change > largest:
            largest, where = change, path
    return largest, where


def _change(a: list[Any] | None, b: list[Any] | None) -> float:
    if a is None or b is None or len(a) != len(b):
        return 1.0
    return max((_leaf_change(x, y) for x, y in zip(a, b)), default=0.0)


def _leaf_change(a: tuple[bool, Any], b: tuple[bool, Any]) -> float:
    import numpy as np

    (a_text, x), (b_text, y) = a, b
    if a_text != b_text:  # a text that is met again is listed as a mark of the first
        return 0.0
    if a_text:
        return float(x != y)
    x, y = np.asarray(x), np.asarray(y)
    if x.shape != y.shape:
        return 1.0
    if x.dtype.kind not in "biufc" or y.dtype.kind not in "biufc":
        return float(repr(x.tolist()) != repr(y.tolist()))
    if x.size == 0:
        return 0.0
    x, y = x.astype(np.complex128), y.astype(np.complex128)
    same = (x == y) | (np.isnan(x) & np.isnan(y))
    if same.all():
        return 0.0
    if not (np.isfinite(x[~same]).all() and np.isfinite(y[~same]).all()):
        return 1.0
    scale = max(np.abs(x[np.isfinite(x)]).max(initial=0), np.abs(y[np.isfinite(y)]).max(initial=0))
    return float(np.abs(x[~same] - y[~same]).max() / scale)
