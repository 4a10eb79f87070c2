"""``torch.save`` and ``torch.load``: state dicts in files or memory, as pickles of numpy arrays (not PyTorch's zip format)."""

from __future__ import annotations

import io
import os
import pickle


__tracebackhide__ = True

_MAGIC = b"holdout-torch-1\n"
_ALLOWED = {
    ("collections", "OrderedDict"), ("torch._convert", "rebuild"), ("torch._size", "Size"),
    ("torch._dtypes", "_by_name"), ("torch._device", "device"), ("torch.nn.parameter", "Parameter"),
    ("torch.nn.parameter", "Buffer"),
}


class _WeightsOnly(pickle.Unpickler):
    """Loads tensors, numbers, text and containers, nothing that could run code."""

    def find_class(self, module, name):
        if (module, name) in _ALLOWED or module.split(".")[0] == "numpy":
            return super().find_class(module, name)
        raise pickle.UnpicklingError(
            "Weights only load failed. This file can still be loaded, to do so you have two options, do those steps only if "
            "you trust the source of the checkpoint. Re-running `torch.load` with `weights_only` set to `False` will likely "
            f"succeed, but it can result in arbitrary code execution. Unsupported global: GLOBAL {module}.{name}"
        )


def save(obj, f, pickle_module=None, pickle_protocol=5) -> None:
    """Write ``obj`` (tensors, state dicts, modules) to a path or a binary file object."""
    data = _MAGIC + pickle.dumps(obj, protocol=5)
    if isinstance(f, (str, os.PathLike)):
        with open(f, "wb") as out:
            out.write(data)
    else:
        f.write(data)


def load(f, map_location=None, pickle_module=None, *, weights_only=True, mmap=None):
    """Read what :func:`save` wrote. ``weights_only=False`` also loads objects of other classes."""
    from ._device import check_device

    if isinstance(map_location, str) or hasattr(map_location, "type"):
        check_device(map_location)
    if isinstance(f, (str, os.PathLike)):
        with open(f, "rb") as source:
            data = source.read()
    else:
        data = f.read()
    if not data.startswith(_MAGIC):
        if data.startswith(b"PK"):
            raise NotImplementedError(
                "torch.load of PyTorch's own zip format does not exist here; save numpy arrays (numpy.savez) and build a "
                "state_dict from them"
            )
        raise pickle.UnpicklingError("torch.load: this is not a file that torch.save of this package wrote")
    stream = io.BytesIO(data[len(_MAGIC) :])
    return _WeightsOnly(stream).load() if weights_only else pickle.load(stream)


