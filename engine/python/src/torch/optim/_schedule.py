"""``LRScheduler``: the base of learning rate schedules."""

from __future__ import annotations

import warnings

from .optimizer import Optimizer

__tracebackhide__ = True


class LRScheduler:
    """Base: ``get_lr`` says the next rates, ``last_epoch`` counts the steps."""

    def __init__(self, optimizer, last_epoch: int = -1):
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
        self.optimizer = optimizer
        if last_epoch == -1:
            for g in optimizer.param_groups:
                g.setdefault("initial_lr", g["lr"])
        else:
            for i, g in enumerate(optimizer.param_groups):
                if "initial_lr" not in g:
                    raise KeyError(
                        f"param 'initial_lr' is not specified in param_groups[{i}] when resuming scheduler with last_epoch >= 0."
                    )
        self.base_lrs = [g["initial_lr"] for g in optimizer.param_groups]
        self.last_epoch = last_epoch
        self._begin()

    def _begin(self) -> None:
        self._step_count = 0
        self._seen = getattr(self.optimizer, "_step_count", 0)
        self._initial = True
        self.step()
        self._initial = False

    def get_last_lr(self):
        """Rates that the last step set."""
        return self._last_lr

    def get_lr(self):
        """Next rates; subclasses define it."""
        raise NotImplementedError

    def _rates(self):
        return [g["lr"] for g in self.optimizer.param_groups]

    def step(self, epoch=None) -> None:
        """Go on by one."""
        if self._step_count == 1 and getattr(self.optimizer, "_step_count", 0) == self._seen:
            warnings.warn(
                "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you should call "
                "them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this will result "
                "in PyTorch skipping the first value of the learning rate schedule. See more details at "
                "https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate", stacklevel=2)
        self._step_count += 1
        if epoch is not None and not self._initial:
            self._rewind(epoch)
        else:
            self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        values = self.get_lr()
        for g, lr in zip(self.optimizer.param_groups, values):
            g["lr"] = lr
        self._last_lr = self._rates()

    def _rewind(self, epoch: int) -> None:
        """Put the rates where they stand just before ``epoch``, from the start."""
        for g, base in zip(self.optimizer.param_groups, self.base_lrs):
            g["lr"] = base
        for self.last_epoch in range(epoch):
            for g, lr in zip(self.optimizer.param_groups, self.get_lr()):
                g["lr"] = lr
        self.last_epoch = epoch

    def state_dict(self) -> dict:
        """Everything but the optimizer."""
        return {k: v for k, v in self.__dict__.items() if k != "optimizer" and not callable(v)}

    def load_state_dict(self, state_dict: dict) -> None:
        """Go on from a saved state."""
        self.__dict__.update(state_dict)


_LRScheduler = LRScheduler
