"""Runs probes one after another; an exception inside a probe becomes the result of that probe."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from types import CodeType
from typing import Any

from holdout_official.config import Config, read_config
from holdout_official.contract import Contract, load_contract
from holdout_official.errors import HoldoutError, describe

from .columns import learned, matters
from .double_step import double_step
from .fresh import fresh
from .halves import halves
from .label_blind import label_blind
from .learning import labels_matter, overfit
from .limit import Late, Limit
from .own import own
from .permute import permute
from .poison import poison
from .predicting import mask, one_row, order
from .rates import constant, label_rate
from .regret import regret
from .reports import told
from .row_id import row_id
from .scores import in_range, twice
from .session import Session
from .verdict import CANNOT_TELL, CannotTell, Verdict

KINDS: dict[str, Callable[[Session, Mapping[str, Any]], Verdict]] = {
    "poison": poison,
    "permute": permute,
    "row-id": row_id,
    "one-row": one_row,
    "order": order,
    "twice": twice,
    "overfit": overfit,
    "double-step": double_step,
    "mask": mask,
    "label-rate": label_rate,
    "constant": constant,
    "range": in_range,
    "labels-matter": labels_matter,
    "learned": learned,
    "matters": matters,
    "fresh": fresh,
    "told": told,
    "regret": regret,
    "label-blind": label_blind,
    "halves": halves,
}

SECONDS = 120.0


def run_probes(
    config: Mapping[str, Any] | str,
    probes: Iterable[Mapping[str, Any]] | str,
    options: Mapping[str, Any] | str | None = None,
    report: Callable[[str], Any] | None = None,
) -> list[dict[str, Any]]:
    """Answers to all probes; see the package's docstring. Raises for a config or a kind that is wrong."""
    settings = read_config(config)
    asked = json.loads(probes) if isinstance(probes, str) else list(probes)
    chosen = json.loads(options) if isinstance(options, str) else dict(options or {})
    unknown = next((probe["kind"] for probe in asked if probe["kind"] not in (*KINDS, "own", "leak")), None)
    if unknown is not None:
        raise ValueError(f"there is no probe of the kind {unknown}")
    until = time.perf_counter() + float(chosen.get("budget", "inf"))
    session, refusal = _open(settings, int(chosen.get("seed", 1)))
    results = []
    for probe in asked:
        started = time.perf_counter()
        seconds = min(float(chosen.get("seconds", SECONDS)), until - started)
        if seconds > 0:
            found = _one(session, refusal, settings, probe, chosen, seconds)
        else:
            found = _unknown(f"late: the {float(chosen['budget']):g} s of all probes were over")
        result = {"id": probe["id"], **found._asdict(), "seconds": round(time.perf_counter() - started, 3)}
        results.append(result)
        if report is not None:
            report(json.dumps(result))
    return results


def _open(settings: Config, seed: int) -> tuple[Session | None, str]:
    """A session, or why there is none."""
    try:
        return Session(load_contract(settings, each=True), seed, Limit()), ""
    except (Exception, SystemExit) as error:
        return None, describe(error, settings.folder)["message"]


def _one(session: Session | None, refusal: str, settings: Config, probe: Mapping[str, Any],
         options: Mapping[str, Any], seconds: float) -> Verdict:
    if session is None:
        return _unknown(refusal)
    if probe["kind"] == "leak":
        return _unknown("Python frees memory by itself: only tensors of TypeScript can leak")
    session.step = None
    try:
        with session.limit.within(seconds, _codes(session.contract)):
            if probe["kind"] == "own":
                text = (options.get("own") or {}).get(probe["id"])
                return own(session, probe, text, _texts(settings))
            return KINDS[probe["kind"]](session, probe)
    except Late:
        return _unknown(f"{session.step or 'the probe'} was not done after {seconds:.3g} s")
    except CannotTell as error:
        return _unknown(str(error))
    except (Exception, SystemExit) as error:
        described = describe(error, settings.folder, session.step)
        own_words = isinstance(error, HoldoutError) or described["frames"] or session.step is None
        return _unknown(described["message"] if own_words else f"{session.step}: {described['message']}")


def _unknown(reason: str) -> Verdict:
    return Verdict(CANNOT_TELL, None, None, reason[:2000])


def _codes(contract: Contract) -> list[CodeType]:
    return list(contract.importer.codes.values())


def _texts(settings: Config) -> dict[str, str]:
    """The candidate's files, for a probe that looks at their text."""
    texts = {}
    for name in sorted(set(settings.functions.values())):
        path = os.path.join(settings.folder, name)
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as source:
                texts[name] = source.read()
    return texts
