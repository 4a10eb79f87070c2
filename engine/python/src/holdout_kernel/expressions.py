"""The expression before the cursor, and the live value that it stands for."""

import builtins
import re

from .members import Unknown, attribute, item, returned

#: Steps of an expression that are followed; a longer one is left to others.
_MOST_STEPS = 20

_NAME = re.compile(r"[^\W\d]\w*\Z")
_KEY = re.compile(r"\[\s*(?:'([^'\\\n]*)'|\"([^\"\\\n]*)\"|(-?\d{1,9}))\s*\]\Z")


def expression_before(head):
    """The expression that ends a text: [(kind, value)] of name, attribute, key, call; None where it is no chain."""
    steps = []
    rest = head.rstrip()
    while len(steps) < _MOST_STEPS:
        if rest.endswith(")"):
            rest = _before_call(rest)
            if rest is None:
                return None
            steps.append(("call", None))
            continue
        if key := _KEY.search(rest):
            single, double, number = key.groups()
            steps.append(("key", int(number) if number else double if single is None else single))
            rest = rest[: key.start()]
            continue
        name = _NAME.search(rest)
        if not name:
            return None
        rest = rest[: name.start()].rstrip()
        if not rest.endswith("."):
            return [("name", name.group()), *steps[::-1]]
        steps.append(("attribute", name.group()))
        rest = rest[:-1].rstrip()
    return None


def _before_call(text):
    """The text before the bracket that closes at its end, strings skipped; None where this line does not hold it."""
    depth, at, quote = 0, len(text), ""
    while at:
        at -= 1
        letter = text[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in ")]}":
            depth += 1
        elif letter in "([{":
            depth -= 1
            if depth == 0:
                before = text[:at]
                return before if letter == "(" and _NAME.search(before.rstrip()) else None
    return None


def resolve(namespace, steps):
    """What the steps of `expression_before` stand for: a value, or the class of one.

    :raises Unknown: where that cannot be said without running code.
    """
    (_, root), *others = steps
    if root in namespace:
        value = namespace[root]
    elif root in vars(builtins):
        value = vars(builtins)[root]
    else:
        raise Unknown
    owner = None
    for kind, what in others:
        if kind == "call":
            value = returned(value, owner)
        else:
            value, owner = (attribute if kind == "attribute" else item)(value, what), value
    return value
