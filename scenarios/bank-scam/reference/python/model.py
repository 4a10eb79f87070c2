"""The network: fitting it, scoring transfers, deciding which ones to hold."""

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from costs import CALL, missed
from data import LABEL
from features import transform

NETS = 3


def fit(train, prep, seed):
    """Train a few small networks; their mean is steadier than each of them."""
    x, y = transform(prep, train), train[LABEL]
    nets = []
    for number in range(NETS):
        net = MLPClassifier(
            hidden_layer_sizes=(8,),
            alpha=0.01,
            learning_rate_init=0.006,
            batch_size=200,
            max_iter=14,
            random_state=seed * NETS + number,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            nets.append(net.fit(x, y))
    return {"prep": prep, "nets": nets}


def predict(model, rows):
    """Probability of a scam for each transfer."""
    x = transform(model["prep"], rows)
    return np.mean([net.predict_proba(x)[:, 1] for net in model["nets"]], axis=0)


def decide(model, rows, scores):
    """True for the transfers that are held until the customer was called."""
    return np.asarray(scores) * missed(rows) > CALL
