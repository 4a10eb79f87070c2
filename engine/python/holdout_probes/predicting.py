"""one-row, order, twice, mask, range: a score depends on the model and its row, and on nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from holdout import rows

from .change import copied
from .compare import difference, marks
from .session import Session
from .statistics import gap, log_odds
from .verdict import CannotTell, Verdict, judged, short

REPEATS = 16
"""Predictions that are averaged where a prediction does not repeat itself."""

APART = 2.0
"""Averages that differ by more than this many times what halves of one of them differ count as different."""

Scores = Callable[[], Any]


def one_row(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """A row alone gets the score that it gets among others."""
    model = session.fitted(probe["rows"]).model
    some = session.some(session.base(probe["rows"]).valid, probe["check"])

    def alone(seeded: bool) -> Any:
        import numpy as np

        parts = [session.predict(model, rows.take(some, [i]), seeded) for i in range(rows.count(some))]
        return np.concatenate(parts)

    what = "scores of rows alone and together"
    return _agree(session, probe, model, lambda s: session.predict(model, some, s), alone, what)


def order(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """The same rows in another order get the same scores."""
    import numpy as np

    model = session.fitted(probe["rows"]).model
    some = session.some(session.base(probe["rows"]).valid, probe["check"])
    places = np.random.default_rng(session.seed).permutation(rows.count(some))
    shuffled = rows.take(some, places)

    def back(seeded: bool) -> Any:
        scores = session.predict(model, shuffled, seeded)
        return scores[np.argsort(places)]

    return _agree(session, probe, model, lambda s: session.predict(model, some, s), back, "scores in two orders")


def mask(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """A column as it is at decision time, in place of what it became later, leaves the scores as they are."""
    base, model = session.base(probe["rows"]), session.fitted(probe["rows"]).model
    name = probe["column"]
    ids = session.ids(session.some(base.valid, probe["check"]))
    value = "" if probe["value"] is None else str(probe["value"])
    masked = session.load(base.table.changed(name, [value] * len(base.table.lines)))
    given, changed = _rows_of(session, base.loaded, ids), _rows_of(session, masked, ids)
    what = f"scores with {name} as in the file and as it is at decision time"
    return _agree(session, probe, model, lambda s: session.predict(model, given, s),
                  lambda s: session.predict(model, changed, s), what)


def _rows_of(session: Session, loaded: Any, ids: list[str]) -> Any:
    place = {id: at for at, id in enumerate(session.ids(loaded, "load"))}
    lost = next((id for id in ids if id not in place), None)
    if lost is not None:
        raise CannotTell(f"load lost the row with {session.config.id} {lost}")
    return rows.take(loaded, [place[id] for id in ids])


def _agree(session: Session, probe: Mapping[str, Any], model: Any, one: Callable[[bool], Any],
           other: Callable[[bool], Any], what: str) -> Verdict:
    """Whether two ways to the scores of the same rows agree; where one does not repeat itself, on average."""
    tolerance = session.tolerance(probe["tolerance"], model)
    first = one(True)
    apart = gap(first, other(True))
    if apart <= tolerance:
        return judged(False, apart, tolerance, f"{what} agree")
    if gap(first, one(False)) <= tolerance:
        return judged(True, apart, tolerance, f"{what} differ by up to {short(apart)}")
    ratio = _averaged(lambda: one(False), lambda: other(False))
    told = "" if ratio > APART else "no more than "
    message = f"predict does not repeat itself; on average {what} differ by {told}{short(ratio)} times its own spread"
    return judged(ratio > APART, ratio, APART, message)


def _averaged(one: Scores, other: Scores) -> float:
    """Difference of two average scores over the difference of halves of the first, in log-odds, meaned over rows."""
    import numpy as np

    own = np.stack([log_odds(one()) for _ in range(REPEATS)])
    others = np.stack([log_odds(other()) for _ in range(REPEATS)])
    spread = np.abs(own[::2].mean(axis=0) - own[1::2].mean(axis=0)).mean()
    return float(np.abs(own.mean(axis=0) - others.mean(axis=0)).mean() / max(spread, 1e-12))


def twice(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """The same call gives the same answer."""
    base, fitted = session.base(probe["rows"]), session.fitted(probe["rows"])
    name = probe["function"]
    if name == "predict":
        some = session.some(base.valid, probe["check"])
        tolerance = session.tolerance(probe["tolerance"], fitted.model)
        first = session.predict(fitted.model, some)
        apart = gap(first, session.predict(fitted.model, some, seeded=False))
        where = ""
    else:
        tolerance = 1e-9 if probe["tolerance"] is None else probe["tolerance"]
        apart, where = _again(session, base, fitted, name)
    differ = apart > tolerance
    message = f"two calls of {name} with the same arguments {'differ by ' + short(apart) if differ else 'agree'}"
    return judged(differ, apart, tolerance, message + (f" in {where}" if differ and where else ""))


def _again(session: Session, base: Any, fitted: Any, name: str) -> tuple[float, str]:
    folder = session.config.folder
    if name == "split":
        pair = session.call("split", copied(base.loaded), session.seed, seeded=False)
        return difference(marks([base.train, base.valid], "rows", folder), marks(list(pair), "rows", folder))
    train = copied(base.train)
    prep = session.call("prepare", train, copied(base.valid), seeded=False)
    if name == "prepare":
        length = rows.count(base.valid)
        return difference(fitted.prep_marks, marks(prep, "prep", folder, length))
    model = session.call("fit", train, prep, session.seed, seeded=False)
    return difference(fitted.model_marks, marks(model, "model", folder))


def in_range(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Scores that claim to be probabilities lie within 0 and 1; those of several classes add up to 1."""
    import numpy as np

    base, model = session.base(probe["rows"]), session.fitted(probe["rows"]).model
    scores = session.predict(model, base.valid)
    outside = float(np.maximum(probe["low"] - scores, scores - probe["high"]).max())
    if outside > probe["tolerance"]:
        message = f"scores leave {probe['low']:g}..{probe['high']:g} by up to {short(outside)}"
        return judged(True, outside, probe["tolerance"], message)
    if probe["sum"] is not None and scores.ndim == 2 and scores.shape[1] > 1:
        off = float(np.abs(scores.sum(axis=1) - probe["sum"]).max())
        if off > 1e-3:
            return judged(True, off, 1e-3, f"scores of a row add up to {probe['sum']:g} give or take {short(off)}")
    return judged(False, max(outside, 0.0), probe["tolerance"], "scores are where they should be")
