"""Alarm where two simple pictures, seen again and again, are not learned.

A lying and a standing bar get one digit each. Both are of a middle grey and look the same when they are mirrored, so that neither
colours nor signs nor flips matter: what is not learned here is held back by the training itself, or by what the network can say.
"""

import base64

import numpy as np

DIGITS = (0, 1)
"""Of a lying and of a standing bar."""


def probe(contract, rows, tools):
    train, params, n = tools.split.train, tools.params, 40
    for name in ("pixels", "camera", "firmware"):
        if not tools.rows.has(train, name):
            tools.cannot_tell(f"load leaves out {name}")
    texts = np.empty(n, dtype=object)
    texts[:] = [drawn(params["height"], params["width"], at // 2, at % 2 == 1) for at in range(n)]
    few = tools.rows.take(train, np.arange(n))
    for name in ("camera", "firmware"):
        few = tools.change.with_column(few, name, np.asarray([params[name]] * n, dtype=object))
    few = tools.change.with_column(few, "pixels", texts)
    digits = np.asarray([DIGITS[at % 2] for at in range(n)])
    few = tools.change.with_column(few, tools.label, digits)
    many = tools.rows.take(few, np.arange(params["fit"]) % n)
    scores = tools.predict(tools.fit(many, few, tune=False).model, few)
    value, threshold = float((scores[np.arange(n), digits] / scores.sum(axis=1)).mean()), params["threshold"]
    if np.isnan(value):
        tools.cannot_tell("scores of a picture add up to nothing")
    message = f"bars seen again and again get {value:.0%} of the scores for their digit"
    return {"verdict": "alarm" if value < threshold else "silent", "value": value, "threshold": threshold, "message": message}


def drawn(height, width, at, standing):
    image = np.full((height, width, 3), 50 + at, dtype=np.uint8)
    if standing:
        image[2:-2, width // 2 - 1 : width // 2 + 1] = 110
    else:
        image[height // 2 - 1 : height // 2 + 1, 1:-1] = 110
    return base64.b64encode(image.tobytes()).decode()
