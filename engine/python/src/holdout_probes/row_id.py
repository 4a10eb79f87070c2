"""row-id: rows are followed by their id through load and split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from .session import Session, Split
from .table import FEW_CLASSES
from .verdict import CannotTell, Verdict, judged


def row_id(session: Session, probe: Mapping[str, Any]) -> Verdict:
    """Overlap of train and valid, time order, lost and doubled rows, labels that left their row."""
    split = session.base(None)
    cells = dict(zip(split.table.ids(session.config.id), split.table.lines))
    train, valid = session.ids(split.train), session.ids(split.valid)
    stranger = next((id for id in [*train, *valid] if id not in cells), None)
    if stranger is not None:
        raise CannotTell(f"split returns a row with {session.config.id} {stranger}, which the file does not have")
    if probe["time"] is not None:
        return _time(split, probe, cells, train, valid)
    overlap = _overlap(session, split, probe, cells, train, valid)
    if overlap.verdict == "alarm" or probe["by"] != "id":
        return overlap
    for check in (_doubled(valid), _lost(session, split, probe, train, valid), _share(split, probe),
                  _labels(session, split, cells, train, valid)):
        if check.verdict == "alarm":
            return check
    return overlap


def _overlap(session: Session, split: Split, probe: Mapping[str, Any], cells: dict[str, list[str]],
             train: Sequence[str], valid: Sequence[str]) -> Verdict:
    by = probe["by"]
    if by == "id":
        key = {id: id for id in cells}
    elif by == "content":
        at = split.table.header.index(session.config.id)
        key = {id: tuple(line[:at] + line[at + 1 :]) for id, line in cells.items()}
    else:
        values = split.table.column(by)
        key = dict(zip(split.table.ids(session.config.id), values))
    known = {key[id] for id in train}
    share = sum(key[id] in known for id in valid) / len(valid)
    what = {"id": "are training rows as well", "content": "equal a training row"}.get(by, f"share their {by} with one")
    return judged(share > probe["most"], share, probe["most"], f"{share:.1%} of the validation rows {what}")


def _doubled(valid: Sequence[str]) -> Verdict:
    share = 1 - len(set(valid)) / len(valid)
    return judged(share > 0, share, 0, f"{share:.1%} of the validation rows are copies of other ones")


def _lost(
    session: Session, split: Split, probe: Mapping[str, Any], train: Sequence[str], valid: Sequence[str]
) -> Verdict:
    """Whether rows are lost, for the rarest label alone: leaving out rows of a common one may be intended."""
    labels = split.table.column(session.config.label)
    counts = Counter(labels)
    ids = split.table.ids(session.config.id)
    rarest = min(counts, key=lambda value: (counts[value], value)) if len(counts) <= FEW_CLASSES else None
    asked = {id for id, label in zip(ids, labels) if rarest is None or label == rarest}
    share = len(asked - set(train) - set(valid)) / len(asked)
    which = "" if rarest is None else f" with the label {rarest}"
    message = f"{share:.1%} of the rows{which} are in neither part"
    return judged(share > probe["lost"], share, probe["lost"], message)


def _share(split: Split, probe: Mapping[str, Any]) -> Verdict:
    sizes = split.sizes
    share, (least, most) = sizes[1] / sum(sizes), probe["share"]
    outside = not least <= share <= most
    return judged(outside, share, most if share > most else least, f"{share:.1%} of the rows are validation rows")


def _labels(
    session: Session, split: Split, cells: dict[str, list[str]], train: Sequence[str], valid: Sequence[str]
) -> Verdict:
    """Each label of the file must have one counterpart among the labels that split returns."""
    at = split.table.header.index(session.config.label)
    pairs: dict[str, Counter[str]] = {}
    for part, ids in ((split.train, train), (split.valid, valid)):
        for id, label in zip(ids, session.labels(part).tolist()):
            pairs.setdefault(str(label), Counter())[cells[id][at]] += 1
    total = len(train) + len(valid)
    if len(pairs) > FEW_CLASSES:
        return judged(False, 0, 0, "labels are numbers")
    share = 1 - sum(max(found.values()) for found in pairs.values()) / total
    return judged(share > 0, share, 0, f"{share:.1%} of the rows have the label of another row")


def _time(split: Split, probe: Mapping[str, Any], cells: dict[str, list[str]], train: Sequence[str],
          valid: Sequence[str]) -> Verdict:
    if probe["time"] not in split.table.header:
        raise CannotTell(f"the training file has no column {probe['time']}")
    at = split.table.header.index(probe["time"])
    when = _moments({id: line[at] for id, line in cells.items()})
    first = min(when[id] for id in valid)
    share = sum(when[id] > first for id in train) / len(train)
    message = f"{share:.1%} of the training rows are later than the first validation row"
    return judged(share > probe["most"], share, probe["most"], message)


def _moments(cells: dict[str, str]) -> dict[str, Any]:
    """Numbers where all are numbers; else the texts, which sort as ISO 8601 does."""
    try:
        return {id: float(cell) for id, cell in cells.items()}
    except ValueError:
        return dict(cells)
