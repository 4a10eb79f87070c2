"""The weight count of a live model, for the candidate's meter."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from .config import Config, read_config
from .literals import compiled
from .payload import pack, unpack
from .run import owner
from .training_only import strip
from .weights import count


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
                    continue  # a file that is being edited; its literals count as soon as it parses again
    _, copied = unpack(pack(model, 0))
    strip(copied)
    inside = owner(folder) if folder else None
    return count(copied, modules, lambda name: name == "__main__" or (inside is not None and inside(name)))
