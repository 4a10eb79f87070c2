import numpy as np
from sklearn.linear_model import LogisticRegression

X = ["a", "b", "c"]

def prepare(train, valid):
    return train[X].mean()

def fit(train, prep, seed):
    return LogisticRegression().fit(train[X], train["y"])

def predict(model, rows):
    return model.predict_proba(rows[X])[:, 1]

def decide(model, rows, scores):
    return scores > 0.4

def report(rows, labels, scores, decisions):
    return {"name": "accuracy", "value": float((decisions == labels).mean()), "better": "higher"}
