"""Returns rows with something changed, whatever form they have; the given rows are not modified."""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable, Collection, Mapping
from typing import Any

from holdout_official import rows as forms


def copied(rows: Any) -> Any:
    """A copy that the candidate's code may change."""
    if hasattr(rows, "iloc") and hasattr(rows, "columns"):
        return rows.copy()
    if isinstance(rows, Mapping):
        return {name: copied(part) for name, part in rows.items()}
    if isinstance(rows, list):
        return [dict(row) if isinstance(row, Mapping) else copy.copy(row) for row in rows]
    return copy.copy(rows)


def columns(rows: Any) -> Any:
    """Rows as a dict of arrays, the same whatever form they had; what has no columns stays."""
    import numpy as np

    if hasattr(rows, "iloc") and hasattr(rows, "columns"):
        return {str(name): rows[name].to_numpy() for name in rows.columns}
    if isinstance(rows, Mapping):
        return {name: columns(part) for name, part in rows.items()}
    if isinstance(rows, list) and rows and isinstance(rows[0], Mapping):
        return {name: np.asarray([row.get(name) for row in rows]) for name in rows[0]}
    return rows


def with_column(rows: Any, name: str, values: Any) -> Any:
    """The rows with other values in a column; ``values`` is an array with one entry per row."""
    import numpy as np

    rows = copied(rows)
    if hasattr(rows, "iloc") and hasattr(rows, "columns"):
        rows[name] = np.asarray(values)
    elif isinstance(rows, Mapping):
        if name in rows:
            rows[name] = np.asarray(values)
        else:
            key = next(key for key, part in rows.items() if forms.has(part, name))
            rows[key] = with_column(rows[key], name, values)
    elif isinstance(rows, list):
        for row, value in zip(rows, np.asarray(values).tolist()):
            row[name] = value
    else:
        rows[name] = values
    return rows


def poisoned(rows: Any, factor: float, columns: Collection[str], skip: Collection[str], texts: Collection[str]) -> Any:
    """Numeric values times ``factor``; bytes (uint8, and the base64 texts of the columns ``texts``) inverted.

    ``columns``: which ones, all where empty; ``skip``: which ones not.
    """

    def wanted(name: str) -> bool:
        return name not in skip and (not columns or name in columns)

    def change(name: str, value: Any) -> Any:
        return inverted(value) if name in texts else _scaled(value, factor)

    return _mapped(copied(rows), wanted, change)


def _mapped(rows: Any, wanted: Callable[[str], bool], change: Callable[[str, Any], Any]) -> Any:
    if hasattr(rows, "iloc") and hasattr(rows, "columns"):
        for name in [name for name in rows.columns if wanted(name)]:
            column = rows[name]
            if column.dtype.kind == "O":
                rows[name] = [change(name, value) for value in column]
            elif column.dtype.kind in "iuf":
                rows[name] = change(name, column.astype("int64") if column.dtype == "uint8" else column)
        return rows
    if isinstance(rows, Mapping):
        return {name: _mapped(part, wanted, change) if _holds_columns(part) else
                change(name, part) if wanted(name) else part for name, part in rows.items()}
    if isinstance(rows, list):
        return [{key: change(key, value) if wanted(key) else value for key, value in row.items()}
                if isinstance(row, Mapping) else change("", row) for row in rows]
    if getattr(rows.dtype, "names", None):
        for name in rows.dtype.names:
            if wanted(name):
                rows[name] = change(name, rows[name])
        return rows
    return change("", rows)


def _holds_columns(part: Any) -> bool:
    return hasattr(part, "iloc") and hasattr(part, "columns") or isinstance(part, Mapping)


def _scaled(value: Any, factor: float) -> Any:
    """A number, an array or a column times the factor; what is no number stays."""
    import numpy as np

    if isinstance(value, bool | np.bool_ | str | bytes) or value is None:
        return value
    if isinstance(value, int | float | np.number):
        return value * factor
    if isinstance(value, list):
        return [_scaled(item, factor) for item in value]
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind == "f":
        return value * factor
    if kind in ("i", "u"):
        if value.dtype == "uint8":
            return 255 - value
        return value.astype("int64") * int(factor) if isinstance(value, np.ndarray) else value * int(factor)
    return value


def inverted(value: Any) -> Any:
    """Base64 of bytes as base64 of 255 minus each."""
    if not isinstance(value, str):
        return value
    data = base64.b64decode(value)
    return base64.b64encode(bytes(255 - byte for byte in data)).decode()
