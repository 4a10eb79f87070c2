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
    return {"folder": FOLDER, "functions": FUNCTIONS, "label": "y", "id": "id", "seeds": [3], **more}

def train(files, **more):
    write(files)
    TABLE[:800].to_csv(f"{FOLDER}/train.csv", index=False)
    return o.train(config(**more))

def predict(payload, table=None, parts=7, seed=0, **more):
    """In batches, as the product asks."""
    if os.path.exists(f"{FOLDER}/train.csv"):
        os.remove(f"{FOLDER}/train.csv")
    rows = (TABLE[800:].drop(columns="y") if table is None else table).reset_index(drop=True)
    order = np.random.default_rng(seed).permutation(len(rows))
    one = o.Predicting(config(**more), payload)
    answer = one.open()
    scores, flags = None, None
    for places in np.array_split(order, parts) if answer["ok"] else []:
        rows.iloc[places].to_csv(f"{FOLDER}/holdout.csv", index=False)
        answer = one.ask(places)
        if not answer["ok"]:
            break
        part = np.frombuffer(answer["predictions"]).reshape(answer["shape"])
        scores = np.empty((len(rows), *part.shape[1:])) if scores is None else scores
        scores[places] = part
        if answer["decisions"] is not None:
            flags = np.empty(len(rows), np.uint8) if flags is None else flags
            flags[places] = np.frombuffer(answer["decisions"], np.uint8)
    if not answer["ok"]:
        return answer
    return {**one.close(), "rows": len(rows), "shape": list(scores.shape), "predictions": scores.tobytes(),
            "decisions": None if flags is None else flags.tobytes()}

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
