"""Writes a candidate's folder, draws its table and runs probes over it.

DATA, FEATURES, MODEL and NET are the texts of the files beside this one. ``verdicts(changes, probes)`` writes them with
texts replaced, draws a table for every seed, runs the probes and answers {probe id: {"alarm": seeds, "silent": seeds,
"cannot-tell": seeds, "values": [least, largest]}}. The rows' form changes from seed to seed.
"""

import math, os, shutil
import numpy as np
import holdout_probes

FOLDER = "/home/probed"
FUNCTIONS = {"load": "data.py", "split": "data.py", "prepare": "features.py",
             **{name: "model.py" for name in ("fit", "tune", "predict", "decide", "report")}}
DEFAULTS = {"rows": 2000, "tolerance": None, "factor": 1000, "columns": [], "except": [], "bytes": [], "labels": True}

def table(seed, n=500):
    g = np.random.default_rng(seed)
    a, b, c = g.normal(50, 12, n), g.exponential(30, n), g.normal(0, 1, n)
    kind = g.choice(["cash", "card", "wire", "app"], n, p=[0.4, 0.3, 0.2, 0.1])
    z = -4.2 + 0.06 * (a - 50) + 0.02 * b + 0.7 * c + (kind == "wire") * 1.2
    y = (g.random(n) < 1 / (1 + np.exp(-z))).astype(int)
    lines = ["id,day,shop,a,b,c,late,kind,y"]
    for i in range(n):
        late = y[i] * g.integers(1, 9) if g.random() < 0.9 else 0
        lines.append(f"{7000 + i},{i * 90 // n},{g.integers(0, n // 3)},{a[i]:.3f},{b[i]:.3f},{c[i]:.4f},{late},{kind[i]},{y[i]}")
    return "\n".join(lines) + "\n"

def files(changes, seed, model):
    """The scaffold with pairs (old, new) replaced; each old text must be there."""
    texts = {"data.py": DATA, "features.py": FEATURES, "model.py": model}
    for old, new in changes:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    form = ("dict", "list", "frame")[seed % 3] if PANDAS else ("dict", "list")[seed % 2]
    texts["data.py"] = texts["data.py"].replace('FORM = "dict"', f'FORM = "{form}"')
    return texts

PANDAS = True

def probed(texts, csv, probes, **options):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    for name, text in {**texts, "train.csv": csv}.items():
        if text is not None:
            with open(f"{FOLDER}/{name}", "w") as file:
                file.write(text)
    config = {"folder": FOLDER, "functions": FUNCTIONS, "label": "y", "id": "id", "seeds": [1]}
    return holdout_probes.run_probes(config, probes, options)

def verdicts(changes, probes, model, seeds, rows=500):
    found = {p["id"]: {"alarm": [], "silent": [], "cannot-tell": [], "values": [math.inf, -math.inf], "told": ""} for p in probes}
    for seed in seeds:
        for one in probed(files(changes, seed, model), table(seed, rows), probes, seed=seed):
            place = found[one["id"]]
            place[one["verdict"]].append(seed)
            place["told"] = one["message"]
            if one["value"] is not None:
                place["values"] = [min(place["values"][0], one["value"]), max(place["values"][1], one["value"])]
    return found
