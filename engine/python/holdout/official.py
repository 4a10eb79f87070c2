"""The official run: train in one interpreter, predict in another. The package's docstring says how to call it."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from . import guard, outputs, rows, validation
from .batches import aligned, batches
from .config import ORDER, Config, read_config
from .contract import Contract, load_contract
from .errors import HoldoutError, describe, relative
from .fingerprint import changed, used_names
from .literals import compiled, constants
from .payload import pack, place, unpack
from .training_only import strip
from .walk import ARRAY, Walk
from .weights import count, grown

Progress = Callable[[str], Any]
Note = dict[str, Any]


class _Run:
    """What a phase keeps while it runs: where it is, for errors and progress, and what it noticed."""

    def __init__(self, phase: str, progress: Progress | None) -> None:
        self.phase = phase
        self.progress = progress
        self.step: str | None = None
        self.seconds: dict[str, float] = {}
        self.notes: list[Note] = []

    def tell(self, step: str, done: float, **more: Any) -> None:
        if self.progress is not None:
            import json

            self.progress(json.dumps({"phase": self.phase, "step": step, **more, "done": round(done, 4)}))

    def call(self, contract: Contract, name: str, *arguments: Any) -> Any:
        """Calls a contract function and adds up its time."""
        self.step = name
        started = time.perf_counter()
        try:
            return contract[name](*arguments)
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started

    def refused(self, error: BaseException, folder: str) -> dict[str, Any]:
        return {"ok": False, "error": describe(error, folder, self.step), "notes": self.notes}


def _seed(seed: int) -> None:
    """Seeds what the candidate's code may draw from."""
    random.seed(seed)
    import numpy as np

    np.random.seed(seed % (1 << 32))
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(seed)


def train(config: Mapping[str, Any] | str, progress: Progress | None = None) -> dict[str, Any]:
    """Phase 1: a payload for every fit seed. Never raises for what the candidate's code does."""
    run = _Run("train", progress)
    folder = ""
    try:
        settings = read_config(config)
        folder = settings.folder
        run.tell("import", 0.0)
        contract = load_contract(settings)
        fits, check = [], None
        for index, seed in enumerate(settings.seeds):
            fit, found = _fit(run, contract, seed, index)
            fits.append(fit)
            check = found if check is None else check
        return {"ok": True, "mode": settings.mode, "fits": fits, "notes": run.notes, "check": check}
    except (Exception, SystemExit) as error:
        return run.refused(error, folder)


def _fit(run: _Run, contract: Contract, seed: int, index: int) -> tuple[dict[str, Any], dict[str, Any] | None]:
    settings = contract.config
    fits = len(settings.seeds)
    run.seconds = {}

    def call(name: str, *arguments: Any) -> Any:
        done = (index + ORDER.index(name) / (len(ORDER) + 1)) / fits
        run.tell(name, done, seed=seed, fit=index + 1, fits=fits)
        return run.call(contract, name, *arguments)

    _seed(seed)
    table = call("load", settings.train)
    if rows.count(table) == 0:
        raise HoldoutError("bad-rows", "load returned no rows", function="load")
    pair = call("split", table, seed)
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise HoldoutError("bad-rows", "split must return two sets of rows: train, valid", function="split")
    training, valid = pair
    sizes = {"train": rows.count(training, "split"), "valid": rows.count(valid, "split")}
    if not all(sizes.values()):
        raise HoldoutError("bad-rows", f"split returned an empty part: {sizes}", function="split")
    labels = rows.column(valid, settings.label, "split")
    bare = rows.without(valid, settings.label)
    check = validation.rows_for_check(settings, valid) if settings.mode == "check" and index == 0 else None
    prep = call("prepare", training, valid)
    model = call("fit", training, prep, seed)
    if contract.has("tune"):
        model = call("tune", model, valid)
    run.step = None
    run.tell("pack", (index + (ORDER.index("tune") + 1) / (len(ORDER) + 1)) / fits, seed=seed, fit=index + 1, fits=fits)
    # What crosses is what fit and tune returned, before predict may keep anything in it.
    stripped = strip(model)
    payload = pack(model, seed, _arrays(model, contract))
    scores = outputs.scores(call("predict", model, bare), sizes["valid"], settings.outputs)
    decided = None
    if contract.has("decide"):
        decided = outputs.decisions(call("decide", model, bare, scores), sizes["valid"])
    reported = outputs.report(call("report", bare, labels, scores, decided))
    run.step = None
    _note_untravelled(run, contract)
    run.tell("done", (index + 1) / fits, seed=seed, fit=index + 1, fits=fits)
    answer = {
        "seed": seed,
        "seconds": {name: round(value, 4) for name, value in run.seconds.items()},
        "rows": sizes,
        "reported": reported,
        "payload": payload,
        "payloadBytes": len(payload),
        "stripped": stripped,
    }
    return answer, check


