"""What PyTorch has and this package has not: NotImplementedError that names it and the nearest thing that exists."""

from __future__ import annotations

import difflib

__tracebackhide__ = True

# Nearest things that spelling alone does not find.
_HINTS = {
    "compile": "calling the model itself", "amp": "float32 training", "autocast": "float32 training",
    "distributed": "one process", "jit": "calling the model itself", "onnx": "torch.save of a state_dict",
    "fft": "numpy.fft on tensor.numpy()", "sparse": "dense tensors", "Conv3d": "nn.Conv2d",
    "Transformer": "nn.TransformerEncoder", "TransformerDecoder": "nn.TransformerEncoder",
    "TransformerDecoderLayer": "nn.TransformerEncoderLayer", "LBFGS": "optim.SGD", "multiprocessing": "one process",
    "vmap": "broadcasting", "complex64": "a pair of float32 tensors", "complex128": "a pair of float64 tensors",
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


def module_getattr(space: str, scope: dict):
    """``__getattr__`` for a module whose PyTorch name is ``torch.<space>``."""

    def __getattr__(name: str):
        raise missing_attribute(space, name, list(scope))

    return __getattr__
