"""Sorted stretches of text, such as what a search found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence


class Stretches:
    """Stretches (start, end) that do not overlap, in order of place."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._all = sorted(stretches)
        self._starts = [start for start, _ in self._all]
        self._ends = [end for _, end in self._all]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._all)

    def touching(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Those that share a character with [start, end)."""
        return self._all[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def position(self, low: int, high: int) -> int:
        """Number, from 1, of the one that is exactly [low, high); 0 where none is."""
        index = bisect_left(self._starts, low)
        return index + 1 if index < len(self._all) and self._all[index] == (low, high) else 0

    def neighbour(self, low: int, high: int, direction: int) -> tuple[int, int] | None:
        """The next one after a selection, or the one before it, round the ends; None where there is none.

        A bare cursor at the start of one finds that one.
        """
        if not self._all:
            return None
        if direction > 0:
            index = bisect_left(self._starts, low) if low == high else bisect_right(self._starts, low)
        else:
            index = bisect_left(self._starts, low) - 1
        return self._all[index % len(self._all)]
