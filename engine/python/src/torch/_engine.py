"""The backward pass: walks the tape from the newest step to the oldest and hands every leaf its gradient."""

from __future__ import annotations

import numpy as np

from . import _modes
from ._graph import Node, Pass, Registry, raise_freed, requires, wrap

__tracebackhide__ = True

ndarray = np.ndarray


def _fit_array(g, shape, dtype):
    """Sum a broadcast gradient down to ``shape`` and cast it to ``dtype``."""
    if type(g) is not ndarray:
        g = np.asarray(g)
    if g.shape != shape:
        extra = g.ndim - len(shape)
        if extra:
            g = g.sum(axis=tuple(range(extra)))
        dims = tuple(i for i, n in enumerate(shape) if n == 1 and g.shape[i] != 1)
        if dims:
            g = g.sum(axis=dims, keepdims=True)
        if g.shape != shape:
            g = np.broadcast_to(g, shape)
    return g if g.dtype == dtype else g.astype(dtype)


def _fit_tensor(g, shape, dtype):
    if g._a.shape != shape:
        extra = g.ndim - len(shape)
        if extra:
            g = g.sum(tuple(range(extra)))
        dims = tuple(i for i, n in enumerate(shape) if n == 1 and g._a.shape[i] != 1)
        if dims:
            g = g.sum(dims, keepdim=True)
        if g._a.shape != shape:
            g = g.expand(shape)
    if g._a.dtype != dtype:
        from ._dtypes import FROM_NP

        g = g.to(FROM_NP[dtype])
    return g


def _reach(roots, targets):
    """Nodes that matter, newest first. With ``targets`` (ids) only nodes that lead to one of them."""
    seen, stack, order = set(), list(roots), []
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        order.append(node)
        for e in node.edges:
            if type(e) is Node and id(e) not in seen:
                stack.append(e)
    order.sort(key=_sequence, reverse=True)
    if targets is None:
        return order, None
    leads = set()
    for node in reversed(order):
        if id(node) in targets or any(e is not None and (id(e) in targets or id(e) in leads) for e in node.edges):
            leads.add(id(node))
    return [n for n in order if id(n) in leads], leads


def _sequence(node):
    return node.seq


def _composite(node, gs):
    """Gradient of a fused operation, taped: run its differentiable steps again and differentiate those."""
    inputs = [s if s is None else s.tensor for s in node.saved]
    with _modes.enable_grad():
        out = node.comp(*inputs)
        outs = out if type(out) is tuple else (out,)
        pairs = [(o, g) for o, g in zip(outs, gs) if g is not None]
        wanted = [t for t, e in zip(inputs, node.edges) if e is not None]
        found = iter(run([o for o, _ in pairs], [g for _, g in pairs], True, True, wanted, True))
    return [next(found) if e is not None else None for e in node.edges]


def run(tensors, grads, retain: bool, create: bool, inputs=None, allow_unused: bool = True):
    """Backward from ``tensors`` with ``grads`` (tensors). Accumulates into leaves, or returns grads of ``inputs``."""
    Tensor = Registry.Tensor
    targets = None
    capture = {}
    if inputs is not None:
        for t in inputs:
            requires(t)
            key = (id(t), 0) if t._fn is None else (id(t._fn), t._nr)
            capture[key] = None
        targets = {k[0] for k in capture}
    buffers: dict = {}
    leaves: dict = {}
    roots = []
    fit = _fit_tensor if create else _fit_array
    for t, g in zip(tensors, grads):
        value = g if create else g._a
        if t._fn is None:
            _add_leaf(leaves, t, value)
        else:
            roots.append(t._fn)
            slot = buffers.setdefault(id(t._fn), [None] * len(t._fn.shapes))
            slot[t._nr] = value if slot[t._nr] is None else slot[t._nr] + value
    order, leads = _reach(roots, targets)
    former = Pass.double, _modes.State.grad
    Pass.double, _modes.State.grad = create, create
    try:
        for node in order:
            gs = buffers.pop(id(node), None)
            if gs is None:
                continue
            if node.retained is not None or node.hooks is not None:
                gs = _node_hooks(node, gs, create)
            if targets is not None and id(node) in targets:
                for nr, g in enumerate(gs):
                    if (id(node), nr) in capture and g is not None:
                        capture[(id(node), nr)] = g
                if not any(e is not None and (id(e) in targets or id(e) in leads) for e in node.edges):
                    continue
            if node.released:
                raise_freed()
            if create and node.comp is not None:
                back = _composite(node, gs)
            elif len(gs) == 1:
                back = node.bw(node, gs[0])
            else:
                back = node.bw(node, *gs)
            if type(back) is not tuple and type(back) is not list:
                back = (back,)
            numbers = node.numbers
            for i, e in enumerate(node.edges):
                if e is None:
                    continue
                g = back[i]
                if g is None:
                    continue
                if type(e) is Node:
                    nr = numbers[i]
                    g = fit(g, e.shapes[nr], e.dtypes[nr])
                    slot = buffers.get(id(e))
                    if slot is None:
                        buffers[id(e)] = slot = [None] * len(e.shapes)
                    slot[nr] = g if slot[nr] is None else slot[nr] + g
                else:
                    _add_leaf(leaves, e, fit(g, e._a.shape, e._a.dtype))
            if not retain:
                node.release()
    finally:
        Pass.double, _modes.State.grad = former
    for key, (t, g) in leaves.items():
        if t._hooks:
            g = _apply_hooks(t._hooks, g, create)
        if inputs is None:
            _accumulate(t, g, create, leaves)
        elif (key, 0) in capture:
            capture[(key, 0)] = g
    if inputs is None:
        return None
    found = []
    for k, t in enumerate(inputs):
        g = capture[(id(t), 0) if t._fn is None else (id(t._fn), t._nr)]
        if g is None and not allow_unused:
            raise RuntimeError(
                f"The differentiated Tensor at index {k} appears to not have been used in the graph. Set allow_unused=True if "
                "this is the desired behavior."
            )
        found.append(g if g is None or isinstance(g, Tensor) else wrap(g))
    return found


