"""Carries random bytes from one side to the other by a way that a test gives, as pack and unpack of the official path do."""
import types
import numpy as np
from holdout_official.payload import pack, unpack
from holdout_official.training_only import strip
from holdout_official.weights import count


def fn(**changes):
    """A function by value, its code object changed."""
    made = types.FunctionType((lambda: 0).__code__.replace(**changes), {"__name__": "__main__"})
    made.__module__ = "__main__"
    return made


def names(data):
    """Names that hold 16 bytes each, in order."""
    return tuple(f"n{i:04x}{data[i : i + 16].hex()}" for i in range(0, len(data), 16))


def back(held):
    return b"".join(bytes.fromhex(name[5:]) for name in held)


def nest(n):
    made = ()
    for _ in range(n):
        made = (made,)
    return made


def depth(made):
    n = 0
    while made:
        (made,) = made
        n += 1
    return n


def carried(put, take, n):
    """The payload, its inventory, and how many of n random bytes came out of it again."""
    data = np.random.default_rng(7).bytes(max(n, 40_000))
    model = put(data)
    strip(model)
    payload = pack(model, 1)
    after = unpack(payload)[1]
    out = take(after, data)
    return dict(payload=payload, inventory=count(after), arrived=min(n, len(out)))
