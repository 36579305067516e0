"""Marks on a text: which of them touch a stretch of it, and in which lane of the margin each is drawn."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from crosscase.study.segments import Segments

_FIRST_SHIFT = 9  # the smallest bins hold 512 characters
_LEVEL_SHIFT = 3  # each level's bins are eight times as long as those below
_LEVELS = 8  # the largest bins hold 2**30 characters


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding as the view draws it.

    Attributes:
        key: what the caller knows it by.
        start, end: offsets into the body, end exclusive.
        color: of its code, as `#rrggbb`.
        tag: of its code, two letters.
        coder: whose it is.
        mine: whether it is the present coder's.
        faint: to be drawn with less weight.
        flag: one character for a coding that wants a look, or empty.
    """

    key: Hashable
    start: int
    end: int
    color: str
    tag: str
    coder: str = ""
    mine: bool = True
    faint: bool = False
    flag: str = ""


def _order(mark: Mark) -> tuple[int, int, bool, str, str, str]:
    return mark.start, -mark.end, not mark.mine, mark.coder, mark.tag, str(mark.key)


class SpanIndex:
    """Marks in bins, each in the smallest bin that holds all of it.

    A stretch of text touches few bins of each level, and a mark stands in one bin alone, whatever its length;
    so asking, adding and removing cost the same in a short text and in a long one.
    """

    def __init__(self, segments: Segments, marks: Iterable[Mark] = ()) -> None:
        self._segments = segments
        self._bins: dict[tuple[int, int], dict[Hashable, Mark]] = {}
        self._marks: dict[Hashable, Mark] = {}
        self._lanes: dict[Hashable, int] = {}
        self._fill(marks)

    def _fill(self, marks: Iterable[Mark]) -> None:
        """Take all marks in one sweep; a lane is free again in the paragraph after the one its mark ends in."""
        ends: list[int] = []
        for mark in sorted(marks, key=_order):
            if mark.key in self._marks:
                raise ValueError(f"two marks have the key {mark.key!r}")
            first, last = self._lines(mark)
            lane = next((lane for lane, end in enumerate(ends) if end < first), len(ends))
            if lane == len(ends):
                ends.append(last)
            ends[lane] = last
            self._put(mark, lane)

    def _lines(self, mark: Mark) -> tuple[int, int]:
        line_of = self._segments.line_of
        return line_of(mark.start), line_of(max(mark.start, mark.end - 1))

    def _put(self, mark: Mark, lane: int) -> None:
        self._marks[mark.key] = mark
        self._lanes[mark.key] = lane
        self._bins.setdefault(_bin(mark.start, mark.end), {})[mark.key] = mark

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks.values())

    def get(self, key: Hashable) -> Mark | None:
        """The mark with a key, if there is one."""
        return self._marks.get(key)

    def add(self, mark: Mark) -> None:
        """Take a mark in, in the first lane that is free in all paragraphs it touches; one with its key gives way."""
        self.remove(mark.key)
        first, last = self._lines(mark)
        bounds = self._segments.line_bounds
        start, end = bounds(first)[0], bounds(last)[1]
        taken = {self._lanes[other.key] for other in self.between(start, end + 1)}  # the newline counts too
        self._put(mark, next(lane for lane in range(len(taken) + 1) if lane not in taken))

    def remove(self, key: Hashable) -> Mark | None:
        """Drop the mark with a key and give it back; None where there was none."""
        mark = self._marks.pop(key, None)
        if mark is not None:
            del self._lanes[key]
            place = _bin(mark.start, mark.end)
            del self._bins[place][key]
            if not self._bins[place]:
                del self._bins[place]
        return mark

    def lane(self, key: Hashable) -> int:
        """The lane of the mark with a key, from 0; marks that share a paragraph never share a lane."""
        return self._lanes[key]

    def between(self, start: int, end: int) -> list[Mark]:
        """Marks that share a character with [start, end), by place, the longer first, own before others'."""
        found = [
            mark
            for level in range(_LEVELS)
            for number in range(start >> _shift(level), (max(start, end - 1) >> _shift(level)) + 1)
            for mark in self._bins.get((level, number), {}).values()
            if mark.start < end and mark.end > start
        ]
        return sorted(found, key=_order)

    def covered(self, start: int, end: int) -> int:
        """How many characters of [start, end) lie under at least one mark."""
        total, reached = 0, start
        for mark in self.between(start, end):
            high = min(mark.end, end)
            if high > reached:
                total += high - max(mark.start, reached)
                reached = high
        return total


def _shift(level: int) -> int:
    return _FIRST_SHIFT + _LEVEL_SHIFT * level


def _bin(start: int, end: int) -> tuple[int, int]:
    """Level and number of the smallest bin that holds the whole span."""
    last = max(start, end - 1)
    level = 0
    while level < _LEVELS - 1 and start >> _shift(level) != last >> _shift(level):
        level += 1
    return level, start >> _shift(level)
