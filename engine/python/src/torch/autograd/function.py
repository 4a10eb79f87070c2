"""``autograd.Function``: operations with a backward written by the user."""

from __future__ import annotations

from .._graph import Pass, Registry, attach, raise_freed, requires, wrap
from .._modes import State, no_grad

__tracebackhide__ = True


class FunctionCtx:
    """What ``forward`` leaves for ``backward``."""

    def __init__(self, needs):
        self.needs_input_grad = needs
        self._kept, self._dirty, self._plain, self._freed = (), (), (), False
        self.materialize_grads = True

    def save_for_backward(self, *tensors) -> None:
        """Keep tensors; read them in ``backward`` as ``ctx.saved_tensors``."""
        self._kept = tuple((t, None if t is None else t._version) for t in tensors)

    @property
    def saved_tensors(self):
        """The kept tensors; RuntimeError where one was changed in place since."""
        if self._freed:
            raise_freed()
        for t, version in self._kept:
            if t is not None and t._version != version:
                from .._graph import raise_modified

                raise_modified(t, t._a, t._version, version)
        return tuple(t for t, _ in self._kept)

    def mark_dirty(self, *tensors) -> None:
        """Name inputs that ``forward`` changed in place."""
        self._dirty = tensors

    def mark_non_differentiable(self, *tensors) -> None:
        """Name outputs that have no gradient."""
        self._plain = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether missing gradients arrive as zeros (default) or None."""
        self.materialize_grads = value


class Function:
    """Subclass with static ``forward(ctx, ...)`` and ``backward(ctx, *grads)``; call with ``apply``."""

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError(
            "You must implement the forward function for custom autograd.Function."
        )

    @staticmethod
    def setup_context(ctx, inputs, output):
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    @classmethod
    def apply(cls, *args, **kwargs):
        """Run ``forward`` outside the tape and record this function as one step."""
        Tensor = Registry.Tensor
        inputs = tuple(a for a in args if isinstance(a, Tensor))
        ctx = FunctionCtx(tuple(isinstance(a, Tensor) and requires(a) for a in args))
        taped = State.grad and any(ctx.needs_input_grad)
        with no_grad():
            if cls.setup_context is not Function.setup_context:
                out = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, args, out)
            else:
                out = cls.forward(ctx, *args, **kwargs)
        many = isinstance(out, tuple)
        outs = out if many else (out,)
        if not taped:
            return out
        # An output that is an input (unchanged) becomes its own tensor, as in PyTorch.
        outs = tuple(wrap(o._a) if isinstance(o, Tensor) and any(o is a for a in inputs) else o for o in outs)
        places = [i for i, o in enumerate(outs) if isinstance(o, Tensor)]
        positions = [i for i, a in enumerate(args) if isinstance(a, Tensor)]

        def bw(node, *gs):
            lifted = [g if g is None or Pass.double else wrap(g) for g in gs]
            if ctx.materialize_grads:
                lifted = [wrap(_zeros(outs[p])) if g is None else g for p, g in zip(places, lifted)]
            full = [None] * len(outs)
            for p, g in zip(places, lifted):
                full[p] = g
            got = cls.backward(ctx, *full)
            got = got if isinstance(got, tuple) else (got,)
            if len(got) < len(args):
                raise RuntimeError(
                    f"function {cls.__name__}Backward returned an incorrect number of gradients (expected {len(args)}, got "
                    f"{len(got)})"
                )
            found = [got[i] for i in positions]
            return [g if g is None or Pass.double else g._a for g in found]

        made = tuple(outs[p] for p in places)
        plain = [o for o in made if any(o is p for p in ctx._plain)]
        attach(made, f"{cls.__name__}Backward", inputs, bw)
        for o in plain:
            o._fn, o._nr = None, 0
        node = next((o._fn for o in made if o._fn is not None), None)
        if node is not None and ctx._kept:
            node.saved = [_Release(ctx)]
            node.metadata = ctx
        return outs if many else outs[0]


class _Release:
    """Stands in the node's saved list so that releasing the node releases the context."""

    def __init__(self, ctx):
        self.ctx = ctx

    def __del__(self):
        self.ctx._freed = True


def _zeros(t):
    import numpy as np

    return np.zeros_like(t._a)


def once_differentiable(fn):
    """Mark a backward that cannot be differentiated again."""
    import functools

    @functools.wraps(fn)
    def wrapped(ctx, *grads):
        with no_grad():
            return fn(ctx, *grads)

    return wrapped
