"""Alarm where the report says the same whether dear or cheap digits are misread.

Decisions are right but for 50 rows, which are off by up to five: once those whose steps are worth most, once those whose steps are
worth least. Scores are the same both times.
"""

import numpy as np


def probe(contract, rows, tools):
    valid = tools.split.valid
    bare = tools.rows.without(valid, tools.label)
    labels = np.asarray(tools.rows.column(valid, tools.label, "split")).astype(int)
    if not tools.rows.has(bare, "step_eur"):
        tools.cannot_tell("load leaves out step_eur")
    order = np.argsort(tools.rows.column(bare, "step_eur", "split"), kind="stable")
    scores = np.full((len(labels), 10), 0.01)
    scores[np.arange(len(labels)), labels] = 0.91

    def reported(at):
        decisions = labels.copy()
        decisions[at] = np.where(labels[at] < 5, labels[at] + 5, labels[at] - 5)
        given = decisions.astype(np.uint8)
        answer = tools.call("report", tools.change.copied(bare), labels.copy(), scores.copy(), given)
        return float(answer["value"]) * (1 if answer["better"] == "lower" else -1)

    apart = reported(order[-50:]) - reported(order[:50])
    message = f"50 misread dear digits move the report by {apart:.4f} against 50 cheap ones"
    return {"verdict": "alarm" if apart <= 0 else "silent", "value": apart, "threshold": 0, "message": message}
