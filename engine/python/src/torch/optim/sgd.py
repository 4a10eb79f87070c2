"""Stochastic gradient descent with momentum."""

from __future__ import annotations

from .._graph import wrap
from .optimizer import Optimizer, check, done, gradients, number

__tracebackhide__ = True


class SGD(Optimizer):
    """``p -= lr * v``, ``v = momentum * v + (1 - dampening) * g``; nesterov looks one step ahead."""

    def __init__(self, params, lr=1e-3, momentum: float = 0, dampening: float = 0, weight_decay: float = 0,
                 nesterov: bool = False, *, maximize: bool = False, foreach=None, differentiable: bool = False, fused=None):
        check("learning rate", lr, number(lr) >= 0)
        check("momentum value", momentum, momentum >= 0)
        check("weight_decay value", weight_decay, weight_decay >= 0)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        super().__init__(params, {
            "lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay, "nesterov": nesterov,
            "maximize": maximize, "foreach": foreach, "differentiable": differentiable, "fused": fused,
        })

    def _update(self, group: dict) -> None:
        lr, momentum, decay = number(group["lr"]), group["momentum"], group["weight_decay"]
        for p, a, g in gradients(group):
            if decay:
                g = g + decay * a
            if momentum:
                state = self.state[p]
                buffer = state.get("momentum_buffer")
                if buffer is None:
                    state["momentum_buffer"] = buffer = wrap(g.copy())
                else:
                    buffer._a *= momentum
                    buffer._a += (1 - group["dampening"]) * g
                g = g + momentum * buffer._a if group["nesterov"] else buffer._a
            a -= lr * g
            done(p)
