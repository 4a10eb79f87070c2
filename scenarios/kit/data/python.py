"""Runs a scenario's data.py inside Pyodide: one call makes one data set. Read by python.ts, never by an author."""

import hashlib
import importlib
import json
import random
import sys
import traceback
from types import SimpleNamespace

import numpy as np

sys.dont_write_bytecode = True
INT32 = np.iinfo(np.int32)
HOME = "/scenarios/"


class Stream(np.random.Generator):
    """numpy's Generator, seeded by its name; `stream('amount')` is another that never moves this one.

    PCG64 can be computed backwards from what it drew, so a secret name seeds Philox.
    """

    def __init__(self, name, secret=False):
        digest = hashlib.sha256(name.encode()).digest()
        if secret:
            source = np.random.Philox(key=np.frombuffer(digest[:16], dtype="<u8"))
        else:
            words = np.frombuffer(digest, dtype="<u4")
            source = np.random.PCG64(np.random.SeedSequence([int(word) for word in words]))
        super().__init__(source)
        self.__name = name
        self.__secret = secret

    def stream(self, name):
        return Stream(f"{self.__name}/{name}", self.__secret)


class Sources:
    """What `generate` draws from: `rng.world` and `rng.holdout`."""

    def __init__(self, world, holdout):
        self.world = world
        self.holdout = holdout

    def __getattr__(self, name):
        raise DataError(
            f"rng.{name} is not there: generate gets two sources, rng.world for the world and the training rows, "
            "rng.holdout for the hold-out. Change data.py by section 3 of docs/AUTHORING.md"
        )


class DataError(Exception):
    """What data.py returns cannot be used."""


def sources_of(keys):
    """What `generate` draws from."""
    world, holdout = (Stream(key["text"], key["secret"]) for key in (keys["world"], keys["holdout"]))
    if keys["one"]:
        # Of an interview that an earlier version made: its generator takes one source.
        world.world, world.holdout = world, holdout
        return world
    return Sources(world, holdout)


def run(folder, sources, train, holdout):
    """Imports the folder's data.py afresh and calls `generate`: (header as JSON, arrays); see `Header` in python.ts."""
    # Imports inside functions find the author's files too, so the folder stays until the end.
    sys.path.insert(0, folder)
    try:
        keys = json.loads(sources)
        label = keys["world"]["text"]
        # What an author draws without the given sources is at least the same every time.
        random.seed(label)
        np.random.seed(int.from_bytes(hashlib.sha256(label.encode()).digest()[:4], "little"))
        with np.errstate():
            module = fresh()
            generate = getattr(module, "generate", None)
            if not callable(generate):
                raise DataError('defines no function "generate"')
            made = generate(sources_of(keys), SimpleNamespace(train=train, holdout=holdout))
        return pack(made, getattr(module, "DECIMALS", {}))
    except Exception as error:
        return json.dumps({"error": told(error, folder)}), []
    finally:
        sys.path.remove(folder)


def fresh():
    """The module `data` read anew, with those it imports."""
    # Modules of every scenario, since all of them call theirs "data".
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(HOME):
            del sys.modules[name]
    importlib.invalidate_caches()
    return importlib.import_module("data")


def told(error, folder):
    """Message and place: the deepest line in the scenario's files."""
    file, line = "data.py", None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(folder + "/"):
            file, line = frame.filename[len(folder) + 1 :], frame.lineno
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(folder + "/"):
        file, line = error.filename[len(folder) + 1 :], error.lineno
    what = str(error) if isinstance(error, DataError) else f"{type(error).__name__}: {error}"
    return {"message": what, "file": file, "line": line}


