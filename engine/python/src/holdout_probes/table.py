"""The training file as cells of text, so that it can be changed before the candidate's ``load`` reads it."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Sequence

from holdout_official.alignment import id_key

from .verdict import CannotTell

FEW_CLASSES = 50
"""Labels with more distinct values than this are numbers, not classes."""

LEAST_OF_CLASS = 20
"""A sample holds at least this many rows of every class, or all there are."""


class Table:
    """Header and lines of a CSV file; cells are texts."""

    def __init__(self, header: list[str], lines: list[list[str]]) -> None:
        self.header = header
        self.lines = lines

    @classmethod
    def read(cls, path: str) -> Table:
        """Reads a CSV file."""
        with open(path, encoding="utf-8", newline="") as source:
            reader = csv.reader(source)
            header = next(reader, [])
            return cls(header, [line for line in reader if line])

    def write(self, path: str) -> None:
        """Writes a CSV file, making its folder."""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            writer.writerow(self.header)
            writer.writerows(self.lines)

    def column(self, name: str) -> list[str]:
        """Cells of a column.

        :raises CannotTell: where there is none.
        """
        if name not in self.header:
            raise CannotTell(f"the training file has no column {name}")
        at = self.header.index(name)
        return [line[at] for line in self.lines]

    def ids(self, name: str) -> list[str]:
        """Ids as the rows' ids are compared."""
        return [id_key(cell) for cell in self.column(name)]

    def changed(self, name: str, cells: Sequence[str]) -> Table:
        """The same table with other cells in one column."""
        self.column(name)
        at = self.header.index(name)
        lines = [[*line[:at], cell, *line[at + 1 :]] for line, cell in zip(self.lines, cells)]
        return Table(self.header, lines)

    def sample(self, rows: int, label: str) -> Table:
        """Every k-th line in the order of the file; rare classes are filled up to ``LEAST_OF_CLASS``."""
        n = len(self.lines)
        taken = {i * n // rows for i in range(rows)}
        labels = self.column(label)
        held, there = Counter(labels[i] for i in taken), Counter(labels)
        if len(there) <= FEW_CLASSES:
            for i, value in enumerate(labels):
                if i not in taken and held[value] < min(there[value], LEAST_OF_CLASS):
                    taken.add(i)
                    held[value] += 1
        return Table(self.header, [self.lines[i] for i in sorted(taken)])
