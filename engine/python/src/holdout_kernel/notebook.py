"""Finds lines that notebooks know and Python does not: `%time f()`, `!ls`, `df?`.

The tokenizer says where a statement begins. A line counts only there: not inside brackets, a text of several lines, a
comment, or after a backslash. Each such line becomes `__holdout__(n)`, so that all lines keep their numbers.
"""

import re
import tokenize

from . import sentences

NAME = "__holdout__"

_MARK = re.compile(r"\s*#\s*%%")
_MAGIC = re.compile(r"(%{1,2})([A-Za-z_]\w*)?[ \t]*(.*)$", re.S)
_ASSIGNED = re.compile(r"[A-Za-z_][\w.,\s]*=\s*([!%].*)$", re.S)
_ASKED = re.compile(r"(?:\?{1,2}\s*([\w.%]+)|(%{0,2}[A-Za-z_][\w.\[\]'\"()]*)\s*(\?{1,2}))\s*;?\s*$")
_INSTALL = re.compile(r"(?:python3? -m )?(?:pip3?|conda|mamba)\s+(?:install|uninstall|list|show|freeze|download)\b")
# What does nothing here and needs no word: plots are shown by themselves.
_SILENT = re.compile(r"matplotlib(?:\s+(?:inline|agg|auto))?\s*$", re.I)

# Without any of these a text has no notebook line.
_MAYBE = re.compile(r"^\s*[%!?]|\?|=\s*[%!]|\b(?:install|uninstall|list|show|freeze|download)\b", re.M)


class Found:
    """One such line. `kind`: time, timeit (of `code`, which begins at `column`), silent, said or refused (`text`).

    `cell`: the command counts for the whole cell.
    """

    def __init__(self, line, kind, *, cell=False, code="", column=0, options="", text=""):
        self.line = line
        self.kind = kind
        self.cell = cell
        self.code = code
        self.column = column
        self.options = options
        self.text = text


class Plain:
    """Code with its notebook lines replaced.

    `text` is what Python can read, `found` the lines in their order, `marks` the lines that begin a cell, and `quiet`
    the lines at which a statement ends with a semicolon. Lines are 1-based.
    """

    def __init__(self, code, first_line=1):
        self.found = []
        self.marks = []
        self.quiet = set()
        self._lines = code.split("\n")
        self._first = first_line
        self._out = []
        self._fresh = True
        # True until the first statement of a cell.
        self._top = True
        self._blank = 0
        try:
            self._read()
        except (tokenize.TokenError, SyntaxError):
            # Python itself says what is wrong with the rest.
            pass
        self.text = "\n".join([*self._out, *self._lines[len(self._out) :]])

    def _read(self):
        depth = 0
        before = ""
        for token in tokenize.generate_tokens(self._line):
            if token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
            if token.type == tokenize.NEWLINE and before == ";":
                self.quiet.add(token.start[0] + self._first - 1)
            # A comment on a line of its own does not begin a statement, but the next line may.
            if token.type == tokenize.NEWLINE or (token.type == tokenize.NL and depth == 0):
                self._fresh = True
            elif token.type not in (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
                before = token.string
                self._top = False

    def _line(self):
        at = len(self._out)
        if at >= len(self._lines):
            return ""
        line = self._lines[at]
        if self._blank > 0:
            self._blank -= 1
            line = ""
        elif self._fresh:
            if _MARK.match(line):
                self.marks.append(at + self._first)
                self._top = True
            else:
                line = self._replaced(line, at)
        self._fresh = False
        self._out.append(line)
        return line + "\n"

    def _replaced(self, line, at):
        body = line.lstrip()
        indent = line[: len(line) - len(body)]
        if not body or not (body[0] in "%!?" or _ASKED.match(body) or _ASSIGNED.match(body) or _INSTALL.match(body)):
            return line
        # A backslash, or an open bracket of what is timed, takes the next lines along.
        last = at
        timed = re.match(r"%time(it)?\b", body)
        while last + 1 < len(self._lines) and (body.endswith("\\") or (timed and _unclosed(body))):
            last += 1
            body = body[:-1] + " " + self._lines[last] if body.endswith("\\") else body + "\n" + self._lines[last]
        found = self._command(body.rstrip(), len(indent), at)
        if found.kind == "refused" and found.cell:
            later = range(at + 1, len(self._lines))
            last = next((i for i in later if _MARK.match(self._lines[i])), len(self._lines)) - 1
        self._blank = last - at
        self.found.append(found)
        return f"{indent}{NAME}({len(self.found) - 1})"

    def _command(self, body, indent, at):
        line = at + self._first
        magic = _MAGIC.match(body)
        asked = _ASKED.match(body)
        if asked and not body.startswith("!"):
            name = asked[1] or asked[2]
            return Found(line, "said", text=sentences.asked(body, name.lstrip("%"), "??" in body))
        if not magic:
            assigned = _ASSIGNED.match(body)
            if assigned:
                return Found(line, "refused", text=sentences.assigned(body, assigned[1]))
            return Found(line, "said", text=sentences.shell(body))
        marks, name, rest = magic[1], magic[2] or "", magic[3]
        if name in ("time", "timeit"):
            options, code = _options(rest) if name == "timeit" else ("", rest)
            if marks == "%%" and not self._top:
                return Found(line, "refused", text=sentences.not_first(body))
            column = indent + len(body) - len(code) if "\n" not in body else indent
            return Found(line, name, cell=marks == "%%", code=code, column=column, options=options)
        if marks == "%" and _SILENT.match(f"{name} {rest}"):
            return Found(line, "silent")
        text, ends = sentences.magic(marks, name, rest)
        return Found(line, "refused" if ends else "said", cell=ends, text=text)


def _options(rest):
    """The options in front of what is timed, and the rest."""
    found = re.match(r"((?:-[nrp]\s*\d+\s+|-[tcqo]\s+|-[nrptcqo]\s*\d*\s*$)*)(.*)$", rest, re.S)
    return found[1].strip(), found[2]


def _unclosed(text):
    """Whether what is timed goes on in the next line."""
    code = re.sub(r"^%time(it)?\b", "", text)
    try:
        compile(code.strip() or "pass", "<timed>", "exec", 0x400, dont_inherit=True)
    except SyntaxError as error:
        return "never closed" in (error.msg or "") or "unterminated triple" in (error.msg or "")
    except ValueError:
        pass
    return False


def aligned(code):
    """Code for who looks at positions: what is timed stays in its column, and other notebook lines are empty.

    The rest, every line and column included, is as it was.
    """
    if not _MAYBE.search(code):
        return code
    plain = Plain(code)
    lines = plain.text.split("\n")
    given = code.split("\n")
    for found in plain.found:
        at = found.line - 1
        text = given[at]
        indent = text[: len(text) - len(text.lstrip())]
        timed = found.kind in ("time", "timeit") and "\n" not in found.code and text.endswith(found.code)
        lines[at] = f"{indent}0;".ljust(len(text) - len(found.code)) + found.code if timed else f"{indent}pass"
    return "\n".join(lines)


def in_module(text, line):
    """The notebook line at a line of a file that is imported, as it stands there; None where there is none."""
    found = next((f for f in Plain(text).found if f.line == line), None)
    return text.split("\n")[line - 1].strip() if found else None
