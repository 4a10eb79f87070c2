"""The parts of functions, classes and objects.

Objects of the candidate's classes are opened as they are, objects of library classes as they would be pickled.
"""

from __future__ import annotations

from .holders import CONTAINERS, by_reference, class_attributes, instance_dict, is_compiled, plain_iter, slots
from .leaf import NUMBERS, SCALAR, TEXT, Entry, Leaf, Opener
from .names import spelled


def function_parts(walk: Opener, e: Entry) -> tuple[list[Leaf], list[Entry]]:
    """Defaults, closure and attributes of a function of the candidate; of one by value its literals and globals too."""
    function = e.value
    by_value = not by_reference(function)
    if not by_value and not walk.own(function.__module__):
        return [], []
    entries: list[Entry] = []
    for name, part in (("__defaults__", function.__defaults__), ("__kwdefaults__", function.__kwdefaults__)):
        entries += [] if part is None else [Entry(part, f"{e.path}.{name}", e.path, False, False)]
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
        entries.append(Entry(cell, f"{e.path}.{name}", f"{e.path}.{name}", False, False))
    entries += walk.attributes(e, vars(function), frozenset(("__wrapped__",)))
    if not by_value:
        return [], entries
    leaves = [
        Leaf(TEXT if isinstance(c, str | bytes) else SCALAR, e.path, f"{e.path} literals", c)
        for c in walk.constants(function.__code__)
    ]
    for name, part in function.__globals__.items():
        if not (name.startswith("__") and name.endswith("__")):
            entries.append(Entry(part, f"{e.path}.{name}", f"{e.path}.{name}", False, False))
    return leaves, entries


def class_entries(walk: Opener, kind: type, path: str) -> list[Entry]:
    """What a class of the candidate holds: its attributes and methods, without what Python puts there."""
    if by_reference(kind) and not walk.own(kind.__module__):
        return []
    entries = [Entry(v, f"{path}.{k}", f"{path}.{k}", False, False) for k, v in class_attributes(kind)]
    entries += [Entry(base, base.__qualname__, base.__qualname__, False, False) for base in kind.__bases__]
    return entries


def object_parts(walk: Opener, e: Entry) -> tuple[list[Leaf], list[Entry]]:
    """What an object holds: attributes, slots, contents, and for libraries' objects what they pickle into."""
    value, kind = e.value, type(e.value)
    entries: list[Entry] = []
    leaves: list[Leaf] = []
    mine = walk.own(kind.__module__) or not by_reference(kind)
    if mine:
        entries += class_entries(walk, kind, kind.__qualname__) if walk.first(kind) else []
        entries += walk.attributes(e, instance_dict(value), spelled(kind))
        entries += walk.attributes(e, slots(value), spelled(kind))
    if isinstance(value, dict):
        entries += walk.items(e, value)
    elif isinstance(value, CONTAINERS):
        entries += walk.elements(e, kind.__iter__(value) if not mine else plain_iter(value))
    elif isinstance(value, str | bytes | bytearray):
        leaves.append(Leaf(TEXT, e.path, e.owner, value))
    elif isinstance(value, NUMBERS):
        leaves.append(Leaf(SCALAR, e.path, e.owner, value))
    if not mine or is_compiled(kind):
        entries += _reduced(walk, e, known=spelled(kind))
    return leaves, entries


def _reduced(walk: Opener, e: Entry, known: frozenset[str]) -> list[Entry]:
    """The parts an object of a library pickles into."""
    try:
        parts = e.value.__reduce_ex__(4)
    except Exception:  # no pickle: its attributes are all there is to see
        held = instance_dict(e.value)
        if not held and not callable(e.value):
            walk.opaque.append(f"{e.path} ({type(e.value).__qualname__})")
        return walk.attributes(e, held, known)
    if not isinstance(parts, tuple):
        return []
    walk.keep.append(parts)
    arguments, state, elements, items = (*parts[1:], None, None, None, None)[:4]
    if type(e.value).__name__ == "Tree" and type(e.value).__module__ == "sklearn.tree._tree":
        arguments = ()  # sizes, which the arrays of the state repeat
    entries = [Entry(a, e.path, e.owner, False, False) for a in arguments or () if not isinstance(a, type)]
    states = state if isinstance(state, tuple) and len(state) == 2 and isinstance(state[1], dict) else (state,)
    for part in states:
        if isinstance(part, dict):
            entries += walk.attributes(e, part, known)
        elif part is not None:
            entries.append(Entry(part, e.path, e.owner, False, False))
    if not isinstance(e.value, list | set | frozenset | tuple) and elements is not None:
        entries += walk.elements(e, elements)
    if not isinstance(e.value, dict) and items is not None:
        entries += walk.items(e, dict(items))
    return entries
