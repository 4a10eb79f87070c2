"""What the probes of one call share: the contract, the training file, and one fitted pipeline per size of sample."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from holdout_official import outputs, rows
from holdout_official.alignment import id_key
from holdout_official.contract import Contract, load_contract
from holdout_official.errors import HoldoutError
from holdout_official.leaf import ARRAY
from holdout_official.literals import constants
from holdout_official.run import owner, seed_all
from holdout_official.walk import Walk

from .change import copied
from .compare import Marks, marks
from .limit import Late, Limit
from .table import Table
from .verdict import CannotTell


@dataclass
class Split:
    """What ``load`` and ``split`` made of a table; these rows are never changed, every probe gets copies."""

    table: Table
    loaded: Any
    train: Any
    valid: Any

    @property
    def sizes(self) -> tuple[int, int]:
        """Numbers of training and of validation rows."""
        return rows.count(self.train, "split"), rows.count(self.valid, "split")


@dataclass
class Fitted:
    """A pipeline after ``tune``; marks are of prep and model as ``prepare`` and ``fit`` returned them."""

    prep: Any
    model: Any
    prep_marks: Marks
    model_marks: Marks


class Session:
    """Calls contract functions: seeds random numbers before each call, passes copies of rows, checks the time limit."""

    def __init__(self, contract: Contract, seed: int, limit: Limit) -> None:
        self.contract = contract
        self.config = contract.config
        self.seed = seed
        self.limit = limit
        self.step: str | None = None
        self._cache: dict[Any, tuple[Any, BaseException | None]] = {}

    def call(self, name: str, *arguments: Any, seeded: bool = True) -> Any:
        """Calls a contract function. ``seeded`` false: random numbers go on from where they are."""
        self.limit.check()
        self.step = name
        if seeded:
            seed_all(self.seed)
        answer = self.contract[name](*arguments)
        self.limit.check()
        return answer

    @contextmanager
    def newly_imported(self) -> Iterator[None]:
        """Calls go to newly imported modules inside, and to those of before afterwards."""
        before = self.contract
        with before.importer.set_aside():
            try:
                self.contract = load_contract(self.config, each=True)
                self.limit.watch(self.contract.importer.codes.values())
                yield
            finally:
                self.contract = before

    def cached(self, key: Any, make: Callable[[], Any]) -> Any:
        """The value of a key, made once and cached; an exception is cached too and raised again."""
        if key not in self._cache:
            try:
                self._cache[key] = (make(), None)
            except Exception as error:
                self._cache[key] = (None, error)
            except Late:
                self._cache[key] = (None, CannotTell(f"{self.step} was not done in time"))
                raise
        value, error = self._cache[key]
        if error is not None:
            raise error
        return value

    def table(self, count: int | None = None) -> Table:
        """The training file, or a sample of so many of its rows."""
        whole = self.cached("table", lambda: Table.read(self.config.train))
        if count is None or count >= len(whole.lines):
            return whole
        return self.cached(("table", count), lambda: whole.sample(count, self.config.label))

    def load(self, table: Table) -> Any:
        """Rows as the candidate's ``load`` reads a table."""
        path = os.path.join(self.config.folder, "probes", os.path.basename(self.config.train))
        table.write(path)
        loaded = self.call("load", path)
        if rows.count(loaded) == 0:
            raise HoldoutError("bad-rows", "load returned no rows", function="load")
        return loaded

    def split(self, table: Table) -> Split:
        """Loads a table and splits it."""
        loaded = self.load(table)
        pair = self.call("split", copied(loaded), self.seed)
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise HoldoutError("bad-rows", "split must return two sets of rows: train, valid", function="split")
        found = Split(table, loaded, *pair)
        if not all(found.sizes):
            raise HoldoutError("bad-rows", "split returned an empty part", function="split")
        return found

    def base(self, count: int | None) -> Split:
        """Loaded and split rows of a sample, made once."""
        table = self.table(count)
        return self.cached(("split", id(table)), lambda: self.split(table))

    def fitted(self, count: int | None, tuned: bool = True) -> Fitted:
        """The pipeline fitted to a sample, made once; ``tuned`` false: as it was before ``tune``."""
        base, tune = self.base(count), tuned and self.contract.has("tune")
        return self.cached(("fitted", tune, id(base)), lambda: self.fit(base.train, base.valid, tune))

    def fit(self, train: Any, valid: Any, tune: bool = True) -> Fitted:
        """Runs prepare, fit and, unless ``tuned`` is false, tune on copies of the rows."""
        train, valid = copied(train), copied(valid)
        folder = self.config.folder
        prep = self.call("prepare", train, valid)
        prep_marks = marks(prep, "prep", folder, rows.count(valid, "split"))
        model = self.call("fit", train, prep, self.seed)
        model_marks = marks(model, "model", folder, rows.count(valid, "split"))
        if tune and self.contract.has("tune"):
            model = self.call("tune", model, valid)
        return Fitted(prep, model, prep_marks, model_marks)

    def predict(self, model: Any, given: Any, seeded: bool = True) -> Any:
        """Checked scores of rows, the label taken off; a copy of the rows is given."""
        return self.predict_whole(model, rows.without(given, self.config.label), seeded)

    def predict_whole(self, model: Any, given: Any, seeded: bool = True) -> Any:
        """The same with all columns of the rows."""
        answer = self.call("predict", model, copied(given), seeded=seeded)
        return outputs.scores(answer, rows.count(given), self.config.outputs)

    def decide(self, model: Any, given: Any, scores: Any) -> Any:
        """Checked decisions of rows, the label taken off; copies of rows and scores are given."""
        answer = self.call("decide", model, copied(rows.without(given, self.config.label)), scores.copy())
        return outputs.decisions(answer, rows.count(given), choices=self.config.choices)

    def labels(self, given: Any) -> Any:
        """Labels of rows, as an array."""
        return rows.column(given, self.config.label, "split")

    def ids(self, given: Any, function: str = "split") -> list[str]:
        """Ids of rows as texts."""
        return [id_key(value) for value in rows.column(given, self.config.id, function).tolist()]

    def some(self, given: Any, most: int) -> Any:
        """At most so many rows, spread over all of them."""
        n = rows.count(given)
        count = min(n, most)
        return rows.take(given, [i * n // count for i in range(count)])

    def tolerance(self, asked: float | None, model: Any) -> float:
        """What counts as equal: 1e-9, or 1e-5 where the model holds floats of 32 bits or fewer."""
        import numpy as np

        if asked is not None:
            return asked
        leaves = Walk(owner(self.config.folder), constants).leaves(model, "model")
        single = any(leaf.kind == ARRAY and leaf.value.dtype in (np.float32, np.float16) for leaf in leaves)
        return 1e-5 if single else 1e-9
