"""double-step: an optimizer must step by the gradient of the current batch, not of all batches so far."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .change import copied
from .session import Session
from .verdict import CannotTell, Verdict, judged, short


class _Enough(BaseException):
    """Ends a fit that has been watched long enough."""


class _Watch:
    """Stores, for every parameter, the gradient that was there when the first backward pass after a step began."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.parameters: dict[int, Any] = {}
        self.left: dict[int, Any] = {}
        self.ratios: list[float] = []
        self.seen = 0

    def backward(self) -> None:
        """A backward pass begins."""
        for key, parameter in self.parameters.items():
            if key not in self.left:
                self.left[key] = None if parameter.grad is None else _values(parameter.grad)

    def step(self, optimizer: Any) -> None:
        """An optimizer is about to step."""
        import numpy as np

        before = after = 0.0
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                left = self.left.pop(id(parameter), None)
                self.parameters[id(parameter)] = parameter
                if parameter.grad is None:
                    continue
                now = _values(parameter.grad)
                if left is None:
                    left = np.zeros_like(now)
                before += float((left**2).sum())
                after += float(((now - left) ** 2).sum())
        self.seen += 1
        if self.seen > 1 and after > 0:
            self.ratios.append((before / after) ** 0.5)
        if self.seen >= self.steps:
            raise _Enough


def _values(tensor: Any) -> Any:
    import numpy as np

    return np.array(tensor.detach().cpu().numpy(), dtype=np.float64)


def double_step(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Watches the first steps of a fit in torch: gradients left over from the step before must be gone."""
    import numpy as np

    base, fitted = session.base(probe["rows"]), session.fitted(probe["rows"])
    if "torch" not in sys.modules:
        raise CannotTell("fit uses no optimizer of torch: how gradients are kept cannot be asked")
    watch = _Watch(probe["steps"])
    with _watching(watch):
        try:
            session.call("fit", copied(base.train), fitted.prep, session.seed)
        except _Enough:
            pass
    if len(watch.ratios) < 1:
        raise CannotTell(f"fit made {watch.seen} steps of an optimizer of torch: too few to tell")
    ratio = float(np.median(watch.ratios))
    message = f"before a step's own gradient there is {short(ratio)} times as much left from steps before"
    return judged(ratio > probe["threshold"], ratio, probe["threshold"], message)


@contextmanager
def _watching(watch: _Watch) -> Iterator[None]:
    """Stands before ``backward`` and every ``step`` of torch while inside."""
    import torch

    changed: list[tuple[Any, str, Any, bool]] = []

    def put(owner: Any, name: str, wrapper: Any) -> None:
        changed.append((owner, name, getattr(owner, name), name in vars(owner)))
        setattr(owner, name, wrapper(getattr(owner, name)))

    def backward(original: Any) -> Any:
        def watched(*given: Any, **named: Any) -> Any:
            watch.backward()
            return original(*given, **named)

        return watched

    def step(original: Any) -> Any:
        def watched(self: Any, closure: Any = None) -> Any:
            if closure is None:
                watch.step(self)
                return original(self)

            def asked() -> Any:
                loss = closure()
                watch.step(self)
                return loss

            return original(self, asked)

        return watched

    try:
        put(torch.Tensor, "backward", backward)
        put(torch.autograd, "backward", backward)
        for kind in _kinds(torch.optim.Optimizer):
            if "step" in vars(kind):
                put(kind, "step", step)
        yield
    finally:
        for owner, name, original, own in reversed(changed):
            if own:
                setattr(owner, name, original)
            else:
                delattr(owner, name)


def _kinds(kind: type) -> Iterator[type]:
    yield kind
    for sub in kind.__subclasses__():
        yield from _kinds(sub)
