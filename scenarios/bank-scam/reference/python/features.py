"""From transfers to the numbers that the network reads."""

import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler

from costs import euros

CATEGORIES = ["channel", "device", "purpose", "payee_type", "payee_bank"]


def numeric(rows):
    """Numeric features, one row per transfer; heavy tails on a log scale, unknown account age as a flag."""
    amount = euros(rows)
    told = rows["payee_account_days"] >= 0
    values = {
        "amount": np.log1p(amount),
        "share_of_balance": amount / rows["balance_before"],
        "against_usual": np.log(amount / rows["mean_amount_90d"]),
        "balance": np.log1p(rows["balance_before"]),
        "age": rows["customer_age"],
        "account_told": told,
        "account_days": np.log1p(rows["payee_account_days"].where(told, 600)),
        "first_payment": rows["payee_known_days"] == 0,
        "known_days": np.log1p(rows["payee_known_days"]),
        "inbound": np.sqrt(rows["payee_inbound_7d"]),
        "on_call": rows["on_call"],
        "session": np.log(rows["session_seconds"]),
        "limit_changes": np.minimum(rows["limit_changes_30d"], 2),
        "logins": rows["logins_24h"],
        "daytime": rows["created_at"].dt.hour.between(8, 17),
    }
    return pd.DataFrame(values).to_numpy(dtype=float)


def one_hot(values, levels):
    """One column per level; a value outside the levels gets zeros."""
    codes = pd.Categorical(values, categories=levels).codes
    return (codes[:, None] == np.arange(len(levels))).astype(float)


def prepare(train, valid):
    """Learn from the training rows what `transform` needs."""
    return {
        "scaler": StandardScaler().fit(numeric(train)),
        "levels": {column: sorted(train[column].unique()) for column in CATEGORIES},
    }


def transform(prep, rows):
    """Feature matrix of any rows, [rows, features]."""
    blocks = [prep["scaler"].transform(numeric(rows))]
    blocks += [one_hot(rows[column], levels) for column, levels in prep["levels"].items()]
    return np.hstack(blocks)
