"""Notices values that training changed in modules and classes: they do not cross with the model."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from types import CodeType, FunctionType, ModuleType
from typing import Any

from .leaf import ARRAY, told
from .literals import constants
from .walk import Walk

_STANDARD = ("__name__", "__doc__", "__package__", "__loader__", "__spec__", "__file__", "__cached__",
             "__builtins__", "__path__")


def _is_random(value: Any) -> bool:
    """Random number generators change whenever they are used, so a change of one means nothing."""
    if isinstance(value, random.Random):
        return True
    kind = type(value)
    return (kind.__module__ or "").startswith("numpy.random") or (
        (kind.__module__ or "").startswith("torch") and kind.__name__ == "Generator"
    )


def _digest(value: Any, own_module: str) -> bytes:
    sha = hashlib.blake2b(digest_size=16)
    walk = Walk(lambda name: name == own_module, constants)
    for leaf in walk.leaves(value, ""):
        sha.update(leaf.path.encode("utf-8", "surrogatepass"))
        if leaf.kind == ARRAY:
            sha.update(f"{leaf.value.dtype.str}{leaf.value.shape}".encode())
            sha.update(leaf.value.tobytes())
        else:
            sha.update(told(leaf.value).encode("utf-8", "surrogatepass"))
    sha.update(type(value).__qualname__.encode())
    return sha.digest()


def fingerprint(module: ModuleType) -> dict[str, bytes]:
    """Digest by name (``MEANS``, ``Net.shared``, ``fit.calls``) of everything in a module that training may change."""
    marks: dict[str, bytes] = {}
    for name, value in list(vars(module).items()):
        if name in _STANDARD or isinstance(value, ModuleType) or _is_random(value):
            continue
        if isinstance(value, type | FunctionType):
            if value.__module__ != module.__name__:
                continue
            for attribute, held in list(vars(value).items()):
                dunder = attribute.startswith("__") and attribute.endswith("__")
                if dunder or attribute.startswith("_abc_") or isinstance(held, FunctionType) or _is_random(held):
                    continue
                marks[f"{name}.{attribute}"] = _digest(held, module.__name__)
            if isinstance(value, FunctionType):
                marks[f"{name}.__defaults__"] = _digest((value.__defaults__, value.__kwdefaults__), module.__name__)
            continue
        marks[name] = _digest(value, module.__name__)
    return marks


def changed(before: dict[str, bytes], module: ModuleType) -> list[str]:
    """Names whose value is not what it was right after the import, in the module's order."""
    return [name for name, mark in fingerprint(module).items() if before.get(name) != mark]


def _methods(modules: Iterable[ModuleType]) -> dict[str, list[FunctionType]]:
    """Methods of the candidate's classes by name, since the object of a method call is not known beforehand."""
    found: dict[str, list[FunctionType]] = {}
    for module in modules:
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                for name, member in vars(kind).items():
                    member = getattr(member, "__func__", None) or getattr(member, "fget", None) or member
                    if isinstance(member, FunctionType):
                        found.setdefault(name, []).append(member)
    return found


def _names(code: CodeType) -> set[str]:
    """Every name that a function and the functions inside it use."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names


def used_names(functions: Iterable[Any], modules: Iterable[ModuleType]) -> set[tuple[str, str]]:
    """(module, name) of every global that the functions, and the candidate's functions they name, may read."""
    modules = list(modules)
    own = {module.__name__: module for module in modules}
    methods = _methods(modules)
    used: set[tuple[str, str]] = set()
    waiting = [f for f in functions if isinstance(f, FunctionType)]
    done: set[int] = set()
    while waiting:
        function = waiting.pop()
        if id(function) in done:
            continue
        done.add(id(function))
        names = _names(function.__code__)
        used |= {(function.__module__, name) for name in names}
        for name in names:
            found = function.__globals__.get(name)
            waiting += methods.get(name, [])
            if isinstance(found, ModuleType) and found.__name__ in own:
                used |= {(found.__name__, other) for other in names}
                waiting += [f for n in names if isinstance(f := getattr(found, n, None), FunctionType)]
            elif isinstance(found, FunctionType) and found.__module__ in own:
                waiting.append(found)
            elif isinstance(found, type) and found.__module__ in own:
                waiting += [f for f in vars(found).values() if isinstance(f, FunctionType)]
    return used
