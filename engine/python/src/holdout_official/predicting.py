"""Phase 2 of the official run: one payload in, predictions out, a file of rows at a time."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from typing import Any

from . import guard, outputs, rows
from .alignment import aligned
from .config import read_config
from .contract import Contract, load_contract
from .errors import HoldoutError
from .kept import grown_most, held
from .payload import unpack
from .run import Note, Progress, Run, count_with_code, seed_all


class Predicting:
    """``open()``, then ``ask(places)`` for each batch, then ``close()``. No method raises for what the code does.

    Each batch is a file of its own under the same name, so no call ever has the whole table.
    """

    def __init__(self, config: Mapping[str, Any] | str, payload: Any, progress: Progress | None = None) -> None:
        self._config = config
        self._payload = payload
        self._run = Run("predict", progress)
        self._folder = ""
        self._contract: Contract
        self._model: Any = None
        self._width: tuple[int, ...] | None = None
        self._known: dict[tuple[str, str], int] = {}
        self._modules = 0
        self._grown: dict[str, tuple[int, int]] = {}
        self._held: dict[int, int] | None = None

    def open(self) -> dict[str, Any]:
        """Imports the code and reads the payload: ``{"ok", "seed"}``."""
        try:
            settings = read_config(self._config)
            self._folder = settings.folder
            self._run.report("import", 0.0)
            self._contract = load_contract(settings)
            payload = self._payload.to_py() if hasattr(self._payload, "to_py") else self._payload
            self._payload = None
            with guard.predicting(self._folder):
                header, self._model = unpack(payload)
            self._known = _counts(count_with_code(self._contract, self._model))
            self._modules = len(self._contract.modules())
            seed_all(int(header["seed"]))
            gc.freeze()  # what is there now need not be looked through after each batch
            return {"ok": True, "seed": header["seed"]}
        except (Exception, SystemExit) as error:
            return self._run.refused(error, self._folder)

    def ask(self, places: Any) -> dict[str, Any]:
        """Predicts the rows of ``config["holdout"]``: ``{"ok", "shape", "predictions", "decisions"}``.

        ``places`` are those of the rows in the whole file, for messages.
        """
        try:
            at = places.to_py() if hasattr(places, "to_py") else places
            scores, decided = self._predict(at)
            self._compare()
            gc.collect()  # whoever measures memory now sees what is kept
            return {
                "ok": True,
                "shape": list(scores.shape),
                "predictions": scores.astype("<f8").tobytes(),
                "decisions": None if decided is None else decided.tobytes(),
            }
        except (Exception, SystemExit) as error:
            return self._run.refused(error, self._folder)

    def look(self) -> None:
        """Memory grows with the rows: remembers what each collection holds, to be compared at the end."""
        self._held = held()

    def grown(self) -> str | None:
        """What has grown most since ``look``, by its name."""
        return None if self._held is None else grown_most(self._held)

    def close(self) -> dict[str, Any]:
        """``{"ok", "notes"}``: what has grown meanwhile, among them."""
        gc.unfreeze()
        notes = self._run.notes + [_growth(name, *sizes) for name, sizes in self._grown.items()]
        return {"ok": True, "notes": notes}

    def _predict(self, at: Any) -> tuple[Any, Any]:
        import numpy as np

        run, contract = self._run, self._contract
        settings = contract.config
        with guard.predicting(self._folder, settings.holdout):
            table, order = aligned(settings, run.call(contract, "load", settings.holdout), at)
        n = len(order)
        targets = np.asarray(at)[order]
        everyone = np.arange(n)
        with guard.predicting(self._folder):
            given = run.call(contract, "predict", self._model, rows.take(table, everyone))
            part = outputs.scores(given, n, settings.outputs, targets)
            if self._width is None:
                self._width = part.shape[1:]
            if part.shape[1:] != self._width:
                message = f"predict returned {list(part.shape)} for one batch and {list(self._width)} a row before"
                raise HoldoutError("bad-shape", message, function="predict")
            scores = np.empty_like(part)
            scores[order] = part
            if not contract.has("decide"):
                return scores, None
            # Fresh rows: predict may have changed the ones it got.
            given = run.call(contract, "decide", self._model, rows.take(table, everyone), part)
            flags = outputs.decisions(given, n, targets, settings.choices)
            decided = np.empty(n, dtype=np.uint8)
            decided[order] = flags
            return scores, decided

    def _compare(self) -> None:
        """Compares model and modules with what they were before the batch."""
        self._run.step = None
        after = count_with_code(self._contract, self._model)
        now = _counts(after)
        modules = len(self._contract.modules())
        if modules > self._modules:  # files imported inside predict are no growth
            self._modules = modules
        elif after["total"] > sum(self._known.values()):
            for (path, _), count in now.items():
                before = self._known_at(path)
                if count > before:
                    first, _ = self._grown.get(path, (before, before))
                    self._grown[path] = (first, count)
        self._known = now

    def _known_at(self, path: str) -> int:
        return sum(count for (known, _), count in self._known.items() if known == path)


def _counts(inventory: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    counts = {(item["path"], item["kind"]): int(item["count"]) for item in inventory["items"]}
    counts["", "rest"] = int(inventory["rest"])
    return counts


def _growth(name: str, before: int, after: int) -> Note:
    message = f"{name or 'model'} grew while predicting: {before:,} weights before, {after:,} after"
    return {"kind": "growth", "file": None, "name": name or "model", "message": message}
