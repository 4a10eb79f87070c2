"""label-blind: predict looks at no label, whether it is there or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .agree import agree
from .change import with_column
from .poison import turned
from .session import Session
from .verdict import SILENT, CannotTell, Verdict


def label_blind(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Scores are the same with the label in the rows, without it, and with the labels of other rows."""
    base, model = session.base(probe["rows"]), session.fitted(probe["rows"]).model
    label = session.config.label
    some = session.some(base.valid, probe["check"])
    if not rows.has(some, label):
        raise CannotTell(f"the rows of split have no column {label}")

    def scores(given: Any, seeded: bool) -> Any:
        return session.predict_whole(model, given, seeded)

    bare = rows.without(some, label)
    other = with_column(some, label, turned(session.labels(some)))
    found = agree(session, probe["tolerance"], model, lambda seeded: scores(bare, seeded),
                  lambda seeded: scores(some, seeded), f"scores of rows without {label} and with it")
    if found.verdict != SILENT:
        return found
    return agree(session, probe["tolerance"], model, lambda seeded: scores(some, seeded),
                 lambda seeded: scores(other, seeded), f"scores with {label} and with that of other rows")
