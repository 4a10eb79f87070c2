"""``torch.backends``: what a CPU-only build answers."""

from __future__ import annotations


class _Off:
    """A backend that is not there; its switches can be set without effect."""

    enabled = False
    deterministic = True
    benchmark = False
    allow_tf32 = False

    @staticmethod
    def is_available() -> bool:
        return False

    @staticmethod
    def is_built() -> bool:
        return False


cudnn, mps, mkl, mkldnn, openmp, cuda = _Off(), _Off(), _Off(), _Off(), _Off(), _Off()
