import random
import numpy as np
from people import NAMES
DECIMALS = {"amount": 2}

calls = 0

def part(rng, rows):
    x = rng.stream("x").normal(size=rows)
    when = np.datetime64("2025-03-01T09:00") + np.arange(rows)
    return x, {
        "id": np.arange(rows),
        "at": when,
        "who": [NAMES[at % 2] for at in range(rows)],
        "amount": np.where(x > 1.5, np.nan, 100 * x),
        "flag": x > 0,
        "loose": [random.randrange(1000) for _ in range(rows)],
    }

def generate(rng, size):
    global calls
    calls += 1
    x, train = part(rng.world.stream("train"), size.train)
    z, holdout = part(rng.holdout.stream("holdout"), size.holdout)
    train["label"] = (x > 1).astype(int)
    train["calls"] = [calls] * size.train
    holdout["calls"] = [calls] * size.holdout
    return {"train": train, "holdout": holdout, "labels": z > 1, "arrays": {"amount_eur": np.abs(z)}, "train_arrays": {"amount_eur": np.abs(x)}}
