"""Which row of a file is which, once the candidate's `load` has read it."""

from __future__ import annotations

import csv
import io
from typing import Any

from . import rows
from .config import Config
from .errors import HoldoutError


def file_ids(path: str, name: str) -> list[str] | None:
    """The ids of a CSV file in its order, as written; None where it is no CSV or has no such column."""
    if not path.endswith(".csv"):
        return None
    with open(path, encoding="utf-8", newline="") as source:
        text = source.read()
    if '"' in text or "\r" in text:
        lines = csv.reader(io.StringIO(text, newline=""))
        first = next(lines, [])
        return [line[first.index(name)] for line in lines if line] if name in first else None
    header, *plain = text.split("\n")
    if name not in header.split(","):
        return None
    at = header.split(",").index(name)
    # Cells behind the id need not be told apart.
    return [line.split(",", at + 1)[at] for line in plain if line]


def id_key(value: Any) -> str:
    """An id as text, the same whether it was read as a text, a whole number or a float."""
    text = str(value)
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)) if number == number and abs(number) < 2**53 and number == int(number) else text


def aligned(config: Config, table: Any, at: Any) -> tuple[Any, Any]:
    """(rows as loaded, row of the batch's file of each loaded row), where every row of that file occurs once.

    ``at`` is the place of each of them in the whole file, for messages.

    :raises HoldoutError: ``bad-rows``, naming the first id that load lost, doubled or changed.
    """
    import numpy as np

    n = rows.count(table)
    ids = file_ids(config.holdout, config.id)
    if ids is None:
        if n == 0:
            raise HoldoutError("bad-rows", "load returned no rows", function="load")
        return table, np.arange(n)
    if not rows.has(table, config.id):
        if n == len(ids):
            return table, np.arange(n)
        raise HoldoutError("bad-rows", f"load returned {n} of {len(ids)} rows: keep every row", function="load")
    given = rows.column(table, config.id, "load").tolist()
    if list(map(str, given)) == ids:  # as a rule: nothing has to be made of them
        return table, np.arange(n)
    loaded = [id_key(value) for value in given]
    wanted = [id_key(value) for value in ids]
    if loaded == wanted:
        return table, np.arange(n)
    if len(set(wanted)) != len(wanted):  # rows with the same id: only their order distinguishes them
        raise HoldoutError("bad-rows", "load changed the order of rows that share an id: keep it", function="load")
    place = {value: row for row, value in enumerate(wanted)}
    missing = set(wanted) - set(loaded)
    if missing:
        row = min(place[value] for value in missing)
        which = f"row {at[row]} ({config.id} {ids[row]})"
        message = f"load returned {n} of {len(ids)} rows: {which} is missing; keep every row"
        raise HoldoutError("bad-rows", message, function="load", row=int(at[row]))
    if n != len(ids):
        raise HoldoutError("bad-rows", f"load returned {n} rows for {len(ids)} in the file", function="load")
    return table, np.asarray([place[value] for value in loaded])
