"""Which names fit what is typed, the best first: filtered as the editor's list is, so that a cut loses none."""

import heapq
import re


def best(names, typed, limit):
    """The `limit` best of `names` (an iterable of str) for what is `typed`, and whether others fit too.

    A name fits where the typed letters occur in it in this order, capitals or not. Names that begin with what is typed
    come first, then those that hold it, then the others; each group by alphabet.
    """
    low = typed.lower()
    # Possessive, so that a name of many equal letters costs no more than its length.
    letters = re.compile("".join(f"[^{re.escape(c)}]*+{re.escape(c)}" for c in typed), re.IGNORECASE)
    fit = [name for name in names if letters.match(name)]
    first = heapq.nsmallest(limit, fit, key=lambda name: (_rank(name, typed, low), name))
    return first, len(fit) > limit


def _rank(name, typed, low):
    if name.startswith(typed):
        return 0
    small = name.lower()
    return 1 if small.startswith(low) else 2 if low in small else 3
