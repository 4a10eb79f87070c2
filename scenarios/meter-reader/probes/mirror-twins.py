"""Alarm where a picture and its mirror image cannot be told apart although they have different labels.

Light hooks, a bar on top and one down the right side, get one digit, and their mirror images another. An augmentation that mirrors
pictures shows each of them with both labels. Lying and standing bars, which stay what they are, get two more digits: where these
are not learned either, nothing can be told. All are grey, so that no order of colours matters, and move about a little.
"""

import base64

import numpy as np

DIGITS = (2, 5, 0, 1)
"""Of a hook, its mirror image, a lying and a standing bar."""


def probe(contract, rows, tools):
    train, params, n = tools.split.train, tools.params, 40
    for name in ("pixels", "camera", "firmware"):
        if not tools.rows.has(train, name):
            tools.cannot_tell(f"load leaves out {name}")
    texts = np.empty(n, dtype=object)
    texts[:] = [drawn(params["height"], params["width"], at // 4, at % 4) for at in range(n)]
    few = tools.rows.take(train, np.arange(n))
    for name in ("camera", "firmware"):
        few = tools.change.with_column(few, name, np.asarray([params[name]] * n, dtype=object))
    few = tools.change.with_column(few, "pixels", texts)
    digits = np.asarray([DIGITS[at % 4] for at in range(n)])
    few = tools.change.with_column(few, tools.label, digits)
    many = tools.rows.take(few, np.arange(params["fit"]) % n)
    scores = tools.predict(tools.fit(many, few, tune=False).model, few)
    parts = scores[:, DIGITS] / scores[:, DIGITS].sum(axis=1, keepdims=True)
    kind = np.arange(n) % 4
    own = parts[np.arange(n), kind]
    known = float(own[kind >= 2].mean())
    if not known >= 0.6:
        tools.cannot_tell(f"bars seen again and again get {known:.0%} of the scores: little is learned")
    hooks = kind < 2
    value, threshold = float((own[hooks] / parts[hooks, :2].sum(axis=1)).mean()), params["threshold"]
    message = f"a picture gets {value:.0%} of what goes to its own label and to that of its mirror image"
    return {"verdict": "alarm" if value < threshold else "silent", "value": value, "threshold": threshold, "message": message}


def drawn(height, width, at, kind):
    image = np.full((height, width, 3), 25 + at, dtype=np.uint8)
    top, left = 2 + at % 3, 2 + at // 3 % 2
    if kind != 3:
        image[top : top + 2, left : left + 6] = 200 + at
    if kind != 2:
        image[top : top + 8, left + 4 : left + 6] = 200 + at
    return base64.b64encode((image[:, ::-1] if kind == 1 else image).tobytes()).decode()
