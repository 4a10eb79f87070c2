"""one-row, order, mask: a score depends on the model and on what was known of its row, and on nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .agree import Way, agree
from .session import Session
from .verdict import SILENT, CannotTell, Verdict, judged

ORDERS = 4
"""Orders that are tried."""

NOISY = 8
"""Rows that are scored one by one, again and again, where predictions do not repeat themselves."""


def one_row(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """A row alone gets the score that it gets among others."""
    import numpy as np

    model = session.fitted(probe["rows"]).model
    valid = session.base(probe["rows"]).valid

    def ways(check: int) -> tuple[Way, Way]:
        some = session.some(valid, check)

        def together(seeded: bool) -> Any:
            return session.predict(model, some, seeded)

        def alone(seeded: bool) -> Any:
            parts = [session.predict(model, rows.take(some, [i]), seeded) for i in range(rows.count(some))]
            return np.concatenate(parts)

        return together, alone

    what = "scores of rows alone and together"
    return agree(session, probe["tolerance"], model, *ways(probe["check"]), what,
                 lambda: ways(min(probe["check"], NOISY)))


def order(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """The same rows in another order get the same scores."""
    import numpy as np

    model = session.fitted(probe["rows"]).model
    some = session.some(session.base(probe["rows"]).valid, probe["check"])
    generator, n = np.random.default_rng(session.seed), rows.count(some)

    def back(places: Any) -> Way:
        shuffled = rows.take(some, places)
        return lambda seeded: session.predict(model, shuffled, seeded)[np.argsort(places)]

    def straight(seeded: bool) -> Any:
        return session.predict(model, some, seeded)

    what = "scores in two orders"
    found = agree(session, probe["tolerance"], model, straight, back(np.arange(n)[::-1]), what)
    for _ in range(ORDERS - 1):  # a single order may show values in the same succession as the first
        if found.verdict == "silent":
            found = agree(session, probe["tolerance"], model, straight, back(generator.permutation(n)), what)
    return found


def mask(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """A column as it is at decision time, in place of what it became later, leaves scores and decisions as they are."""
    base, model = session.base(probe["rows"]), session.fitted(probe["rows"]).model
    name = probe["column"]
    ids = session.ids(session.some(base.valid, probe["check"]))
    value = "" if probe["value"] is None else str(probe["value"])
    masked = session.load(base.table.changed(name, [value] * len(base.table.lines)))
    given, changed = rows_of(session, base.loaded, ids), rows_of(session, masked, ids)
    what = f"scores with {name} as in the file and as it is at decision time"
    found = agree(session, probe["tolerance"], model, lambda seeded: session.predict(model, given, seeded),
                  lambda seeded: session.predict(model, changed, seeded), what)
    if found.verdict != SILENT or not session.contract.has("decide"):
        return found
    scores = session.predict(model, given)
    first, second = (session.decide(model, some, scores) for some in (given, changed))
    differ = float((first != second).mean())
    if differ == 0 or (session.decide(model, given, scores) != first).any():
        return found
    message = f"{differ:.1%} of the decisions at the same scores hang on {name} as it is in the file"
    return judged(True, differ, 0.0, message)


def rows_of(session: Session, loaded: Any, ids: list[str]) -> Any:
    """The rows with these ids among what ``load`` returned, in their order.

    :raises CannotTell: where one is not there.
    """
    place = {id: at for at, id in enumerate(session.ids(loaded, "load"))}
    lost = next((id for id in ids if id not in place), None)
    if lost is not None:
        raise CannotTell(f"load lost the row with {session.config.id} {lost}")
    return rows.take(loaded, [place[id] for id in ids])
