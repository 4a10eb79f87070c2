"""Turns values into output items: data frames into tables, figures into pictures, everything else into text."""

import base64
import math
import pprint
import reprlib
import struct
import sys

from .sink import cut

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 200
_SAFE_INT = 2**53


def show(value, sink):
    """Appends one value to the sink in the best form there is: table, picture or text.

    :raises Exception: whatever the value's `__repr__` or `_repr_png_` raises.
    """
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if isinstance(value, pandas.DataFrame):
            return _table(value, "frame", sink)
        if isinstance(value, pandas.Series):
            return _table(value.to_frame(_name_of(value.name)), "series", sink, value.dtype)
    figure = _figure_of(value)
    if figure is not None:
        return show_figure(figure, sink)
    png = getattr(type(value), "_repr_png_", None)
    if png is not None:
        data = png(value)
        if isinstance(data, bytes) and _image(data, type(value).__name__, sink):
            return None
    return sink.value(text_of(value))


def text_of(value):
    """The `repr` of a value, with containers of 100 to 20,000 characters broken into lines.

    :raises TypeError: where `__repr__` returns no text.
    """
    text = repr(value)
    if not isinstance(text, str):
        raise TypeError(f"__repr__ of {type(value).__name__} returned {type(text).__name__}, not str")
    if 100 < len(text) < 20_000 and type(value) in (dict, list, tuple, set):
        return pprint.pformat(value, width=100, compact=True, sort_dicts=False)
    return text


def _name_of(name):
    return "value" if name is None else name


# --- tables


def _table(frame, kind, sink, dtype=None):
    if not sink.has_room("table"):
        return
    caps = sink.caps
    rows, columns = frame.shape
    shown = frame.iloc[:, : caps["tableColumns"]]
    limit = caps["tableRows"]
    while True:
        item = _rows(shown, kind, limit, (rows, columns), caps, dtype)
        if _chars(item) <= caps["tableChars"] or limit <= 2:
            break
        limit //= 2
    sink.item(item)


def _rows(frame, kind, limit, shape, caps, dtype):
    import pandas

    total = frame.shape[0]
    if total > limit:
        head = limit - limit // 4
        part = pandas.concat([frame.iloc[:head], frame.iloc[total - (limit - head) :]])
    else:
        head, part = total, frame
    columns = [part.iloc[:, i] for i in range(part.shape[1])]
    dtypes = [dtype if dtype is not None else frame.dtypes.iloc[i] for i in range(len(columns))]
    cells = [[cell(v, caps) for v in column.array] for column in columns]
    index = part.index
    names = [str(n) for n in index.names if n is not None]
    return {
        "type": "table",
        "kind": kind,
        "columns": [
            {"name": cut(_label(n), caps["cellChars"]), "dtype": cut(str(d), caps["cellChars"])}
            for n, d in zip(frame.columns, dtypes)
        ],
        "index": {
            "name": cut(" / ".join(names), caps["cellChars"]),
            "dtype": cut(str(getattr(index, "dtype", "object")), caps["cellChars"]),
            "labels": [cell(v if not isinstance(v, tuple) else _label(v), caps) for v in index],
        },
        "rows": [list(row) for row in zip(*cells)] if cells else [[] for _ in range(len(part))],
        "head": head,
        "shape": list(shape),
    }


def _label(name):
    return " / ".join(str(part) for part in name) if isinstance(name, tuple) else str(name)


def cell(value, caps):
    """A JSON value for one table cell: number, text, boolean or null.

    Whole numbers beyond 2^53 and numbers that JSON cannot hold become text; texts are cut at `caps["cellChars"]`.
    """
    if value is None or isinstance(value, (bool, str)):
        return cut(value, caps["cellChars"]) if isinstance(value, str) else value
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic) and value.ndim == 0:
        if isinstance(value, (numpy.bool_, numpy.integer, numpy.floating)):
            # float(str()) gives a float32 as short as it prints: 0.1, not 0.10000000149.
            value = float(str(value)) if isinstance(value, numpy.floating) else value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if -_SAFE_INT <= value <= _SAFE_INT else str(value)[: caps["cellChars"]]
    if isinstance(value, float):
        return value if math.isfinite(value) else ("NaN" if value != value else "inf" if value > 0 else "-inf")
    if isinstance(value, (list, tuple, dict, set, bytes)):
        return cut(_SHORT.repr(value), caps["cellChars"])
    return cut(str(value), caps["cellChars"])


def _chars(item):
    def size(v):
        return len(v.encode("utf-16-le")) // 2 if isinstance(v, str) else 8

    total = sum(size(c["name"]) + size(c["dtype"]) for c in item["columns"])
    total += sum(size(v) for v in item["index"]["labels"])
    return total + sum(size(v) for row in item["rows"] for v in row)


# --- pictures


def _figure_of(value):
    module = sys.modules.get("matplotlib.figure")
    return value if module is not None and isinstance(value, module.Figure) else None


def show_open_figures(sink):
    """Appends every open pyplot figure as a picture and closes it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    for number in pyplot.get_fignums():
        show_figure(pyplot.figure(number), sink)
    pyplot.close("all")


def show_figure(figure, sink):
    """Appends one figure as PNG and closes it.

    The resolution is lowered until the base64 text fits into `caps["imageChars"]`; a notice where none fits.
    """
    import io

    if sink.has_room("image"):
        for dpi in (100, 72, 50, 30):
            out = io.BytesIO()
            figure.savefig(out, format="png", dpi=dpi, bbox_inches="tight")
            if _image(out.getvalue(), _words(figure), sink):
                break
        else:
            sink.item(_too_large(), always=True)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)


def _too_large():
    return {"type": "notice", "kind": "truncated", "text": "A picture is larger than 512 KiB and is not shown."}


def _image(png, alt, sink):
    data = base64.b64encode(png).decode("ascii")
    if len(data) > sink.caps["imageChars"] or png[:8] != b"\x89PNG\r\n\x1a\n":
        return False
    width, height = struct.unpack(">II", png[16:24])
    alt = cut(alt, sink.caps["messageChars"])
    sink.item({"type": "image", "mime": "image/png", "data": data, "width": width, "height": height, "alt": alt})
    return True


def _words(figure):
    parts = [figure.get_suptitle()] if hasattr(figure, "get_suptitle") else []
    for axes in figure.axes[:12]:
        title, x, y = axes.get_title(), axes.get_xlabel(), axes.get_ylabel()
        parts.append(", ".join(p for p in (title, x and f"x: {x}", y and f"y: {y}") if p))
    text = "; ".join(p for p in parts if p)
    return f"Plot. {text}" if text else "Plot without titles."
