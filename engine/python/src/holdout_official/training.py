"""Phase 1 of the official run: fit seeds in, payloads out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from . import outputs, rows
from .alignment import id_key
from .config import ORDER, read_config
from .contract import Contract, load_contract
from .errors import HoldoutError
from .fingerprint import changed, used_names
from .leaf import ARRAY
from .literals import constants
from .payload import pack, place
from .run import Progress, Run, owner, seed_all
from .training_only import strip
from .walk import Walk


def train(config: Mapping[str, Any] | str, progress: Progress | None = None) -> dict[str, Any]:
    """Phase 1: a payload for every fit seed. Never raises for what the candidate's code does."""
    run = Run("train", progress)
    folder = ""
    try:
        settings = read_config(config)
        folder = settings.folder
        run.report("import", 0.0)
        contract = load_contract(settings)
        fits = [_fit(run, contract, seed, index) for index, seed in enumerate(settings.seeds)]
        return {"ok": True, "fits": fits, "notes": run.notes}
    except (Exception, SystemExit) as error:
        return run.refused(error, folder)


def _fit(run: Run, contract: Contract, seed: int, index: int) -> dict[str, Any]:
    settings = contract.config
    fits = len(settings.seeds)
    run.seconds = {}

    def call(name: str, *arguments: Any) -> Any:
        done = (index + ORDER.index(name) / (len(ORDER) + 1)) / fits
        run.report(name, done, seed=seed, fit=index + 1, fits=fits)
        return run.call(contract, name, *arguments)

    seed_all(seed)
    table = call("load", settings.train)
    if rows.count(table) == 0:
        raise HoldoutError("bad-rows", "load returned no rows", function="load")
    pair = call("split", table, seed)
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise HoldoutError("bad-rows", "split must return two sets of rows: train, valid", function="split")
    training, valid = pair
    sizes = {"train": rows.count(training, "split"), "valid": rows.count(valid, "split")}
    if not all(sizes.values()):
        raise HoldoutError("bad-rows", f"split returned an empty part: {sizes}", function="split")
    labels = rows.column(valid, settings.label, "split")
    bare = rows.without(valid, settings.label)
    valid_ids = rows.column(valid, settings.id, "split").tolist() if rows.has(valid, settings.id) else []
    valid_ids = [id_key(value) for value in valid_ids]
    prep = call("prepare", training, valid)
    model = call("fit", training, prep, seed)
    if contract.has("tune"):
        model = call("tune", model, valid)
    run.step = None
    packing = (index + (ORDER.index("tune") + 1) / (len(ORDER) + 1)) / fits
    run.report("pack", packing, seed=seed, fit=index + 1, fits=fits)
    # The model crosses as fit and tune returned it, so it is packed before predict could store anything in it.
    stripped = strip(model)
    payload = pack(model, seed, _arrays(model, contract))
    scores = outputs.scores(call("predict", model, bare), sizes["valid"], settings.outputs)
    decided = None
    if contract.has("decide"):
        decided = outputs.decisions(call("decide", model, bare, scores), sizes["valid"], choices=settings.choices)
    reported = outputs.report(call("report", bare, labels, scores, decided))
    run.step = None
    _note_untravelled(run, contract)
    run.report("done", (index + 1) / fits, seed=seed, fit=index + 1, fits=fits)
    return {
        "seed": seed,
        "seconds": {name: round(value, 4) for name, value in run.seconds.items()},
        "rows": sizes,
        "reported": reported,
        "payload": payload,
        "payloadBytes": len(payload),
        "stripped": stripped,
        "validIds": valid_ids,
    }


def _arrays(model: Any, contract: Contract) -> dict[tuple[int, int], tuple[str, Any]]:
    """Path and array by place in memory, for the manifest."""
    walk = Walk(owner(contract.config.folder), constants)
    found = (leaf for leaf in walk.leaves(model, "model") if leaf.kind == ARRAY and leaf.value.size)
    return {place(leaf.value): (leaf.path, leaf.value) for leaf in found}


def _note_untravelled(run: Run, contract: Contract) -> None:
    """Notes globals and class attributes that training changed: phase 2 has them as they are after the import."""
    readers = [contract.functions[name] for name in ("predict", "decide") if contract.has(name)]
    used = used_names(readers, contract.modules())
    known = {(note["file"], note["name"]) for note in run.notes}
    for module in contract.modules():
        file = contract.file_of(module)
        for name in changed(contract.initial.get(module.__name__, {}), module):
            if (file, name) in known:
                continue
            run.notes.append(
                {
                    "kind": "untravelled",
                    "file": file,
                    "name": name,
                    "used": any(used_in == module.__name__ and name.split(".")[0] == n for used_in, n in used)
                    or any(n == name.split(".")[0] and _imports(used_in, module, n) for used_in, n in used),
                    "message": f"{name} in {file} does not travel; return it from fit",
                }
            )


def _imports(reader: str, module: Any, name: str) -> bool:
    """Whether the name was imported: another module holds the same value."""
    return getattr(sys.modules.get(reader), name, None) is getattr(module, name, reader)
