import numpy as np
# @bug wrong-rule
# @fix
from costs import CALL, missed
# @end

COLUMNS = [
    "age",
    # @bug late
    "minutes",
    # @fix
    # @end
]


def step(loss):
    # @bug no-zero
    loss.backward()
    # @fix
    optimizer.zero_grad()
    loss.backward()
    # @end
    # @bug twice
    scale(x)
    scale(x)
    # @fix
    scale(x)
    # @end
    return 1


def decide(rows, scores):
    # @bug wrong-rule
    return np.asarray(scores) >= 0.5
    # @fix
    return np.asarray(scores) * missed(rows) > CALL
    # @end
