"""Finds what Python cannot read, cell by cell: errors of syntax alone, so that no mark points at a planted bug."""

import ast
import re
import warnings

from .notebook import Plain
from .positions import to_units

_CELL = re.compile(r"^# ?%%", re.MULTILINE)
#: What nests deeper than the parser's stack in a browser: it would take the whole interpreter with it.
_DEEP = re.compile(r"(?:(?:not|await|lambda[^:\n]{0,40}:)\s*|[-+~]\s*){200}")
#: A line that begins or ends with one of these continues an expression.
_CHAINS = tuple("+-*/%&|^.<>=\\")
_MOST_IN_LINE = 3_000
_MOST_BRANCHES = 300


def is_deep(code):
    """Whether the code might nest deeper than the parser can follow; such code is not looked at."""
    if code.count("elif") > _MOST_BRANCHES or _DEEP.search(code):
        return True
    chain = 0
    for line in code.split("\n"):
        if len(line) > _MOST_IN_LINE:
            return True
        goes_on = line.lstrip()[:1] in _CHAINS or line.rstrip()[-1:] in _CHAINS
        chain = chain + 1 if goes_on else 0
        if chain > _MOST_BRANCHES:
            return True
    return False


def syntax_errors(code):
    """[{kind, line, endLine (1-based), col, endCol (0-based, UTF-16), message}], at most one per cell."""
    if is_deep(code) or (whole := _fault(code, 0)) is None:
        return []
    starts = [found.start() for found in _CELL.finditer(code)]
    cells = [code[a:b] for a, b in zip([0, *starts], [*starts, len(code)])]
    found, line = [], 0
    for cell in cells:
        if (fault := _fault(cell, line)) is not None:
            found.append(fault)
        line += cell.count("\n")
    # Cells are run one by one, so an error counts where it is one of its cell; without cells it is that of the file.
    return found if len(cells) > 1 else [whole]


def _fault(code, before):
    """The first error of syntax, `before` being the number of lines above the code; None where there is none."""
    error = _error(code)
    if error is not None:
        # What notebooks know and the kernel answers is no error.
        error = _error(Plain(code).text)
    if error is None:
        return None
    lines = code.split("\n")
    line = min(max(error.lineno or 1, 1), len(lines))
    end = min(max(error.end_lineno or line, line), len(lines))
    col = to_units(lines[line - 1], max((error.offset or 1) - 1, 0))
    end_col = to_units(lines[end - 1], max((error.end_offset or 0) - 1, 0))
    if end == line and end_col <= col:
        # At least one character, the last one of the line where the error is behind it.
        width = to_units(lines[line - 1], len(lines[line - 1]))
        col = max(min(col, width - 1), 0)
        end_col = col + 1
    return {
        "kind": "syntax",
        "line": before + line,
        "endLine": before + end,
        "col": col,
        "endCol": end_col,
        # Lines that the message names are those of the file, not of the cell.
        "message": re.sub(r"\bline (\d+)", lambda n: f"line {int(n[1]) + before}", str(error.msg))[:300],
    }


def _error(code):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<lint>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return error
    except (ValueError, MemoryError, RecursionError, OverflowError):
        return None
    return None

