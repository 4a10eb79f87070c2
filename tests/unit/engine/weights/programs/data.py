import pandas as pd


def load(path):
    return pd.read_csv(path)


def split(rows, seed):
    return rows, rows[:8]
