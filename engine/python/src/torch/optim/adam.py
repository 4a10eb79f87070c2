"""Adam and AdamW."""

from __future__ import annotations

import math

import numpy as np

from .optimizer import Optimizer, check, done, gradients, number, scalar, zeros_of

__tracebackhide__ = True


class Adam(Optimizer):
    """Steps by running averages of the gradient and its square (Kingma & Ba 2014)."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0, amsgrad: bool = False,
                 *, foreach=None, maximize: bool = False, capturable: bool = False, differentiable: bool = False, fused=None,
                 decoupled_weight_decay: bool = False):
        check("learning rate", lr, number(lr) >= 0)
        check("epsilon value", eps, eps >= 0)
        check("beta parameter at index 0", betas[0], 0 <= betas[0] < 1)
        check("beta parameter at index 1", betas[1], 0 <= betas[1] < 1)
        check("weight_decay value", weight_decay, weight_decay >= 0)
        super().__init__(params, {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "amsgrad": amsgrad, "maximize": maximize,
            "foreach": foreach, "capturable": capturable, "differentiable": differentiable, "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        })

    def _update(self, group: dict) -> None:
        lr, (b1, b2), eps, decay = number(group["lr"]), group["betas"], group["eps"], group["weight_decay"]
        for p, a, g in gradients(group):
            state = self.state[p]
            if not state:
                state["step"], state["exp_avg"], state["exp_avg_sq"] = scalar(0.0), zeros_of(p), zeros_of(p)
                if group["amsgrad"]:
                    state["max_exp_avg_sq"] = zeros_of(p)
            state["step"]._a += 1
            step = float(state["step"]._a)
            if decay:
                if group["decoupled_weight_decay"]:
                    a *= 1 - lr * decay
                else:
                    g = g + decay * a
            m, v = state["exp_avg"]._a, state["exp_avg_sq"]._a
            m += (g - m) * (1 - b1)
            v *= b2
            v += (1 - b2) * (g * g)
            if group["amsgrad"]:
                top = state["max_exp_avg_sq"]._a
                np.maximum(top, v, out=top)
                v = top
            denom = np.asarray(np.sqrt(v))
            denom /= math.sqrt(1 - b2**step)
            denom += eps
            np.divide(m, denom, out=denom)
            denom *= lr / (1 - b1**step)
            a -= denom
            done(p)


class AdamW(Adam):
    """Adam whose weight decay acts on the weights, not on the gradient."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps: float = 1e-8, weight_decay: float = 1e-2,
                 amsgrad: bool = False, *, maximize: bool = False, foreach=None, capturable: bool = False,
                 differentiable: bool = False, fused=None):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, foreach=foreach, maximize=maximize,
                         capturable=capturable, differentiable=differentiable, fused=fused, decoupled_weight_decay=True)