def _add_leaf(leaves, t, g) -> None:
    entry = leaves.get(id(t))
    leaves[id(t)] = (t, g if entry is None else entry[1] + g)


def _apply_hooks(hooks, g, create):
    value = g if create else wrap(g)
    for fn in list(hooks.values()):
        changed = fn(value)
        if changed is not None:
            value = changed
    return value if create else value._a


def _node_hooks(node, gs, create):
    gs = list(gs)
    for nr, kept in (node.retained or {}).items():
        if gs[nr] is None:
            continue
        if kept.get("hooks"):
            gs[nr] = _apply_hooks(kept["hooks"], gs[nr], create)
        for t in kept.get("tensors", ()):
            value = gs[nr] if create else wrap(gs[nr].copy())
            t._grad = value if t._grad is None else t._grad + value
    if node.hooks:
        for fn in list(node.hooks.values()):
            fn(tuple(g if g is None or create else wrap(g) for g in gs), ())
    return gs


def _accumulate(t, g, create, leaves) -> None:
    """Put ``g`` into ``t.grad``: stored when there was none, else added (in place unless taped)."""
    if create:
        t._grad = g if t._grad is None else t._grad + g
    elif t._grad is None:
        # A gradient array may be shared (x + y hands both the same one); every .grad must own its memory.
        shared = g.base is not None or not g.flags.writeable or any(o[1] is g for k, o in leaves.items() if k != id(t))
        t._grad = wrap(g.copy() if shared or getattr(t, "_root", False) or _is_root(g) else g)
        t._grad._bf = t._bf
    else:
        grad = t._grad
        grad._a += g
        if grad._ver is not None:
            grad._ver[0] += 1
    if t._after:
        for fn in list(t._after.values()):
            fn(t)


_roots: list = []


def _is_root(g) -> bool:
    return any(g is r for r in _roots)


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, inputs=None) -> None:
    """``torch.autograd.backward``: sum of gradients of ``tensors`` with respect to the leaves, into ``.grad``."""
    tensors = (tensors,) if isinstance(tensors, Registry.Tensor) else tuple(tensors)
    grads = make_grads(tensors, grad_tensors)
    retain = create_graph if retain_graph is None else retain_graph
    _roots.extend(g._a for g in grads)
    try:
        if inputs is not None:
            wanted = [inputs] if isinstance(inputs, Registry.Tensor) else list(inputs)
            if not wanted:
                raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
            for t, g in zip(wanted, run(tensors, grads, retain, create_graph, wanted)):
                if g is not None:
                    _accumulate(t, g if create_graph else g._a.copy(), create_graph, {})
        else:
            run(tensors, grads, retain, create_graph)
    finally:
        _roots.clear()


def make_grads(tensors, grads):
    """Check the roots and fill in the implicit gradient 1 of scalars."""
    Tensor = Registry.Tensor
    grads = (None,) * len(tensors) if grads is None else ((grads,) if isinstance(grads, Tensor) else tuple(grads))
    if len(grads) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(grads)} gradients")
    made = []
    for i, (t, g) in enumerate(zip(tensors, grads)):
        if g is None:
            if requires(t) and t._a.size != 1:
                raise RuntimeError("grad can be implicitly created only for scalar outputs")
            g = wrap(np.ones(t._a.shape, t._a.dtype))
        elif g._a.shape != t._a.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{i}] has a shape of {g.shape} and output[{i}] has a shape of {t.shape}."
            )
        if not requires(t):
            raise RuntimeError(f"element {i} of tensors does not require grad and does not have a grad_fn")
        made.append(g)
    return made


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, allow_unused=None,
         is_grads_batched=False, materialize_grads=False):
    """``torch.autograd.grad``: gradients of ``outputs`` with respect to ``inputs`` as a tuple; ``.grad`` is untouched."""
    Tensor = Registry.Tensor
    if is_grads_batched:
        raise NotImplementedError("autograd.grad(is_grads_batched=True) does not exist here; call grad once per row")
    outputs = (outputs,) if isinstance(outputs, Tensor) else tuple(outputs)
    inputs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    for t in inputs:
        if not requires(t):
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    grads = make_grads(outputs, grad_outputs)
    retain = create_graph if retain_graph is None else retain_graph
    unused = materialize_grads if allow_unused is None else allow_unused
    found = run(outputs, grads, retain, create_graph, inputs, unused)
    if materialize_grads:
        found = [wrap(np.zeros_like(t._a)) if g is None else g for t, g in zip(inputs, found)]
    return tuple(found)
