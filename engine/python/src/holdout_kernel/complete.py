"""Completion, signatures and hover texts by jedi over the live names; plain names where jedi is not installed."""

import builtins
import keyword
import sys
import types

LIMIT = 200


def to_points(line, column):
    """The column in code points (as Python counts) of a column in UTF-16 units (as JavaScript counts), both 0-based."""
    if line.isascii():
        return min(column, len(line))
    return len(line.encode("utf-16-le", "surrogatepass")[: 2 * column].decode("utf-16-le", "ignore"))


class Completer:
    """Answers the editor's questions about one namespace. Positions: line 1-based, column 0-based in UTF-16 units."""

    def __init__(self, namespace):
        self._namespace = namespace
        self._jedi = None
        self._sent = {}

    def warm(self):
        """Imports jedi (about a second) and lets it answer once; False where it is not installed."""
        if self._jedi is None:
            before = set(sys.modules)
            try:
                import jedi

                jedi.Interpreter("import os\nos.pa", [self._namespace]).complete(2, 5)
            except ImportError:
                return False
            except KeyboardInterrupt:
                # A run goes first. What is half loaded is forgotten, so that the next call begins anew.
                for name in set(sys.modules) - before:
                    if name.partition(".")[0] in ("jedi", "parso"):
                        del sys.modules[name]
                raise
            self._jedi = jedi
        return True

    def complete(self, path, code, line, column):
        """Completions at a position: {items: [{name, kind}], prefix, live}.

        At most 200 items. `prefix` is the number of typed characters that they replace; `live` is false where jedi is
        not loaded and the items come from `plain`.
        """
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
        """Signatures of the call around the position, at most 3: [{label, params, active, doc}].

        `active` is the index of the parameter at the position, -1 where there is none.
        """
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
        """{label, doc} of the name at the position; None where there is no name or jedi knows nothing about it."""
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
        """Completions without jedi: names of the namespace, builtins and keywords that begin with what is typed.

        Empty behind a dot, since attributes are not looked up. The shape is that of `complete`.
        """
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
        """What the page caches so that it can complete while code runs.

        {names: {name: [kind, type]}, members: {type: [name]}}: at most 2000 names; `members` holds only types that no
        earlier answer held, at most 60 types and 800 names per type.
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
    """The part of a name directly before the position."""
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
