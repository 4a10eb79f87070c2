import numpy as np
from carry import *


def put(data):
    return None


def take(model):
    return b""


def prepare(train, valid):
    return None


def fit(train, prep, seed):
    return put(bytes.fromhex("".join(train["hex"])))


def predict(model, rows):
    return scores(take(model), rows["id"])


def report(rows, labels, scores, decisions):
    return {"name": "nothing", "value": 0.0, "better": "higher"}
