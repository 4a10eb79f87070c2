"""poison: what is learned before validation must not move when the validation rows do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .change import columns, inverted, poisoned, with_column
from .compare import difference, marks
from .session import Session
from .verdict import Verdict, judged, short

MOVED = 1e-6
"""Relative change that counts; seeded fits repeat exactly, so a clean pipeline is at 0."""


def poison(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Changes numbers and labels of the validation rows; prep, and the model before tune, must not move."""
    base, fitted = session.base(probe["rows"]), session.fitted(probe["rows"])
    config = session.config
    skip = {config.id, config.label, *probe["except"]}

    def spoiled(given: Any) -> Any:
        changed = poisoned(given, probe["factor"], set(probe["columns"]), skip, set(probe["bytes"]))
        return with_column(changed, config.label, turned(session.labels(given))) if probe["labels"] else changed

    after = session.fit(base.train, spoiled(base.valid), tune=False)
    moved, path = difference(fitted.prep_marks, after.prep_marks)
    if moved > MOVED:
        return _alarm("what prepare returns", moved, path)
    moved, path = difference(fitted.model_marks, after.model_marks)
    if moved > MOVED:
        # A model may hold times or random draws: what changes without an intervention proves nothing.
        again = session.fit(base.train, base.valid, tune=False)
        stable = {path: fitted.model_marks[path] for path in fitted.model_marks
                  if difference({path: fitted.model_marks[path]}, {path: again.model_marks.get(path, [])})[0] == 0}
        moved, path = difference(stable, {path: after.model_marks.get(path, []) for path in stable})
        if moved > MOVED:
            return _alarm("what fit returns", moved, path)
    moved, path = _loading(session, base, probe, skip)
    if moved > MOVED:
        return _alarm("the training rows that load returns", moved, path)
    return judged(False, moved, MOVED, "changed validation rows leave what is fitted where it was")


def _alarm(what: str, moved: float, path: str) -> Verdict:
    return judged(True, moved, MOVED, f"changed validation rows move {what}: {path} by {short(moved)} of its size")


def turned(labels: Any) -> Any:
    """The same labels at other rows: moved by half their number, then reversed, so that few rows get the same label."""
    import numpy as np

    return np.roll(labels, len(labels) // 2)[::-1]


def _loading(session: Session, base: Any, probe: Mapping[str, Any], skip: set[str]) -> tuple[float, str]:
    """Whether numbers of the validation rows reach the training rows inside ``load``."""
    table, valid = base.table, set(session.ids(base.valid))
    ids = table.ids(session.config.id)
    if not rows.has(base.loaded, session.config.id):
        return 0.0, ""
    changed = table
    for name in table.header:
        if name in skip or (probe["columns"] and name not in probe["columns"]):
            continue
        def change(cell: str, texts: bool = name in probe["bytes"]) -> str:
            return inverted(cell) if texts else _times(cell, probe["factor"])

        cells = [change(cell) if id in valid else cell for id, cell in zip(ids, table.column(name))]
        changed = changed.changed(name, cells)
    after = session.load(changed)
    places = {id: at for at, id in enumerate(session.ids(base.loaded, "load"))}
    now = {id: at for at, id in enumerate(session.ids(after, "load"))}
    kept = [id for id in places if id not in valid and id in now]
    folder = session.config.folder
    before = columns(rows.take(base.loaded, [places[id] for id in kept]))
    return difference(marks(before, "rows", folder),
                      marks(columns(rows.take(after, [now[id] for id in kept])), "rows", folder))


def _times(cell: str, factor: float) -> str:
    """A cell that is a plain decimal number times the factor; 0 and 1 stay what they are, as flags."""
    try:
        number = float(cell)
    except ValueError:
        return cell
    if number in (0.0, 1.0) or number != number or abs(number) == float("inf"):
        return cell
    return repr(number * factor) if "." in cell or not number.is_integer() else str(int(number * factor))
