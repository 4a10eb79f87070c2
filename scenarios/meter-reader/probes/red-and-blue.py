"""Alarm where red and blue are exchanged between training and reading.

Pictures of a red square get one digit, pictures of a blue square another, and the same pictures are read again. Grounds are grey
of several shades, so that no channel is constant. All rows get the camera whose colours need no mending.
"""

import base64

import numpy as np

DIGITS = (1, 7)


def probe(contract, rows, tools):
    train = tools.split.train
    for name in ("pixels", "camera", "firmware"):
        if not tools.rows.has(train, name):
            tools.cannot_tell(f"load leaves out {name}")
    params, n = tools.params, 40
    texts = np.empty(n, dtype=object)
    texts[:] = [square(params["height"], params["width"], 30 + 2 * at, blue=at % 2 == 1) for at in range(n)]
    few = tools.rows.take(train, np.arange(n))
    for name, value in (("camera", params["camera"]), ("firmware", params["firmware"])):
        few = tools.change.with_column(few, name, np.asarray([value] * n, dtype=object))
    few = tools.change.with_column(few, "pixels", texts)
    digits = np.asarray([DIGITS[at % 2] for at in range(n)])
    few = tools.change.with_column(few, tools.label, digits)
    many = tools.rows.take(few, np.arange(params["fit"]) % n)
    scores = tools.predict(tools.fit(many, few, tune=False).model, few)
    at = np.arange(n)
    own, other = scores[at, digits].mean(), scores[at, sum(DIGITS) - digits].mean()
    value, threshold = float(other / (own + other)), params["threshold"]
    message = f"{value:.0%} of what goes to red and blue goes to the wrong one of them"
    return {"verdict": "alarm" if value > threshold else "silent", "value": value, "threshold": threshold, "message": message}


def square(height, width, grey, blue):
    image = np.full((height, width, 3), grey, dtype=np.uint8)
    image[height // 4 : -(height // 4), width // 4 : -(width // 4)] = (30, 30, 220) if blue else (220, 30, 30)
    return base64.b64encode(image.tobytes()).decode()
