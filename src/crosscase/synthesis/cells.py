"""The codings of a case under a code and those below it: what a cell of a framework matrix is about."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.model import Case
from crosscase.synthesis.axes import axis_of
from crosscase.synthesis.frame import Frame, frame_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.spoken import spoken_of

Ints = NDArray[np.int64]

_KEPT = 4  # for different coders


class Cells:
    """The codings that count, by case and code; open answers stand with the case whose respondent wrote them."""

    def __init__(self, study: Study, frame: Frame) -> None:
        axis = axis_of(study, frame, spoken_of(study))
        self._frame = frame
        self._case = {group.id: place for place, group in enumerate(axis.groups)}
        code = frame.code[axis.row]
        known = np.flatnonzero(code >= 0)
        # one number a cell, codes depth first: a code and all below it are neighbours
        number = axis.group[known] * len(frame.tree) + code[known]
        order = np.argsort(number, kind="stable")
        self._row: Ints = axis.row[known][order]
        first = np.arange(len(axis.groups))[:, None] * len(frame.tree)
        self._low: Ints = np.searchsorted(number[order], first + np.arange(len(frame.tree)))
        self._high: Ints = np.searchsorted(number[order], first + frame.tree.end)

    def count(self, case: str, path: str) -> int:
        """How many codings a cell has; none where there is no such case or code."""
        low, high = self._range(case, path)
        return high - low

    def passages(self, case: str, path: str) -> tuple[Passage, ...]:
        """The codings of a cell, by source and position.

        Args:
            case: slug; path: present path of the code.
        """
        low, high = self._range(case, path)
        return self._frame.passages(np.sort(self._row[low:high]))

    def _range(self, case: str, path: str) -> tuple[int, int]:
        group, place = self._case.get(case), self._frame.tree.place_of.get(path)
        if group is None or place is None:
            return 0, 0
        return int(self._low[group, place]), int(self._high[group, place])


def cells_of(study: Study, coders: Collection[str] | None = None) -> Cells:
    """The cells of a study; the same object until something changes.

    Args:
        coders: whose codings; where None, in each source those that count.

    Raises:
        StudyError: nobody of a name codes here.
    """
    frame, cases = frame_of(study, coders), tuple(study.cases.values())
    kept = cast(dict[int, tuple[Frame, tuple[Case, ...], Cells]], study.derived.setdefault(__name__, {}))
    known = kept.get(id(frame))
    if known is not None and known[0] is frame and known[1] == cases:
        return known[2]
    kept.pop(id(frame), None)
    while len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[id(frame)] = (frame, cases, cells := Cells(study, frame))
    return cells
