"""The one number we track while working on the model."""

import numpy as np

# @bug accuracy-report
# @fix
from costs import cost_per_transfer
# @end


def report(rows, labels, scores, decisions):
    """Name, value and direction of our metric on these rows."""
    # @bug accuracy-report
    correct = np.asarray(decisions, dtype=bool) == (np.asarray(labels) == 1)
    return {"name": "accuracy", "value": float(correct.mean()), "better": "higher"}
    # @fix
    value = cost_per_transfer(rows, np.asarray(labels), np.asarray(decisions, dtype=bool))
    return {"name": "cost per transfer", "value": value, "better": "lower"}
    # @end
