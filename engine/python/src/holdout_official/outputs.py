"""What the candidate's functions return, checked: scores, decisions, the report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .errors import HoldoutError


def _values(given: Any, function: str) -> Any:
    import numpy as np

    if hasattr(given, "detach"):
        given = given.detach().cpu().numpy()
    elif hasattr(given, "to_numpy"):
        given = given.to_numpy()
    try:
        array = np.asarray(given)
    except ValueError as error:
        message = f"{function} returned values of different lengths: {error}"
        raise HoldoutError("bad-shape", message, function=function) from None
    return array


def scores(given: Any, n: int, outputs: int | None = None, rows: Any = None) -> Any:
    """The scores of n rows as float64 ``[n]`` or ``[n, k]``; ``rows`` maps positions to rows for messages.

    :raises HoldoutError: ``bad-shape``, ``bad-values`` or ``not-finite``, with the first row concerned.
    """
    import numpy as np

    array = _values(given, "predict")
    shape = tuple(array.shape)
    if array.ndim not in (1, 2) or shape[0] != n or (array.ndim == 2 and shape[1] == 0):
        wanted = f"[{n}]" if outputs is None else f"[{n}, {outputs}]"
        message = f"predict returned shape {list(shape)} for {n} rows: return one score a row, {wanted}"
        raise HoldoutError("bad-shape", message, function="predict")
    if outputs is not None and (array.ndim != 2 or shape[1] != outputs):
        message = f"predict returned shape {list(shape)}: return [{n}, {outputs}], one score a row and class"
        raise HoldoutError("bad-shape", message, function="predict")
    if array.dtype.kind not in "fiub":
        try:
            array = array.astype(np.float64)
        except (TypeError, ValueError):
            message = f"predict returned {array.dtype} values: return numbers"
            raise HoldoutError("bad-values", message, function="predict") from None
    array = np.ascontiguousarray(array, dtype=np.float64)
    finite = np.isfinite(array) if array.ndim == 1 else np.isfinite(array).all(axis=1)
    if not finite.all():
        at = int(np.flatnonzero(~finite)[0])
        row = at if rows is None else int(rows[at])
        value = array[at] if array.ndim == 1 else array[at][~np.isfinite(array[at])][0]
        wrong = int((~finite).sum())
        message = f"predict returned {value} for row {row} ({wrong} such rows in its batch): every score must be finite"
        raise HoldoutError("not-finite", message, function="predict", row=row)
    return array


def decisions(given: Any, n: int, rows: Any = None, choices: int = 2) -> Any:
    """The decisions of n rows as uint8, from 0 to ``choices`` - 1.

    :raises HoldoutError: ``bad-decisions``, with the first row concerned.
    """
    import numpy as np

    array = _values(given, "decide")
    wanted = "True or False (or 1 and 0)" if choices == 2 else f"a whole number from 0 to {choices - 1}"
    if array.shape == (n, 1):
        array = array[:, 0]
    if array.shape != (n,):
        message = f"decide returned shape {list(array.shape)} for {n} rows: return one decision a row, [{n}]"
        raise HoldoutError("bad-decisions", message, function="decide")
    if array.dtype.kind == "O":
        array = np.asarray([float(v) if isinstance(v, bool | int | float | np.generic) else math.nan for v in array])
    if array.dtype.kind not in "fiub":
        message = f"decide returned {array.dtype} values: return {wanted} a row"
        raise HoldoutError("bad-decisions", message, function="decide")
    wrong = ~np.isin(array, np.arange(choices))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        row = at if rows is None else int(rows[at])
        message = f"decide returned {array[at]} for row {row}: return {wanted} a row"
        raise HoldoutError("bad-decisions", message, function="decide", row=row)
    return array.astype(np.uint8)


def report(given: Any) -> dict[str, Any]:
    """The metric that the candidate reports: ``{"name", "value", "better"}``, better being "higher" or "lower".

    :raises HoldoutError: ``bad-report``.
    """
    form = 'return {"name": ..., "value": ..., "better": "higher" or "lower"}'
    if not isinstance(given, Mapping):
        raise HoldoutError("bad-report", f"report returned {type(given).__name__}: {form}", function="report")
    missing = [key for key in ("name", "value", "better") if key not in given]
    if missing:
        raise HoldoutError("bad-report", f"report returned no {missing[0]}: {form}", function="report")
    name, better = str(given["name"]), given["better"]
    try:
        value = float(given["value"])
    except (TypeError, ValueError):
        raise HoldoutError("bad-report", f"report's value is no number: {form}", function="report") from None
    if not math.isfinite(value):
        raise HoldoutError("bad-report", f"report's value is {value}: it must be finite", function="report")
    if better not in ("higher", "lower") or not name or len(name) > 80:
        raise HoldoutError("bad-report", f"report's name or better is wrong: {form}", function="report")
    return {"name": name, "value": value, "better": better}
