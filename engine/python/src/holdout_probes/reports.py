"""told: a report that depends on the decisions; and how probes ask for reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import outputs, rows

from .change import copied
from .poison import turned
from .session import Session
from .statistics import class_places, classes
from .verdict import CannotTell, Verdict, judged, short

SAME = 1e-9
"""Reported numbers that differ by no more than this, relative to 1 or to the larger one, are the same number."""


class Reports:
    """Reports on the validation rows, for scores and decisions that a probe makes up.

    :raises CannotTell: where labels are no classes that decisions could meet.
    """

    def __init__(self, session: Session, count: int | None) -> None:
        import numpy as np

        self._session = session
        valid, self.model = session.base(count).valid, session.fitted(count).model
        self.labels, choices = session.labels(valid), session.config.choices
        kinds = classes(self.labels)
        if not 2 <= len(kinds) <= choices:
            raise CannotTell(f"labels are no classes that {choices} decisions could meet")
        self.decides = session.contract.has("decide")
        self.bare = rows.without(valid, session.config.label)
        self.scores = session.predict(self.model, valid)
        self._columns = max(len(kinds), self.scores.shape[1] if self.scores.ndim == 2 else 1)
        self.truth = np.asarray(class_places(self.labels, self._columns)).astype(np.uint8)

    def sure(self, decisions: Any) -> Any:
        """Scores that are certain of these decisions, in the shape of the model's."""
        import numpy as np

        if self.scores.ndim == 1:
            return decisions.astype(float)
        return np.eye(self._columns)[decisions][:, -self.scores.shape[1] :]

    def of(self, scores: Any, decisions: Any, labels: Any = None) -> dict[str, Any]:
        """``{"name", "value", "better"}``; decisions are passed on only where the candidate has ``decide``.

        ``labels``: others than those of the rows.
        """
        given = self.labels if labels is None else labels
        answer = self._session.call("report", copied(self.bare), given.copy(), scores.copy(),
                                    decisions if self.decides else None)
        return outputs.report(answer)


def told(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """The reported number depends on the decisions, and on the labels that they are compared with."""
    import numpy as np

    reports, choices = Reports(session, probe["rows"]), session.config.choices
    truth, n = reports.truth, len(reports.truth)
    drawn = np.random.default_rng(session.seed).integers(0, choices, n).astype(np.uint8)
    kinds = int(truth.max()) + 1
    wrong = ((truth + 1) % kinds).astype(np.uint8)
    asked = (truth, wrong, np.zeros(n, dtype=np.uint8), np.minimum(drawn, kinds - 1))
    found = [reports.of(reports.sure(decisions), decisions) for decisions in asked]
    values, name = [one["value"] for one in found], found[0]["name"]
    apart = _apart(values)
    if apart <= SAME:
        message = f"{name} is {short(values[0])} whether decisions are perfect, wrong, none or random"
        return judged(True, apart, SAME, message)
    other = reports.of(reports.sure(truth), truth, turned(reports.labels))["value"]
    if _apart([values[0], other]) <= SAME:
        return judged(True, 0.0, SAME, f"{name} is {short(other)} for the same decisions, whatever the labels are")
    return judged(False, apart, SAME, f"{name} goes from {short(min(values))} to {short(max(values))} as decisions do")


def _apart(values: list[float]) -> float:
    return (max(values) - min(values)) / max(1.0, *(abs(value) for value in values))
