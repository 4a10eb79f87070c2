"""RMSprop, Adagrad, Adadelta, Adamax, NAdam and RAdam: steps scaled by the history of squared gradients."""

from __future__ import annotations

import math

import numpy as np

from .._graph import wrap
from .optimizer import Optimizer, check, done, gradients, number, scalar, zeros_of

__tracebackhide__ = True


class RMSprop(Optimizer):
    """Gradient divided by the root of a running mean of its square; optionally centred, with momentum."""

    def __init__(self, params, lr=1e-2, alpha: float = 0.99, eps: float = 1e-8, weight_decay: float = 0, momentum: float = 0,
                 centered: bool = False, capturable: bool = False, foreach=None, maximize: bool = False,
                 differentiable: bool = False):
        check("learning rate", lr, number(lr) >= 0)
        check("epsilon value", eps, eps >= 0)
        check("momentum value", momentum, momentum >= 0)
        check("weight_decay value", weight_decay, weight_decay >= 0)
        check("alpha value", alpha, alpha >= 0)
        super().__init__(params, {
            "lr": lr, "momentum": momentum, "alpha": alpha, "eps": eps, "centered": centered, "weight_decay": weight_decay,
            "capturable": capturable, "foreach": foreach, "maximize": maximize, "differentiable": differentiable,
        })

    def _update(self, group: dict) -> None:
        lr, alpha, momentum = number(group["lr"]), group["alpha"], group["momentum"]
        for p, a, g in gradients(group):
            state = self.state[p]
            if not state:
                state["step"], state["square_avg"] = scalar(0.0), zeros_of(p)
                if momentum > 0:
                    state["momentum_buffer"] = zeros_of(p)
                if group["centered"]:
                    state["grad_avg"] = zeros_of(p)
            state["step"]._a += 1
            if group["weight_decay"]:
                g = g + group["weight_decay"] * a
            v = state["square_avg"]._a
            v *= alpha
            v += (1 - alpha) * g * g
            if group["centered"]:
                mean = state["grad_avg"]._a
                mean += (g - mean) * (1 - alpha)
                root = np.sqrt(v - mean * mean)
            else:
                root = np.sqrt(v)
            root += group["eps"]
            if momentum > 0:
                buffer = state["momentum_buffer"]._a
                buffer *= momentum
                buffer += g / root
                a -= lr * buffer
            else:
                a -= lr * (g / root)
            done(p)


class Adagrad(Optimizer):
    """Gradient divided by the root of the sum of its squares; state exists from the start."""

    def __init__(self, params, lr=1e-2, lr_decay: float = 0, weight_decay: float = 0, initial_accumulator_value: float = 0,
                 eps: float = 1e-10, foreach=None, *, maximize: bool = False, differentiable: bool = False, fused=None):
        check("learning rate", lr, number(lr) >= 0)
        check("lr_decay value", lr_decay, lr_decay >= 0)
        check("weight_decay value", weight_decay, weight_decay >= 0)
        check("initial_accumulator_value value", initial_accumulator_value, initial_accumulator_value >= 0)
        check("epsilon value", eps, eps >= 0)
        super().__init__(params, {
            "lr": lr, "lr_decay": lr_decay, "eps": eps, "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value, "foreach": foreach, "maximize": maximize,
            "differentiable": differentiable, "fused": fused,
        })
        for group in self.param_groups:
            for p in group["params"]:
                total = wrap(np.full_like(p._a, group["initial_accumulator_value"]))
                self.state[p] = {"step": scalar(0.0), "sum": total}

    def _update(self, group: dict) -> None:
        for p, a, g in gradients(group):
            state = self.state[p]
            state["step"]._a += 1
            if group["weight_decay"]:
                g = g + group["weight_decay"] * a
            rate = number(group["lr"]) / (1 + (float(state["step"]._a) - 1) * group["lr_decay"])
            total = state["sum"]._a
            total += g * g
            a -= rate * (g / (np.sqrt(total) + group["eps"]))
            done(p)


