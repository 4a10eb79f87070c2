"""Where a name of the candidate's files is defined and used, by jedi on the files alone: nothing of them runs."""

import ast
import keyword
import os
import re
import shutil
import tempfile
import types

from .expressions import expression_before, resolve
from .lint import undefined_names
from .members import Unknown, is_a, is_class, is_own_function, library
from .positions import to_points, to_units
from .syntax import syntax_errors

#: Stands for the new name when a renaming is tried out.
_TRIAL = "_holdout_renamed_"
_MOST_PLACES = 1000


class Project:
    """Answers questions about all files of the work. Positions: line 1-based, column 0-based in UTF-16 units."""

    def __init__(self, completer, namespace):
        self._completer = completer
        self._namespace = namespace

    def definition(self, request):
        """{kind: "place", file, line, col}, {kind: "library", name}, or {kind: "unknown"}."""
        text, at = _position(request)
        with _Written(self._completer.jedi(), request["files"]) as written:
            for found in written.script(request["file"]).goto(request["line"], at, follow_imports=True):
                if (file := written.name_of(found.module_path)) is not None:
                    col = to_units(request["files"][file].split("\n")[found.line - 1], found.column)
                    return {"kind": "place", "file": file, "line": found.line, "col": col}
                if found.full_name:
                    return {"kind": "library", "name": found.full_name[:300]}
        return self._live_definition(text[: at + len(re.match(r"\w*", text[at:]).group())])

    def _live_definition(self, head):
        steps = expression_before(head)
        try:
            value = resolve(self._namespace, steps) if steps else None
        except Unknown:
            return {"kind": "unknown"}
        if not is_a(value, (types.FunctionType, types.BuiltinFunctionType)) and not is_class(value):
            return {"kind": "unknown"}
        if is_own_function(value) or (is_class(value) and not library(value)):
            return {"kind": "unknown"}
        module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
        return {"kind": "library", "name": ".".join(str(part) for part in (module, name) if part)[:300]}

    def places(self, request):
        """{kind: "places", name, places: [{file, line, col, endCol}]} of all uses of the name at a position.

        {kind: "refused", why} where it cannot be renamed: `none` (no name), `library`, `syntax` (in `file`), `unsure`.
        """
        text, at = _position(request)
        start = at - len(re.search(r"\w*\Z", text[:at]).group())
        name = re.match(r"\w*", text[start:]).group()
        if not name.isidentifier() or keyword.iskeyword(name):
            return _refused("none")
        files = {n: t for n, t in request["files"].items() if n.endswith(".py")}
        for file, code in files.items():
            if syntax_errors(code) and re.search(rf"\b{name}\b", code):
                return {**_refused("syntax"), "file": file}
        with _Written(self._completer.jedi(), files) as written:
            found = written.script(request["file"]).get_references(request["line"], start)
            places = [(written.name_of(r.module_path), r.line, r.column) for r in found if r.name == name]
        own = {place for place in places if place[0] is not None}
        own = sorted(own | {place for file in files for place in _declared_elsewhere(files[file], file, name, own)})
        here = (request["file"], request["line"], start)
        if not own or here not in own:
            return _refused("library" if found else "none")
        if any(_is_foreign_import(files[f].split("\n")[line - 1], name, col) for f, line, col in own):
            return _refused("library")
        if any(r.is_definition() and written.name_of(r.module_path) is None for r in found if r.name == name):
            return _refused("library")
        if len(own) > _MOST_PLACES or not _holds(files, own, name):
            return _refused("unsure")
        shown = [_place(files[file], file, line, col, name) for file, line, col in own]
        return {"kind": "places", "name": name, "places": shown}


def _refused(why):
    return {"kind": "refused", "why": why}


def _place(code, file, line, col, name):
    units = to_units(code.split("\n")[line - 1], col)
    return {"file": file, "line": line, "col": units, "endCol": units + to_units(name, len(name))}


def _is_foreign_import(line, name, col):
    """Whether a line imports a module under the name that stands at a column: the name is that of a file, then."""
    is_import = re.match(r"\s*import\b", line)
    return bool(is_import) and not re.search(r"\bas\s+\Z", line[:col])


def _declared_elsewhere(code, file, name, places):
    """Uses of the name in functions that say `nonlocal` or `global` of it, which jedi leaves out."""
    lines = code.split("\n")
    for function in ast.walk(ast.parse(code)):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        inner = [part for statement in function.body for part in ast.walk(statement)]
        says = [n for n in inner if isinstance(n, (ast.Nonlocal, ast.Global)) and name in n.names]
        if not any((file, n.lineno) == (f, line) for n in says for f, line, _ in places):
            continue
        for use in inner:
            if isinstance(use, ast.Name) and use.id == name:
                column = len(lines[use.lineno - 1].encode()[: use.col_offset].decode())
                yield file, use.lineno, column


def _holds(files, places, name):
    """Whether the files can be read with another name in these places, and lack no name that they had."""
    for file, code in files.items():
        lines = code.split("\n")
        for at_file, line, col in reversed(places):
            if at_file == file:
                text = lines[line - 1]
                lines[line - 1] = text[:col] + _TRIAL + text[col + len(name) :]
        changed = "\n".join(lines)
        if changed == code:
            continue
        if syntax_errors(changed) or len(undefined_names(changed)) > len(undefined_names(code)):
            return False
        if _is_mixed(changed, name):
            return False
    return True


_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def _is_mixed(code, name):
    """Whether a scope has the name and the trial: in one scope a name is one variable, so a use was not found."""
    tree = ast.parse(code)
    return any(
        {name, _TRIAL} <= _names_in(scope) for scope in [tree, *(n for n in ast.walk(tree) if isinstance(n, _SCOPES))]
    )


def _names_in(scope):
    """Names used in a scope itself, without those of scopes inside."""
    body = getattr(scope, "body", None)
    left, names = list(body) if isinstance(body, list) else list(ast.iter_child_nodes(scope)), set()
    while left:
        node = left.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        if not isinstance(node, _SCOPES):
            left += ast.iter_child_nodes(node)
    return names


def _position(request):
    lines = request["files"].get(request["file"], "").split("\n")
    text = lines[request["line"] - 1] if 0 < request["line"] <= len(lines) else ""
    return text, to_points(text, request["column"])


class _Written:
    """The files in a folder of their own, so that jedi never reads an earlier text of one; gone at the end."""

    def __init__(self, jedi, files):
        self._jedi = jedi
        self._files = files
        self._folder = ""

    def __enter__(self):
        self._folder = os.path.realpath(tempfile.mkdtemp(prefix="holdout-editor-"))
        for name, text in self._files.items():
            with open(os.path.join(self._folder, os.path.basename(name)), "w", encoding="utf-8") as file:
                file.write(text)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self._folder, ignore_errors=True)

    def script(self, file):
        path = os.path.join(self._folder, file)
        environment = self._jedi.api.environment.InterpreterEnvironment()
        project = self._jedi.Project(self._folder)
        return self._jedi.Script(self._files[file], path=path, project=project, environment=environment)

    def name_of(self, path):
        """The file of the work that a path is, or None."""
        folder, name = os.path.split(str(path or ""))
        return name if folder == self._folder and name in self._files else None
