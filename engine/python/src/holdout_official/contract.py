"""The candidate's functions, found by the contract and called by the official path, the meter and the probes."""

from __future__ import annotations

import importlib
import inspect
import linecache
import os
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from . import guard
from .config import ORDER, SIGNATURES, Config, read_config
from .errors import HoldoutError, relative
from .fingerprint import fingerprint
from .sources import Importer, module_name

OWN = ("holdout", "holdout_kernel", "holdout_official", "holdout_probes")
LIBRARIES = frozenset(("numpy", "pandas", "sklearn", "scipy", "torch", "joblib", "matplotlib", *OWN))
"""Modules that no file of the candidate may be named after."""


class Contract:
    """The contract functions of one folder: ``contract["fit"](train, prep, seed)``; absent optional ones are None."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.initial: dict[str, dict[str, bytes]] = {}
        self.importer = Importer(config.folder, config.explore, ORDER, self._loaded)
        self.functions: dict[str, Callable[..., Any] | None] = {}
        self.broken: dict[str, Exception | SystemExit] = {}
        self._files: dict[str, str] = {}

    def _loaded(self, module: ModuleType) -> None:
        self.initial[module.__name__] = fingerprint(module)

    def __getitem__(self, name: str) -> Callable[..., Any]:
        if name in self.broken:
            raise self.broken[name]
        function = self.functions.get(name)
        if function is None:
            raise _missing(self.config.functions.get(name, "the contract"), name)
        return function

    def has(self, name: str) -> bool:
        """Whether an optional function is there, be it broken."""
        return name in self.broken or self.functions.get(name) is not None

    def file_of(self, module: ModuleType) -> str:
        """The module's file inside the candidate's folder. Remembered: each batch asks again."""
        name = module.__name__
        if name not in self._files:
            self._files[name] = relative(module.__file__ or "", self.config.folder) or f"{name}.py"
        return self._files[name]

    def modules(self) -> list[ModuleType]:
        """The candidate's modules that are loaded now."""
        return self.importer.modules()


def _missing(file: str, name: str) -> HoldoutError:
    return HoldoutError("missing-function", f"{file} has no function {SIGNATURES[name]}", file=file, function=name)


def _check_names(folder: str) -> None:
    """Refuses files that would hide a module of Python or of a library."""
    for entry in sorted(os.listdir(folder)):
        stem = entry.removesuffix(".py")
        if entry.endswith(".py") and (stem in sys.stdlib_module_names or stem in LIBRARIES):
            owner = stem if stem in LIBRARIES else "Python"
            message = f"{entry} hides the module {stem} of {owner}: rename the file"
            raise HoldoutError("name-clash", message, file=entry)


def _check_arguments(function: Callable[..., Any], name: str, file: str) -> None:
    """Refuses a function that cannot be called as the contract calls it."""
    count = SIGNATURES[name].count(",") + 1
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*range(count))
    except TypeError:
        line = getattr(getattr(function, "__code__", None), "co_firstlineno", None)
        message = f"{file} has {name}{signature}, but the contract calls {SIGNATURES[name]}"
        raise HoldoutError("wrong-arguments", message, file=file, line=line, function=name) from None


def load_contract(given: Config | Mapping[str, Any] | str, *, each: bool = False) -> Contract:
    """Imports the contract files of ``folder`` (anew, if an earlier contract had) and finds the functions.

    ``each``: what is wrong with a function is raised when that function is asked for, and the others work.

    :raises HoldoutError: ``missing-file``, ``missing-function``, ``wrong-arguments``, ``name-clash``,
        ``import-reads``, ``import-trains``, ``import-explore``, ``import-browser``, ``bad-config``.
    :raises Exception: whatever the candidate's files raise when imported.
    """
    config = given if isinstance(given, Config) else read_config(given)
    if not os.path.isdir(config.folder):
        raise HoldoutError("bad-config", f"there is no folder {config.folder}")
    _check_names(config.folder)
    linecache.clearcache()  # lines cached for an earlier traceback may be outdated
    contract = Contract(config)
    contract.importer.install()
    for name in ORDER:
        file = config.functions.get(name)
        if file is None:
            continue
        try:
            contract.functions[name] = _found(config, name, file)
        except (Exception, SystemExit) as error:
            if not each:
                raise
            contract.broken[name] = error
    return contract


def _found(config: Config, name: str, file: str) -> Callable[..., Any] | None:
    """The function of a file; None where an optional one is not there."""
    if not os.path.isfile(os.path.join(config.folder, file)):
        raise HoldoutError("missing-file", f"{file} is missing: it must hold {SIGNATURES[name]}", file=file)
    with guard.importing(config.folder):
        module = importlib.import_module(module_name(file))
    function = getattr(module, name, None)
    if callable(function):
        _check_arguments(function, name, file)
        return function
    if name not in config.optional:
        raise _missing(file, name)
    return None
