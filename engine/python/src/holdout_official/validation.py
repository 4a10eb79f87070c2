"""Validation rows as a hold-out file, for Check: without the label, whose values are returned beside them."""

from __future__ import annotations

import csv
import io
from typing import Any

from . import rows
from .batches import id_key
from .config import Config
from .errors import HoldoutError


def _value(text: str) -> float | int | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number == int(number) else number


def rows_for_check(config: Config, valid: Any) -> dict[str, Any]:
    """The lines of the training file that ``split`` put into ``valid``, in that order, without the label.

    Answers with ``{"rows": CSV bytes, "file", "labels", "ids"}``: labels and ids as the file has them, whatever the
    candidate's code made of them.
    :raises HoldoutError: ``bad-rows`` where the ids do not lead back to the file.
    """
    ids = [id_key(value) for value in rows.column(valid, config.id, "split").tolist()]
    with open(config.train, encoding="utf-8", newline="") as source:
        lines = csv.reader(source)
        header = next(lines)
        key, label = header.index(config.id), header.index(config.label)
        by_id = {id_key(line[key]): line for line in lines if line}
    lost = next((value for value in ids if value not in by_id), None)
    if lost is not None:
        message = f"split returned a row with {config.id} {lost}, which the training file does not have: keep ids"
        raise HoldoutError("bad-rows", message, function="split")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([name for at, name in enumerate(header) if at != label])
    for value in ids:
        writer.writerow([cell for at, cell in enumerate(by_id[value]) if at != label])
    return {
        "rows": text.getvalue().encode(),
        "file": "holdout.csv",
        "labels": [_value(by_id[value][label]) for value in ids],
        "ids": ids,
    }
