"""Where objects are kept that have become more: asked only once memory has grown with the rows."""

from __future__ import annotations

import gc
import sys
from collections import deque
from types import CellType, FrameType, FunctionType, ModuleType
from typing import Any

_HOLDERS = (list, dict, set, tuple, deque, CellType)
MOST_STEPS = 6


def held() -> dict[int, int]:
    """Bytes of what each collection holds itself, by its id: arrays, texts and numbers, which hold nothing further."""
    gc.unfreeze()  # what was there before the first batch may be what grows
    return {
        id(one): sys.getsizeof(one) + sum(sys.getsizeof(p) for p in gc.get_referents(one) if not gc.is_tracked(p))
        for one in gc.get_objects()
        if type(one) in _HOLDERS
    }


def grown_most(before: dict[int, int]) -> str | None:
    """The name of the collection that has grown most since ``held``; None where no name leads to one."""
    after = held()
    grown = {key: size - before[key] for key, size in after.items() if size > before.get(key, size)}
    ids = sorted(grown, key=grown.__getitem__, reverse=True)[:20]
    objects = {id(one): one for one in gc.get_objects() if id(one) in grown}
    return next((name for key in ids if key in objects and (name := _name(objects[key])) is not None), None)


def _name(value: Any) -> str | None:
    """``module.name`` of what holds it, from the inside to the outside."""
    seen = {id(value)}
    waiting: list[tuple[Any, str]] = [(value, "")]
    for _ in range(MOST_STEPS):
        further: list[tuple[Any, str]] = []
        for inner, name in waiting:
            for outer in gc.get_referrers(inner):
                if id(outer) in seen or isinstance(outer, FrameType) or outer is waiting or outer is further:
                    continue
                seen.add(id(outer))
                if isinstance(outer, ModuleType):
                    if not outer.__name__.startswith("holdout_official"):
                        return f"{outer.__name__}{name}"
                elif isinstance(outer, FunctionType):
                    return f"{outer.__module__}.{outer.__qualname__}"
                elif isinstance(outer, type):
                    return f"{outer.__module__}.{outer.__qualname__}{name}"
                elif type(outer) is dict:
                    key = next((k for k, v in outer.items() if v is inner), None)
                    further.append((outer, f".{key}" if isinstance(key, str) else name))
                elif type(outer) in _HOLDERS or hasattr(outer, "__dict__"):
                    further.append((outer, name))
        waiting = further
    return None
