"""Probes: change one input of the candidate's contract functions and look at what changes in their results.

A probe changes one thing (the labels, the validation rows, the order) and compares what the candidate's functions
return. What each kind asks, its parameters and its margins are in docs/PROBES.md; ``engine/contract/probes/spec.ts``
checks the parameters and fills in defaults, so every parameter is present here.

How a worker calls it
=====================
In one interpreter, with ``holdout_official`` importable and the candidate's files and ``train.csv`` in
``config["folder"]``::

    import holdout_probes
    results = holdout_probes.run_probes(config, probes, options, report)

``config`` is that of ``holdout_official`` (dict or JSON text). ``probes`` is a list of
``{"id", "kind", ...parameters}``. ``options``: ``seed`` (default 1), ``seconds`` that a probe may take (default 120),
``own`` (probe id -> Python text of the author's code). ``report`` is optional and gets each result as JSON text as soon
as it is known.

Results: ``[{"id", "verdict": "silent"|"alarm"|"cannot-tell", "value", "threshold", "message", "seconds"}]`` in the
order of the probes. Nothing is raised for what the candidate's code does. The time limit ends Python loops of the
candidate's files; a call that blocks inside a library ends only when the interpreter is ended from outside.
``KeyboardInterrupt`` passes.
"""

from .run import run_probes

__all__ = ["run_probes"]
