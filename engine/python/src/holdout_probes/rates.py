"""label-rate, constant: whether validation looks like the data, and whether the reported number means something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from .reports import Reports
from .session import Session
from .statistics import classes
from .table import FEW_CLASSES
from .verdict import CannotTell, Verdict, judged, short

SURE = 4.0
"""Standard deviations of a count that a difference must exceed, and two rows more."""

CEILING = 1e-9
"""A report that gives 1 to perfect decisions, give or take this, has 1 as its ceiling."""


def label_rate(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Shares of labels in the validation rows are those of the file; the mean score is not far below them."""
    split = session.base(None)
    known = Counter(split.table.column(session.config.label))
    if len(known) > FEW_CLASSES:
        raise CannotTell("labels are numbers, not classes")
    place = dict(zip(split.table.ids(session.config.id), split.table.column(session.config.label)))
    found = Counter(place[id] for id in session.ids(split.valid) if id in place)
    ratio, which = 1.0, next(iter(known))
    for label, count in known.items():
        expected = count / len(split.table.lines) * split.sizes[1]
        sure = abs(found[label] - expected) > SURE * expected**0.5 + 2
        if sure and _off(found[label] / expected) > _off(ratio):
            ratio, which = found[label] / expected, label
    if not 1 / probe["ratio"] <= ratio <= probe["ratio"]:
        message = (
            f"the share of {session.config.label} = {which} among the validation rows is {short(ratio)} times "
            "that in the file"
        )
        return judged(True, ratio, probe["ratio"] if ratio > 1 else 1 / probe["ratio"], message)
    mean = _mean(session, probe)
    if mean is not None and mean < probe["mean"]:
        when = "" if probe["tuned"] else " before tune"
        message = f"the mean score of the validation rows{when} is {short(mean)} times their share of positives"
        return judged(True, mean, probe["mean"], message)
    return judged(False, ratio, probe["ratio"], "validation rows have the labels of the file")


def _off(ratio: float) -> float:
    return max(ratio, 1 / max(ratio, 1e-9))


def _mean(session: Session, probe: Mapping[str, Any]) -> float | None:
    """Mean score over share of positives; None where scores are no probabilities of one class."""
    base, model = session.base(probe["rows"]), session.fitted(probe["rows"], probe["tuned"]).model
    labels = session.labels(base.valid)
    kinds = classes(labels)
    if len(kinds) != 2:
        return None
    scores = session.predict(model, base.valid)
    scores = scores if scores.ndim == 1 else scores[:, -1]
    if scores.min() < 0 or scores.max() > 1:
        return None
    return float(scores.mean() / (labels == kinds[1]).mean())


def constant(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """The metric in the candidate's report must not be almost the best for one decision for all rows."""
    import numpy as np

    reports, choices = Reports(session, probe["rows"]), session.config.choices
    scores, n = reports.scores, len(reports.truth)
    decided = None
    if reports.decides:
        decided = session.decide(reports.model, reports.bare, scores)
    own = reports.of(scores, decided)
    sign = 1 if own["better"] == "higher" else -1
    same = np.broadcast_to(scores.mean(axis=0), scores.shape)
    constants = [reports.of(same, np.full(n, value, dtype=np.uint8))["value"] for value in range(choices)]
    best = sign * max(sign * value for value in constants)
    perfect = reports.of(reports.sure(reports.truth), reports.truth)["value"]
    message = (f"{own['name']} is {short(best)} for one decision for all rows, {short(own['value'])} for the model "
               f"and {short(perfect)} at best")
    if probe["beats"] and sign * best >= sign * own["value"]:
        return judged(True, best, own["value"], message)
    hollow = own["better"] == "higher" and abs(perfect - 1) < CEILING and best >= probe["share"]
    return judged(hollow, best, own["value"] if probe["beats"] else probe["share"], message)
