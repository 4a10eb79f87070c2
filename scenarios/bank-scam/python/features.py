"""From transfers to the numbers that the network reads."""

import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler

MONEY = ["amount", "balance_before", "mean_amount_90d"]
NUMERIC = [
    "customer_age",
    "tenure_months",
    "transfers_30d",
    "payee_account_days",
    "payee_known_days",
    "payee_inbound_7d",
    "on_call",
    "session_seconds",
    "logins_24h",
    "limit_changes_30d",
    # @bug late-column
    "service_minutes",
    # @fix
    # @end
]
CATEGORIES = ["channel", "device", "purpose", "payee_type", "payee_bank"]


def numeric(rows):
    """Numeric features, one row per transfer; money on a log scale."""
    values = rows[NUMERIC].astype(float)
    for column in MONEY:
        values[column] = np.log1p(rows[column])
    values["hour"] = rows["created_at"].dt.hour
    values["weekday"] = rows["created_at"].dt.dayofweek
    return values.to_numpy()


def one_hot(values, levels):
    """One column per level."""
    # @bug category-codes
    codes, _ = pd.factorize(values)
    # @fix
    codes = pd.Categorical(values, categories=levels).codes
    # @end
    return (codes[:, None] == np.arange(len(levels))).astype(float)


def prepare(train, valid):
    """Learn from the training rows what `transform` needs."""
    return {
        "scaler": StandardScaler().fit(numeric(train)),
        "levels": {column: list(train[column].unique()) for column in CATEGORIES},
    }


def transform(prep, rows):
    """Feature matrix of any rows, [rows, features]."""
    blocks = [prep["scaler"].transform(numeric(rows))]
    blocks += [one_hot(rows[column], levels) for column, levels in prep["levels"].items()]
    return np.hstack(blocks)