def _arrays(model: Any, contract: Contract) -> dict[tuple[int, int], tuple[str, Any]]:
    """Path and array by place in memory, for the manifest."""
    walk = Walk(_own(contract.config.folder), constants)
    found = (leaf for leaf in walk.leaves(model, "model") if leaf.kind == ARRAY and leaf.value.size)
    return {place(leaf.value): (leaf.path, leaf.value) for leaf in found}


def _note_untravelled(run: _Run, contract: Contract) -> None:
    """Names globals and class attributes that training changed: the next interpreter has them as imported."""
    readers = [contract.functions[name] for name in ("predict", "decide") if contract.has(name)]
    used = used_names(readers, contract.modules())
    known = {(note["file"], note["name"]) for note in run.notes}
    for module in contract.modules():
        file = contract.file_of(module)
        for name in changed(contract.initial.get(module.__name__, {}), module):
            if (file, name) in known:
                continue
            run.notes.append(
                {
                    "kind": "untravelled",
                    "file": file,
                    "name": name,
                    "used": any(used_in == module.__name__ and name.split(".")[0] == n for used_in, n in used)
                    or any(n == name.split(".")[0] and _imports(used_in, module, n) for used_in, n in used),
                    "message": f"{name} in {file} does not travel; return it from fit",
                }
            )


def _imports(reader: str, module: Any, name: str) -> bool:
    """Whether a name of one module is the value another module holds."""
    return getattr(sys.modules.get(reader), name, None) is getattr(module, name, reader)


def _own(folder: str) -> Callable[[str | None], bool]:
    """Says whether a module is one of the candidate's files."""
    known: dict[str, bool] = {}

    def own(name: str | None) -> bool:
        if not name:
            return False
        if name not in known:
            path = getattr(sys.modules.get(name), "__file__", None)
            known[name] = isinstance(path, str) and relative(path, folder) is not None
        return known[name]

    return own


def _count(contract: Contract, model: Any) -> dict[str, Any]:
    modules = [(m, contract.file_of(m), contract.importer.codes[m.__name__]) for m in contract.modules()]
    return count(model, modules, _own(contract.config.folder))


def predict(
    config: Mapping[str, Any] | str,
    payload: Any,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Phase 2: weights and predictions of one payload. Never raises for what the candidate's code does."""
    run = _Run("predict", progress)
    folder = ""
    try:
        settings = read_config(config)
        folder = settings.folder
        run.tell("import", 0.0)
        contract = load_contract(settings)
        payload = payload.to_py() if hasattr(payload, "to_py") else payload
        with guard.predicting(folder):
            header, model = unpack(payload)
        weights = _count(contract, model)
        before = len(contract.modules())
        started = time.perf_counter()
        with guard.predicting(folder, settings.holdout):
            _seed(int(header["seed"]))
            table, order = aligned(settings, run.call(contract, "load", settings.holdout))
        with guard.predicting(folder):
            scores, decided, batch_count = _predict(run, contract, model, table, order)
        seconds = time.perf_counter() - started
        run.step = None
        after = _count(contract, model)
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


def _predict(run: _Run, contract: Contract, model: Any, table: Any, order: Any) -> tuple[Any, Any, int]:
    """Scores and decisions in the order of the file; ``order[i]`` is the file row of the i-th loaded row."""
    import numpy as np

    settings = contract.config
    n = len(order)
    scores, decided, told = None, None, 0
    parts = batches(n, settings.batch, settings.batch_seed)
    for number, positions in enumerate(parts):
        run.tell("predict", told / n, rows=told, of=n)
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
            decided[targets] = outputs.decisions(given, len(positions), targets)
        told += len(positions)
        run.tell("predict", told / n, rows=told, of=n, batch=number + 1)
    return scores, decided, len(parts)


def meter(model: Any, config: Mapping[str, Any] | str | None = None) -> dict[str, Any]:
    """The inventory of a live model, as phase 2 would count it; the model itself is left as it is.

    Code counts by its literals, read from the contract's files.
    :raises HoldoutError: ``unpicklable`` or ``bad-payload`` where the model could not cross.
    """
    folder, modules = "", []
    if config is not None:
        settings: Config = read_config(config)
        folder = settings.folder
        for file in sorted(set(settings.functions.values())):
            path = os.path.join(folder, file)
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as source:
                    text = source.read()
                try:
                    modules.append((None, file, compiled(text, path)))
                except SyntaxError:
                    continue  # a file being typed; its literals count once it is Python again
    _, copied = unpack(pack(model, 0))
    strip(copied)
    inside = _own(folder) if folder else None
    return count(copied, modules, lambda name: name == "__main__" or (inside is not None and inside(name)))
