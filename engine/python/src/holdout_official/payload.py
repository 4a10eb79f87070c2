"""The container in which a fitted model crosses: a pickle, its arrays beside it, and a manifest of both.

Layout, little endian: 8 bytes magic ``HLDOUT\\x00\\x01``, 4 bytes length of the header, the header (UTF-8 JSON), the
pickle (protocol 5), then every buffer in the order of the manifest, without gaps. The header::

    {"version": 1, "seed": 11, "pickleBytes": 2377, "buffers": [{"path"?: "model.net.coefs_[0]", "dtype": "<f8",
     "shape": [30, 64], "bytes": 15360, "order": "C"|"F"}]}

Classes and functions in the candidate's files cross by reference, lambdas and closures by value.
"""

from __future__ import annotations

import json
import pickle
import struct
from collections.abc import Mapping
from typing import Any

from .errors import HoldoutError

MAGIC = b"HLDOUT\x00\x01"
VERSION = 1


def _cloudpickle() -> Any:
    """joblib's copy, which every version in Pyodide has; newer joblib uses the package itself."""
    try:
        from joblib.externals import cloudpickle
    except ImportError:
        import cloudpickle
    return cloudpickle


def place(array: Any) -> tuple[int, int]:
    """Where an array lies in memory: how it is found again behind the buffer that a pickle makes of it."""
    return array.__array_interface__["data"][0], array.nbytes


def _describe(buffer: pickle.PickleBuffer, arrays: Mapping[tuple[int, int], tuple[str, Any]]) -> dict[str, Any]:
    view = memoryview(buffer)
    source = view.obj
    dtype = getattr(source, "dtype", None)
    if dtype is None:
        return {"dtype": "|u1", "shape": [view.nbytes], "bytes": view.nbytes, "order": "C"}
    # A Fortran-ordered array is pickled as its transpose, so the shape of the buffer may be the reverse.
    path, array = arrays.get(place(source), ("", source))
    if array.dtype != dtype or sorted(array.shape) != sorted(source.shape):
        path, array = "", source
    order = "C" if array.flags.c_contiguous else "F"
    entry = {"dtype": dtype.str, "shape": list(array.shape), "bytes": view.nbytes, "order": order}
    return {"path": path[:300], **entry} if path else entry


def pack(model: Any, seed: int, arrays: Mapping[tuple[int, int], tuple[str, Any]] | None = None) -> bytes:
    """The container of a model. ``arrays`` gives path and array by ``place``, for the manifest.

    :raises HoldoutError: ``unpicklable``, saying what cannot cross.
    """
    buffers: list[pickle.PickleBuffer] = []
    try:
        stream = _cloudpickle().dumps(model, protocol=5, buffer_callback=buffers.append)
    except Exception as error:
        text = f"what fit returned cannot cross to the predicting interpreter: {error}"
        raise HoldoutError("unpicklable", text, function="fit") from error
    manifest = [_describe(buffer, arrays or {}) for buffer in buffers]
    header = {"version": VERSION, "seed": seed, "pickleBytes": len(stream), "buffers": manifest}
    head = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
    return b"".join((MAGIC, struct.pack("<I", len(head)), head, stream, *(buffer.raw() for buffer in buffers)))


def read(container: bytes | bytearray | memoryview) -> tuple[dict[str, Any], bytes, list[bytearray]]:
    """(header, pickle, writable buffers) of a container, without unpickling.

    :raises HoldoutError: ``bad-payload`` where the sizes do not fit.
    """
    data = memoryview(container).cast("B")
    if len(data) < 12 or bytes(data[:8]) != MAGIC:
        raise HoldoutError("bad-payload", "the payload does not begin as one of this version does")
    (length,) = struct.unpack("<I", data[8:12])
    try:
        header = json.loads(bytes(data[12 : 12 + length]))
        sizes = [header["pickleBytes"], *(entry["bytes"] for entry in header["buffers"])]
    except (ValueError, KeyError, TypeError) as error:
        raise HoldoutError("bad-payload", f"the payload's header cannot be read: {error}") from error
    if header.get("version") != VERSION or not all(isinstance(size, int) and size >= 0 for size in sizes):
        raise HoldoutError("bad-payload", "the payload's header is of another version or holds no sizes")
    if 12 + length + sum(sizes) != len(data):
        said = 12 + length + sum(sizes)
        raise HoldoutError("bad-payload", f"the payload has {len(data)} bytes, its header says {said}")
    parts, at = [], 12 + length
    for size in sizes:
        parts.append(data[at : at + size])
        at += size
    return header, bytes(parts[0]), [bytearray(part) for part in parts[1:]]


def unpack(container: bytes | bytearray | memoryview) -> tuple[dict[str, Any], Any]:
    """(header, model). Only ever called where the candidate's code runs anyway.

    :raises HoldoutError: ``bad-payload``.
    """
    header, stream, buffers = read(container)
    try:
        return header, pickle.loads(stream, buffers=buffers)
    except HoldoutError:
        raise
    except Exception as error:
        text = f"the model cannot be rebuilt where predict runs: {type(error).__name__}: {error}"
        raise HoldoutError("bad-payload", text) from error
