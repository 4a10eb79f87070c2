"""The candidate's folder: files written before a run, edited modules reloaded, imported names rebound."""

import ast
import importlib
import importlib.machinery
import os
import sys

_KEPT = ("__name__", "__doc__", "__package__", "__loader__", "__spec__", "__path__", "__file__", "__builtins__")
_MISSING = object()


class Workspace:
    """Files below `home`.

    `on_code(code, data)` is called with code object and bytes of each module that is imported from there.
    """

    def __init__(self, home, on_code=lambda code, data: None):
        self.home = home
        self._on_code = on_code
        self._files = {}
        # Module name -> the bytes it was imported from.
        self._loaded = {}
        # Name in the namespace -> (module, attribute, value it was bound to).
        self._bound = {}

    def install(self):
        """Makes `home` the current folder and the first folder that imports search."""
        os.makedirs(self.home, exist_ok=True)
        os.chdir(self.home)
        sys.dont_write_bytecode = True
        sys.path[:] = [self.home, *(p for p in sys.path if p not in ("", self.home))]
        sys.path_hooks.insert(0, self._hook)
        sys.path_importer_cache.clear()

    def _hook(self, path):
        if path != self.home and not path.startswith(self.home + "/"):
            raise ImportError(path)
        workspace = self

        class Loader(importlib.machinery.SourceFileLoader):
            def get_code(self, fullname):
                path = self.get_filename(fullname)
                data = self.get_data(path)
                code = self.source_to_code(data, path)
                workspace._loaded[fullname] = data
                workspace._on_code(code, data)
                return code

        return importlib.machinery.FileFinder(path, (Loader, [".py"]))

    def write(self, files):
        """Makes the folder hold these files (relative path -> text); files given before and absent now are deleted.

        :raises ValueError: for a path that leaves the folder.
        """
        for name, text in files.items():
            path = self._path(name)
            data = text.encode("utf-8", "replace")
            if self._files.get(name) == data and os.path.exists(path):
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as out:
                out.write(data)
            self._files[name] = data
        for name in [n for n in self._files if n not in files]:
            del self._files[name]
            if os.path.exists(self._path(name)):
                os.remove(self._path(name))
        importlib.invalidate_caches()

    def _path(self, name):
        parts = name.split("/")
        if not name or any(p in ("", ".", "..") for p in parts) or "\0" in name:
            raise ValueError(f"file name {name!r} does not lie in the folder of the work")
        return "/".join([self.home, *parts])

    def _module_bytes(self, name):
        module = sys.modules.get(name)
        path = getattr(module, "__file__", None)
        try:
            with open(path, "rb") as source:
                return source.read()
        except (OSError, TypeError):
            return None

    def refresh(self, namespace):
        """Reloads modules whose file changed since their import, and those that import them; returns their names.

        A module keeps its identity and loses the names its new text does not define. Names which the namespace got by
        `from module import name` are bound anew, unless the candidate has assigned to them since. When a module
        does not load, everything is restored and its exception is raised.
        """
        changed = set()
        for name in list(self._loaded):
            if name not in sys.modules:
                del self._loaded[name]
                continue
            now = self._module_bytes(name)
            if now != self._loaded[name]:
                changed.add(name)
        if not changed:
            return []
        gone = {n for n in changed if self._module_bytes(n) is None}
        for name in gone:
            sys.modules.pop(name, None)
            del self._loaded[name]
        order = self._order(changed, gone)
        self._reload(order)
        self._rebind(namespace, {*order, *gone})
        return order

    def _order(self, changed, gone):
        uses = {name: self._imports(name) for name in self._loaded}
        stale = set(changed)
        grew = True
        while grew:
            more = {n for n, used in uses.items() if n not in stale and used & stale}
            stale |= more
            grew = bool(more)
        order, seen = [], set()

        def visit(name):
            if name in seen or name not in uses:
                return
            seen.add(name)
            for used in sorted(uses[name] & stale):
                visit(used)
            order.append(name)

        for name in sorted(stale - gone):
            visit(name)
        return order

    def _imports(self, name):
        try:
            tree = ast.parse(self._loaded[name])
        except (SyntaxError, ValueError):
            return set()
        found = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
        return found

    def _reload(self, order):
        before = {name: (dict(vars(sys.modules[name])), self._loaded[name]) for name in order}
        try:
            for name in order:
                scope = vars(sys.modules[name])
                for key in [k for k in scope if k not in _KEPT]:
                    del scope[key]
                importlib.reload(sys.modules[name])
        except BaseException:
            for name, (old, data) in before.items():
                module = sys.modules.get(name)
                if module is not None:
                    vars(module).clear()
                    vars(module).update(old)
                    self._loaded[name] = data
            raise

    def _rebind(self, namespace, names):
        for bound, (module, attribute, value) in list(self._bound.items()):
            if module not in names:
                continue
            if namespace.get(bound, _MISSING) is not value:
                del self._bound[bound]
                continue
            new = getattr(sys.modules.get(module), attribute, _MISSING)
            if new is _MISSING:
                del namespace[bound], self._bound[bound]
            else:
                namespace[bound] = new
                self._bound[bound] = (module, attribute, new)

    def remember(self, tree, namespace):
        """Notes which names the code `tree` imported from the candidate's modules into the namespace."""
        for node in _top_level(tree.body):
            if not isinstance(node, ast.ImportFrom) or node.level or node.module not in self._loaded:
                continue
            module = sys.modules.get(node.module)
            for alias in node.names:
                pairs = [(alias.asname or alias.name, alias.name)]
                if alias.name == "*":
                    public = getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")]
                    pairs = [(n, n) for n in public]
                for bound, attribute in pairs:
                    value = getattr(module, attribute, _MISSING)
                    if value is not _MISSING and namespace.get(bound, _MISSING) is value:
                        self._bound[bound] = (node.module, attribute, value)


def _top_level(body):
    """Statements that run when the module is loaded: functions and classes are not entered."""
    for node in body:
        yield node
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield from _top_level(getattr(node, field, ()))
