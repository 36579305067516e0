"""The tree of codes as arrays, so that sums over codes with all below them are a few additions of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosscase.study.codebook import Codebook

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CodeTree:
    """Codes depth first, in the order of the codebook.

    Attributes:
        ids: of the codes; paths: their present paths.
        parent: place of the code above each; -1 at the top.
    """

    ids: tuple[str, ...]
    paths: tuple[str, ...]
    parent: Ints

    def __len__(self) -> int:
        return len(self.paths)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """The place of each path."""
        return {path: place for place, path in enumerate(self.paths)}

    @cached_property
    def depth(self) -> Ints:
        """How many codes stand above each."""
        found = np.zeros(len(self), np.int64)
        for place, above in enumerate(self.parent):
            found[place] = found[above] + 1 if above >= 0 else 0
        return found

    @cached_property
    def end(self) -> Ints:
        """The place after the last code below each: a code and those below it are `place` to `end`."""
        found = np.arange(1, len(self) + 1)
        for place in range(len(self) - 1, -1, -1):
            if (above := self.parent[place]) >= 0:
                found[above] = max(found[above], found[place])
        return found

    @cached_property
    def lines(self) -> tuple[Ints, Ints]:
        """Each code and all above it.

        Returns:
            (codes, starts): those of the code at `place` are `codes[starts[place]:starts[place + 1]]`, itself first.
        """
        found: list[int] = []
        starts = [0]
        for place in range(len(self)):
            here = place
            while here >= 0:
                found.append(here)
                here = int(self.parent[here])
            starts.append(len(found))
        return np.array(found, np.int64), np.array(starts, np.int64)

    def covered(self, codes: Ints, below: bool) -> Flags:
        """Which codes some codes stand for: themselves, and where `below` all below them."""
        found = np.zeros(len(self), bool)
        found[codes] = True
        for place in codes if below else ():
            found[place : self.end[place]] = True
        return found

    def columns(self, code: Ints, codes: Ints, below: bool) -> tuple[Ints, Ints]:
        """The columns that codings count in, where each of `codes` is a column.

        Args:
            code: place of each row's code, none of them -1.
            below: a row counts in the columns of the codes above its own too.

        Returns:
            (row, column) of equal length, by row.
        """
        column = np.full(len(self), -1, np.int64)
        column[codes] = np.arange(len(codes))
        row, of = self.with_above(code) if below else (np.arange(len(code)), code)
        found = column[of]
        return row[found >= 0], found[found >= 0]

    def upward(self, values: NDArray[Any]) -> NDArray[Any]:
        """Sums over each code and all below it.

        Args:
            values: shape (groups, codes), of the codes themselves.

        Returns:
            Same shape.
        """
        total = values.copy()
        for place in range(len(self) - 1, -1, -1):
            if (above := self.parent[place]) >= 0:
                total[:, above] += total[:, place]
        return total

    def with_above(self, code: Ints) -> tuple[Ints, Ints]:
        """Rows of codings, each once for its code and once for every code above that.

        Args:
            code: place of each row's code, none of them -1.

        Returns:
            (row, code) of equal length.
        """
        codes, starts = self.lines
        counts = (starts[1:] - starts[:-1])[code]
        row = np.repeat(np.arange(len(code)), counts)
        within = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        return row, codes[np.repeat(starts[code], counts) + within]


def tree_of(book: Codebook) -> CodeTree:
    """The tree of a codebook."""
    codes = list(book)
    places = {code.id: place for place, code in enumerate(codes)}
    parent = np.array([places.get(code.parent, -1) for code in codes], np.int64)
    return CodeTree(tuple(code.id for code in codes), tuple(book.path(code) for code in codes), parent)


def tree_of_paths(paths: Sequence[str]) -> CodeTree:
    """The tree of paths that stand depth first; their ids are the paths."""
    places = {path: place for place, path in enumerate(paths)}
    parent = np.array([places.get(path.rpartition("/")[0], -1) for path in paths], np.int64)
    return CodeTree(tuple(paths), tuple(paths), parent)
