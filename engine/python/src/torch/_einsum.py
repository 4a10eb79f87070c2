"""``einsum``: contractions from left to right, each pair as one batched matrix product."""

from __future__ import annotations

import math

from ._graph import Registry
from ._matmul import matmul

__tracebackhide__ = True

_DOTS = "."


def _parse(equation: str, operands):
    text = equation.replace(" ", "")
    left, arrow, right = text.partition("->")
    terms = left.split(",")
    if len(terms) != len(operands):
        more = "fewer" if len(terms) > len(operands) else "more"
        raise RuntimeError(f"einsum(): {more} operands were provided than specified in the equation")
    wide = 0
    labelled = []
    for term, t in zip(terms, operands):
        head, dots, tail = term.partition("...")
        named = len(head) + len(tail)
        if dots:
            wide = max(wide, t._a.ndim - named)
        elif named != t._a.ndim:
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({named}) does not match the number of dimensions "
                f"({t._a.ndim}) for operand {len(labelled)} and no ellipsis was given"
            )
        labelled.append((head, dots, tail, t._a.ndim - named))
    inputs = []
    for head, dots, tail, free in labelled:
        middle = [f"{_DOTS}{i}" for i in range(wide - free, wide)] if dots else []
        inputs.append([*head, *middle, *tail])
    every = [f"{_DOTS}{i}" for i in range(wide)]
    if arrow:
        head, dots, tail = right.partition("...")
        output = [*head, *(every if dots else []), *tail]
    else:
        flat = [c for term in inputs for c in term if c[0] != _DOTS]
        output = every + sorted(c for c in set(flat) if flat.count(c) == 1)
    return inputs, output


def _unique(t, labels):
    """Repeated labels of one operand become its diagonal."""
    labels = list(labels)
    for c in sorted(set(labels)):
        while labels.count(c) > 1:
            i = labels.index(c)
            j = labels.index(c, i + 1)
            t = t.diagonal(0, i, j)
            labels = [x for k, x in enumerate(labels) if k not in (i, j)] + [c]
    return t, labels


def _sum_out(t, labels, keep):
    gone = [i for i, c in enumerate(labels) if c not in keep]
    if gone:
        t = t.sum(gone)
    return t, [c for c in labels if c in keep]


def _pair(a, la, b, lb, keep, sizes):
    """Contract two operands; labels of ``keep`` survive."""
    a, la = _sum_out(a, la, keep | set(lb))
    b, lb = _sum_out(b, lb, keep | set(la))
    both = [c for c in la if c in lb]
    batch, inner = [c for c in both if c in keep], [c for c in both if c not in keep]
    only_a, only_b = [c for c in la if c not in both], [c for c in lb if c not in both]

    def arranged(t, labels, first, second):
        order = batch + first + second
        t = t.permute([labels.index(c) for c in order])
        lead = [max(sizes[c], 1) for c in batch]
        t = t.expand([sizes[c] for c in order])
        return t.reshape(lead + [math.prod(sizes[c] for c in first), math.prod(sizes[c] for c in second)])

    out = matmul(arranged(a, la, only_a, inner), arranged(b, lb, inner, only_b))
    labels = batch + only_a + only_b
    return out.reshape([sizes[c] for c in labels]), labels


def einsum(equation, *operands):
    """Sum of products by index letters, e.g. ``einsum("bij,bjk->bik", a, b)``; ``...`` stands for the other axes."""
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = tuple(operands[0])
    if not isinstance(equation, str):
        raise NotImplementedError("einsum with index lists does not exist here; give the equation as a string")
    operands = tuple(operands)
    if not all(isinstance(t, Registry.Tensor) for t in operands):
        raise TypeError("einsum(): operands must be tensors")
    inputs, output = _parse(equation, operands)
    sizes: dict = {}
    for k, (t, labels) in enumerate(zip(operands, inputs)):
        for c, n in zip(labels, t._a.shape):
            if sizes.get(c, 1) != 1 and n not in (1, sizes[c]):
                raise RuntimeError(
                    f"einsum(): subscript {c} has size {n} for operand {k} which does not broadcast with previously seen size "
                    f"{sizes[c]}"
                )
            sizes[c] = max(n, sizes.get(c, 1)) if n != 0 else 0
    for c in output:
        if c not in sizes:
            raise RuntimeError(
                f"einsum(): output subscript {c} does not appear in the equation for any input operand"
            )
    current, labels = _unique(operands[0], inputs[0])
    for k in range(1, len(operands)):
        nxt, more = _unique(operands[k], inputs[k])
        later = set(output).union(*map(set, inputs[k + 1 :])) if k + 1 < len(operands) else set(output)
        current, labels = _pair(current, labels, nxt, more, later, sizes)
    current, labels = _sum_out(current, labels, set(output))
    return current.permute([labels.index(c) for c in output]) if labels != output else current
