"""Attributes of library objects that training leaves behind and predicting never reads. They do not cross.

``TABLE`` is the whole list: class name (itself or a base, by module root), the attributes taken off (or set to None,
where a constructor has them), and why. What is not listed crosses and counts. Nothing is taken off
classes that the candidate wrote.
"""

from __future__ import annotations

import types
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One row of ``TABLE``: root module, class name, attributes (``name=None``: set to None), and why."""

    root: str
    kind: str
    attributes: tuple[str, ...]
    why: str


def _row(kind: str, attributes: str, why: str, root: str = "sklearn") -> Row:
    return Row(root, kind, tuple(attributes.split()), why)


TABLE = (
    _row("BaseEstimator", "random_state=None", "only fit draws; trees inside an ensemble carry whole generators"),
    _row("BaseMultilayerPerceptron", "_optimizer _random_state loss_curve_ validation_scores_ best_loss_ "
         "best_validation_score_ _best_coefs _best_intercepts _no_improvement_count loss_ t_ _coef_grads "
         "_intercept_grads", "optimiser, history and copies kept for early stopping"),
    _row("BaseSGD", "_standard_coef _standard_intercept _average_coef _average_intercept _expanded_class_weight "
         "_loss_function_ loss_function_ t_ standard_coef_ standard_intercept_ average_coef_ average_intercept_",
         "running averages and the loss"),
    _row("LogisticRegression", "n_iter_", "iterations"),
    _row("LogisticRegressionCV", "n_iter_ scores_ coefs_paths_ Cs_ l1_ratios_", "the paths of cross-validation"),
    _row("LinearModelCV", "mse_path_ alphas_ dual_gap_ n_iter_", "the paths of cross-validation"),
    _row("Lars", "coef_path_ alphas_ active_ n_iter_", "the path of the solver"),
    _row("LinearRegression", "singular_ rank_", "diagnostics of the solver"),
    _row("_BaseRidge", "n_iter_ solver_", "diagnostics of the solver"),
    _row("_BaseRidgeCV", "cv_results_ cv_values_ best_score_", "results of cross-validation"),
    _row("BayesianRidge", "scores_ n_iter_", "history"),
    _row("BaseSearchCV", "cv_results_ refit_time_ multimetric_ scorer_", "results of the search"),
    _row("ForestClassifier", "oob_decision_function_ oob_score_", "out-of-bag results"),
    _row("ForestRegressor", "oob_prediction_ oob_score_", "out-of-bag results"),
    _row("BaseBagging", "_seeds oob_decision_function_ oob_prediction_ oob_score_", "out-of-bag results and seeds"),
    _row("BaseGradientBoosting", "_rng train_score_ oob_improvement_ oob_scores_ oob_score_", "history"),
    _row("BaseHistGradientBoosting", "_feature_subsample_rng _random_seed _scorer train_score_ validation_score_",
         "history"),
    _row("BaseWeightBoosting", "estimator_errors_", "history"),
    _row("StandardScaler", "var_ n_samples_seen_", "transform reads mean_ and scale_"),
    _row("MinMaxScaler", "data_min_ data_max_ data_range_ n_samples_seen_", "transform reads min_ and scale_"),
    _row("MaxAbsScaler", "max_abs_ n_samples_seen_", "transform reads scale_"),
    _row("_BasePCA", "explained_variance_ratio_ singular_values_ noise_variance_", "diagnostics"),
    _row("TruncatedSVD", "explained_variance_ explained_variance_ratio_ singular_values_", "diagnostics"),
    _row("BaseMixture", "lower_bound_ lower_bounds_ converged_ n_iter_", "history"),
    _row("KMeans", "labels_ inertia_ n_iter_", "what the training rows were given"),
    _row("Optimizer", "state", "moments of the optimiser", root="torch"),
    _row("LRScheduler", "_last_lr", "history", root="torch"),
    _row("Tensor", "grad", "gradients", root="torch"),
)


def _kinds(kind: type) -> set[tuple[str, str]]:
    return {((base.__module__ or "").split(".")[0], base.__name__) for base in kind.__mro__}


def listed(kind: type) -> tuple[str, ...]:
    """Attributes that the table takes off instances of a library class; none for any other class."""
    if (kind.__module__ or "").split(".")[0] not in ("sklearn", "torch"):
        return ()
    kinds = _kinds(kind)
    return tuple(name for row in TABLE if (row.root, row.kind) in kinds for name in row.attributes)


def _trim_bins(value: Any) -> bool:
    """Thresholds of the bin mapper matter for categories only; numbers are compared with those in the trees."""
    bins, kinds = getattr(value, "bin_thresholds_", None), getattr(value, "is_categorical_", None)
    if type(value).__name__ != "_BinMapper" or bins is None or kinds is None:
        return False
    trimmed = [part if categorical else part[:0].copy() for part, categorical in zip(bins, kinds, strict=True)]
    did = any(len(a) != len(b) for a, b in zip(bins, trimmed, strict=True))
    value.bin_thresholds_ = trimmed
    return did


def strip(root: Any) -> list[str]:
    """Takes the listed attributes off every library object reachable from a model, in place.

    Answers with what was taken, e.g. ``"MLPClassifier._optimizer"``, sorted, each once.
    """
    taken: set[str] = set()
    seen: set[int] = set()
    keep: list[Any] = []
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str | bytes | int | float | complex | types.ModuleType | type) or value is None:
            continue
        if id(value) in seen:
            continue
        seen.add(id(value))
        keep.append(value)
        kind = type(value)
        held = getattr(value, "__dict__", None)
        for name in listed(kind):
            if _take(value, held, name):
                taken.add(f"{kind.__name__}.{name.removesuffix('=None')}")
        if _trim_bins(value):
            taken.add("_BinMapper.bin_thresholds_")
        waiting += _parts(value, held)
    return sorted(taken)


def _take(value: Any, held: Any, name: str) -> bool:
    if name.endswith("=None"):
        name = name.removesuffix("=None")
        if not isinstance(held, dict) or held.get(name) is None:
            return False
        held[name] = None
        return True
    if name == "grad":
        if getattr(value, "grad", None) is None or not getattr(value, "is_leaf", True):
            return False
        value.grad = None
        return True
    if name == "state":
        if not held or not held.get("state"):
            return False
        held["state"] = type(held["state"])() if not hasattr(held["state"], "default_factory") else {}
        return True
    if not isinstance(held, dict) or name not in held:
        return False
    del held[name]
    return True


def _parts(value: Any, held: Any) -> list[Any]:
    parts: list[Any] = []
    if isinstance(held, dict):
        parts += held.values()
    if isinstance(value, dict):
        parts += [*dict.keys(value), *dict.values(value)]
    elif isinstance(value, list | tuple | set | frozenset):
        parts += value
    elif isinstance(value, types.FunctionType):
        parts += [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
        parts += [cell.cell_contents for cell in value.__closure__ or () if _filled(cell)]
    elif isinstance(value, types.MethodType):
        parts += [value.__self__, value.__func__]
    elif type(value).__name__ == "ndarray" and getattr(value.dtype, "hasobject", False):
        parts += value.ravel().tolist()
    for kind in type(value).__mro__:
        for slot in vars(kind).values():
            if isinstance(slot, types.MemberDescriptorType) and kind.__module__ != "builtins":
                try:
                    parts.append(slot.__get__(value, type(value)))
                except (AttributeError, TypeError):
                    continue
    return parts


def _filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 (raises where the cell is empty)
    except ValueError:
        return False
    return True
