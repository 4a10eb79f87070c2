"""The tape: what an operation leaves behind so that its gradient can be computed later.

Every differentiable operation computes a numpy array and calls :func:`record`. If a gradient may be asked for, the
result gets a :class:`Node` with edges to its inputs and a formula. A formula receives the node and the gradient(s) of
its output(s), and returns one gradient per input. It is written once for both kinds of backward pass: numpy arrays
(the fast pass) or tensors (``create_graph=True``, where the formula itself is taped).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._dtypes import SCALAR_NAMES
from ._modes import State

if TYPE_CHECKING:
    from ._tensor import Tensor

__tracebackhide__ = True

ndarray = np.ndarray
_new = object.__new__


class Pass:
    """State of the backward pass that runs: whether formulas work on tensors, and whether bfloat16 was ever used."""

    double = False
    bf16 = False


class Registry:
    """The Tensor class, set when it is defined (operations and class refer to each other)."""

    Tensor: type = object


class Saved:
    """A tensor kept for backward together with the version it had."""

    __slots__ = ("tensor", "array", "version")

    def __init__(self, tensor):
        self.tensor, self.array = tensor, tensor._a
        counter = tensor._ver
        if counter is None:
            tensor._ver = counter = [0]
        self.version = counter[0]

    def check(self, counter) -> None:
        if counter[0] != self.version:
            raise_modified(self.tensor, self.array, counter[0], self.version)


def raise_modified(tensor, array, now: int, then: int):
    """The error of backward when a saved tensor was changed in place after it was saved."""
    kind = SCALAR_NAMES[tensor.dtype.name]
    node = tensor._fn
    origin = "" if node is None else f", which is output {tensor._nr} of {_operation(node)},"
    raise RuntimeError(
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"[torch.{kind}Tensor {list(array.shape)}]{origin} is at version {now}; expected version {then} instead. "
        "Hint: enable anomaly detection to find the operation that failed to compute its gradient, with "
        "torch.autograd.set_detect_anomaly(True, check_nan=False)."
    )


def _operation(node) -> str:
    """Name of the operation without "Backward0"."""
    return node.name().split("Backward")[0]


def raise_freed():
    """The error of a second backward through values that the first one released."""
    raise RuntimeError(
        "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
        "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
        "Specify retain_graph=True if you need to backward through the graph a second time or if you need to access "
        "saved tensors after calling backward."
    )


class Node:
    """One step of the tape. ``edges[i]`` is where the gradient of input i goes: a Node, a leaf tensor, or None."""

    __slots__ = ("seq", "_name", "edges", "numbers", "shapes", "dtypes", "saved", "bw", "comp", "out", "hooks",
                 "retained", "released", "metadata", "__weakref__")
    count = 0

    def name(self) -> str:
        return self._name

    @property
    def next_functions(self):
        """Tuple of (function, index) that the gradients flow to, as in PyTorch."""
        found = []
        for edge, nr in zip(self.edges, self.numbers):
            found.append((AccumulateGrad(edge) if isinstance(edge, Registry.Tensor) else edge, nr))
        return tuple(found)

    def __repr__(self) -> str:
        return f"<{self._name} object at {id(self):#x}>"

    def need(self, i: int) -> bool:
        """Whether input i wants a gradient."""
        return self.edges[i] is not None

    def get(self):
        """The saved inputs, as arrays in the fast pass and as tensors when the pass itself is taped."""
        if self.released:
            raise_freed()
        found = []
        for s in self.saved:
            if s is None:
                found.append(None)
                continue
            if s.tensor._ver[0] != s.version:
                s.check(s.tensor._ver)
            found.append(s.tensor if Pass.double else s.array)
        return found

    def result(self):
        """The saved output, as an array or (taped pass) as a tensor that leads back to this node."""
        if self.released:
            raise_freed()
        array, counter, version = self.out
        if counter[0] != version:
            probe = wrap(array)
            probe._fn = self
            raise_modified(probe, array, counter[0], version)
        if not Pass.double:
            return array
        tensor = wrap(array)
        tensor._fn = self
        return tensor

    def release(self) -> None:
        """Drop what was saved. A node that saved nothing stays usable, as in PyTorch."""
        if self.saved or self.out is not None:
            self.released = True
            self.saved = self.out = self.bw = self.comp = None

    def register_hook(self, fn):
        from ._hooks import add_hook

        if self.hooks is None:
            self.hooks = {}
        return add_hook(self.hooks, fn)


class AccumulateGrad:
    """The end of the tape at a leaf, as ``next_functions`` shows it."""

    def __init__(self, variable):
        self.variable, self.next_functions, self._name = variable, (), "AccumulateGrad"

    def name(self) -> str:
        return "struct torch::autograd::AccumulateGrad"

    def __repr__(self) -> str:
        return f"<AccumulateGrad object at {id(self):#x}>"


def wrap(array) -> "Tensor":
    """A tensor around ``array`` (shared, not copied) outside the tape."""
    t = _new(Registry.Tensor)
    t._a = array if type(array) is ndarray else np.asarray(array)
    if State.inference:
        t._inf = True
    return t


def refresh(t) -> None:
    """Give a view its history again after its base was changed in place (see ``_inplace``)."""
    base = t._base
    if base is not None and base._rebased != t._seen:
        base_refresh = base._base
        if base_refresh is not None:
            refresh(base)
        t._seen = base._rebased
        if base._fn is not None or base._rg:
            former, State.grad = State.grad, True
            try:
                again = t._replay(base)
            finally:
                State.grad = former
            t._fn, t._nr = again._fn, again._nr


def requires(t) -> bool:
    """Whether gradients flow through ``t``."""
    if t._base is not None:
        refresh(t)
    return t._rg or t._fn is not None


def round_bf16(a):
    """float32 array rounded to the nearest bfloat16 (ties to even), still as float32."""
    bits = np.ascontiguousarray(a, np.float32).view(np.uint32)
    rounded = ((bits + (((bits >> 16) & 1) + 0x7FFF)) & np.uint32(0xFFFF0000)).view(np.float32)
    return np.where(np.isnan(a), a, rounded).astype(np.float32).reshape(np.shape(a))


def _mark_bf16(t, inputs) -> None:
    floats = [i for i in inputs if i._a.dtype.kind == "f"]
    if floats and t._a.dtype == np.float32 and all(i._bf for i in floats):
        t._a, t._bf = round_bf16(t._a), True


def attach(t, name, inputs, bw, saved=(), save_out=False, comp=None, number=0):
    """Put a new Node behind ``t`` (or behind the tuple ``t`` of outputs)."""
    node = _new(Node)
    Node.count += 1
    node.seq, node._name, node.bw, node.comp = Node.count, name, bw, comp
    edges, numbers = [], []
    for i in inputs:
        if i._fn is not None:
            edges.append(i._fn)
            numbers.append(i._nr)
        else:
            edges.append(i if i._rg else None)
            numbers.append(0)
    node.edges, node.numbers = edges, numbers
    for s in saved:
        if s is not None and s._inf:
            raise RuntimeError(
                "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in "
                "computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and "
                "use it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`."
            )
    node.saved = [None if s is None else Saved(s) for s in saved]
    node.out = node.hooks = node.retained = node.metadata = None
    node.released = False
    if type(t) is tuple:
        node.shapes = [o._a.shape for o in t]
        node.dtypes = [o._a.dtype for o in t]
        for nr, o in enumerate(t):
            if o._a.dtype.kind == "f":
                o._fn, o._nr = node, nr
    else:
        node.shapes, node.dtypes = (t._a.shape,), (t._a.dtype,)
        t._fn, t._nr = node, 0
        if save_out:
            if t._ver is None:
                t._ver = [0]
            node.out = (t._a, t._ver, t._ver[0])
    return t


def record(array, name, inputs, bw, saved=(), save_out=False, comp=None) -> "Tensor":
    """Wrap ``array`` and tape it when gradients are on and one of ``inputs`` wants one.

    ``bw(node, g)`` returns one gradient per input. Gradients may have the broadcast shape: the engine sums them down.
    ``comp(*saved)`` is the same operation in differentiable steps, for ``create_graph`` through a fused formula.
    """
    t = _new(Registry.Tensor)
    t._a = array if type(array) is ndarray else np.asarray(array)
    if Pass.bf16:
        _mark_bf16(t, inputs)
    if State.grad:
        for i in inputs:
            if i._base is not None:
                refresh(i)
        for i in inputs:
            if i._rg or i._fn is not None:
                return attach(t, name, inputs, bw, saved, save_out, comp)
    elif State.inference:
        t._inf = True
    return t


def record_many(arrays, name, inputs, bw, saved=(), comp=None):
    """Like :func:`record` for operations with several outputs; returns a tuple of tensors."""
    out = tuple(wrap(a) for a in arrays)
    if Pass.bf16:
        for t in out:
            _mark_bf16(t, inputs)
    if State.grad and any([requires(i) for i in inputs]):
        attach(out, name, inputs, bw, saved, comp=comp)
    return out


def view(source, array, name, bw, replay) -> "Tensor":
    """A tensor that shares the memory of ``source``. ``replay(base)`` makes the same view of another tensor."""
    t = record(array, name, (source,), bw)
    if source._ver is None:
        source._ver = [0]
    t._ver, t._bf = source._ver, source._bf
    base = source._base
    if base is None:
        t._base, t._replay, t._seen = source, replay, source._rebased
    else:
        former = source._replay
        t._base, t._replay, t._seen = base, (lambda b: replay(former(b))), base._rebased
    return t

