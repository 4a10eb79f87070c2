"""twice, range: the same call gives the same answer, and probabilities are within 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .change import columns, copied
from .compare import difference, marks
from .session import Fitted, Session, Split
from .statistics import gap
from .verdict import Verdict, judged, short

SUM_OFF = 1e-3
"""How far the sum of a row's scores may be from the parameter ``sum``."""


def twice(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Whether the same call gives the same answer."""
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


def _again(session: Session, base: Split, fitted: Fitted, name: str) -> tuple[float, str]:
    folder = session.config.folder
    if name == "split":
        pair = session.call("split", copied(base.loaded), session.seed, seeded=False)
        first, second = ([columns(part) for part in parts] for parts in ((base.train, base.valid), pair))
        return difference(marks(first, "rows", folder), marks(second, "rows", folder))
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

    base, model = session.base(probe["rows"]), session.fitted(probe["rows"], probe["tuned"]).model
    scores = session.predict(model, base.valid)
    outside = float(np.maximum(probe["low"] - scores, scores - probe["high"]).max())
    if outside > probe["tolerance"]:
        message = f"scores leave {probe['low']:g}..{probe['high']:g} by up to {short(outside)}"
        return judged(True, outside, probe["tolerance"], message)
    if probe["sum"] is not None and scores.ndim == 2 and scores.shape[1] > 1:
        off = float(np.abs(scores.sum(axis=1) - probe["sum"]).max())
        if off > SUM_OFF:
            return judged(True, off, SUM_OFF, f"scores of a row add up to {probe['sum']:g} give or take {short(off)}")
    return judged(False, max(outside, 0.0), probe["tolerance"], "scores are where they should be")
