import numpy as np

FORM = "dict"
WHOLE = ("id", "day", "shop", "y")

def load(path):
    with open(path) as source:
        header, *lines = source.read().split()
    cells = zip(*(line.split(",") for line in lines))
    columns = {name: parsed(name, texts) for name, texts in zip(header.split(","), cells)}
    return shaped(columns)

def parsed(name, texts):
    return np.array(texts) if name == "kind" else np.array(texts, dtype=int if name in WHOLE else float)

def shaped(columns):
    if FORM == "list":
        return [dict(zip(columns, row)) for row in zip(*(values.tolist() for values in columns.values()))]
    if FORM == "frame":
        import pandas as pd
        return pd.DataFrame(columns)
    return columns

def column(rows, name):
    return np.asarray([row[name] for row in rows]) if isinstance(rows, list) else np.asarray(rows[name])

def length(rows):
    return len(column(rows, "id"))

def take(rows, places):
    if isinstance(rows, list):
        return [rows[i] for i in places]
    if hasattr(rows, "iloc"):
        return rows.iloc[places]
    return {name: values[places] for name, values in rows.items()}

def split(rows, seed):
    order = np.argsort(column(rows, "day"), kind="stable")
    cut = int(len(order) * 0.75)
    return take(rows, order[:cut]), take(rows, order[cut:])
