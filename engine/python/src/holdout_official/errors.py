"""The errors of the official path, as a candidate reads them."""

from __future__ import annotations

import os
import traceback
from functools import lru_cache
from types import TracebackType
from typing import Any


class HoldoutError(Exception):
    """A refusal with a code for programs and a message for people.

    ``file`` is relative to the candidate's folder; ``row`` is a position in the file of rows, 0-based.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        function: str | None = None,
        row: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.function = function
        self.row = row


def relative(path: str, folder: str) -> str | None:
    """The path inside the candidate's folder with forward slashes, or None where it lies outside."""
    root = os.path.realpath(folder)
    real = os.path.realpath(path)
    if real == root or not real.startswith(root.rstrip(os.sep) + os.sep):
        return None
    return os.path.relpath(real, root).replace(os.sep, "/")


@lru_cache(maxsize=None)
def lies_within(module_file: str, folder: str) -> bool:
    """Whether a module's file lies in the folder. Remembered: it is asked of every module, after each batch again."""
    return relative(module_file, folder) is not None


def candidate_frames(trace: TracebackType | None, folder: str) -> list[dict[str, Any]]:
    """The frames of a traceback that lie in the candidate's files, outermost first."""
    frames = []
    for entry in traceback.extract_tb(trace):
        file = relative(entry.filename, folder)
        if file is not None:
            frames.append({"file": file, "line": entry.lineno, "function": entry.name})
    return frames


def describe(error: BaseException, folder: str, step: str | None = None) -> dict[str, Any]:
    """The ``error`` of an answer: code, message, place and a traceback without the frames of this package."""
    if isinstance(error, SyntaxError) and error.filename is not None:
        file = relative(error.filename, folder)
        if file is not None:
            message = f"{file} line {error.lineno}: {notebook_hint(error, folder) or error.msg}"
            error = HoldoutError("syntax", message, file=file, line=error.lineno)
    own = isinstance(error, HoldoutError)
    # A refusal raised from an exception of the candidate's code shows where that code was.
    shown = error.__cause__ if own and error.__cause__ is not None else error
    frames = candidate_frames(shown.__traceback__, folder)
    last = frames[-1] if frames else None
    if isinstance(error, HoldoutError):
        code, message = error.code, error.message
        file, line, function, row = error.file, error.line, error.function, error.row
    else:
        code, row = "raised", None
        text = "".join(traceback.format_exception_only(type(error), error)).strip()
        where = f"{last['file']} line {last['line']}: " if last else ""
        message = f"{where}{text}"
        file, line, function = None, None, step
    return {
        "code": code,
        "message": message,
        "file": file if file is not None else (last["file"] if last else None),
        "line": line if file is not None or line is not None else (last["line"] if last else None),
        "function": function if function is not None else (last["function"] if last else None),
        "row": row,
        "traceback": _text(shown, folder) if frames or not own else "",
        "frames": frames,
    }


def notebook_hint(error: SyntaxError, folder: str) -> str | None:
    """The sentence on a line that only notebooks know, where the file breaks on one; else None."""
    from holdout_kernel.errors import notebook_hint as hint

    return hint(error, folder)


def _text(error: BaseException, folder: str) -> str:
    """The traceback from the candidate's first frame on; the frames above it belong to this package."""
    entries = traceback.extract_tb(error.__traceback__)
    start = next((i for i, entry in enumerate(entries) if relative(entry.filename, folder)), 0)
    lines = ["Traceback (most recent call last):\n"] if entries else []
    lines += traceback.format_list(entries[start:])
    lines += traceback.format_exception_only(type(error), error)
    return "".join(lines)
