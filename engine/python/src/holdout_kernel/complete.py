"""Completion, signatures and hover texts: live objects are looked at without running anything, jedi reads the code."""

import builtins
import functools
import inspect
import keyword
import re
import sys
import types

from .expressions import expression_before, resolve
from .guard import hold_back
from .matching import best
from .members import Unknown, is_a, is_class, is_opaque, is_own, is_own_function, kind, kind_of, names_of
from .positions import to_points

#: Offers of one answer; the page asks again with the next letter where others fit too.
LIMIT = 200
#: Names of the code that jedi is given the live values of.
_MOST_WORDS = 2000
#: Offers are names, and what tells the kind of one of them.
_NOTHING = ((), None)


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

                jedi.Interpreter("import os\nos.pa", [{}]).complete(2, 5)
            except ImportError:
                return False
            except KeyboardInterrupt:
                # A run goes first. What is half loaded is forgotten, so that the next call begins anew.
                for name in set(sys.modules) - before:
                    if name.partition(".")[0] in ("jedi", "parso"):
                        del sys.modules[name]
                raise
            hold_back(jedi)
            self._jedi = jedi
        return True

    def jedi(self):
        """jedi, imported where it is not yet.

        :raises ImportError: where it is not installed.
        """
        if not self.warm():
            raise ImportError("jedi is not installed")
        return self._jedi

    def complete(self, path, code, line, column):
        """Completions at a position: {items: [{name, kind}], prefix, live, more}.

        At most 200 items, the best first. `prefix` is the number of typed characters that they replace; `live` is false
        where jedi is not loaded and only live names and objects are known; `more` says that others fit.
        """
        text, at = self._position(code, line, column)
        head = text[:at]
        typed = _word(head)
        before = head[: len(head) - len(typed)]
        if not before.rstrip().endswith("."):
            return self._answer(self._words(path, code, line, at, typed) if typed else _NOTHING, typed)
        live = functools.partial(self._members, before.rstrip()[:-1])
        read = functools.partial(self._read, path, code, line, at)
        # In a function a name is most likely a parameter, which only the code knows; at the top it is the live one.
        first, second = (read, live) if text[:1].isspace() else (live, read)
        offers = first()
        return self._answer(offers if offers[0] else second(), typed)

    def _answer(self, offers, typed):
        names, kind_of_name = offers
        shown = names if typed.startswith("_") else (name for name in names if not name.startswith("_"))
        fit, more = best(shown, typed, LIMIT)
        items = [{"name": name, "kind": kind_of_name(name)} for name in fit]
        return {"items": items, "prefix": len(typed), "live": self._jedi is not None, "more": more}

    def _members(self, head):
        """Attributes of the live value of the expression that ends `head`; none where it is not live."""
        steps = expression_before(head)
        try:
            owner = resolve(self._namespace, steps) if steps else _unknown()
        except Unknown:
            return _NOTHING
        return names_of(owner), functools.partial(kind_of, owner)

    def _words(self, path, code, line, at, typed):
        """Names of the code, of the namespace, builtins and keywords that fit."""
        near, _ = best(self._namespace, typed, 2 * LIMIT)
        kinds = {**dict.fromkeys(dir(builtins), "function"), **dict.fromkeys(keyword.kwlist, "keyword")}
        kinds.update((name, kind(self._namespace[name])) for name in near)
        names, kind_in_code = self._read(path, code, line, at)
        return {*kinds, *names}, lambda name: kinds.get(name) or kind_in_code(name)

    def _script(self, path, code):
        """jedi on the code, with the live values of the names in it: they do not grow with the program."""
        words = dict.fromkeys(re.findall(r"[^\W\d]\w*", code))
        live = {word: self._namespace[word] for word in list(words)[:_MOST_WORDS] if word in self._namespace}
        return self._jedi.Interpreter(code, [live], path=path)

    def _read(self, path, code, line, at):
        """What jedi finds in the code; nothing where it is not loaded or fails."""
        if self._jedi is None:
            return _NOTHING
        try:
            found = {c.name_with_symbols: c for c in self._script(path, code).complete(line, at, fuzzy=True)}
        except Exception:
            # jedi fails on some valid code, and its errors are of all kinds.
            return _NOTHING
        return found, lambda name: found[name].type

    def signature(self, path, code, line, column):
        """Signatures of the call around the position, at most 3: [{label, params, active, doc}].

        `active` is the index of the parameter at the position, -1 where there is none.
        """
        if self._jedi is None:
            return []
        _, at = self._position(code, line, column)
        return [
            {
                "label": s.to_string()[:1000],
                "params": [p.to_string().strip()[:200] for p in s.params][:100],
                "active": s.index if s.index is not None else -1,
                "doc": s.docstring(raw=True)[:2000],
            }
            for s in self._script(path, code).get_signatures(line, at)[:3]
        ]

    def hover(self, path, code, line, column):
        """{label, doc} of the name at the position; None where there is no name or nothing is known about it."""
        text, at = self._position(code, line, column)
        if self._jedi is not None:
            try:
                found = next(iter(self._script(path, code).help(line, at)), None)
                if found is not None and (doc := found.docstring(raw=True)):
                    signatures = found.get_signatures() if found.type in ("function", "class") else []
                    label = signatures[0].to_string() if signatures else found.description
                    return {"label": label[:1000], "doc": doc[:4000]}
            except Exception:
                # jedi fails on some valid code; the live object may be known all the same.
                pass
        end = at + len(re.match(r"\w*", text[at:]).group())
        return self._described(text[:end])

    def _described(self, head):
        """{label, doc} of the live value of the expression that ends `head`, or None."""
        steps = expression_before(head)
        try:
            value = resolve(self._namespace, steps) if steps else _unknown()
        except Unknown:
            return None
        name = steps[-1][1] or ""
        if kind(value) not in ("function", "class", "module"):
            cls = type(value)
            return {"label": f"{name}: {type.__dict__['__name__'].__get__(cls)}"[:1000], "doc": ""}
        try:
            doc = inspect.cleandoc(inspect.getattr_static(value, "__doc__") or "")
        except (AttributeError, TypeError):
            doc = ""
        return {"label": f"{name}{_signature(value)}"[:1000], "doc": doc[:4000]}

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
            names[name] = [kind(value), shape]
            if shape and shape not in self._sent and len(self._sent) < 60:
                listed = names_of(value if is_a(value, types.ModuleType) else type(value))
                self._sent[shape] = members[shape] = sorted(n for n in listed if n[:1] != "_")[:800]
        return {"names": names, "members": members}


def _unknown():
    raise Unknown


def _word(head):
    """The part of a name directly before the position."""
    at = len(head)
    while at and (head[at - 1].isalnum() or head[at - 1] == "_"):
        at -= 1
    return head[at:]


def _signature(value):
    """The signature of a library's function or class, as it would be written.

    Empty for the candidate's: their defaults may do anything when they are printed.
    """
    if is_a(value, types.FunctionType):
        known = not is_own_function(value)
    else:
        known = is_a(value, types.BuiltinFunctionType)
        known = known or (is_class(value) and not is_own(value) and not is_opaque(value))
    try:
        return str(inspect.signature(value)) if known else ""
    except (TypeError, ValueError):
        return ""


def _shape(value):
    if is_a(value, types.ModuleType):
        return f"module {vars(value).get('__name__')}"
    if is_class(value) or is_a(value, (types.FunctionType, types.BuiltinFunctionType)):
        return ""
    cls = type(value)
    return ".".join(str(type.__dict__[part].__get__(cls)) for part in ("__module__", "__qualname__"))
