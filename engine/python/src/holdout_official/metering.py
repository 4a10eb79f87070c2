"""A live model as it would cross, for the candidate's meter."""

from __future__ import annotations

from typing import Any

from .payload import pack, unpack
from .training_only import strip


def packed(model: Any) -> bytes:
    """The payload of a live model, whose bytes are counted as those of an official run; the model is left as it is.

    :raises HoldoutError: ``unpicklable`` or ``bad-payload`` where the model could not cross.
    """
    _, copied = unpack(pack(model, 0))
    strip(copied)
    return pack(copied, 0)
