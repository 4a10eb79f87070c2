import pandas as pd


def load(path):
    return pd.read_csv(path)


def split(rows, seed):
    cut = int(len(rows) * 0.75)
    return rows[:cut], rows[cut:]
