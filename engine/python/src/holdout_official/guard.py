"""Which files the candidate's code may open, and when.

Only the model crosses from training to predicting. So nothing may be read while files are imported, and nothing of the
candidate's folder may be read while rows are predicted: otherwise weights in a comment or in another file would
predict without being counted. An audit hook sees every ``open`` of Python. It prevents mistakes and reports what
happened; it is no security border (the server counts the bytes that crossed).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from .errors import HoldoutError, relative


class Refused(OSError):
    """Raised in the code that opens a file; an OSError, so that ``linecache`` carries on without the source."""


class _Watch:
    def __init__(self, folder: str, code: str, reason: str, allowed: frozenset[str]) -> None:
        self.folder = folder
        self.code = code
        self.reason = reason
        self.allowed = allowed
        self.first: HoldoutError | None = None


_active: _Watch | None = None
_installed = False


def _caller(folder: str) -> tuple[str, int] | None:
    """File and line of the candidate's frame that led here; None where an import or a source listing did."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith("<frozen importlib") and code.co_name == "_find_and_load":
            return None
        file = relative(code.co_filename, folder) if code.co_filename.endswith(".py") else None
        if file is not None:
            return file, frame.f_lineno
        frame = frame.f_back
    return None


def _hook(event: str, args: tuple[Any, ...]) -> None:
    watch = _active
    if watch is None or event not in ("open", "os.listdir", "os.scandir"):
        return
    target = args[0] if args else None
    if isinstance(target, bytes):
        target = os.fsdecode(target)
    if not isinstance(target, str):
        return  # a descriptor that is open already
    if os.path.realpath(target) in watch.allowed:
        return
    inside = relative(target, watch.folder)
    if watch.code == "reads-files" and inside is None:
        return
    caller = _caller(watch.folder)
    if caller is None:
        return
    file, line = caller
    name = inside or target
    if sys._getframe(1).f_globals.get("__name__") not in ("linecache", "tokenize") and watch.first is None:
        message = f"{file} line {line} opens {name}: {watch.reason}"
        watch.first = HoldoutError(watch.code, message, file=file, line=line)
    raise Refused(f"{name} may not be opened here: {watch.reason}")


@contextmanager
def _watching(watch: _Watch) -> Iterator[None]:
    global _active, _installed
    if not _installed:
        sys.addaudithook(_hook)  # for the life of the interpreter: hooks cannot be taken away
        _installed = True
    before = _active
    _active = watch
    try:
        yield
    except Exception as error:
        if watch.first is not None:
            raise watch.first from error
        raise
    finally:
        _active = before
    if watch.first is not None:  # the candidate's code swallowed the refusal
        raise watch.first


def importing(folder: str) -> Any:
    """A context in which contract files are imported: no file may be opened except by imports.

    :raises HoldoutError: ``import-reads``, at the end of the context at the latest.
    """
    reason = "files of the contract hold definitions only; read data inside load"
    return _watching(_Watch(folder, "import-reads", reason, frozenset()))


def predicting(folder: str, *allowed: str) -> Any:
    """A context in which rows are loaded or predicted: nothing of the candidate's folder may be opened but ``allowed``.

    :raises HoldoutError: ``reads-files``, at the end of the context at the latest.
    """
    reason = "predict may use the model and the given rows alone; return from fit what it needs"
    return _watching(_Watch(folder, "reads-files", reason, frozenset(os.path.realpath(p) for p in allowed)))
