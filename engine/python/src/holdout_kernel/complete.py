"""Completion and signatures by jedi over the live names; plain names where jedi is not there or not in time."""

import builtins
import keyword
import types

LIMIT = 200


def to_points(line, column):
    """UTF-16 column of a line -> column in code points."""
    if line.isascii():
        return min(column, len(line))
    return len(line.encode("utf-16-le", "surrogatepass")[: 2 * column].decode("utf-16-le", "ignore"))


class Completer:
    """Answers for one namespace. Positions: line 1-based, column 0-based in UTF-16 units."""

    def __init__(self, namespace):
        self._namespace = namespace
        self._jedi = None
        self._sent = {}

    def warm(self):
        """Imports jedi (about a second) and lets it answer once; False where it is not installed."""
        if self._jedi is None:
            try:
                import jedi
            except ImportError:
                return False
            jedi.Interpreter("import os\nos.pa", [self._namespace]).complete(2, 5)
            self._jedi = jedi
        return True

    def complete(self, path, code, line, column):
        """{items: [{name, kind}], prefix: length of what is typed}; [] of jedi falls back to plain names."""
        text, at = self._position(code, line, column)
        if self._jedi is None:
            return self.plain(text, at)
        script = self._jedi.Interpreter(code, [self._namespace], path=path)
        found = script.complete(line, at)
        prefix = len(_word(text[:at]))
        hidden = not text[at - prefix : at].startswith("_")
        items = [
            {"name": c.name_with_symbols, "kind": c.type} for c in found if not (hidden and c.name.startswith("_"))
        ]
        return {"items": items[:LIMIT], "prefix": prefix, "live": True}

    def signature(self, path, code, line, column):
        """[{label, params, active, doc}] of the call around the position."""
        if self._jedi is None:
            return []
        _, at = self._position(code, line, column)
        script = self._jedi.Interpreter(code, [self._namespace], path=path)
        return [
            {
                "label": s.to_string()[:1000],
                "params": [p.to_string().strip()[:200] for p in s.params][:100],
                "active": s.index if s.index is not None else -1,
                "doc": s.docstring(raw=True)[:2000],
            }
            for s in script.get_signatures(line, at)[:3]
        ]

    def hover(self, path, code, line, column):
        """{label, doc} of the name at the position; None where there is none or nothing is known of it."""
        if self._jedi is None:
            return None
        _, at = self._position(code, line, column)
        script = self._jedi.Interpreter(code, [self._namespace], path=path)
        found = next(iter(script.help(line, at)), None)
        if found is None:
            return None
        signatures = found.get_signatures() if found.type in ("function", "class") else []
        label = signatures[0].to_string() if signatures else found.description
        return {"label": label[:1000], "doc": found.docstring(raw=True)[:4000]}

    def plain(self, text, at):
        """Names of the namespace, builtins and keywords that begin with what is typed; nothing behind a dot."""
        head = text[:at]
        typed = _word(head)
        prefix = len(typed)
        if not typed or head[: len(head) - prefix].endswith("."):
            return {"items": [], "prefix": prefix, "live": False}
        pool = {**{n: "keyword" for n in keyword.kwlist}, **{n: "function" for n in dir(builtins)}}
        pool.update((n, _kind(v)) for n, v in list(self._namespace.items()))
        items = [{"name": n, "kind": k} for n, k in sorted(pool.items()) if n.startswith(typed)]
        return {"items": items[:LIMIT], "prefix": prefix, "live": False}

    def _position(self, code, line, column):
        lines = code.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return text, to_points(text, column)

    def names(self):
        """What the page keeps for completion while code runs.

        {names: {name: [kind, type]}, members: {type: [name]}}: `members` only of types not yet told.
        """
        names, members = {}, {}
        for name, value in list(self._namespace.items())[:2000]:
            if name.startswith("_"):
                continue
            shape = _shape(value)
            names[name] = [_kind(value), shape]
            if shape and shape not in self._sent and len(self._sent) < 60:
                listed = [n for n in dir(value if isinstance(value, types.ModuleType) else type(value)) if n[0] != "_"]
                self._sent[shape] = members[shape] = sorted(listed)[:800]
        return {"names": names, "members": members}


def _word(head):
    """The part of a name that stands before the position."""
    at = len(head)
    while at and (head[at - 1].isalnum() or head[at - 1] == "_"):
        at -= 1
    return head[at:]


def _kind(value):
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    return "function" if callable(value) else "instance"


def _shape(value):
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        return ""
    return f"{type(value).__module__}.{type(value).__qualname__}"
