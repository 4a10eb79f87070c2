"""Fixtures in one npz: float results of all runs in one array a type, an index in JSON."""

from __future__ import annotations

import json

import numpy as np

_NP = {"float16": "float32", "bfloat16": "float32", "number": "float64"}


def write(path, runs: dict) -> None:
    """``runs`` maps "case/seed" to lists of (kind, value)."""
    index, pools = {}, {}
    for key, results in runs.items():
        rows = []
        for kind, value in results:
            if kind == "text":
                rows.append(["text", value])
                continue
            pool = _NP.get(kind, kind)
            at = sum(a.size for a in pools.setdefault(pool, []))
            pools[pool].append(value.reshape(-1).astype(pool))
            rows.append([kind, list(value.shape), at])
        index[key] = rows
    arrays = {k: np.concatenate(v) for k, v in pools.items()}
    text = np.frombuffer(json.dumps(index, separators=(",", ":")).encode(), np.uint8)
    np.savez_compressed(path, index=text, **arrays)


def read(path) -> dict:
    """What :func:`write` stored."""
    with np.load(path) as data:
        pools = {k: data[k] for k in data.files}
    index = json.loads(pools.pop("index").tobytes())
    runs = {}
    for key, rows in index.items():
        found = []
        for row in rows:
            if row[0] == "text":
                found.append(("text", row[1]))
                continue
            kind, shape, at = row
            size = int(np.prod(shape)) if shape else 1
            found.append((kind, pools[_NP.get(kind, kind)][at : at + size].reshape(shape)))
        runs[key] = found
    return runs
