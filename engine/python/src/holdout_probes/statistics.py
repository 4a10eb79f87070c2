"""What probes compute of labels and scores. Arrays in, plain numbers out."""

from __future__ import annotations

import math
from typing import Any

from .table import FEW_CLASSES
from .verdict import CannotTell


def auroc(positive: Any, scores: Any) -> tuple[float, float]:
    """(area under the ROC curve with ties at their mean rank, its standard deviation if labels were random).

    The deviation is that of the Mann-Whitney statistic: sqrt((n + m + 1) / (12 n m)).
    """
    import numpy as np

    positive = np.asarray(positive, dtype=bool)
    scores = np.asarray(scores, dtype=np.float64)
    n, m = int(positive.sum()), int((~positive).sum())
    if n == 0 or m == 0:
        raise CannotTell("the validation rows hold one class only")
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[place]
    area = (ranks[positive].sum() - n * (n + 1) / 2) / (n * m)
    return float(area), math.sqrt((n + m + 1) / (12 * n * m))


def classes(labels: Any) -> list[Any]:
    """Distinct labels in their order; empty where they are numbers rather than classes."""
    import numpy as np

    values = np.unique(np.asarray(labels))
    return values.tolist() if len(values) <= FEW_CLASSES else []


def ranking(labels: Any, scores: Any) -> tuple[float, float]:
    """How well scores rank labels, 0.5 being chance, and the deviation of that under chance.

    Two classes: AUROC, the later label in sorting order being positive. Scores ``[n, k]`` of k classes: mean of one
    against the rest. Other numbers: AUROC of the labels above their median.
    """
    import numpy as np

    labels = np.asarray(labels)
    kinds = classes(labels)
    if len(kinds) == 2:
        return auroc(labels == kinds[1], scores if scores.ndim == 1 else scores[:, -1])
    if scores.ndim == 2 and scores.shape[1] > 1:
        places = class_places(labels, scores.shape[1])
        found = [auroc(places == k, scores[:, k]) for k in range(scores.shape[1]) if (places == k).any()]
        areas, deviations = zip(*found)
        return float(np.mean(areas)), math.sqrt(float(np.mean(np.square(deviations))) / max(1.0, len(found) / 2))
    if labels.dtype.kind not in "biuf":
        raise CannotTell("labels are neither two classes nor numbers, and predict returns one score a row")
    flat = scores if scores.ndim == 1 else scores[:, 0]
    return auroc(labels > np.median(labels), flat)


def class_places(labels: Any, columns: int) -> Any:
    """The score column of each label: the label itself where all are whole numbers below ``columns``, else its rank."""
    import numpy as np

    labels = np.asarray(labels)
    if labels.dtype.kind in "biu" and labels.min() >= 0 and labels.max() < columns:
        return labels.astype(int)
    kinds = classes(labels)
    if len(kinds) != columns:
        raise CannotTell(f"predict returns {columns} scores a row for {len(kinds)} classes")
    return np.searchsorted(np.asarray(kinds), labels)


def of_label(labels: Any, scores: Any) -> Any:
    """The score that each row gives to its label; for one score per row and two classes p or 1 - p.

    :raises CannotTell: where labels are no classes.
    """
    import numpy as np

    labels = np.asarray(labels)
    if scores.ndim == 2 and scores.shape[1] > 1:
        return scores[np.arange(len(labels)), class_places(labels, scores.shape[1])]
    kinds = classes(labels)
    if len(kinds) != 2:
        raise CannotTell("labels are not two classes, and predict returns one score a row")
    flat = scores if scores.ndim == 1 else scores[:, 0]
    return np.where(labels == kinds[1], flat, 1 - flat)


def log_odds(scores: Any) -> Any:
    """Scores within 0..1 as log-odds, at most 30 either way; others as they are."""
    import numpy as np

    if scores.size == 0 or scores.min() < 0 or scores.max() > 1:
        return scores
    clipped = np.clip(scores, 1e-13, 1 - 1e-13)
    return np.log(clipped) - np.log1p(-clipped)


def gap(a: Any, b: Any) -> float:
    """Largest difference of two lists of scores, relative to 1 or to the larger of the two."""
    import numpy as np

    if a.shape != b.shape:
        return math.inf
    return float((np.abs(a - b) / np.maximum(1, np.maximum(np.abs(a), np.abs(b)))).max(initial=0))
