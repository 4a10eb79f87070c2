"""fresh: what predict and decide need is in the model, not in modules that training has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official.contract import Contract
from holdout_official.errors import describe
from holdout_official.payload import pack, unpack

from .agree import agree
from .session import Session
from .verdict import ALARM, SILENT, Verdict, judged


def fresh(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """The model, packed and unpacked as in an official run, scores alike in newly imported modules."""
    base, model = session.base(probe["rows"]), session.fitted(probe["rows"]).model
    some = session.some(base.valid, probe["check"])
    before = session.contract
    payload = pack(model, session.seed)
    session.predict(model, some)  # where it fails here too, that is what is told
    with session.newly_imported():
        after = session.contract
        _, crossed = unpack(payload)

        def scores(contract: Contract, given: Any, seeded: bool) -> Any:
            session.contract = contract
            return session.predict(given, some, seeded)

        try:
            scores(after, crossed, True)
        except Exception as error:
            return _fails(session, "predict", error)
        found = agree(session, probe["tolerance"], model, lambda seeded: scores(before, model, seeded),
                      lambda seeded: scores(after, crossed, seeded), "scores here and in newly imported modules")
        if found.verdict != SILENT or not before.has("decide"):
            return found
        given = scores(before, model, True)

        def decided(contract: Contract, by: Any) -> Any:
            session.contract = contract
            return session.decide(by, some, given)

        first = decided(before, model)
        try:
            second = decided(after, crossed)
        except Exception as error:
            return _fails(session, "decide", error)
        differ = float((first != second).mean())
        if differ == 0 or (decided(before, model) != first).any():
            return found
        return judged(True, differ, 0.0, f"{differ:.0%} of the decisions are others in newly imported modules")


def _fails(session: Session, name: str, error: Exception) -> Verdict:
    told = describe(error, session.config.folder, name)["message"]
    return Verdict(ALARM, None, None, f"{name} fails in newly imported modules: {told}")
