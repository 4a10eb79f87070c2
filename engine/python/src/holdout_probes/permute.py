"""permute: with shuffled labels there is nothing to learn, so the validation score must be that of chance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .session import Session
from .statistics import ranking
from .verdict import CannotTell, Verdict, judged, short

SURE = 3.5
"""Standard deviations above chance that an alarm needs as well."""

BLIND = 0.85
"""Where chance alone reaches this area, there are too few rows for a verdict."""


def permute(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Shuffles all labels in the file and looks at how the reported rows are ranked."""
    import numpy as np

    table, label = session.table(probe["rows"]), session.config.label
    areas, weights = [], []  # a repeat is weighted by how much its labels can show
    for repeat in range(probe["repeats"]):
        generator = np.random.default_rng([session.seed, repeat])
        shuffled = generator.permutation(np.asarray(table.column(label), dtype=object)).tolist()
        found = session.split(table.changed(label, shuffled))
        fitted = session.fit(found.train, found.valid)
        once = _once(session, found.valid)
        labels = session.labels(found.valid)[once]
        if len(set(labels.tolist())) < 2:
            continue
        area, deviation = ranking(labels, session.predict(fitted.model, found.valid)[once])
        areas.append(area)
        weights.append(deviation**-2)
    mean = float(np.average(areas, weights=weights)) if areas else 0.5
    threshold = max(probe["threshold"], 0.5 + SURE / math.sqrt(sum(weights) or 1e-9))
    if threshold > BLIND:
        raise CannotTell(f"chance alone may reach an area of {short(threshold)}: too few rows of a class")
    message = f"with shuffled labels the reported rows are ranked with an area of {short(mean)}"
    return judged(mean > threshold, mean, threshold, message)


def _once(session: Session, valid: Any) -> list[int]:
    """Positions of rows, each id once: copies of a row are no further evidence."""
    if not rows.has(valid, session.config.id):
        return list(range(rows.count(valid)))
    return list({id: at for at, id in enumerate(session.ids(valid))}.values())
