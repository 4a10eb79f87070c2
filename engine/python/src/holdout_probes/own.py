"""own: runs a probe that the author of the scenario wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdout_official import rows

from . import change, compare, statistics
from .session import Session
from .verdict import ALARM, CANNOT_TELL, SILENT, CannotTell, Verdict, finite


class Tools:
    """What an author's ``probe(contract, rows, tools)`` may use beside the contract."""

    def __init__(self, session: Session, probe: Mapping[str, Any], files: Mapping[str, str]) -> None:
        self._session = session
        self._rows = probe["rows"]
        self.params: Mapping[str, Any] = probe["params"]
        self.seed = session.seed
        self.label = session.config.label
        self.id = session.config.id
        self.files = dict(files)
        self.rows, self.change, self.statistics = rows, change, statistics

    @property
    def split(self) -> Any:
        """Loaded rows and both parts: ``.loaded``, ``.train``, ``.valid``."""
        return self._session.base(self._rows)

    @property
    def fitted(self) -> Any:
        """The pipeline after tune: ``.prep``, ``.model``."""
        return self._session.fitted(self._rows)

    def call(self, name: str, *arguments: Any) -> Any:
        """Calls a contract function with its random numbers seeded."""
        return self._session.call(name, *arguments)

    def fit(self, train: Any, valid: Any, tune: bool = True) -> Any:
        """Runs prepare, fit and tune on copies of the rows."""
        return self._session.fit(train, valid, tune)

    def predict(self, model: Any, given: Any) -> Any:
        """Checked scores as an array, the label taken off before."""
        return self._session.predict(model, given)

    def difference(self, before: Any, after: Any) -> tuple[float, str]:
        """(largest relative change, its path) of two fitted values."""
        folder = self._session.config.folder
        return compare.difference(compare.marks(before, "value", folder), compare.marks(after, "value", folder))

    def cannot_tell(self, reason: str) -> None:
        """Ends the probe without a verdict."""
        raise CannotTell(reason)


def own(session: Session, probe: Mapping[str, Any], text: str | None, files: Mapping[str, str]) -> Verdict:
    """Runs ``probe(contract, rows, tools)`` of the author's file."""
    name = f"probes/{probe['id']}.py"
    if text is None:
        raise CannotTell(f"there is no {name}")
    scope: dict[str, Any] = {"__name__": f"probe_{probe['id']}"}
    exec(compile(text, name, "exec", dont_inherit=True), scope)
    tools = Tools(session, probe, files)
    answer = scope["probe"](session.contract, change.copied(tools.split.loaded), tools)
    verdict = answer.get("verdict") if isinstance(answer, Mapping) else None
    if verdict not in (SILENT, ALARM, CANNOT_TELL):
        raise CannotTell(f'{name} returned no {{"verdict": "silent", "alarm" or "cannot-tell", …}}')
    value = answer.get("value")
    if verdict == SILENT and value is not None and bool(value != value):
        raise CannotTell(f"{name} measured no number")
    message = str(answer.get("message", ""))
    return Verdict(verdict, finite(value), finite(answer.get("threshold")), message)
