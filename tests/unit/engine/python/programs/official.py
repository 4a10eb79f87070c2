"""Trains and predicts with a candidate's files; DATA and MODEL, texts of files, stand above it (scaffold.ts)."""
import os, shutil, json, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd
import holdout_official.official as o

FOLDER = "/home/candidate"
FUNCTIONS = {name: "data.py" if name in ("load", "split") else "model.py"
             for name in "load split prepare fit tune predict decide report".split()}
generator = np.random.default_rng(0)
TABLE = pd.DataFrame(generator.normal(size=(1200, 3)), columns=list("abc"))
TABLE.insert(0, "id", np.arange(1200) + 7000)
TABLE["y"] = (TABLE["a"] - 0.5 * TABLE["b"] > 0.3).astype(int)

def write(files):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    for name, text in {"data.py": DATA, "model.py": MODEL, **files}.items():
        if text is not None:
            with open(f"{FOLDER}/{name}", "w") as file:
                file.write(text)

def config(**more):
    return {"folder": FOLDER, "functions": FUNCTIONS, "label": "y", "id": "id", "seeds": [3], "batch": [20, 90], **more}

def train(files, **more):
    write(files)
    TABLE[:800].to_csv(f"{FOLDER}/train.csv", index=False)
    return o.train(config(**more))

def predict(payload, table=None, **more):
    if os.path.exists(f"{FOLDER}/train.csv"):
        os.remove(f"{FOLDER}/train.csv")
    rows = TABLE[800:].drop(columns="y") if table is None else table
    rows.to_csv(f"{FOLDER}/holdout.csv", index=False)
    return o.predict(config(**more), payload)

def official(files, **more):
    first = train(files, **more)
    second = predict(first["fits"][0]["payload"], **more) if first["ok"] else None
    return {"train": first, "predict": second}

def with_model(change, *more):
    """MODEL with pairs (old, new) replaced."""
    text = MODEL
    for old, new in (change, *more):
        assert old in text, old
        text = text.replace(old, new)
    return {"model.py": text}
