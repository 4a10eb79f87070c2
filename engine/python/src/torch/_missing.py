"""What PyTorch has and this package has not: NotImplementedError that names it and the nearest thing that exists."""

from __future__ import annotations

import difflib
import sys

__tracebackhide__ = True

# Nearest things that spelling alone does not find.
_HINTS = {
    "compile": "calling the model itself", "amp": "float32 training", "autocast": "float32 training",
    "distributed": "one process", "jit": "calling the model itself", "onnx": "torch.save of a state_dict",
    "fft": "numpy.fft on tensor.numpy()", "sparse": "dense tensors", "Conv3d": "nn.Conv2d",
    "Transformer": "nn.TransformerEncoder", "TransformerDecoder": "nn.TransformerEncoder",
    "TransformerDecoderLayer": "nn.TransformerEncoderLayer", "LBFGS": "optim.SGD", "multiprocessing": "one process",
    "vmap": "broadcasting", "distributions": "torch.randn, torch.rand, torch.multinomial", "func": "torch.autograd.grad", "complex64": "a pair of float32 tensors", "complex128": "a pair of float64 tensors",
    "cfloat": "a pair of float32 tensors", "stft": "numpy.fft on tensor.numpy()", "export": "torch.save of a state_dict",
}


def _names(space: str) -> frozenset:
    from ._names import MISSING

    return frozenset(MISSING.get(space, "").split())


def missing_attribute(space: str, name: str, present=()) -> Exception:
    """The exception for ``space.name``: NotImplementedError for a name of PyTorch, AttributeError for any other."""
    where = "torch" if space == "torch" else f"torch.{space}"
    if name.startswith("_") or name not in _names(space):
        if space == "Tensor":
            return AttributeError(f"'Tensor' object has no attribute '{name}'", name=name)
        return AttributeError(f"module '{where}' has no attribute '{name}'", name=name)
    hint = _HINTS.get(name)
    if hint is None:
        if not present and space == "Tensor":
            from ._tensor import Tensor

            present = [n for n in dir(Tensor) if not n.startswith("_")]
        close = difflib.get_close_matches(name, [n for n in present if not n.startswith("_")], 1, 0.5)
        hint = f"{where}.{close[0]}" if close else "see docs/TORCH.md for what exists"
    return NotImplementedError(f"{where}.{name} does not exist in this package; nearest: {hint}")


class MissingModule(NotImplementedError, ModuleNotFoundError):
    """A module of PyTorch that is not here; also an ImportError, so that ``try: import`` works."""


class _Finder:
    """Answers imports of modules that PyTorch has and this package lacks."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        parent, _, name = fullname.partition(".")
        if parent != "torch" or name.split(".")[0].startswith("_"):
            return None
        from ._names import MODULES

        if name in MODULES.split():
            hint = _HINTS.get(name.split(".")[0], "see docs/TORCH.md for what exists")
            raise MissingModule(f"torch.{name} does not exist in this package; nearest: {hint}")
        return None


def install_finder() -> None:
    """Put the finder behind all others, once."""
    if not any(type(f).__name__ == "_Finder" and type(f).__module__ == __name__ for f in sys.meta_path):
        sys.meta_path.append(_Finder())


def module_getattr(space: str, scope: dict):
    """``__getattr__`` for a module whose PyTorch name is ``torch.<space>``."""

    def __getattr__(name: str):
        raise missing_attribute(space, name, list(scope))

    return __getattr__
