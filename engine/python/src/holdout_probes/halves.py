"""halves: validation rows choose a threshold or a scale, but do not shape the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .session import Session
from .verdict import CannotTell, Verdict, judged


def halves(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Fitted with either half of the validation rows, training rows are ranked alike; of many classes, each row's."""
    base = session.base(probe["rows"])
    n = rows.count(base.valid)
    if n < 4:
        raise CannotTell("there are fewer than four validation rows")
    some = session.some(base.train, probe["check"])
    even, odd = (rows.take(base.valid, list(range(start, n, 2))) for start in (0, 1))

    def ranked(valid: Any) -> Any:
        return ranks(session.predict(session.fit(base.train, valid).model, some))

    first, second = ranked(even), ranked(odd)
    share = turned_round(first, second)
    if share > probe["most"] and turned_round(first, ranked(even)) > 0:
        raise CannotTell("two fits to the same rows rank differently, so nothing can be said of others")
    what = "pairs of training rows" if len(first) == 1 else "pairs of classes of training rows"
    message = f"tuned on either half of the validation rows, {share:.2%} of the {what} change order"
    return judged(share > probe["most"], share, probe["most"], message)


def ranks(scores: Any) -> Any:
    """``[lists, scores]`` that are ordered among themselves: all rows by their one score, or each row by its classes.

    A temperature for all classes turns rows round by the probability of one class, and no two classes of a row.
    """
    if scores.ndim == 1 or scores.shape[1] <= 2:
        return scores.reshape(len(scores), -1)[:, -1][None, :]
    return scores


def turned_round(first: Any, second: Any) -> float:
    """Share of all pairs of a list that one side orders one way and the other the other way; equal values have none."""
    import numpy as np

    one, other = (np.sign(side[:, :, None] - side[:, None, :]) for side in (first, second))
    lists, n = first.shape
    return float((one * other < 0).sum() / max(1, lists * n * (n - 1)))
