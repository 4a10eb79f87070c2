"""What is run, as cells: parsed once, compiled before anything runs, and each with the value that it shows."""

import __future__

import ast
import inspect

from .notebook import NAME, Plain

_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_TIMED = "__holdout_timed__"
_PASSES = "__holdout_passes__"
_VALUE = "__holdout_value__"
_FUTURE = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


class Cell:
    """One cell as code: `body` runs first, `last` (or None) is an expression whose value is shown unless `quiet`.

    Where `named`, the value stands under `Cell.VALUE` after the body instead.
    """

    VALUE = _VALUE

    def __init__(self, body, last, named, quiet):
        self.body = body
        self.last = last
        self.named = named
        self.quiet = quiet


def compiled(code, path, first_line):
    """The tree of the code and its cells.

    :raises SyntaxError: with the line of the file.
    """
    plain = Plain(code, first_line)
    # Empty lines in front make line numbers, those of syntax errors too, count from the start of the file.
    padded = "\n" * (first_line - 1) + plain.text
    tree = compile(padded, path, "exec", ast.PyCF_ONLY_AST | _AWAIT, dont_inherit=True)
    tree = ast.fix_missing_locations(_Expand(plain.found, path).visit(tree))
    flags = _AWAIT
    cells = []
    for body in _groups(tree.body, plain):
        quiet = body[-1].end_lineno in plain.quiet
        cell, flags = _cell(_whole(body, plain.found, path), path, quiet, flags)
        cells.append(cell)
    return tree, cells


def _groups(statements, plain):
    """Statements by the cell in which they begin."""
    groups = [[]]
    marks = list(plain.marks)
    for node in statements:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        while marks and marks[0] <= first:
            del marks[0]
            groups.append([])
        groups[-1].append(node)
    return [group for group in groups if group]


def _cell(body, path, quiet, flags):
    last = body[-1]
    value, named = None, False
    if isinstance(last, ast.Expr):
        body, value = body[:-1], ast.Expression(last.value)
    elif hasattr(last, "holdout_time") and isinstance(last.body[-1], ast.Expr):
        shown = last.body[-1]
        quiet = quiet or last.holdout_time
        target = ast.copy_location(ast.Name(_VALUE, ast.Store()), shown)
        last.body[-1] = ast.copy_location(ast.Assign([target], shown.value), shown)
        named = True
    module = compile(ast.Module(body, []), path, "exec", flags, dont_inherit=True)
    flags |= module.co_flags & _FUTURE
    code = None if value is None else compile(value, path, "eval", flags, dont_inherit=True)
    return Cell(module, code, named, quiet), flags


def _whole(body, found, path):
    """The statements of a cell, in what times the whole of it where its first line says so."""
    command = _command(body[0], found)
    if command is None or not command.cell or command.kind == "refused":
        return body
    rest = body[1:] or [ast.copy_location(ast.Pass(), body[0])]
    if command.kind == "time":
        return [_time(rest, body[0], False)]
    setup = _statements(command, path)
    return [*setup, *_timeit(rest, body[0], command.options)]


def _command(node, found):
    """The notebook line that a statement stands for, or None."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != NAME:
        return None
    return found[call.args[0].value]


class _Expand(ast.NodeTransformer):
    """Puts statements in place of notebook lines."""

    def __init__(self, found, path):
        self._found = found
        self._path = path

    def visit_Expr(self, node):
        command = _command(node, self._found)
        if command is None:
            return self.generic_visit(node)
        if command.kind == "silent":
            return ast.copy_location(ast.Pass(), node)
        if command.kind in ("said", "refused"):
            method = "say" if command.kind == "said" else "refuse"
            return _call(method, [ast.Constant(command.text)], node)
        if command.cell:
            # The whole cell is timed, which is not known here.
            return node
        body = _statements(command, self._path) or [ast.copy_location(ast.Pass(), node)]
        if command.kind == "time":
            return _time(body, node, command.code.rstrip().endswith(";"))
        return _timeit(body, node, command.options)


def _call(method, arguments, at):
    call = ast.Call(ast.Attribute(ast.Name(NAME, ast.Load()), method, ast.Load()), arguments, [])
    # An expression would be the value that the cell shows, so it is a statement that has none.
    body = [ast.Expr(call)]
    return _located(ast.If(ast.Constant(True), body, []), at)


def _located(node, at):
    for inner in ast.walk(node):
        if isinstance(inner, (ast.expr, ast.stmt)) and not hasattr(inner, "lineno"):
            ast.copy_location(inner, at)
    return node


def _statements(command, path):
    """What a line times, at its place in the file.

    :raises SyntaxError: with the line of the file.
    """
    text = command.code.strip()
    if not text:
        return []
    tree = compile("\n" * (command.line - 1) + text, path, "exec", ast.PyCF_ONLY_AST | _AWAIT, dont_inherit=True)
    for node in ast.walk(tree):
        if getattr(node, "lineno", None) == command.line:
            node.col_offset += command.column
            if node.end_lineno == command.line:
                node.end_col_offset += command.column
    return tree.body


def _time(body, at, quiet):
    call = ast.Call(ast.Attribute(ast.Name(NAME, ast.Load()), "time", ast.Load()), [], [])
    node = _located(ast.With([ast.withitem(call)], body), at)
    node.end_lineno = body[-1].end_lineno
    node.holdout_time = quiet
    return node


def _timeit(body, at, options):
    if any(_awaits(node) for node in body):
        return [_call("refuse", [ast.Constant("%timeit cannot repeat an await; %time takes the time of one.")], at)]
    passes = ast.Name(_PASSES, ast.Load())
    loop = ast.For(ast.Name("_", ast.Store()), passes, body, [])
    arguments = ast.arguments([], [ast.arg(_PASSES)], None, [], [], None, [])
    function = ast.FunctionDef(name=_TIMED, args=arguments, body=[loop], decorator_list=[], type_params=[])
    call = _call("timeit", [ast.Name(_TIMED, ast.Load()), ast.Constant(options)], at)
    forget = ast.Delete([ast.Name(_TIMED, ast.Del())])
    _located(function.args, at)
    for inner in function.args.args:
        ast.copy_location(inner, at)
    return [_located(function, at), call, _located(forget, at)]


def _awaits(node):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return False
    if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
        return True
    return any(_awaits(inner) for inner in ast.iter_child_nodes(node))


def is_coroutine(code):
    """Whether code has an `await` at its top level."""
    return bool(code.co_flags & inspect.CO_COROUTINE)
