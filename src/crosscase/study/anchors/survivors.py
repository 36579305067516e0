"""The characters two texts share, and the way from one text to the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

Block = tuple[int, int, int]  # old start, new start, length: equal characters


class Place(NamedTuple):
    """Where a span went: its stretch of the new text and how many of its characters stand in it."""

    start: int
    end: int
    kept: int


class Survivors:
    """The equal characters of two texts and the way from one text to the other.

    Args:
        blocks: (old start, new start, length), disjoint in both texts; not in the same order where a part
            of the text was moved.
        whole: whether all of the old text is known; where not, what does not come from the known may be old too.
    """

    def __init__(self, blocks: Sequence[Block], *, whole: bool = True) -> None:
        self._whole = whole
        self._blocks = joined(sorted(blocks))
        self._starts = [old for old, _, _ in self._blocks]
        self._sums = [0, *accumulate(length for _, _, length in self._blocks)]
        there = sorted((new, length) for _, new, length in self._blocks)
        self._new_starts = [new for new, _ in there]
        self._new_lengths = [length for _, length in there]
        self._new_sums = [0, *accumulate(self._new_lengths)]

    def surviving(self, start: int, end: int) -> int:
        """How many characters of the old text's span are in the new text."""
        return self._before(end) - self._before(start)

    def _before(self, offset: int) -> int:
        block = bisect_right(self._starts, offset) - 1
        if block < 0:
            return 0
        return self._sums[block] + min(offset - self._starts[block], self._blocks[block][2])

    def inherited(self, start: int, end: int) -> int:
        """How many characters of the new text's span come from the old text."""
        return self._new_before(end) - self._new_before(start)

    def _new_before(self, offset: int) -> int:
        block = bisect_right(self._new_starts, offset) - 1
        if block < 0:
            return 0
        return self._new_sums[block] + min(offset - self._new_starts[block], self._new_lengths[block])

    def across(self, start: int, end: int) -> Place | None:
        """The old span's place in the new text: from its first to its last surviving character.

        What was inserted right at a border stays outside. Where a part of the span was moved away, so that
        more of the text around stands between its parts than the span has itself, the larger part counts.
        None where no character survives.
        """
        pieces = sorted(self._pieces(start, end))
        while pieces:
            first, last = pieces[0][0], pieces[-1][1]
            own = sum(high - low for low, high in pieces)
            if len(pieces) == 1 or self._old_text(first, last) - own <= own:
                return Place(first, last, own)
            between = [self._old_text(left[1], right[0]) for left, right in pairwise(pieces)]
            cut = between.index(max(between)) + 1
            pieces = max(pieces[:cut], pieces[cut:], key=lambda part: sum(high - low for low, high in part))
        return None

    def _old_text(self, start: int, end: int) -> int:
        """How many characters of the new text's span come from the old text; of unknown ones every second."""
        known = self.inherited(start, end)
        return known if self._whole else known + (end - start - known) // 2

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the new text that the old span's characters stand in."""
        pieces = []
        for at in range(max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end)):
            old, new, length = self._blocks[at]
            low, high = max(start - old, 0), min(end - old, length)
            if low < high:
                pieces.append((new + low, new + high))
        return pieces

    def expected(self, offset: int) -> int:
        """About where `offset` of the old text would be in the new one, also where it did not survive."""
        block = bisect_right(self._starts, offset) - 1
        if block < 0:
            return offset
        old, new, length = self._blocks[block]
        return new + min(offset - old, length)


def joined(blocks: Iterable[Block]) -> list[Block]:
    """Blocks that touch each other in both texts put together."""
    done: list[Block] = []
    for old, new, length in blocks:
        if done:
            before_old, before_new, before = done[-1]
            if before_old + before == old and before_new + before == new:
                done[-1] = (before_old, before_new, before + length)
                continue
        done.append((old, new, length))
    return done
