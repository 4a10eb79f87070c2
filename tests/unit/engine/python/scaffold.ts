/**
 * A small candidate's folder in Python, for tests of the official path. `official(files, **config)` writes it anew with
 * the given files on top, trains and predicts, and answers with `{train, predict}`; files may be None to be absent.
 */
export const SCAFFOLD = `
import os, shutil, json, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd
import holdout_official.official as o

FOLDER = "/home/candidate"
DATA = '''
import pandas as pd

def load(path):
    return pd.read_csv(path)

def split(rows, seed):
    valid = rows.sample(frac=0.25, random_state=seed)
    return rows.drop(valid.index), valid
'''
MODEL = '''
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
'''
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
`;

/** What `train` and `predict` answer, as far as tests look. */
export interface Refusal {
  code: string;
  message: string;
  file: string | null;
  line: number | null;
  function: string | null;
  row: number | null;
  traceback: string;
}
export interface Note {
  kind: string;
  file: string | null;
  name: string;
  message: string;
  used?: boolean;
}
export interface TrainAnswer {
  ok: boolean;
  error?: Refusal;
  notes: Note[];
  fits: { seed: number; payload: Uint8Array; stripped: string[]; reported: unknown; rows: unknown; seconds: object }[];
  check: null | { rows: Uint8Array; labels: number[]; ids: string[]; file: string };
}
export interface PredictAnswer {
  ok: boolean;
  error?: Refusal;
  notes: Note[];
  rows: number;
  shape: number[];
  predictions: Uint8Array;
  decisions: Uint8Array | null;
  batches: number;
  weights: {
    total: number;
    model: { arrays: number; scalars: number; textBytes: number };
    code: { arrays: number; scalars: number; textBytes: number };
    items: { path: string; count: number; kind: string }[];
    rest: number;
    opaque: string[];
  };
}
export interface Official {
  train: TrainAnswer;
  predict: PredictAnswer | null;
}
