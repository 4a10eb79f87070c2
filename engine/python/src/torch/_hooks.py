"""Handles of hooks: ``handle.remove()`` takes a hook away."""

from __future__ import annotations

import itertools

__tracebackhide__ = True

_ids = itertools.count()


class RemovableHandle:
    """What registering a hook returns."""

    def __init__(self, hooks: dict, key: int):
        self._hooks, self.id = hooks, key

    def remove(self) -> None:
        self._hooks.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc) -> None:
        self.remove()


def add_hook(hooks: dict, fn) -> RemovableHandle:
    """Put ``fn`` into ``hooks`` and return its handle."""
    key = next(_ids)
    hooks[key] = fn
    return RemovableHandle(hooks, key)
