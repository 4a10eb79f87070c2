"""Runs every parity case and compares with the fixtures: ``python tests/torch/parity.py [name ...]``.

With ``--write FILE`` the results are stored (run it under PyTorch for that), ``--against FILE`` compares with such a file
instead of the fixtures, ``--seed N`` takes other shapes and numbers. Exit code 1 when a case differs.
"""

from __future__ import annotations

import importlib
import json
import pathlib
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
FIXTURES = HERE / "fixtures" / "parity.npz"


def load_cases() -> dict:
    """Import every case file; returns the registry."""
    import harness

    for path in sorted((HERE / "cases").glob("*.py")):
        importlib.import_module(f"cases.{path.stem}")
    return harness.CASES


def run_all(names=(), stop=None) -> dict:
    """Results of all runs: "case/seed" -> list of (kind, value), or the text of an exception."""
    import harness

    found = {}
    for name, (_, _, seeds) in load_cases().items():
        if names and name not in names:
            continue
        for seed in range(seeds):
            try:
                found[f"{name}/{seed}"] = harness.run(name, seed)
            except Exception:  # noqa: BLE001
                found[f"{name}/{seed}"] = traceback.format_exc(limit=-6)
            if stop is not None and stop():
                return found
    return found


def compare_all(found: dict, want: dict) -> list[str]:
    """Messages for the runs that differ."""
    import harness

    wrong = []
    for key, results in found.items():
        if isinstance(results, str):
            wrong.append(f"{key}: {results}")
        elif key not in want:
            wrong.append(f"{key}: no fixture; run scripts/torch-fixtures")
        else:
            message = harness.compare(results, want[key])
            if message:
                wrong.append(f"{key}: {message}")
    return wrong


def _option(argv: list[str], name: str):
    """(value of an option or None, the other arguments)."""
    if name not in argv:
        return None, argv
    at = argv.index(name)
    return argv[at + 1], argv[:at] + argv[at + 2 :]


def main(argv: list[str]) -> int:
    import store

    target, argv = _option(argv, "--write")
    against, argv = _option(argv, "--against")
    offset, argv = _option(argv, "--seed")
    load_cases()
    import harness

    harness.Inputs.offset = int(offset or 0)
    start = time.perf_counter()
    found = run_all(argv)
    if target:
        broken = [k for k, v in found.items() if isinstance(v, str)]
        for key in broken:
            print(key, found[key])
        if broken:
            return 1
        pathlib.Path(target).parent.mkdir(exist_ok=True)
        store.write(target, found)
        print(json.dumps({"runs": len(found), "bytes": pathlib.Path(target).stat().st_size}))
        return 0
    want = store.read(against or FIXTURES)
    wrong = compare_all(found, want)
    lost = [] if argv else [k for k in want if k not in found]
    for message in wrong:
        print("DIFFERS", message)
    for key in lost:
        print("LOST", key)
    print(f"{len(found) - len(wrong)} of {len(found)} runs agree, {time.perf_counter() - start:.1f} s")
    return 1 if wrong or lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
