"""Validation rows as a hold-out file, for Check: without the label, whose values are returned beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from .alignment import id_key
from .config import Config, read_config
from .errors import HoldoutError
from .run import Run


def _value(text: str) -> float | int | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number == int(number) else number


def validation(config: Mapping[str, Any] | str, valid_ids: Any) -> dict[str, Any]:
    """The lines of the training file with the ids that ``split`` put into ``valid``, in that order, without the label.

    Asked for after training, so that no call of the candidate's code shows whether it is for a Check. Answers with
    ``{"ok": True, "rows": CSV bytes, "labels", "ids"}``: labels and ids as the file has them, whatever the candidate's
    code made of them; or, where the ids do not lead back to the file, with the refusal ``bad-rows``.
    """
    run = Run("train", None)
    folder = ""
    try:
        settings = read_config(config)
        folder = settings.folder
        given = valid_ids.to_py() if hasattr(valid_ids, "to_py") else valid_ids
        return _lines(settings, [id_key(value) for value in given])
    except (Exception, SystemExit) as error:
        return run.refused(error, folder)


def _lines(config: Config, ids: list[str]) -> dict[str, Any]:
    with open(config.train, encoding="utf-8", newline="") as source:
        lines = csv.reader(source)
        header = next(lines)
        key, label = header.index(config.id), header.index(config.label)
        by_id = {id_key(line[key]): line for line in lines if line}
    if not ids:
        raise HoldoutError("bad-rows", f"split returned rows without the column {config.id}: keep it", function="split")
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
        "ok": True,
        "rows": text.getvalue().encode(),
        "labels": [_value(by_id[value][label]) for value in ids],
        "ids": ids,
    }
