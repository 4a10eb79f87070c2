"""Finds undefined names and nothing else, so that the marks of the editor reveal no planted bug.

Scopes come from `symtable`, positions from `ast`. A name counts as undefined when it is read and neither its scope, the
file, the builtins nor the given extra names (those of the running kernel) define it.
"""

import ast
import builtins
import symtable
import warnings

from .notebook import NAME, Plain
from .syntax import is_deep

_MODULE_NAMES = {
    "__name__", "__file__", "__doc__", "__builtins__", "__spec__", "__loader__", "__package__", "__annotations__",
    "__path__", "__dict__", "__module__", "__qualname__", "__class__", "display", "_", "WindowsError", NAME,
}  # fmt: skip


def undefined_names(code, known=()):
    """[{kind, line, endLine (1-based), col, endCol (0-based, UTF-16), name}], sorted; empty where it does not parse."""
    if is_deep(code):
        return []
    code = Plain(code).text
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
            table = symtable.symtable(code, "<lint>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in ast.walk(tree)):
        return []
    defined = {*dir(builtins), *_MODULE_NAMES, *known}
    _collect(table, defined)
    visitor = _Visitor(table, defined, code.splitlines())
    visitor.visit(tree)
    return sorted(visitor.found, key=lambda f: (f["line"], f["col"]))


def _collect(table, defined):
    """Names of the file: bound at its top level, or by `global` in a function."""
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        bound = symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
        if bound and (top or symbol.is_declared_global()):
            defined.add(symbol.get_name())
    for child in table.get_children():
        _collect(child, defined)


class _Visitor(ast.NodeVisitor):
    def __init__(self, table, defined, lines):
        self.found = []
        self._tables = [table]
        self._left = {id(table): list(table.get_children())}
        self._defined = defined
        self._lines = lines
        self._guarded = 0

    def _child(self, name, line):
        left = self._left[id(self._tables[-1])]
        for at, table in enumerate(left):
            if table.get_name() == name and table.get_lineno() == line:
                del left[at]
                self._left[id(table)] = list(table.get_children())
                return table
        return None

    def _inside(self, table, nodes):
        if table is None:
            # No symbol table was found for this scope: do not guess.
            return
        self._tables.append(table)
        for node in nodes:
            self.visit(node)
        self._tables.pop()

    def visit_FunctionDef(self, node):
        for part in (*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)):
            self.visit(part)
        if node.type_params:
            return
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        for annotation in [*(a.annotation for a in arguments if a), node.returns]:
            if annotation is not None:
                self.visit(annotation)
        line = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        self._inside(self._child(node.name, node.lineno) or self._child(node.name, line), node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        for part in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
            self.visit(part)
        self._inside(self._child("lambda", node.lineno), [node.body])

    def visit_ClassDef(self, node):
        for part in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
            self.visit(part)
        if node.type_params:
            return
        line = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        self._inside(self._child(node.name, node.lineno) or self._child(node.name, line), node.body)

    def _comprehension(self, name, node, results):
        first, *others = node.generators
        self.visit(first.iter)
        inner = [first.target, *first.ifs]
        for generator in others:
            inner += [generator.target, generator.iter, *generator.ifs]
        self._inside(self._child(name, node.lineno), [*inner, *results])

    def visit_ListComp(self, node):
        self._comprehension("listcomp", node, [node.elt])

    def visit_SetComp(self, node):
        self._comprehension("setcomp", node, [node.elt])

    def visit_GeneratorExp(self, node):
        self._comprehension("genexpr", node, [node.elt])

    def visit_DictComp(self, node):
        self._comprehension("dictcomp", node, [node.key, node.value])

    def visit_Try(self, node):
        names = {n.id for h in node.handlers if h.type for n in ast.walk(h.type) if isinstance(n, ast.Name)}
        guarded = "NameError" in names or any(h.type is None for h in node.handlers)
        self._guarded += guarded
        for part in node.body:
            self.visit(part)
        self._guarded -= guarded
        for part in (*node.handlers, *node.orelse, *node.finalbody):
            self.visit(part)

    def visit_Name(self, node):
        name = node.id
        if not isinstance(node.ctx, ast.Load) or self._guarded or name in self._defined or self._local(name):
            return
        text = self._lines[node.lineno - 1].encode("utf-8") if node.lineno <= len(self._lines) else b""
        before = text[: node.col_offset].decode("utf-8", "replace")
        col = len(before.encode("utf-16-le")) // 2
        size = len(name.encode("utf-16-le")) // 2
        place = {"line": node.lineno, "endLine": node.lineno, "col": col, "endCol": col + size}
        self.found.append({"kind": "name", **place, "name": name})

    def _local(self, name):
        try:
            symbol = self._tables[-1].lookup(name)
        except KeyError:
            # Mangled or otherwise renamed by the compiler.
            return True
        return symbol.is_local() or symbol.is_free() or symbol.is_parameter()