class Adadelta(Optimizer):
    """Step sizes from the history of steps and gradients."""

    def __init__(self, params, lr=1.0, rho: float = 0.9, eps: float = 1e-6, weight_decay: float = 0, foreach=None, *,
                 capturable: bool = False, maximize: bool = False, differentiable: bool = False):
        check("learning rate", lr, number(lr) >= 0)
        check("rho value", rho, 0 <= rho <= 1)
        super().__init__(params, {
            "lr": lr, "rho": rho, "eps": eps, "weight_decay": weight_decay, "maximize": maximize, "capturable": capturable,
            "foreach": foreach, "differentiable": differentiable,
        })

    def _update(self, group: dict) -> None:
        rho, eps = group["rho"], group["eps"]
        for p, a, g in gradients(group):
            state = self.state[p]
            if not state:
                state["step"], state["square_avg"], state["acc_delta"] = scalar(0.0), zeros_of(p), zeros_of(p)
            state["step"]._a += 1
            if group["weight_decay"]:
                g = g + group["weight_decay"] * a
            v, d = state["square_avg"]._a, state["acc_delta"]._a
            v *= rho
            v += (1 - rho) * g * g
            delta = np.sqrt(d + eps) / np.sqrt(v + eps) * g
            d *= rho
            d += (1 - rho) * delta * delta
            a -= number(group["lr"]) * delta
            done(p)


class _AdamFamily(Optimizer):
    """Options and state that Adamax, NAdam and RAdam share."""

    def _begin(self, p, a, g, group, second="exp_avg_sq"):
        state = self.state[p]
        if not state:
            state["step"], state["exp_avg"], state[second] = scalar(0.0), zeros_of(p), zeros_of(p)
        state["step"]._a += 1
        if group["weight_decay"]:
            if group.get("decoupled_weight_decay"):
                a *= 1 - number(group["lr"]) * group["weight_decay"]
            else:
                g = g + group["weight_decay"] * a
        m = state["exp_avg"]._a
        m += (g - m) * (1 - group["betas"][0])
        return state, float(state["step"]._a), g, m


class Adamax(_AdamFamily):
    """Adam with the largest gradient seen instead of the mean square."""

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0, foreach=None, *,
                 maximize: bool = False, differentiable: bool = False, capturable: bool = False):
        super().__init__(params, {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "foreach": foreach, "maximize": maximize,
            "differentiable": differentiable, "capturable": capturable,
        })

    def _update(self, group: dict) -> None:
        b1, b2 = group["betas"]
        for p, a, g in gradients(group):
            state, step, g, m = self._begin(p, a, g, group, "exp_inf")
            top = state["exp_inf"]._a
            np.maximum(top * b2, np.abs(g) + group["eps"], out=top)
            a -= number(group["lr"]) / (1 - b1**step) * (m / top)
            done(p)


class NAdam(_AdamFamily):
    """Adam with Nesterov momentum."""

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
                 momentum_decay: float = 4e-3, decoupled_weight_decay: bool = False, *, foreach=None, maximize: bool = False,
                 capturable: bool = False, differentiable: bool = False):
        super().__init__(params, {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay, "maximize": maximize, "foreach": foreach,
            "capturable": capturable, "differentiable": differentiable,
        })

    def _update(self, group: dict) -> None:
        (b1, b2), lr, decay = group["betas"], number(group["lr"]), group["momentum_decay"]
        for p, a, g in gradients(group):
            state, step, g, m = self._begin(p, a, g, group)
            product = state.setdefault("mu_product", scalar(1.0))
            v = state["exp_avg_sq"]._a
            v *= b2
            v += (1 - b2) * g * g
            root = np.sqrt(v / (1 - b2**step)) + group["eps"]
            mu = b1 * (1 - 0.5 * 0.96 ** (step * decay))
            mu_next = b1 * (1 - 0.5 * 0.96 ** ((step + 1) * decay))
            product._a *= mu
            now = float(product._a)
            a -= lr * (1 - mu) / (1 - now) * (g / root)
            a -= lr * mu_next / (1 - now * mu_next) * (m / root)
            done(p)


class RAdam(_AdamFamily):
    """Adam that waits until the variance of its step is known."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
                 decoupled_weight_decay: bool = False, *, foreach=None, maximize: bool = False, capturable: bool = False,
                 differentiable: bool = False):
        super().__init__(params, {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "maximize": maximize, "foreach": foreach,
            "capturable": capturable, "decoupled_weight_decay": decoupled_weight_decay, "differentiable": differentiable,
        })

    def _update(self, group: dict) -> None:
        (b1, b2), lr = group["betas"], number(group["lr"])
        limit = 2 / (1 - b2) - 1
        for p, a, g in gradients(group):
            state, step, g, m = self._begin(p, a, g, group)
            v = state["exp_avg_sq"]._a
            v *= b2
            v += (1 - b2) * g * g
            fix1, fix2 = 1 - b1**step, 1 - b2**step
            rho = limit - 2 * step * b2**step / fix2
            if rho > 5:
                part = math.sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho))
                a -= lr * part * math.sqrt(fix2) * (m / fix1) / (np.sqrt(v) + group["eps"])
            else:
                a -= lr * (m / fix1)
            done(p)
