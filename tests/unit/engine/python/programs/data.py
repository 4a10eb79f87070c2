import pandas as pd

def load(path):
    return pd.read_csv(path)

def split(rows, seed):
    valid = rows.sample(frac=0.25, random_state=seed)
    return rows.drop(valid.index), valid
