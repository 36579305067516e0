"""How much of the informants' words codes cover, each word once however many codings touch it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosscase.synthesis.axes import CODER, Axis
from crosscase.synthesis.frame import Frame
from crosscase.synthesis.spoken import Spoken

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Coverage:
    """Shares from 0 to 1 of the words of some groups; nan where there are no words.

    Attributes:
        values: shape (groups, codes). rows: of any of the codes, by group. columns: of each code in the words of all
            groups. total: of any of the codes in the words of all groups.
        words: informants' words by group.
    """

    values: Floats
    rows: Floats
    columns: Floats
    total: float
    words: Ints


def coverage_of(frame: Frame, axis: Axis, spoken: Spoken, codes: Ints, below: bool) -> Coverage:
    """Coverage of codes in the groups of an axis.

    A word counts in the group of its stretch. Coders have no words of their own: theirs are all words of the sources
    in which a coding of theirs counts, and only their own codings cover them.

    Args:
        codes: places of the codes that are asked for; below: each with all below it.
    """
    low, high = words_of_rows(frame, spoken)
    chosen = frame.tree.covered(codes, below)
    rows = np.flatnonzero((high > low) & (frame.code >= 0))
    rows = rows[chosen[frame.code[rows]]]
    at, column = frame.tree.columns(frame.code[rows], codes, below)
    spans = _Spans(low[rows], high[rows], at, column, len(codes))
    if axis.by == CODER:
        return _by_coder(frame, axis, spoken, rows, spans)
    runs, group = _runs(axis, spoken)
    size = len(axis.groups)
    words = np.bincount(axis.stretch[axis.stretch >= 0], spoken.sizes()[axis.stretch >= 0], size)
    each = _cut(*spans.union(), runs, group, size, spans.count)
    whole = _cut(*spans.whole(), runs, group, size, 1)[:, 0]
    return Coverage(
        _share(each, words[:, None]), _share(whole, words), _share(each.sum(axis=0), words.sum()),
        float(_share(whole.sum(), words.sum())), words.astype(np.int64),
    )  # fmt: skip


def words_of_rows(frame: Frame, spoken: Spoken) -> tuple[Ints, Ints]:
    """(low, high): numbers of the first word that each coding touches, and of the one after the last."""
    places = {source: place for place, source in enumerate(spoken.sources)}
    to = np.array([places.get(source, -1) for source in frame.sources], np.int64)
    source = to[frame.source] if len(to) else np.zeros(0, np.int64)
    return spoken.covered(source, frame.start, frame.end)


def touching(frame: Frame, axis: Axis, spoken: Spoken, group: int) -> Flags:
    """Which codings cover words of a group; by coder those that are theirs and cover any."""
    low, high = words_of_rows(frame, spoken)
    found = high > low
    if axis.by == CODER:
        own = np.zeros(len(frame), bool)
        own[axis.row[axis.group == group]] = True
        return found & own
    runs, groups = _runs(axis, spoken)
    before = np.concatenate([[0], np.cumsum(groups == group)])  # runs of the group before each run
    first = np.searchsorted(runs, low, side="right") - 1
    last = np.searchsorted(runs, high - 1, side="right") - 1
    found[found] = before[last[found] + 1] > before[first[found]]
    return found


@dataclass(frozen=True, eq=False)
class _Spans:
    """Stretches of words with the codes that cover them.

    Attributes:
        low, high: of each coding.
        at, column: which coding counts in which column; a coding may count in several, or in none.
    """

    low: Ints
    high: Ints
    at: Ints
    column: Ints
    count: int

    def union(self, unit: Ints | None = None) -> tuple[Ints, Ints, Ints]:
        """Each column's words without overlap, as `_merged`; within units that are kept apart, if any."""
        key = self.column if unit is None else unit[self.at] * self.count + self.column
        return _merged(key, self.low[self.at], self.high[self.at])

    def whole(self, unit: Ints | None = None) -> tuple[Ints, Ints, Ints]:
        """The words of any column."""
        return _merged(np.zeros(len(self.low), np.int64) if unit is None else unit, self.low, self.high)


def _merged(key: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
    """Stretches without overlap for each key.

    Returns:
        (key, low, high), by key and low.
    """
    if not len(key):
        return key, low, high
    step = int(high.max()) + 1
    place = key * step + low
    order = np.argsort(place, kind="stable")
    place, key = place[order], key[order]
    farthest = np.maximum.accumulate(key * step + high[order])
    begins = np.ones(len(place), bool)
    begins[1:] = place[1:] > farthest[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(place)) - 1
    offset = key[first] * step
    return key[first], place[first] - offset, farthest[last] - offset


def _runs(axis: Axis, spoken: Spoken) -> tuple[Ints, Ints]:
    """Stretches that follow one another in one group, put together: first word and group of each."""
    starts = spoken.stretch_first[:-1]
    begins = np.ones(len(starts), bool)
    begins[1:] = axis.stretch[1:] != axis.stretch[:-1]
    return starts[begins], axis.stretch[begins]


def _cut(key: Ints, low: Ints, high: Ints, runs: Ints, group: Ints, size: int, count: int) -> Floats:
    """Words by group and key, where stretches may reach over the borders of groups."""
    first = np.searchsorted(runs, low, side="right") - 1
    parts = np.searchsorted(runs, high - 1, side="right") - first
    whose = np.repeat(np.arange(len(key)), parts)
    run = first[whose] + np.arange(len(whose)) - np.repeat(np.cumsum(parts) - parts, parts)
    ends = np.append(runs[1:], np.iinfo(np.int64).max)
    words = np.minimum(high[whose], ends[run]) - np.maximum(low[whose], runs[run])
    kept = group[run] >= 0
    cell = group[run[kept]] * count + key[whose[kept]]
    return np.bincount(cell, words[kept], size * count).astype(np.float64).reshape(size, count)


def _by_coder(frame: Frame, axis: Axis, spoken: Spoken, rows: Ints, spans: _Spans) -> Coverage:
    size, count = len(axis.groups), spans.count
    whose = np.zeros(len(frame), np.int64)
    whose[axis.row] = axis.group
    unit = whose[rows]
    key, low, high = spans.union(unit)
    each = np.bincount(key, high - low, size * count).reshape(size, count)
    key, low, high = spans.whole(unit)
    whole = np.bincount(key, high - low, size)
    key, low, high = spans.union()
    columns = np.bincount(key, high - low, count)
    _, low, high = spans.whole()
    places = {source: place for place, source in enumerate(spoken.sources)}
    sizes = np.diff(spoken.first)
    of_source = np.array([sizes[places[s]] if s in places else 0 for s in frame.sources], np.int64)
    there = np.unique(axis.group * len(of_source) + frame.source[axis.row])
    words = np.bincount(there // max(len(of_source), 1), of_source[there % max(len(of_source), 1)], size)
    every = of_source[np.unique(frame.source[axis.row])].sum() if len(axis.row) else 0
    return Coverage(
        _share(each, words[:, None]), _share(whole, words), _share(columns, every),
        float(_share((high - low).sum(), every)), words.astype(np.int64),
    )  # fmt: skip


def _share(part: NDArray[Any], whole: NDArray[Any] | float) -> Floats:
    """Parts of wholes; nan where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(np.asarray(whole) > 0, np.true_divide(part, whole), np.nan)
    return found
