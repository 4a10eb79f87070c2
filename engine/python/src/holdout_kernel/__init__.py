"""Python side of the sandbox's kernel. `Kernel` in kernel.py says what the worker asks of it."""

from .kernel import Kernel

__all__ = ["Kernel"]
