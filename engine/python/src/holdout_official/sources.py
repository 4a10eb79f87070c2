"""Imports the candidate's files: definitions only, no docstrings left, never the exploration file."""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import CodeType, ModuleType
from typing import Any

from .errors import HoldoutError, lies_within, relative

READERS = frozenset(
    "open read_csv read_table read_json read_parquet read_pickle read_feather read_excel read_fwf read_sql "
    "loadtxt genfromtxt fromfile memmap read_text read_bytes".split()
)
"""Calls that read data whatever they are called on."""

MODULE_READERS = {"load": ("np", "numpy", "torch", "joblib", "pickle", "json", "yaml")}
"""Calls that read data when called on one of these modules."""

TRAINERS = frozenset("fit fit_transform fit_predict partial_fit backward".split())
"""Methods that train."""

FORBIDDEN_MODULES = frozenset(("js", "pyodide", "pyodide_js", "_pyodide"))
"""Modules of the browser: an official run does not need them, and they reach beyond the files that it is given."""


def module_name(file: str) -> str:
    """``"steps/model.py"`` -> ``"steps.model"``."""
    return file.removesuffix(".py").replace("/", ".")


def _called(call: ast.Call) -> tuple[str | None, str]:
    """(receiver or None, name) of a call; the receiver is "" where it is an expression."""
    if isinstance(call.func, ast.Name):
        return None, call.func.id
    if isinstance(call.func, ast.Attribute):
        value = call.func.value
        return (value.id if isinstance(value, ast.Name) else ""), call.func.attr
    return "", ""


def _at_import(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every node that runs when the file is imported: bodies of functions and of ``__main__`` blocks do not."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            arguments = node.args
            yield from _at_import([*arguments.defaults, *(d for d in arguments.kw_defaults if d is not None)])
            yield from _at_import(getattr(node, "decorator_list", []))
            continue
        if isinstance(node, ast.If) and "__name__" in ast.dump(node.test) and "__main__" in ast.dump(node.test):
            yield from _at_import(node.orelse)
            continue
        yield node
        yield from _at_import(ast.iter_child_nodes(node))


def check_definitions(tree: ast.Module, file: str, contract: frozenset[str]) -> None:
    """Refuses a file that reads data or trains when it is imported.

    ``contract`` names the contract functions: calling one at the top of a file is running the pipeline.
    :raises HoldoutError: ``import-reads``, ``import-trains`` or ``import-browser``, with file and line.
    """
    for node in _at_import(tree.body):
        if isinstance(node, ast.Call):
            receiver, name = _called(node)
            what = f"{receiver}.{name}" if receiver else name
            place = f"{file} line {node.lineno}"
            if name in READERS or receiver in MODULE_READERS.get(name, ()):
                message = f"{place} reads data on import ({what}): this file holds definitions only; read it in load"
                raise HoldoutError("import-reads", message, file=file, line=node.lineno)
            if (receiver is not None and name in TRAINERS) or (receiver is None and name in contract):
                message = (
                    f"{place} runs {what} on import: this file holds definitions only; "
                    "keep it in a function or move it to explore.py"
                )
                raise HoldoutError("import-trains", message, file=file, line=node.lineno)
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        for name in names:
            if name.split(".")[0] in FORBIDDEN_MODULES:
                message = f"{file} line {node.lineno} imports {name}: an official run has no browser"
                raise HoldoutError("import-browser", message, file=file, line=node.lineno)


def strip_docstrings(tree: ast.Module) -> ast.Module:
    """Takes docstrings out, so that they neither count as text nor hold any; lines stay where they are."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(
                first.value.value, str
            ):
                node.body[0] = ast.copy_location(ast.Pass(), first)
    return tree


class Loader(importlib.abc.Loader):
    """Runs one of the candidate's files as a module and stores its code for the weight count."""

    def __init__(self, importer: Importer, path: str, file: str) -> None:
        self.importer = importer
        self.path = path
        self.file = file

    def get_source(self, _name: str) -> str:
        """The text, for tracebacks."""
        with open(self.path, encoding="utf-8") as source:
            return source.read()

    def exec_module(self, module: ModuleType) -> None:
        """Checks and runs the file.

        :raises HoldoutError: as ``check_definitions``.
        :raises Exception: whatever the file raises.
        """
        path = self.path
        # The frame that imports may be several levels up, where the guard would not find it: so the text is read here.
        tree = ast.parse(self.importer.text(path), path)
        check_definitions(tree, self.file, self.importer.contract)
        code = compile(strip_docstrings(tree), path, "exec", dont_inherit=True)
        self.importer.codes[module.__name__] = code
        exec(code, module.__dict__)
        self.importer.loaded(module)


class Importer(importlib.abc.MetaPathFinder):
    """Finds the candidate's modules in their folder; put first on ``sys.meta_path`` while the contract lives."""

    def __init__(
        self,
        folder: str,
        explore: Iterable[str],
        contract: Iterable[str],
        loaded: Callable[[ModuleType], None],
    ) -> None:
        self.folder = os.path.realpath(folder)
        self.explore = frozenset(module_name(file) for file in explore)
        self.contract = frozenset(contract)
        self.loaded = loaded
        self.codes: dict[str, CodeType] = {}

    def text(self, path: str) -> str:
        """The text of a file."""
        with open(path, encoding="utf-8") as source:
            return source.read()

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> importlib.machinery.ModuleSpec | None:
        """The spec of one of the candidate's modules; None for every other name.

        :raises HoldoutError: ``import-explore``.
        """
        if name in self.explore:
            message = f"{name}.py is for exploration and is never imported by the official run; move what is needed"
            raise HoldoutError("import-explore", message)
        base = os.path.join(self.folder, *name.split("."))
        for path, package in ((os.path.join(base, "__init__.py"), True), (f"{base}.py", False)):
            if os.path.isfile(path):
                file = relative(path, self.folder) or os.path.basename(path)
                return importlib.util.spec_from_file_location(
                    name,
                    path,
                    loader=Loader(self, path, file),
                    submodule_search_locations=[base] if package else None,
                )
        if os.path.isdir(base) and any(entry.endswith(".py") for entry in os.listdir(base)):
            spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
            spec.submodule_search_locations = [base]
            return spec
        return None

    def modules(self) -> list[ModuleType]:
        """The candidate's modules that are loaded now, by name."""
        return [sys.modules[name] for name in sorted(self.codes) if name in sys.modules]

    def install(self) -> None:
        """Forgets modules an earlier contract loaded from the same folder, and starts finding them anew."""
        for name, module in list(sys.modules.items()):
            path = getattr(module, "__file__", None)
            if isinstance(path, str) and lies_within(path, self.folder):
                del sys.modules[name]
        for finder in list(sys.meta_path):
            if isinstance(finder, Importer):
                sys.meta_path.remove(finder)
        sys.meta_path.insert(0, self)

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Lets another importer of the same folder take the place of this one inside; afterwards all is as it was."""
        modules = {module.__name__: module for module in self.modules()}
        try:
            yield
        finally:
            self.install()
            sys.modules.update(modules)
