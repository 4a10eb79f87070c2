"""How tensors print: column widths, scientific notation and summaries as in PyTorch."""

from __future__ import annotations

import math

import numpy as np

from . import _dtypes as dt

__tracebackhide__ = True


class Options:
    """Printing options of ``torch.set_printoptions``."""

    precision = 4
    threshold = 1000
    edgeitems = 3
    linewidth = 80
    sci_mode: bool | None = None


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None) -> None:
    """Change how tensors print; ``profile`` is 'default', 'short' or 'full'."""
    if profile is not None:
        named = {"default": (4, 1000, 3, 80), "short": (2, 1000, 2, 80), "full": (4, math.inf, 3, 80)}[profile]
        Options.precision, Options.threshold, Options.edgeitems, Options.linewidth = named
    for name, value in (("precision", precision), ("threshold", threshold), ("edgeitems", edgeitems),
                        ("linewidth", linewidth)):
        if value is not None:
            setattr(Options, name, value)
    Options.sci_mode = sci_mode


class _Format:
    """Width and notation shared by all numbers of a tensor."""

    def __init__(self, a):
        self.floating = a.dtype.kind == "f"
        self.int_mode, self.sci, self.width = True, False, 1
        if not self.floating:
            for v in (a.max(), a.min()) if a.size and a.dtype.kind != "b" else a.reshape(-1):
                self.width = max(self.width, len(str(v)))
            return
        flat = a.reshape(-1).astype(np.float64)
        some = np.abs(flat[np.isfinite(flat) & (flat != 0)])
        if not some.size:
            self.width = max([len(_special(v)) for v in flat] + [1]) if flat.size else 1
            self._pad(flat)
            return
        low, high = some.min(), some.max()
        self.int_mode = bool((some == np.ceil(some)).all())
        p = Options.precision
        finite = flat[np.isfinite(flat) & (flat != 0)]
        if self.int_mode:
            self.sci = high / low > 1000.0 or high > 1.0e8
            self.width = max(len(f"{v:.{p}e}" if self.sci else f"{v:.0f}") + (0 if self.sci else 1) for v in finite)
        else:
            self.sci = high / low > 1000.0 or high > 1.0e8 or low < 1.0e-4
            self.width = max(len(f"{v:.{p}e}" if self.sci else f"{v:.{p}f}") for v in finite)
        if Options.sci_mode is not None:
            self.sci = Options.sci_mode

    def _pad(self, flat):
        if np.isfinite(flat).all():
            self.width = 2

    def __call__(self, v) -> str:
        if not self.floating:
            return str(v).rjust(self.width)
        v = float(v)
        if self.sci:
            text = f"{v:{self.width}.{Options.precision}e}"
        elif self.int_mode:
            text = f"{v:.0f}"
            if math.isfinite(v):
                text += "."
        else:
            text = f"{v:.{Options.precision}f}"
        return text.rjust(self.width)


def _special(v) -> str:
    return f"{v:.0f}"


def _vector(a, indent, fmt, short) -> str:
    per_line = max(1, math.floor((Options.linewidth - indent) / (fmt.width + 2)))
    if short and a.size > 2 * Options.edgeitems:
        e = Options.edgeitems
        data = [fmt(v) for v in a[:e]] + [" ..."] + [fmt(v) for v in a[-e:]]
    else:
        data = [fmt(v) for v in a]
    lines = [data[i : i + per_line] for i in range(0, len(data), per_line)]
    return "[" + ("," + "\n" + " " * (indent + 1)).join(", ".join(line) for line in lines) + "]"


def _block(a, indent, fmt, short) -> str:
    if a.ndim == 0:
        return fmt(a[()])
    if a.ndim == 1:
        return _vector(a, indent, fmt, short)
    e = Options.edgeitems
    if short and len(a) > 2 * e:
        parts = [_block(a[i], indent + 1, fmt, short) for i in range(e)] + ["..."]
        parts += [_block(a[i], indent + 1, fmt, short) for i in range(len(a) - e, len(a))]
    else:
        parts = [_block(r, indent + 1, fmt, short) for r in a]
    return "[" + ("," + "\n" * (a.ndim - 1) + " " * (indent + 1)).join(parts) + "]"


def _corners(a):
    """The elements that a summary shows."""
    e = Options.edgeitems
    if a.ndim == 0:
        return a
    for axis in range(a.ndim):
        if a.shape[axis] > 2 * e:
            index = (slice(None),) * axis
            a = np.concatenate((a[index + (slice(0, e),)], a[index + (slice(-e, None),)]), axis)
    return a


def _with_suffixes(text, suffixes, indent) -> str:
    out = text
    last = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if last + len(suffix) + 2 > Options.linewidth:
            out += ",\n" + " " * indent + suffix
            last = indent + len(suffix)
        else:
            out += ", " + suffix
            last += len(suffix) + 2
    return out + ")"


def tensor_repr(t, prefix="tensor(") -> str:
    """``repr`` of a tensor."""
    a, indent, suffixes = t._a, len(prefix), []
    if a.size == 0:
        if a.ndim != 1:
            suffixes.append(f"size={tuple(a.shape)}")
        if t.dtype is not dt.get_default_dtype():
            suffixes.append(f"dtype={t.dtype}")
        body = "[]"
    else:
        if t.dtype not in (dt.get_default_dtype(), dt.int64, dt.bool):
            suffixes.append(f"dtype={t.dtype}")
        short = a.size > Options.threshold
        shown = a.astype(np.float32) if a.dtype == np.float16 else a
        body = _block(shown, indent, _Format(_corners(shown) if short else shown), short)
    if t.grad_fn is not None:
        suffixes.append(f"grad_fn=<{t.grad_fn.name()}>")
    elif t._rg:
        suffixes.append("requires_grad=True")
    return _with_suffixes(prefix + body, suffixes, indent)
