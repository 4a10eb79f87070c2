"""Phase 2 of the official run: one payload in, weights and predictions out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from . import guard, outputs, rows
from .batches import aligned, batches
from .config import read_config
from .contract import Contract, load_contract
from .errors import HoldoutError
from .payload import unpack
from .run import Note, Progress, Run, count_with_code, seed_all
from .weights import grown


def predict(
    config: Mapping[str, Any] | str,
    payload: Any,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Phase 2: weights and predictions of one payload. Never raises for what the candidate's code does."""
    run = Run("predict", progress)
    folder = ""
    try:
        settings = read_config(config)
        folder = settings.folder
        run.report("import", 0.0)
        contract = load_contract(settings)
        payload = payload.to_py() if hasattr(payload, "to_py") else payload
        with guard.predicting(folder):
            header, model = unpack(payload)
        weights = count_with_code(contract, model)
        before = len(contract.modules())
        started = time.perf_counter()
        with guard.predicting(folder, settings.holdout):
            seed_all(int(header["seed"]))
            table, order = aligned(settings, run.call(contract, "load", settings.holdout))
        with guard.predicting(folder):
            scores, decided, batch_count = _predict(run, contract, model, table, order)
        seconds = time.perf_counter() - started
        run.step = None
        after = count_with_code(contract, model)
        if len(contract.modules()) > before:  # files imported inside predict count as well
            weights = after
        elif grown(weights, after):
            run.notes.append(_growth(weights, after))
        return {
            "ok": True,
            "seed": header["seed"],
            "rows": len(order),
            "shape": list(scores.shape),
            "predictions": scores.astype("<f8").tobytes(),
            "decisions": None if decided is None else decided.tobytes(),
            "weights": weights,
            "seconds": round(seconds, 4),
            "batches": batch_count,
            "notes": run.notes,
        }
    except (Exception, SystemExit) as error:
        return run.refused(error, folder)


def _growth(before: Mapping[str, Any], after: Mapping[str, Any]) -> Note:
    known = {(item["path"], item["kind"]): item["count"] for item in before["items"]}
    grew = [i for i in after["items"] if i["count"] > known.get((i["path"], i["kind"]), 0)]
    name = grew[0]["path"] if grew else "model"
    message = f"{name} grew while predicting: {before['total']:,} weights before, {after['total']:,} after"
    return {"kind": "growth", "file": None, "name": name, "message": message}


def _predict(run: Run, contract: Contract, model: Any, table: Any, order: Any) -> tuple[Any, Any, int]:
    """Scores and decisions in the order of the file; ``order[i]`` is the file row of the i-th loaded row."""
    import numpy as np

    settings = contract.config
    n = len(order)
    scores, decided, finished = None, None, 0
    parts = batches(n, settings.batch, settings.batch_seed)
    for number, positions in enumerate(parts):
        run.report("predict", finished / n, rows=finished, of=n)
        batch = rows.take(table, positions)
        targets = order[positions]
        given = run.call(contract, "predict", model, batch)
        part = outputs.scores(given, len(positions), settings.outputs, targets)
        if scores is None:
            scores = np.empty((n, *part.shape[1:]), dtype=np.float64)
        if part.shape[1:] != scores.shape[1:]:
            message = f"predict returned {list(part.shape)} for one batch and {list(scores.shape[1:])} a row before"
            raise HoldoutError("bad-shape", message, function="predict")
        scores[targets] = part
        if contract.has("decide"):
            batch = rows.take(table, positions)  # predict may have changed its rows
            given = run.call(contract, "decide", model, batch, part)
            decided = np.empty(n, dtype=np.uint8) if decided is None else decided
            decided[targets] = outputs.decisions(given, len(positions), targets, settings.choices)
        finished += len(positions)
        run.report("predict", finished / n, rows=finished, of=n, batch=number + 1)
    return scores, decided, len(parts)
