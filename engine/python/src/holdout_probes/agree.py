"""Whether two ways to the scores of the same rows agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .session import Session
from .statistics import gap, log_odds
from .verdict import Verdict, judged, short

REPEATS = (16, 64)
"""Predictions that are averaged where a prediction does not repeat itself; the second where the first leave a doubt."""

DOUBT = 0.6
"""What the ratio of two ways that agree is about; below there is no doubt."""

APART = 1.5
"""Averages that differ by more than this many times what random halves of one of them differ count as different. Of
ways that agree, one in some thousand pairs does, if all rows of a call have their noise in common; none otherwise."""

SPLITS = 24
"""Random halves of each way."""

Way = Callable[[bool], Any]
"""Makes scores; with False, random numbers go on from where they are."""


def agree(session: Session, asked: float | None, model: Any, one: Way, other: Way, what: str,
          noisy: Callable[[], tuple[Way, Way]] | None = None) -> Verdict:
    """Compares both ways with the random numbers seeded; where one does not repeat itself, on average.

    ``noisy`` makes cheaper ways for that.
    """
    tolerance = session.tolerance(asked, model)
    first = one(True)
    apart = gap(first, other(True))
    if apart <= tolerance:
        return judged(False, apart, tolerance, f"{what} agree")
    if gap(first, one(False)) <= tolerance:
        return judged(True, apart, tolerance, f"{what} differ by up to {short(apart)}")
    ratio = _averaged(session, *(noisy() if noisy else (one, other)))
    message = (
        f"predict does not repeat itself; on average {what} differ by {short(ratio)} times what its noise explains"
    )
    return judged(ratio > APART, ratio, APART, message)


def _averaged(session: Session, one: Way, other: Way) -> float:
    """Difference of two average scores over the largest between halves of one way, in log-odds, meaned over rows."""
    import numpy as np

    generator, ratio = np.random.default_rng(session.seed), 0.0
    ways: tuple[list[Any], list[Any]] = ([], [])
    for repeats in REPEATS:
        for way, found in zip((one, other), ways):
            while len(found) < repeats:
                found.append(log_odds(way(False)))
        apart = np.abs(np.mean(ways[0], axis=0) - np.mean(ways[1], axis=0)).mean()
        noise = 1e-12
        for found in ways:
            for _ in range(SPLITS):
                mixed = np.stack(found)[generator.permutation(repeats)]
                halves = mixed[: repeats // 2].mean(axis=0) - mixed[repeats // 2 :].mean(axis=0)
                noise = max(noise, float(np.abs(halves).mean()))
        ratio = float(apart / noise)
        if ratio < DOUBT:
            break
    return ratio
