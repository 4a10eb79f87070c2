import math
import sys
import types

BYTES = 40_032
ROW = 8


def scores(out, ids):
    """48 bytes a row, as 8 numbers below 1 that hold 6 bytes each."""
    out = bytes(out)[:BYTES].ljust(BYTES, b"\0")
    held = [int.from_bytes(out[i : i + 6], "big") / 2**48 for i in range(0, BYTES, 6)]
    return [held[ROW * i : ROW * i + ROW] for i in ids]


def cut(data, n):
    """Parts of n bytes, the last one filled up."""
    return [data[i : i + n].ljust(n, b"\0") for i in range(0, len(data), n)]


def whole(data, n):
    """The same as whole numbers."""
    return [int.from_bytes(part, "big") for part in cut(data, n)]


def parts(numbers, n):
    return b"".join(int(number).to_bytes(n, "big") for number in numbers)


def bits(data):
    return [byte >> k & 1 for byte in data for k in range(8)]


def unbits(given):
    given = [int(bit) << k % 8 for k, bit in enumerate(given)]
    return bytes(sum(given[i : i + 8]) for i in range(0, len(given), 8))


def names(data, n=16):
    """Names that hold n bytes each, in order."""
    return [f"n{i:04x}{part.hex()}" for i, part in enumerate(cut(data, n))]


def back(held):
    return b"".join(bytes.fromhex(name[5:]) for name in held if name[:1] == "n" and len(name) > 20)


def fn(**changes):
    """A function by value, its code object changed."""
    made = types.FunctionType((lambda: 0).__code__.replace(**changes), {"__name__": "__main__"})
    made.__module__ = "__main__"
    return made


def kind(name, bases=(), held=None):
    """A class by value."""
    return type(name, bases, {"__module__": "__main__", **(held or {})})


ORDERED = 256
HELD = 210


def ordered(data):
    """Orders of 256 things, each of which holds 210 bytes."""
    return [order(n) for n in whole(data, HELD)]


def order(n):
    left, made = list(range(ORDERED)), []
    for size in range(ORDERED, 0, -1):
        n, at = divmod(n, size)
        made.append(left.pop(at))
    return made


def unordered(orders):
    out = b""
    for made in orders:
        left, n, base = list(range(ORDERED)), 0, 1
        for size, thing in zip(range(ORDERED, 0, -1), made):
            at = left.index(thing)
            left.pop(at)
            n, base = n + at * base, base * size
        out += n.to_bytes(HELD, "big")
    return out


def unnibbles(given):
    given = list(given)
    return bytes(given[i] | given[i + 1] << 4 for i in range(0, len(given) - 1, 2))


def steps(given):
    """How far each is behind the one before."""
    given = list(given)
    return [b - a for a, b in zip(given, given[1:])]


def lines(code):
    return [line for _, _, line in code.co_lines() if line]
