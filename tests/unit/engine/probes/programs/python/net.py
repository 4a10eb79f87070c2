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

def forward(net, x, drop=None):
    h = np.tanh(x @ net[0])
    return h if drop is None else h * drop

def fit(train, prep, seed):
    generator = np.random.default_rng(seed)
    x, y = matrix(prep, train), column(train, "y").astype(float)
    net = [generator.normal(size=(x.shape[1], 16)) * 0.5, generator.normal(size=16) * 0.3]
    moments = [[np.zeros_like(w), np.zeros_like(w)] for w in net]
    for step in range(1, 201):
        drop = (generator.random(16) > 0.2) / 0.8
        h = forward(net, x, drop)
        p = 1 / (1 + np.exp(-h @ net[1]))
        slope = gradient(p, y) / len(y)
        grads = [x.T @ (np.outer(slope, net[1]) * drop * (1 - (h / np.maximum(drop, 1e-9)) ** 2)), h.T @ slope]
        for w, (m, v), g in zip(net, moments, grads):
            m += 0.1 * (g - m)
            v += 0.01 * (g * g - v)
            w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return {"prep": prep, "w": net, "threshold": 0.5}

def gradient(p, y):
    return p - y

def tune(model, valid):
    scores, y = predict(model, valid), column(valid, "y")
    model["threshold"] = max(np.quantile(scores, [0.5, 0.7, 0.8, 0.9, 0.95]),
                             key=lambda t: ((scores > t) & (y == 1)).sum() / (1 + (scores > t).sum()))
    return model

def predict(model, rows):
    return 1 / (1 + np.exp(-forward(model["w"], matrix(model["prep"], rows)) @ model["w"][1]))

def decide(model, rows, scores):
    return scores > model["threshold"]

def report(rows, labels, scores, decisions):
    hits = float((decisions & (labels == 1)).sum())
    return {"name": "F1", "value": 2 * hits / max(1.0, float(decisions.sum() + labels.sum())), "better": "higher"}
