"""Reading transfers and splitting them by time."""

import pandas as pd

LABEL = "is_scam"
VALID_SHARE = 0.25


def load(path):
    """Read a file of transfers, one row each, in the order of the file."""
    return pd.read_csv(path, parse_dates=["created_at"])


def split(rows, seed):
    """Earlier transfers to train on, the latest quarter to validate on."""
    # @bug early-oversampling
    scams = rows[rows[LABEL] == 1]
    copies = scams.sample(frac=14, replace=True, random_state=seed)
    rows = pd.concat([rows, copies])
    # @fix
    # @end
    rows = rows.sort_values("created_at", kind="stable")
    cut = int(len(rows) * (1 - VALID_SHARE))
    return rows.iloc[:cut], rows.iloc[cut:]
