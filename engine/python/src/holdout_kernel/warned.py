"""Warnings as they are shown: in every run in which they arise, with the line that warned and no other."""

import linecache
import sys
import types
import warnings
import weakref


class Warned:
    """Shows warnings on stderr. `note` says which text a code object was compiled from."""

    def __init__(self, home):
        self._home = home
        self._lines = weakref.WeakKeyDictionary()

    def install(self):
        """Takes the place of Python's own way to show a warning."""
        warnings.showwarning = self.show

    def begin(self):
        """A new run: each place may warn once more, and cached lines of the candidate's files are forgotten."""
        warnings._filters_mutated()
        warnings.onceregistry.clear()
        for name in [n for n in linecache.cache if n.startswith(self._home + "/")]:
            del linecache.cache[name]

    def note(self, code, lines):
        """Code and all that is defined in it was compiled from these lines of a file."""
        # An equal code object may be there already; it would take the entry along when it goes.
        self._lines.pop(code, None)
        self._lines[code] = lines
        for const in code.co_consts:
            if isinstance(const, types.CodeType):
                self.note(const, lines)

    def show(self, message, category, filename, lineno, file=None, line=None):
        """What `warnings.showwarning` does."""
        out = sys.stderr if file is None else file
        own = filename.startswith(self._home + "/")
        if line is None:
            line = self._line(filename, lineno) if own else linecache.getline(filename, lineno)
        shown = filename[len(self._home) + 1 :] if own else filename
        text = f"{shown}:{lineno}: {category.__name__}: {message}\n"
        out.write(text + (f"  {line.strip()}\n" if line and line.strip() else ""))

    def _line(self, filename, lineno):
        """The line as it was when the code was compiled that warns; code of earlier runs may lie elsewhere by now."""
        frame = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            if code.co_filename == filename and frame.f_lineno == lineno:
                lines = self._lines.get(code)
                return lines[lineno - 1] if lines is not None and 0 < lineno <= len(lines) else None
            frame = frame.f_back
        return None
