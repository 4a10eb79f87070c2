"""regret: what decisions cost, over what the best ones would, at chances that the probe sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from .session import Session
from .verdict import CannotTell, Verdict, judged, short

CHANCES = (0.005, 0.01, 0.02, 0.035, 0.06, 0.1, 0.15, 0.22, 0.3, 0.4, 0.5, 0.6)
"""Where a rule that weighs costs changes its mind between cheap and dear rows."""

ROUNDS = 4
"""Times that chances are dealt out anew to the rows."""


def regret(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Expected cost of what ``decide`` does, over the least possible, where each row's chance is known.

    Acting costs ``act``; not acting costs, with the row's chance, what stands in the column ``missed``, at most
    ``most``. Where the column can be read in two ways, the one at which decisions do better counts.
    """
    import numpy as np

    base, model = session.base(probe["rows"]), session.fitted(probe["rows"]).model
    if session.config.choices != 2:
        raise CannotTell("there are more than two decisions: which one acts is not known")
    scores = session.predict(model, base.valid)
    if scores.ndim == 2 and scores.shape[1] > 2 or scores.min() < 0 or scores.max() > 1:
        raise CannotTell("scores are no probabilities of two classes")
    n = len(scores)
    readings = _readings(base.valid, probe)
    generator = np.random.default_rng(session.seed)
    cost, least = np.zeros(len(readings)), np.zeros(len(readings))
    for _ in range(ROUNDS):
        chance = np.resize(CHANCES, n)[generator.permutation(n)]
        given = chance if scores.ndim == 1 else np.stack([1 - chance, chance], axis=1)[:, -scores.shape[1] :]
        acts = session.decide(model, base.valid, given) == 1
        waits = chance * readings
        cost += np.where(acts, probe["act"], waits).sum(axis=1)
        least += np.minimum(probe["act"], waits).sum(axis=1)
    if (least <= 0).any():
        raise CannotTell(f"nothing is at stake in the column {probe['missed']}")
    ratio = float((cost / least).min())
    message = f"at chances from 0.5 to 60 % decisions cost {short(ratio)} times what the best ones would"
    return judged(ratio >= probe["threshold"], ratio, probe["threshold"], message)


def _readings(given: Any, probe: Mapping[str, Any]) -> Any:
    """What is at stake in each row, once for each way to read the column: ``[readings, rows]``.

    :raises CannotTell: where the column is not there or holds no numbers.
    """
    import numpy as np

    if not rows.has(given, probe["missed"]):
        raise CannotTell(f"the rows of split have no column {probe['missed']}")
    missed = np.asarray(rows.column(given, probe["missed"], "split"), dtype=np.float64)
    if not np.isfinite(missed).all():
        raise CannotTell(f"the column {probe['missed']} holds what is no number")
    readings, also = [missed], probe["also"]
    if also is not None and rows.has(given, also["column"]):
        group = np.asarray(rows.column(given, also["column"], "split")).astype(str) == also["value"]
        readings.append(np.where(group, missed * also["factor"], missed))
    return np.clip(np.stack(readings), 0, np.inf if probe["most"] is None else probe["most"])
