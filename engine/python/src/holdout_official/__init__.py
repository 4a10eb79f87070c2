"""The official path of a candidate's Python: train in one interpreter, predict in another, count what crossed.

Import is cheap: numpy, pandas and joblib are imported by the functions that need them, not by this package.

How a worker calls it
=====================
Each phase runs in a separate interpreter (boot it with ``PYTHONHASHSEED=0``), with ``engine/python/src`` on
``sys.path`` and the candidate's files in ``config["folder"]``. Arguments are plain dicts or JSON text; answers are
dicts of JSON values, except where ``bytes`` is written (``toJs`` makes a Uint8Array of them)::

    import holdout_official.official as official
    answer = official.train(config, progress)                # phase 1: needs train.csv
    answer = official.validation(config, answer["fits"][0]["validIds"])  # for a Check, in the same interpreter
    one = official.Predicting(config, payload, progress)     # phase 2: must not have train.csv
    answer = one.open()
    answer = one.ask(places)                                 # for each batch, written to holdout.csv before
    answer = one.close()
    payload = official.packed(model)                         # any interpreter: what would cross of a live model

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
``holdout``           file of one batch, given to ``load`` in phase 2 (no label column), ``/home/candidate/holdout.csv``
``seeds``             fit seeds, e.g. ``[11, 12, 13]``
``outputs``           optional k: ``predict`` must return ``[n, k]``; absent: ``[n]`` or ``[n, k]``
``choices``           what ``decide`` may choose among: 0 to choices - 1; default 2
====================  ==========================================================================================

train answers
-------------
``{"ok": true, "fits": [{"seed", "seconds": {step: s}, "rows": {"train", "valid"}, "reported":
{"name", "value", "better"} | null, "payload": bytes, "payloadBytes", "stripped": [text],
"validIds": [text]}], "notes": [note]}``

``payload`` is the container of ``payload.py``: send it to the server as it is and hand it to phase 2.

validation answers
------------------
``{"ok": true, "rows": bytes, "labels": [...], "ids": [...]}``: the validation rows as a file without labels. Predict
them with the first fit's payload in another interpreter, then compare with ``labels`` (same order).

predict answers
---------------
``open``: ``{"ok": true, "seed"}``. ``ask``: ``{"ok": true, "shape": [m] | [m, k], "predictions": bytes (float64,
little endian, row order of the batch's file), "decisions": bytes (uint8, one per row) | null}``; ``places`` are the
rows' places in the whole file, for messages. ``close``: ``{"ok": true, "notes": [note]}``.

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
