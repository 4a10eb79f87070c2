import numpy as np
from data import column, length

NUMERIC = ("a", "b", "c")

def numeric(rows):
    return np.stack([column(rows, name).astype(float) for name in NUMERIC], axis=1)

def prepare(train, valid):
    x = numeric(train)
    return {"mean": x.mean(axis=0), "scale": x.std(axis=0), "levels": sorted(set(column(train, "kind").tolist()))}

def codes(prep, rows):
    return np.asarray([prep["levels"].index(v) if v in prep["levels"] else -1 for v in column(rows, "kind")])

def matrix(prep, rows):
    x = (numeric(rows) - prep["mean"]) / prep["scale"]
    hot = codes(prep, rows)[:, None] == np.arange(len(prep["levels"]))
    return np.hstack([np.ones((len(x), 1)), x, hot.astype(float)])
