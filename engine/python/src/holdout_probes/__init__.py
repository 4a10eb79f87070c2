"""Probes: interventions on the inputs of a candidate's contract functions, and what they tell.

A probe changes one thing (the labels, the validation rows, the order) and watches what the candidate's functions make of
it. What each kind asks, its parameters and its margins are in docs/PROBES.md; ``engine/contract/probes/spec.ts`` checks the
parameters and fills in defaults, so everything here is given complete.

How a worker calls it
=====================
In one interpreter, with ``holdout_official`` importable and the candidate's files and ``train.csv`` in ``config["folder"]``::

    import holdout_probes
    results = holdout_probes.run_probes(config, probes, options, told)

``config`` is that of ``holdout`` (dict or JSON text). ``probes`` is a list of ``{"id", "kind", ...parameters}``.
``options``: ``seed`` (default 1), ``seconds`` a probe may take (default 120), ``own`` (probe id -> Python text of
the author's code). ``told`` is optional and gets each result as JSON text as soon as it stands.

Results: ``[{"id", "verdict": "silent"|"alarm"|"cannot-tell", "value", "threshold", "message", "seconds"}]`` in the order
of the probes. Nothing is raised for what the candidate's code does. The time limit ends Python loops of the
candidate's files; what blocks inside a library is ended by whoever owns the interpreter. ``KeyboardInterrupt`` passes.
"""

from .run import run_probes

__all__ = ["run_probes"]
