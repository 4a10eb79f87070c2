"""Gradient modes: ``no_grad``, ``enable_grad``, ``set_grad_enabled``, ``inference_mode`` as contexts and decorators."""

from __future__ import annotations

import functools
import inspect

__tracebackhide__ = True


class State:
    """The one process-wide state: whether operations are taped, and whether new tensors are inference tensors."""

    grad = True
    inference = False


def is_grad_enabled() -> bool:
    """Whether operations are recorded for backward right now."""
    return State.grad


def is_inference_mode_enabled() -> bool:
    """Whether ``inference_mode`` is active."""
    return State.inference


class _Mode:
    """Base of the modes: usable in ``with`` and as a decorator of functions and generator functions."""

    grad: bool | None = None
    inference: bool | None = None

    def __enter__(self):
        if not hasattr(self, "_saved"):
            self._saved = []
        self._saved.append((State.grad, State.inference))
        if self.grad is not None:
            State.grad = self.grad
        if self.inference is not None:
            State.inference = self.inference
        return None

    def __exit__(self, *exc) -> None:
        State.grad, State.inference = self._saved.pop()

    def _again(self):
        return self.__class__()

    def __call__(self, fn):
        make = self._again
        if inspect.isgeneratorfunction(fn):

            @functools.wraps(fn)
            def stepwise(*args, **kwargs):
                made = fn(*args, **kwargs)
                while True:
                    with make():
                        try:
                            value = next(made)
                        except StopIteration:
                            return
                    yield value

            return stepwise

        @functools.wraps(fn)
        def wrapped(*args, **kwargs):
            with make():
                return fn(*args, **kwargs)

        return wrapped


class no_grad(_Mode):
    """Operations inside are not taped; results do not require gradients."""

    grad = False

    def __new__(cls, fn=None):
        mode = super().__new__(cls)
        return mode if fn is None else mode(fn)

    def __init__(self, fn=None):
        pass


class enable_grad(no_grad):
    """Operations inside are taped, also within an outer ``no_grad``."""

    grad = True


class inference_mode(_Mode):
    """Like ``no_grad``, and tensors made inside can never take part in autograd later."""

    def __new__(cls, mode=True):
        made = super().__new__(cls)
        if callable(mode):
            made.grad, made.inference = False, True
            return made(mode)
        return made

    def __init__(self, mode: bool = True):
        self.mode = mode
        self.grad, self.inference = (False, True) if mode else (None, False)

    def _again(self):
        return inference_mode(self.mode)


class set_grad_enabled(_Mode):
    """Set taping on or off at once; as a context it restores the former mode at the end."""

    def __init__(self, mode: bool):
        self._saved = [(State.grad, State.inference)]
        self.grad = bool(mode)
        State.grad = self.grad

    def __enter__(self):
        State.grad = self.grad

    def _again(self):
        return set_grad_enabled(self.grad)

    def __call__(self, fn):
        State.grad = self._saved[0][0]
        return super().__call__(fn)
