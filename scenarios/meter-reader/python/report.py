"""The one number we track while working on the model."""

import numpy as np

# @bug accuracy-report
# @fix
from costs import cost_per_digit
# @end


def report(rows, labels, scores, decisions):
    """Name, value and direction of our metric on these rows."""
    # @bug accuracy-report
    right = np.argmax(scores, axis=1) == np.asarray(labels)
    return {"name": "accuracy", "value": float(right.mean()), "better": "higher"}
    # @fix
    value = cost_per_digit(rows, np.asarray(labels), np.asarray(decisions))
    return {"name": "cost per digit", "value": value, "better": "lower"}
    # @end
