"""Turns exceptions into output items: frames that link to the candidate's lines, frames of the kernel left out."""

import linecache
import os
import traceback

from . import sentences
from .notebook import in_module
from .sink import cut

# Frames of the kernel and of the import machinery: a reader learns nothing from them.
_INTERNAL = (os.path.dirname(os.path.abspath(__file__)), "<frozen importlib", "<exec>")


def _is_kernel(filename):
    return filename.startswith(_INTERNAL) or "/_pyodide/" in filename or "/importlib/" in filename


def error_item(error, home, caps):
    """The error item of an exception raised by the candidate's program.

    `home` is the candidate's folder; frames below it are marked `own` and get a path relative to it. The caps bound
    texts and the number of frames.
    """
    linecache.checkcache()
    te = traceback.TracebackException.from_exception(error, limit=None, compact=True)
    _drop_kernel_frames(te, set())
    frames = [_frame(f.filename, f.lineno, f.name, home, caps) for f in te.stack]
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        frames.append(_frame(error.filename, error.lineno, "<module>", home, caps))
    message = _message(error, home)
    return {
        "type": "error",
        "name": cut(type(error).__name__, caps["cellChars"]),
        "message": cut(message, caps["messageChars"]),
        "frames": _middle_out(frames, caps["frames"]),
        "text": _text(te, home, caps),
    }


def where(error, home):
    """The place of the innermost frame in the candidate's files, as `model.py, line 12`; None where there is none."""
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith(home + "/"):
            found = f"{name[len(home) + 1 :]}, line {line}"
    return found


def _message(error, home):
    try:
        if isinstance(error, SyntaxError):
            return notebook_hint(error, home) or error.msg or "invalid syntax"
        hint = sentences.undefined(error.name) if isinstance(error, NameError) else None
        return f"{error}. {hint}" if hint else str(error)
    except Exception as failed:
        return f"<str() of the exception failed: {type(failed).__name__}>"


def notebook_hint(error, home):
    """Where a file that is imported breaks on a line that only notebooks know: the sentence on it, else None."""
    if not (error.filename or "").startswith(home + "/") or not error.lineno:
        return None
    try:
        with open(error.filename, encoding="utf-8", errors="replace") as source:
            line = in_module(source.read(), error.lineno)
    except OSError:
        return None
    return None if line is None else sentences.in_module(line)


def _frame(filename, line, name, home, caps):
    own = filename.startswith(home + "/")
    shown = filename[len(home) + 1 :] if own else filename
    if len(shown) > caps["cellChars"]:
        shown = "…" + shown[-(caps["cellChars"] - 1) :]
    return {"file": cut(shown, caps["cellChars"]), "line": line or 0, "name": cut(name, caps["cellChars"]), "own": own}


def _middle_out(frames, limit):
    if len(frames) <= limit:
        return frames
    own = [i for i, f in enumerate(frames) if f["own"]]
    keep = set(range(5)) | set(range(len(frames) - (limit - 15), len(frames)))
    for i in reversed(own):
        if len(keep) >= limit:
            break
        keep.add(i)
    return [frames[i] for i in sorted(keep)]


def _drop_kernel_frames(te, seen):
    if te is None or id(te) in seen:
        return
    seen.add(id(te))
    te.stack[:] = [f for f in te.stack if not _is_kernel(f.filename)]
    # A top-level `await` is run by the event loop, which stands in front of the candidate's first line.
    while te.stack and te.stack[0].filename.endswith("/asyncio/base_events.py"):
        del te.stack[0]
    _drop_kernel_frames(te.__cause__, seen)
    _drop_kernel_frames(te.__context__, seen)
    for inner in te.exceptions or ():
        _drop_kernel_frames(inner, seen)


def _text(te, home, caps):
    limit = caps["errorChars"]
    head, size = [], 0
    tail, tail_size = [], 0
    for piece in te.format(chain=True):
        piece = piece.replace(home + "/", "")
        if size + len(piece) <= limit // 2:
            head.append(piece)
            size += len(piece)
        else:
            tail.append(piece)
            tail_size += len(piece)
            while tail_size > limit // 2 - 100 and len(tail) > 1:
                tail_size -= len(tail.pop(0))
                if head and head[-1] != "  …\n":
                    head.append("  …\n")
    return cut("".join(head + tail), limit)
