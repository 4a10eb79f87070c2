import numpy as np, os
def load(path):
    import csv
    with open(path) as rows:
        return [dict(r) for r in csv.DictReader(rows)]
def split(rows, seed):
    k = len(rows) * 4 // 5
    return rows[:k], rows[k:]
def prepare(train, valid): return {}
def fit(train, prep, seed): return {"w": np.array([float(len(train)), float(seed)]), "seen": 1}
def predict(model, rows):
    LINE
    return np.array([float(r["a"]) * model["w"][1] for r in rows])
def report(rows, labels, scores, decisions): return {"name": "mean", "value": float(np.mean(scores)), "better": "lower"}
