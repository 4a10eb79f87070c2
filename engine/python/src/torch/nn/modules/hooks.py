"""Calling a module that has hooks."""

from __future__ import annotations

from ..._graph import record, record_many
from ..._tensor import Tensor

__tracebackhide__ = True


def call_with_hooks(module, args, kwargs):
    """``forward`` with the module's hooks around it."""
    for key, hook in list(module._forward_pre_hooks.items()):
        if key in module._hook_kwargs:
            changed = hook(module, args, kwargs)
            if changed is not None:
                args, kwargs = changed
            continue
        changed = hook(module, args)
        if changed is not None:
            args = changed if isinstance(changed, tuple) else (changed,)
    watch = None
    if module._backward_hooks:
        args, watch = _watch_inputs(module, args)
    out = module.forward(*args, **kwargs)
    for key, hook in list(module._forward_hooks.items()):
        changed = hook(module, args, kwargs, out) if key in module._hook_kwargs else hook(module, args, out)
        if changed is not None:
            out = changed
    return _watch_outputs(module, out, watch) if watch is not None else out


def _watch_inputs(module, args):
    """Pass tensor inputs through one step whose backward sees all their gradients."""
    places = [i for i, a in enumerate(args) if isinstance(a, Tensor)]
    state = {"out": None}

    def bw(node, *gs):
        gs = list(gs)
        for hook in list(module._backward_hooks.values()):
            changed = hook(module, _lift(gs), _lift(state["out"] or ()))
            if changed is not None:
                changed = changed if isinstance(changed, tuple) else (changed,)
                gs = [g if g is None else g._a for g in changed]
        state["done"] = True
        return gs

    made = record_many([args[i]._a for i in places], "BackwardHookFunctionBackward", [args[i] for i in places], bw)
    args = list(args)
    for i, t in zip(places, made):
        args[i] = t
    state["inputs"] = any(t._fn is not None for t in made)
    return tuple(args), state


def _lift(gs):
    from ..._graph import wrap

    return tuple(g if g is None or isinstance(g, Tensor) else wrap(g) for g in gs)


def _watch_outputs(module, out, state):
    """Note the gradient of the output before it enters the module."""
    if not isinstance(out, Tensor):
        return out

    def bw(node, g):
        state["out"] = [g]
        if not state["inputs"]:
            for hook in list(module._backward_hooks.values()):
                hook(module, (None,), _lift([g]))
        return (g,)

    return record(out._a, "BackwardHookFunctionBackward", (out,), bw)
