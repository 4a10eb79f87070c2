import numpy as np
from data import column, length, take
from features import matrix

def solve(x, y, weight):
    w = np.zeros(x.shape[1])
    for _ in range(8):
        p = 1 / (1 + np.exp(-x @ w))
        s = weight * p * (1 - p) + 1e-6
        w += np.linalg.solve((x * s[:, None]).T @ x + 0.5 * np.eye(len(w)), x.T @ (weight * (y - p)) - 0.5 * w)
    return w

def fit(train, prep, seed):
    y = column(train, "y")
    return {"prep": prep, "w": solve(matrix(prep, train), y, np.ones(len(y))), "threshold": 0.5}

def tune(model, valid):
    scores, y = predict(model, valid), column(valid, "y")
    model["threshold"] = max(np.quantile(scores, [0.5, 0.7, 0.8, 0.9, 0.95]),
                             key=lambda t: ((scores > t) & (y == 1)).sum() / (1 + (scores > t).sum()))
    return model

def predict(model, rows):
    return 1 / (1 + np.exp(-matrix(model["prep"], rows) @ model["w"]))

def decide(model, rows, scores):
    return scores > model["threshold"]

def report(rows, labels, scores, decisions):
    hits = float((decisions & (labels == 1)).sum())
    return {"name": "F1", "value": 2 * hits / max(1.0, float(decisions.sum() + labels.sum())), "better": "higher"}
