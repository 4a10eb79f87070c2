"""Rows in whatever form ``load`` returns them: a DataFrame, a dict of arrays, an array, a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import HoldoutError


def _pandas_like(rows: Any) -> bool:
    return hasattr(rows, "iloc") and hasattr(rows, "columns")


def count(rows: Any, function: str = "load") -> int:
    """Number of rows. A dict holds a table, arrays or both, all of one length.

    :raises HoldoutError: ``bad-rows``.
    """
    if isinstance(rows, Mapping):
        lengths = {name: count(part, function) for name, part in rows.items()}
        if len(set(lengths.values())) == 1:
            return next(iter(lengths.values()))
        raise HoldoutError("bad-rows", f"{function} returned parts of different lengths: {lengths}", function=function)
    try:
        return len(rows)
    except TypeError:
        kind = type(rows).__name__
        message = f"{function} returned {kind}, not rows: return a DataFrame, or a dict of a table and named arrays"
        raise HoldoutError("bad-rows", message, function=function) from None


def take(rows: Any, positions: Any) -> Any:
    """The rows at the given positions, numbered afresh."""
    if hasattr(rows, "iloc"):
        return rows.iloc[positions].reset_index(drop=True)
    if isinstance(rows, Mapping):
        return {name: take(part, positions) for name, part in rows.items()}
    if isinstance(rows, list | tuple):
        return [rows[i] for i in positions]
    return rows[positions]


def has(rows: Any, name: str) -> bool:
    """Whether there is a column of that name."""
    if _pandas_like(rows):
        return name in rows.columns
    if isinstance(rows, Mapping):
        return name in rows or any(has(part, name) for part in rows.values() if _pandas_like(part))
    if isinstance(rows, list):
        return bool(rows) and isinstance(rows[0], Mapping) and name in rows[0]
    names = getattr(getattr(rows, "dtype", None), "names", None)
    return bool(names) and name in names


def column(rows: Any, name: str, function: str) -> Any:
    """A column as an array.

    :raises HoldoutError: ``bad-rows``, naming the function that dropped it.
    """
    import numpy as np

    if not has(rows, name):
        message = f"{function} returned rows without the column {name}: keep it"
        raise HoldoutError("bad-rows", message, function=function)
    if isinstance(rows, Mapping) and name not in rows:
        return column(next(part for part in rows.values() if has(part, name)), name, function)
    if isinstance(rows, list):
        return np.asarray([row[name] for row in rows])
    return np.asarray(rows[name])


def without(rows: Any, name: str) -> Any:
    """The rows without a column, the given ones unchanged."""
    if not has(rows, name):
        return rows
    if _pandas_like(rows):
        return rows.drop(columns=[name])
    if isinstance(rows, Mapping):
        return {key: without(part, name) if _pandas_like(part) else part for key, part in rows.items() if key != name}
    if isinstance(rows, list):
        return [{key: value for key, value in row.items() if key != name} for row in rows]
    return rows[[other for other in rows.dtype.names if other != name]]
