"""The order of hold-out rows, and the random batches in which they are predicted."""

from __future__ import annotations

import csv
from typing import Any

from . import rows
from .config import Config
from .errors import HoldoutError


def batches(n: int, sizes: tuple[int, int], seed: int) -> list[Any]:
    """Positions 0 to n - 1, shuffled and cut into batches of random sizes (``sizes``: least and most, in rows).

    A rest shorter than the least size joins the last batch.
    """
    import numpy as np

    least, most = sizes
    generator = np.random.default_rng(seed)
    shuffled = generator.permutation(n)
    parts, at = [], 0
    while at < n:
        size = int(generator.integers(least, most + 1))
        if n - at - size < least:
            size = n - at
        parts.append(shuffled[at : at + size])
        at += size
    return parts


def file_ids(path: str, name: str) -> list[str] | None:
    """The ids of a CSV file in its order, as written; None where it is no CSV or has no such column."""
    if not path.endswith(".csv"):
        return None
    with open(path, encoding="utf-8", newline="") as source:
        lines = csv.reader(source)
        header = next(lines, [])
        if name not in header:
            return None
        at = header.index(name)
        return [line[at] for line in lines if line]


def id_key(value: Any) -> str:
    """An id as text, the same whether it was read as a text, a whole number or a float."""
    text = str(value)
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)) if number == number and abs(number) < 2**53 and number == int(number) else text


def aligned(config: Config, table: Any) -> tuple[Any, Any]:
    """(rows as loaded, file row of each loaded row), where every row of the file occurs once.

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
    loaded = [id_key(value) for value in rows.column(table, config.id, "load").tolist()]
    wanted = [id_key(value) for value in ids]
    if loaded == wanted:
        return table, np.arange(n)
    if len(set(wanted)) != len(wanted):  # rows with the same id: only their order distinguishes them
        raise HoldoutError("bad-rows", "load changed the order of rows that share an id: keep it", function="load")
    place = {value: at for at, value in enumerate(wanted)}
    missing = set(wanted) - set(loaded)
    if missing:
        row = min(place[value] for value in missing)
        message = f"load returned {n} of {len(ids)} rows: row {row} ({config.id} {ids[row]}) is missing; keep every row"
        raise HoldoutError("bad-rows", message, function="load", row=row)
    if n != len(ids):
        raise HoldoutError("bad-rows", f"load returned {n} rows for {len(ids)} in the file", function="load")
    return table, np.asarray([place[value] for value in loaded])
