"""Alarm where the same probabilities lead to the same decisions whatever a step is worth.

Every row gets 0.9 for one digit and 0.1 for another. Where a step is worth nothing, billing is cheapest; where it is worth
1,000 EUR, one error in ten costs 3 EUR and a person 1.50.
"""

import numpy as np


def probe(contract, rows, tools):
    valid = tools.split.valid
    n = tools.rows.count(valid)
    scores = np.zeros((n, 10))
    scores[np.arange(n), np.arange(n) % 10] = 0.9
    scores[np.arange(n), (np.arange(n) + 5) % 10] = 0.1
    bare = tools.rows.without(valid, tools.label)
    if not tools.rows.has(bare, "step_eur"):
        tools.cannot_tell("load leaves out step_eur")

    def decided(step):
        given = tools.change.with_column(bare, "step_eur", np.full(n, step))
        return np.asarray(tools.call("decide", tools.fitted.model, given, scores.copy())).astype(int)

    moved = float((decided(0.001) != decided(1000.0)).mean())
    message = f"{moved:.0%} of the decisions depend on what a step is worth"
    return {"verdict": "alarm" if moved == 0 else "silent", "value": moved, "threshold": 0, "message": message}
