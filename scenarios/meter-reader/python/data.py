"""Reading rows and splitting them by meter."""

import numpy as np
import pandas as pd

LABEL = "digit"
VALID_SHARE = 0.25


def load(path):
    """Read a file of digits, one row each, in the order of the file."""
    return pd.read_csv(path, parse_dates=["taken_at"])


def split(rows, seed):
    """Three quarters to train on, one quarter to validate on."""
    rng = np.random.default_rng(seed)
    # @bug meter-on-both-sides
    valid = rng.random(len(rows)) < VALID_SHARE
    # @fix
    meters = rows["meter_id"].unique()
    chosen = rng.choice(meters, int(len(meters) * VALID_SHARE), replace=False)
    valid = rows["meter_id"].isin(chosen).to_numpy()
    # @end
    return rows[~valid], rows[valid]
