"""The result of a probe."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

SILENT, ALARM, CANNOT_TELL = "silent", "alarm", "cannot-tell"


class Verdict(NamedTuple):
    """``value`` and ``threshold`` are what was compared, None where nothing was."""

    verdict: str
    value: float | None
    threshold: float | None
    message: str


class CannotTell(Exception):
    """Raised by a probe that cannot reach a verdict; its message is the reason."""


def judged(alarm: bool, value: float, threshold: float, message: str) -> Verdict:
    """A verdict: "alarm" where ``alarm`` is true, else "silent".

    :raises CannotTell: where what was measured is no number, which is neither.
    """
    if math.isnan(value) or math.isnan(threshold):
        raise CannotTell("what was measured is no number")
    return Verdict(ALARM if alarm else SILENT, finite(value), finite(threshold), message)


def finite(value: Any) -> float | None:
    """A number that JSON can hold."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def short(value: float) -> str:
    """A number for a message, three digits."""
    return f"{value:.3g}"
