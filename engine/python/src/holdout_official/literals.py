"""Numbers and texts that are written into code. Weights pasted as literals count like any others."""

from __future__ import annotations

from functools import lru_cache
from types import CodeType
from typing import Any

from .leaf import told

_OPTIMIZED = 0x1  # set in the code of functions, not in that of modules and class bodies


def _flat(constant: Any, inside: bool, found: list[tuple[Any, bool]]) -> None:
    if isinstance(constant, tuple | frozenset):
        for part in constant:
            _flat(part, True, found)
    elif isinstance(constant, bool):
        if inside:
            found.append((constant, inside))
    elif isinstance(constant, int | float | complex | str | bytes):
        found.append((constant, inside))


def _collect(
    code: CodeType,
    function: bool,
    at_import: list[tuple[Any, bool]],
    in_functions: list[tuple[Any, bool]],
) -> None:
    function = function or bool(code.co_flags & _OPTIMIZED)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            _collect(constant, function, at_import, in_functions)
        else:
            _flat(constant, False, in_functions if function else at_import)


def _distinct(found: list[tuple[Any, bool]]) -> list[Any]:
    """Each text and each single number once, however often it is written; all elements of tuples."""
    seen: set[tuple[type, str]] = set()
    kept = []
    for constant, inside in found:
        key = (type(constant), told(constant))
        if key in seen and (not inside or isinstance(constant, str | bytes)):
            continue
        seen.add(key)
        kept.append(constant)
    return kept


def constants(code: CodeType) -> list[Any]:
    """The literals of one function and of those inside it, as often as they are stored."""
    found: list[tuple[Any, bool]] = []
    _collect(code, True, found, found)
    return [constant for constant, _ in found]


@lru_cache(maxsize=None)
def literals(code: CodeType) -> tuple[list[Any], list[Any]]:
    """A pair for a module's code: literals that are evaluated at import, and literals inside functions.

    Remembered, since each batch asks again; nobody may change the lists.
    """
    at_import: list[tuple[Any, bool]] = []
    in_functions: list[tuple[Any, bool]] = []
    _collect(code, False, at_import, in_functions)
    return _distinct(at_import), _distinct(in_functions)
