"""learned, matters: what a column has to do with the scores, asked of the fit and of the predictions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .agree import APART, agree
from .predicting import rows_of
from .session import Fitted, Session, Split
from .table import Table
from .verdict import ALARM, SILENT, CannotTell, Verdict, judged


def learned(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """A model fitted where the column's values lie at other rows scores like the one that was fitted to the file.

    Both score rows in which the column is masked, so that a column which predict alone overwrites is still found in
    what was learned. A column of one value would not do for the fit: whoever scales by its deviation divides by 0.
    """
    base, fitted = session.base(probe["rows"]), session.fitted(probe["rows"])
    name, value = probe["column"], "" if probe["value"] is None else str(probe["value"])
    ids = session.ids(session.some(base.valid, probe["check"]))
    masked = session.load(base.table.changed(name, [value] * len(base.table.lines)))
    given = rows_of(session, masked, ids)
    moved = session.split(_moved(base.table, name))
    other = session.fit(moved.train, moved.valid)
    found = _alike(session, probe, fitted, other, given,
                   f"scores of models fitted with {name} as in the file and with its values at other rows")
    if found.verdict == ALARM:
        _check_repeats(session, probe, base, fitted, given)
    return found


def _moved(table: Table, name: str) -> Table:
    """The table with the cells of a column moved by half its length."""
    cells = table.column(name)
    half = len(cells) // 2
    return table.changed(name, cells[half:] + cells[:half])


def _check_repeats(session: Session, probe: Mapping[str, Any], base: Split, fitted: Fitted, given: Any) -> None:
    """Fits once more to the same rows. Raises CannotTell where the scores differ: then a difference proves nothing."""
    again = session.fit(base.train, base.valid)
    if _alike(session, probe, fitted, again, given, "scores of two fits").verdict == ALARM:
        raise CannotTell("two fits to the same rows score differently, so nothing can be said of others")


def _alike(session: Session, probe: Mapping[str, Any], one: Fitted, other: Fitted, given: Any, what: str) -> Verdict:
    return agree(session, probe["tolerance"], one.model, lambda seeded: session.predict(one.model, given, seeded),
                 lambda seeded: session.predict(other.model, given, seeded), what)


def matters(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Scores move when the values of the named columns move to other rows; else these columns were left out."""
    base, model = session.base(probe["rows"]), session.fitted(probe["rows"]).model
    changed = base.table
    for name in probe["columns"]:
        changed = _moved(changed, name)
    ids = session.ids(session.some(base.valid, probe["check"]))
    given, moved = rows_of(session, base.loaded, ids), rows_of(session, session.load(changed), ids)
    found = agree(session, probe["tolerance"], model, lambda seeded: session.predict(model, given, seeded),
                  lambda seeded: session.predict(model, moved, seeded), "scores")
    if found.verdict == SILENT and found.threshold == APART:
        raise CannotTell("predict does not repeat itself, and its noise hides what the columns do")
    names = ", ".join(probe["columns"])
    left_out = found.verdict == SILENT
    message = f"no score moves when the values of {names} move to other rows" if left_out else f"{names} move scores"
    return judged(left_out, found.value or 0.0, found.threshold or 0.0, message)
