"""``torch.device``: only the CPU computes here; other devices fail the way a CPU build of PyTorch fails."""

from __future__ import annotations

__tracebackhide__ = True

_KNOWN = ("cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga", "maia", "xla", "lazy",
          "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone")


class device:
    """A device name such as ``torch.device("cpu")`` or ``torch.device("cuda", 0)``."""

    __slots__ = ("type", "index")

    def __init__(self, type, index: int | None = None):
        if isinstance(type, device):
            type, index = type.type, type.index
        if isinstance(type, int):
            type, index = "cuda", type
        if not isinstance(type, str):
            raise TypeError(f"device(): argument 'type' must be str, not {type.__class__.__name__}")
        name, _, number = type.partition(":")
        if name not in _KNOWN:
            raise RuntimeError(
                "Expected one of " + ", ".join(_KNOWN) + f" device type at start of device string: {name}"
            )
        if number:
            if not number.isdigit():
                raise RuntimeError(f"Invalid device string: '{type}'")
            index = int(number)
        self.type, self.index = name, index

    def __eq__(self, other) -> bool:
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __repr__(self) -> str:
        return f"device(type='{self.type}')" if self.index is None else f"device(type='{self.type}', index={self.index})"

    def __reduce__(self):
        return device, (str(self),)

    def __enter__(self):
        check_device(self)
        return self

    def __exit__(self, *exc) -> None:
        return None


CPU = device("cpu")


def check_device(value) -> None:
    """Raise what a CPU build raises when tensors are asked to live elsewhere; None and the CPU pass."""
    if value is None or value is CPU:
        return
    name = device(value).type
    if name == "cpu":
        return
    if name == "cuda":
        raise AssertionError("Torch not compiled with CUDA enabled")
    if name == "mps":
        raise RuntimeError("PyTorch is not linked with support for mps devices")
    raise NotImplementedError(f"device '{name}' does not exist in this package; tensors live on 'cpu'")
