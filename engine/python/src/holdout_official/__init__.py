"""The official path of a candidate's Python: train in one interpreter, predict in another, count what crossed.

Import is cheap: numpy, pandas and joblib are imported by the functions that need them, not by this package.

How a worker calls it
=====================
Each phase runs in a separate interpreter (boot it with ``PYTHONHASHSEED=0``), with ``engine/python/src`` on
``sys.path`` and the candidate's files in ``config["folder"]``. Arguments are plain dicts or JSON text; answers are
dicts of JSON values, except where ``bytes`` is written (``toJs`` makes a Uint8Array of them)::

    import holdout_official.official as official
    answer = official.train(config, progress)             # phase 1: needs train.csv
    answer = official.predict(config, payload, progress)  # phase 2: needs holdout.csv, must not have train.csv
    inventory = official.meter(model, config)             # any interpreter: the weight count of a live model

``progress`` is optional and gets one JSON text per step: ``{"phase": "train"|"predict", "step": "fit", "seed": 3,
"fit": 1, "fits": 3, "done": 0.4}``, ``done`` between 0 and 1.

config
------
====================  ==========================================================================================
``folder``            where the candidate's files are, e.g. ``/home/candidate``
``functions``         contract function -> file, e.g. ``{"load": "data.py", "fit": "model.py", ...}``
``optional``          contract functions that may be absent; default ``["tune", "decide"]``
``explore``           files that no contract file may import; default ``["explore.py"]``
``label``, ``id``     names of the label and the id column
``train``             path given to ``load`` in phase 1, e.g. ``/home/candidate/train.csv``
``holdout``           path given to ``load`` in phase 2 (no label column), e.g. ``/home/candidate/holdout.csv``
``seeds``             fit seeds, e.g. ``[11, 12, 13]``
``mode``              ``"score"`` (default) or ``"check"``
``batchSeed``         seed of the random batches of phase 2; default 0
``batch``             ``[least, most]`` rows per batch; default ``[512, 8192]``
``outputs``           optional k: ``predict`` must return ``[n, k]``; absent: ``[n]`` or ``[n, k]``
``choices``           what ``decide`` may choose among: 0 to choices - 1; default 2
====================  ==========================================================================================

train answers
-------------
``{"ok": true, "mode", "fits": [{"seed", "seconds": {step: s}, "rows": {"train", "valid"}, "reported":
{"name", "value", "better"} | null, "payload": bytes, "payloadBytes", "stripped": [text]}], "notes": [note],
"check": null | {"rows": bytes, "file": "holdout.csv", "labels": [...], "ids": [...]}}``

``payload`` is the container of ``payload.py``: send it to the server as it is and hand it to phase 2. In check mode
the first seed's validation rows come back as ``check``: write ``check.rows`` to ``config["holdout"]`` in the second
interpreter, predict with the first fit's payload, then compare with ``check.labels`` (same order).

predict answers
---------------
``{"ok": true, "seed", "rows": n, "shape": [n] | [n, k], "predictions": bytes (float64, little endian, row order of
the file), "decisions": bytes (uint8, one per row) | null, "weights": inventory, "seconds", "batches",
"notes": [note]}``

inventory
---------
``{"total", "model": {"arrays", "scalars", "textBytes"}, "code": {"arrays", "scalars", "textBytes"},
"free": {"scalars": 256, "textBytes": 4096}, "items": [{"path", "count", "kind": "array"|"scalar"|"text", "dtype"?,
"shape"?}], "rest", "opaque": [text]}``. ``items`` (at most 200, largest first) and ``rest`` add up to ``total``: the
free part is taken off, from the smallest first. ``model`` and ``code`` are sums before that. ``opaque`` names values
that could not be looked into. The rule is in ``weights.py``.

note
----
``{"kind": "untravelled"|"growth", "file", "name", "message"}`` and, for ``untravelled``, ``used``: whether
predict or decide reads that name, so that a candidate can be warned before a try is spent.

errors
------
Neither function raises for anything the candidate did: ``{"ok": false, "error": {"code", "message", "file", "line",
"function", "row", "traceback": text, "frames": [{"file", "line", "function"}]}, "notes": [note]}``, absent values
being null. ``KeyboardInterrupt`` passes through, so that Stop works.
"""

__all__: list[str] = []
