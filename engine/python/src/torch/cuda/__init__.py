"""``torch.cuda`` of a machine without a GPU."""

from __future__ import annotations

from .._device import check_device
from .._missing import module_getattr as _module_getattr

__tracebackhide__ = True


def is_available() -> bool:
    """False."""
    return False


def device_count() -> int:
    """0."""
    return 0


def is_initialized() -> bool:
    """False."""
    return False


def manual_seed(seed: int) -> None:
    """Accepted; there is no GPU generator."""


manual_seed_all = manual_seed


def empty_cache() -> None:
    """Accepted; there is nothing to empty."""


def synchronize(device=None) -> None:
    """Fails as a CPU build does."""
    check_device("cuda")


def current_device() -> int:
    """Fails as a CPU build does."""
    check_device("cuda")
    return 0


def get_device_name(device=None) -> str:
    """Fails as a CPU build does."""
    check_device("cuda")
    return ""


__getattr__ = _module_getattr("cuda", globals())
