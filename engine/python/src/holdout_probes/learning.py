"""overfit, labels-matter: a training loop that works learns a few rows by heart, whatever their labels are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .change import with_column
from .session import Session
from .statistics import classes, of_label
from .verdict import CannotTell, Verdict, judged, short

AVERAGED = 4
"""Predictions that are averaged, so that noise of predicting is not taken for a failure to learn."""

OUTSIDE = 1e-6
"""How far a probability may be outside 0..1."""


def overfit(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Whether a few balanced rows, repeated up to the usual number of rows, are learned."""
    import numpy as np

    few = _few(session, probe["examples"])
    p = of_label(session.labels(few), _learned(session, probe, few, few))
    loss = abs(float(np.log(np.clip(p, 1e-7, 1)).mean()))
    message = f"{rows.count(few)} rows seen again and again end at a log loss of {short(loss)}"
    return judged(loss > probe["threshold"], loss, probe["threshold"], message)


def labels_matter(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Two models, the second with every label exchanged for another: scores must follow the labels."""
    few = _few(session, probe["examples"])
    labels = session.labels(few)
    other = _exchanged(labels)
    turned = with_column(few, session.config.label, other)
    first = _learned(session, probe, few, few)
    second = _learned(session, probe, turned, few)
    follow = of_label(labels, first) - of_label(labels, second) + of_label(other, second) - of_label(other, first)
    value = float(follow.mean() / 2)
    message = f"scores follow exchanged labels by {short(value)} of the way"
    return judged(value < probe["threshold"], value, probe["threshold"], message)


def _few(session: Session, examples: int) -> Any:
    """The first training rows of each class, as many of each, without two of one id."""
    train = session.base(None).train
    labels = session.labels(train).tolist()
    kinds = classes(session.labels(train))
    if len(kinds) < 2:
        raise CannotTell("labels are no classes of which the same number of rows could be taken")
    ids = session.ids(train) if rows.has(train, session.config.id) else [str(i) for i in range(len(labels))]
    each = max(1, examples // len(kinds))
    picked: dict[Any, dict[str, int]] = {kind: {} for kind in kinds}
    for at, (label, id) in enumerate(zip(labels, ids)):
        if label in picked and len(picked[label]) < each:
            picked[label].setdefault(id, at)
    places = [list(found.values()) for found in picked.values()]
    return rows.take(train, [at for row in zip(*places) for at in row])


def _learned(session: Session, probe: Mapping[str, Any], few: Any, asked: Any) -> Any:
    """Scores of ``asked`` by a model fitted to ``few``, repeated."""
    import numpy as np

    count, usual = rows.count(few), probe["rows"] or session.base(None).sizes[0]
    many = rows.take(few, [i % count for i in range(max(usual, count))])
    model = session.fit(many, few, tune=False).model
    scores = np.mean([session.predict(model, asked, seeded=i == 0) for i in range(AVERAGED)], axis=0)
    if probe["scores"] == "logits":
        return 1 / (1 + np.exp(-np.clip(scores, -60, 60))) if scores.ndim == 1 else _softmax(scores)
    if scores.min() < -OUTSIDE or scores.max() > 1 + OUTSIDE:
        raise CannotTell(f"scores run from {short(scores.min())} to {short(scores.max())}: they are no probabilities")
    return scores


def _softmax(scores: Any) -> Any:
    import numpy as np

    parts = np.exp(scores - scores.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)


def _exchanged(labels: Any) -> Any:
    """Each label replaced by the next one in sorting order, the last by the first."""
    import numpy as np

    kinds, place = np.unique(labels, return_inverse=True)
    return kinds[(place + 1) % len(kinds)]
