"""permute: with shuffled labels there is nothing to find, so validation must find nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from holdout import rows

from .session import Session
from .statistics import ranking
from .verdict import CannotTell, Verdict, judged, short

SURE = 3.5
"""Standard deviations above chance that an alarm needs as well."""

BLIND = 0.8
"""Where chance alone reaches this area, there are too few rows to tell."""


def permute(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Shuffles all labels in the file and looks at how the reported rows are ranked."""
    import numpy as np

    table, label = session.table(probe["rows"]), session.config.label
    areas, variances = [], []
    for repeat in range(probe["repeats"]):
        generator = np.random.default_rng([session.seed, repeat])
        shuffled = generator.permutation(np.asarray(table.column(label), dtype=object)).tolist()
        found = session.split(table.changed(label, shuffled))
        fitted = session.fit(found.train, found.valid)
        once = _once(session, found.valid)
        scores = session.predict(fitted.model, found.valid)[once]
        area, deviation = ranking(session.labels(found.valid)[once], scores)
        areas.append(area)
        variances.append(deviation**2)
    mean, deviation = float(np.mean(areas)), math.sqrt(sum(variances)) / len(areas)
    threshold = max(probe["threshold"], 0.5 + SURE * deviation)
    if threshold > BLIND:
        raise CannotTell(f"chance alone may reach an area of {short(threshold)}: too few rows of a class")
    message = f"with shuffled labels the reported rows are ranked with an area of {short(mean)}"
    return judged(mean > threshold, mean, threshold, message)


def _once(session: Session, valid: Any) -> list[int]:
    """Places of rows, each id once: copies of a row are no further evidence."""
    if not rows.has(valid, session.config.id):
        return list(range(rows.count(valid)))
    return list({id: at for at, id in enumerate(session.ids(valid))}.values())
