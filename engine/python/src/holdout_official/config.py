"""The configuration of an official run, checked once."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import HoldoutError

ORDER = ("load", "split", "prepare", "fit", "tune", "predict", "decide", "report")
"""Every contract function, in the order the official run calls them."""

SIGNATURES = {
    "load": "load(path)",
    "split": "split(rows, seed)",
    "prepare": "prepare(train, valid)",
    "fit": "fit(train, prep, seed)",
    "tune": "tune(model, valid)",
    "predict": "predict(model, rows)",
    "decide": "decide(model, rows, scores)",
    "report": "report(rows, labels, scores, decisions)",
}


@dataclass(frozen=True)
class Config:
    """See the package's docstring for the fields; sizes are rows."""

    folder: str
    functions: dict[str, str]
    optional: frozenset[str]
    explore: tuple[str, ...]
    label: str
    id: str
    train: str
    holdout: str
    seeds: tuple[int, ...]
    outputs: int | None
    choices: int


def _text(given: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = given.get(key, default)
    if not isinstance(value, str) or not value:
        raise HoldoutError("bad-config", f'config["{key}"] must be a text')
    return value


def _whole(value: Any, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value) or value < 0:
        raise HoldoutError("bad-config", f'config["{key}"] must hold whole numbers of at least 0, not {value!r}')
    return int(value)


def _choices(given: Any) -> int:
    choices = _whole(2 if given is None else given, "choices")
    if not 2 <= choices <= 256:
        raise HoldoutError("bad-config", 'config["choices"] must be from 2 to 256')
    return choices


def _plain(value: Any) -> Any:
    """A dict of what JavaScript or JSON text gave."""
    if isinstance(value, str):
        return json.loads(value)
    if hasattr(value, "to_py"):
        return value.to_py()
    return value


def read_config(given: Mapping[str, Any] | str) -> Config:
    """Checks a config.

    :raises HoldoutError: ``bad-config``, naming the field.
    """
    given = _plain(given)
    if not isinstance(given, Mapping):
        raise HoldoutError("bad-config", "the config must be a dict or JSON text")
    folder = _text(given, "folder")
    functions = given.get("functions")
    if not isinstance(functions, Mapping):
        raise HoldoutError("bad-config", 'config["functions"] must map contract functions to files')
    unknown = sorted(set(functions) - set(ORDER))
    if unknown:
        raise HoldoutError("bad-config", f'config["functions"] names {unknown[0]}, which is no contract function')
    optional = frozenset(given.get("optional") or ("tune", "decide"))
    missing = [name for name in ORDER if name not in functions and name not in optional]
    if missing:
        raise HoldoutError("bad-config", f'config["functions"] names no file for {missing[0]}')
    outputs = given.get("outputs")
    return Config(
        folder=folder,
        functions={name: str(functions[name]) for name in ORDER if functions.get(name)},
        optional=optional,
        explore=tuple(given.get("explore") or ("explore.py",)),
        label=_text(given, "label"),
        id=_text(given, "id"),
        train=_text(given, "train", os.path.join(folder, "train.csv")),
        holdout=_text(given, "holdout", os.path.join(folder, "holdout.csv")),
        seeds=tuple(_whole(seed, "seeds") for seed in given.get("seeds") or (0,)),
        outputs=None if outputs is None else _whole(outputs, "outputs"),
        choices=_choices(given.get("choices")),
    )
