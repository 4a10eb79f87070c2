"""The kernel of the sandbox for Python: runs the candidate's code. The worker calls `Kernel` in kernel.py."""

from .kernel import Kernel

__all__ = ["Kernel"]
