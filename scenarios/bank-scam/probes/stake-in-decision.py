"""Alarm where transfers go although a call is plainly worth it.

Every score becomes 0.3. A missed scam of 100 EUR or more then costs more on average than a call of 30 EUR, so that a rule
per transfer holds nearly all of them, and so does any threshold that was tuned on costs.
"""

import numpy as np


def probe(contract, rows, tools):
    valid = tools.split.valid
    scores = np.asarray(tools.predict(tools.fitted.model, valid))
    if scores.ndim != 1 or scores.min() < 0 or scores.max() > 1:
        tools.cannot_tell("scores are no probabilities of one class")
    same = np.full(len(scores), tools.params["chance"])
    decided = tools.call("decide", tools.fitted.model, tools.rows.without(valid, tools.label), same)
    share = float(np.asarray(decided).astype(bool).mean())
    return {
        "verdict": "alarm" if share < tools.params["least"] else "silent",
        "value": share,
        "threshold": tools.params["least"],
        "message": f"{share:.0%} of the transfers are held at a chance of {tools.params['chance']:.0%}",
    }
