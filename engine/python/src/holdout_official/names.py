"""Attribute names that occur in a class's code: they are structure, while any other name is text that is stored."""

from __future__ import annotations

from functools import lru_cache
from types import CodeType
from typing import Any


def _add(code: CodeType, found: set[str]) -> None:
    found.update(code.co_names, code.co_varnames)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            _add(constant, found)
        elif isinstance(constant, str) and constant.isidentifier():
            found.add(constant)


@lru_cache(maxsize=4096)
def spelled(kind: type) -> frozenset[str]:
    """Names in the code of the class and of its bases: what ``self.NAME = ...`` in them can create."""
    found: set[str] = {"_sklearn_version", "_parameters", "_buffers", "_modules"}
    for base in kind.__mro__:
        found.update(getattr(base, "__annotations__", ()))
        for name, member in vars(base).items():
            found.add(name)
            member = getattr(member, "__func__", None) or getattr(member, "fget", None) or member
            while member is not None:
                code: Any = getattr(member, "__code__", None)
                if isinstance(code, CodeType):
                    _add(code, found)
                member = getattr(member, "__wrapped__", None)
    return frozenset(found)
