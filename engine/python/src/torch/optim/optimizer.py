"""``Optimizer``: parameter groups, state, and its dictionary. Updates work on the arrays in place."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from copy import deepcopy

import numpy as np

from .._graph import Registry, wrap
from .._inplace import bump
from .._modes import enable_grad, no_grad

__tracebackhide__ = True


class _Required:
    def __repr__(self) -> str:
        return "<required parameter>"


required = _Required()


class Optimizer:
    """Base class: subclasses define ``_update(group)`` or their own ``step``."""

    def __init__(self, params, defaults: dict):
        if isinstance(params, Registry.Tensor):
            raise TypeError(
                f"params argument given to the optimizer should be an iterable of Tensors or dicts, but got {params.type()}"
            )
        self.defaults = defaults
        self.state: dict = defaultdict(dict)
        self.param_groups: list[dict] = []
        self._step_pre, self._step_post = OrderedDict(), OrderedDict()
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for g in groups:
            self.add_param_group(dict(g))

    def __repr__(self) -> str:
        text = type(self).__name__ + " ("
        for i, group in enumerate(self.param_groups):
            text += f"\nParameter Group {i}\n"
            for key in sorted(group):
                if key != "params":
                    text += f"    {key}: {group[key]}\n"
        return text + ")"

    def add_param_group(self, param_group: dict) -> None:
        """Add parameters with their own options."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, Registry.Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets will "
                "change between runs. Please use a list instead."
            )
        params = [p[1] if isinstance(p, tuple) else p for p in params]
        for p in params:
            if not isinstance(p, Registry.Tensor):
                raise TypeError("optimizer can only optimize Tensors, but one of the params is " + type(p).__name__)
            if not p.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        param_group["params"] = params
        for name, value in self.defaults.items():
            if value is required and name not in param_group:
                raise ValueError(f"parameter group didn't specify a value of required optimization parameter {name}")
            param_group.setdefault(name, value)
        known = {id(p) for g in self.param_groups for p in g["params"]}
        if known & {id(p) for p in params}:
            raise ValueError("some parameters appear in more than one parameter group")
        if len({id(p) for p in params}) != len(params):
            import warnings

            warnings.warn("optimizer contains a parameter group with duplicate parameters; in future, this will cause an error; "
                          "see github.com/pytorch/pytorch/issues/40967 for more information", stacklevel=3)
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients (or set them to 0)."""
        for group in self.param_groups:
            for p in group["params"]:
                if p._grad is not None:
                    if set_to_none:
                        p._grad = None
                    else:
                        p._grad._fn, p._grad._rg = None, False
                        p._grad._a[...] = 0
                        bump(p._grad)

    def step(self, closure=None):
        """One update. ``closure`` recomputes the loss and returns it."""
        loss = None
        for hook in self._step_pre.values():
            hook(self, (), {})
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad():
            for group in self.param_groups:
                self._update(group)
        for hook in self._step_post.values():
            hook(self, (), {})
        self._step_count = getattr(self, "_step_count", 0) + 1
        return loss

    def _update(self, group: dict) -> None:
        raise NotImplementedError

    def register_step_pre_hook(self, hook):
        """Call ``hook(optimizer, args, kwargs)`` before each step."""
        from .._hooks import add_hook

        return add_hook(self._step_pre, hook)

    def register_step_post_hook(self, hook):
        """Call ``hook(optimizer, args, kwargs)`` after each step."""
        from .._hooks import add_hook

        return add_hook(self._step_post, hook)

    def state_dict(self) -> dict:
        """Options and state; parameters are numbered in order."""
        numbers: dict = {}
        groups = []
        for g in self.param_groups:
            packed = {k: v for k, v in g.items() if k != "params"}
            for p in g["params"]:
                numbers.setdefault(id(p), len(numbers))
            packed["params"] = [numbers[id(p)] for p in g["params"]]
            groups.append(packed)
        state = {numbers[id(p)]: s for p, s in self.state.items() if id(p) in numbers}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict: dict) -> None:
        """Take options and state of an optimizer with the same groups."""
        # State tensors are shared, not copied, as in PyTorch.
        given = state_dict
        groups, saved = self.param_groups, deepcopy(given["param_groups"])
        if len(groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(a["params"]) != len(b["params"]) for a, b in zip(groups, saved)):
            raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        numbered = {n: p for a, b in zip(groups, saved) for n, p in zip(b["params"], a["params"])}
        self.state = defaultdict(dict)
        for n, s in given["state"].items():
            self.state[numbered[n]] = {
                k: v.to(numbered[n].dtype) if k != "step" and isinstance(v, Registry.Tensor) else v for k, v in s.items()
            }
        for own, new in zip(groups, saved):
            own.update({k: v for k, v in new.items() if k != "params"})

    def __getstate__(self) -> dict:
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups,
                "_step_pre": self._step_pre, "_step_post": self._step_post}


def gradients(group: dict):
    """(parameter, its array, gradient array) of those that have a gradient; ``maximize`` flips the sign."""
    for p in group["params"]:
        g = p._grad
        if g is None:
            continue
        yield p, p._a, (-g._a if group.get("maximize") else g._a)


def done(p) -> None:
    """Count the in-place change of a parameter (bfloat16 values are rounded again)."""
    if p._bf:
        from .._graph import round_bf16

        p._a[...] = round_bf16(p._a)
    bump(p)


def zeros_of(p):
    """Zeros in the shape of a parameter, for the state."""
    return wrap(np.zeros_like(p._a))


def scalar(value: float):
    """A 0-d float32 tensor, as PyTorch counts steps."""
    return wrap(np.asarray(value, np.float32))


def number(v) -> float:
    """A number given as a number or a tensor."""
    return v.item() if isinstance(v, Registry.Tensor) else v


def check(name: str, value, ok: bool) -> None:
    """ValueError for an option out of its range."""
    if not ok:
        raise ValueError(f"Invalid {name}: {value}")