def pack(made, decimals):
    if not isinstance(made, dict) or not {"train", "holdout", "labels"} <= made.keys():
        raise DataError('"generate" returns no dict with "train", "holdout" and "labels"')
    unknown = made.keys() - {"train", "holdout", "labels", "arrays", "train_arrays"}
    if unknown:
        raise DataError(f'"generate" returns "{sorted(unknown)[0]}", which is not known')
    arrays = []
    train = table(made["train"], "train", decimals, arrays, {})
    # A column without rows has no type.
    kinds = {one["name"]: one for one in train["columns"]}
    holdout = table(made["holdout"], "holdout", decimals, arrays, kinds)
    rows = holdout["rows"]
    labels = np.asarray(made["labels"])
    whole = labels.ndim == 1 and labels.dtype.kind in "biu"
    if not whole or (labels.size and not 0 <= labels.min() <= labels.max() <= 255):
        raise DataError('"labels" wants whole numbers from 0 to 255')
    if labels.shape != (rows,):
        raise DataError(f'"labels" has shape {labels.shape}, the hold-out {rows} rows')
    trained = made.get("train_arrays")
    if trained is not None:
        trained = costs(trained, "the training part", train["rows"], decimals, arrays)
    amounts = costs(made.get("arrays", {}), "the hold-out", rows, decimals, arrays)
    arrays.append(np.ascontiguousarray(labels.astype(np.uint8)))
    header = {"tables": {"train": train, "holdout": holdout}, "arrays": amounts, "trainArrays": trained}
    return json.dumps(header), arrays


def costs(given, where, rows, decimals, arrays):
    """Adds what a cost needs to the arrays: the names."""
    for name, numbers in given.items():
        values = np.asarray(numbers, dtype=float)
        if values.shape != (rows,):
            raise DataError(f'"{name}" has shape {values.shape}, {where} {rows} rows')
        if not np.isfinite(values).all():
            raise DataError(f'array "{name}" row {int(np.argmin(np.isfinite(values)))} is not finite')
        arrays.append(np.ascontiguousarray(np.round(values, decimals[name]) if name in decimals else values))
    return list(given)


def table(given, where, decimals, arrays, kinds):
    if not isinstance(given, dict) or not given:
        raise DataError(f'"{where}" is no dict of columns')
    columns = [column(name, values, where, decimals, arrays, kinds.get(name)) for name, values in given.items()]
    first, *others = [(name, len(values)) for name, values in given.items()]
    for name, rows in others:
        if rows != first[1]:
            raise DataError(f'{where} column "{name}" has {rows} rows, "{first[0]}" {first[1]}')
    return {"rows": first[1], "columns": columns}


def column(name, given, where, decimals, arrays, like):
    values = np.asarray(given)
    if values.shape == (0,) and like:
        values = np.empty(0, {"integer": np.int32, "number": float, "text": object}[like["kind"]])
    here = f'{where} column "{name}"'
    if values.ndim != 1:
        raise DataError(f"{here} has {values.ndim} dimensions, wants 1")
    if values.dtype.kind in "biu":
        if values.size and not INT32.min <= values.min() <= values.max() <= INT32.max:
            raise DataError(f"{here} leaves the range of 32-bit whole numbers")
        arrays.append(np.ascontiguousarray(values.astype(np.int32)))
        return {"name": name, "kind": "integer"}
    if values.dtype.kind == "f":
        if name not in decimals:
            raise DataError(f'{here} holds real numbers: say in DECIMALS how many decimals are written')
        if np.isinf(values).any():
            raise DataError(f"{here} row {int(np.argmax(np.isinf(values)))} is infinite")
        arrays.append(np.ascontiguousarray(np.round(values.astype(float), decimals[name]) + 0.0))
        return {"name": name, "kind": "number", "decimals": int(decimals[name])}
    if values.dtype.kind == "M":
        texts = [text.replace("T", " ") for text in np.datetime_as_string(values, unit="m")]
        return {"name": name, "kind": "text", "texts": texts}
    texts = ["" if value is None else value for value in values.tolist()]
    for row, value in enumerate(texts):
        if not isinstance(value, str):
            raise DataError(f"{here} row {row} is {value!r}, neither text nor None")
    return {"name": name, "kind": "text", "texts": texts}
