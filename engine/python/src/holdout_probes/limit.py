"""A time limit that ends loops of the candidate's Python.

``sys.monitoring`` (CPython 3.12) reports jumps and starts of the marked code objects only, so libraries run at full
speed. On an older CPython time is looked at between calls alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

_TOOL = 4
_EVERY = 256
"""The clock is read once in so many jumps."""


class Late(BaseException):
    """The time is over. A BaseException, so that ``except Exception`` in the candidate's code does not catch it."""


class Limit:
    """Measures the seconds that a probe takes."""

    def __init__(self) -> None:
        self._until = float("inf")
        self._jumps = 0
        self._watches = False

    def check(self) -> None:
        """Raises ``Late`` when the time is over."""
        if time.perf_counter() > self._until:
            raise Late

    @contextmanager
    def within(self, seconds: float, codes: Iterable[CodeType]) -> Iterator[None]:
        """Limits what happens inside to some seconds."""
        self._until = time.perf_counter() + seconds
        try:
            with self._watching(codes):
                yield
        finally:
            self._until = float("inf")

    @contextmanager
    def _watching(self, codes: Iterable[CodeType]) -> Iterator[None]:
        monitoring: Any = getattr(sys, "monitoring", None)
        if monitoring is None or monitoring.get_tool(_TOOL) is not None:
            yield
            return
        events = monitoring.events
        monitoring.use_tool_id(_TOOL, "holdout_probes")
        try:
            monitoring.register_callback(_TOOL, events.JUMP, self._event)
            monitoring.register_callback(_TOOL, events.PY_START, self._event)
            self._watches = True
            self.watch(codes)
            yield
        finally:
            self._watches = False
            monitoring.free_tool_id(_TOOL)

    def watch(self, codes: Iterable[CodeType]) -> None:
        """Looks at the clock in further code, until the limited time ends; nothing where no time is limited."""
        if not self._watches:
            return
        monitoring: Any = sys.monitoring
        for code in codes:
            for inner in _nested(code):
                monitoring.set_local_events(_TOOL, inner, monitoring.events.JUMP | monitoring.events.PY_START)

    def _event(self, *_place: Any) -> None:
        self._jumps += 1
        if self._jumps % _EVERY == 0:
            self.check()


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)
