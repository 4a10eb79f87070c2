"""The network: fitting it, scoring transfers, deciding which ones to hold."""

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

# @bug half-threshold
# @fix
from costs import CALL, missed
# @end
from data import LABEL
from features import transform


def fit(train, prep, seed):
    """Train the network for a fixed number of epochs."""
    net = MLPClassifier(
        hidden_layer_sizes=(48, 24),
        learning_rate_init=0.003,
        batch_size=128,
        max_iter=8,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        net.fit(transform(prep, train), train[LABEL])
    return {"prep": prep, "net": net, "odds": 1.0}


def tune(model, valid):
    """Scale the odds so that the mean score on the validation rows meets their share of scams."""
    mean = predict(model, valid).mean()
    share = valid[LABEL].mean()
    model["odds"] *= share / (1 - share) * (1 - mean) / mean
    return model


def predict(model, rows):
    """Probability of a scam for each transfer."""
    p = model["net"].predict_proba(transform(model["prep"], rows))[:, 1]
    return p * model["odds"] / (1 - p + p * model["odds"])


def decide(model, rows, scores):
    """True for the transfers that are held until the customer was called."""
    # @bug half-threshold
    return np.asarray(scores) >= 0.5
    # @fix
    return np.asarray(scores) * missed(rows) > CALL
    # @end
