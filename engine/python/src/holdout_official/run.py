"""What both phases of the official path share: steps and their times, seeds, which modules are the candidate's."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any

from .contract import Contract
from .errors import describe, lies_within
from .weights import count

Progress = Callable[[str], Any]
Note = dict[str, Any]


class Run:
    """The state of one phase: the current step (for errors and progress), seconds per step, and notes."""

    def __init__(self, phase: str, progress: Progress | None) -> None:
        self.phase = phase
        self.progress = progress
        self.step: str | None = None
        self.seconds: dict[str, float] = {}
        self.notes: list[Note] = []

    def report(self, step: str, done: float, **more: Any) -> None:
        """Reports progress; ``done`` is the share of the phase, from 0 to 1."""
        if self.progress is not None:
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
        """The answer of a phase that ended with an exception; the package's docstring has its shape."""
        return {"ok": False, "error": describe(error, folder, self.step), "notes": self.notes}


def seed_all(seed: int) -> None:
    """Seeds every generator that the candidate's code may draw from: random, numpy, and torch where it is loaded."""
    random.seed(seed)
    import numpy as np

    np.random.seed(seed % (1 << 32))
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(seed)


def owner(folder: str) -> Callable[[str | None], bool]:
    """A function that answers whether the module of a given name is one of the candidate's files."""

    def own(name: str | None) -> bool:
        path = getattr(sys.modules.get(name or ""), "__file__", None)
        return isinstance(path, str) and lies_within(path, folder)

    return own


def count_with_code(contract: Contract, model: Any) -> dict[str, Any]:
    """The inventory of a model together with the candidate's modules as they are now."""
    modules = [(m, contract.file_of(m), contract.importer.codes[m.__name__]) for m in contract.modules()]
    return count(model, modules, owner(contract.config.folder))
