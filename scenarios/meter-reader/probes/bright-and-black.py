"""Alarm where what is nearly white cannot be told from what is nearly black.

White squares on grey get one digit, black squares on the same grey another. Bytes that are read with a sign, and bytes that go round
where light is added to them, make one of the other. Lying and standing bars of middle grey, which no such fault touches, get two
more digits: where these are not learned either, nothing can be told.
"""

import base64

import numpy as np

DIGITS = (3, 4, 0, 1)
"""Of a white square, a black one, a lying and a standing bar."""


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
    squares = kind < 2
    value, threshold = float((own[squares] / parts[squares, :2].sum(axis=1)).mean()), params["threshold"]
    message = f"a square gets {value:.0%} of what goes to white and to black"
    return {"verdict": "alarm" if value < threshold else "silent", "value": value, "threshold": threshold, "message": message}


def drawn(height, width, at, kind):
    image = np.full((height, width, 3), 60 + at, dtype=np.uint8)
    top, left = 2 + at % 3, 2 + at // 3 % 2
    if kind < 2:
        image[top : top + 8, left : left + 6] = 4 + at if kind == 1 else 251 - at
    elif kind == 2:
        image[top : top + 2, left : left + 6] = 110
    else:
        image[top : top + 8, left + 4 : left + 6] = 110
    return base64.b64encode(image.tobytes()).decode()
