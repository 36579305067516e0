"""The characters two texts share, in order, and the way from one text to the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

Block = tuple[int, int, int]  # old start, new start, length: equal characters


class Survivors:
    """The equal characters of two texts, in order, and the way from one text to the other.

    Args:
        blocks: (old start, new start, length), ascending and disjoint in both texts.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        joined = _join(blocks)
        self.old_starts = [old for old, _, _ in joined]
        self.new_starts = [new for _, new, _ in joined]
        self.lengths = [length for _, _, length in joined]
        self._sums = [0, *accumulate(self.lengths)]

    def _before(self, starts: Sequence[int], offset: int) -> int:
        """How many surviving characters stand before `offset` in the text that `starts` belongs to."""
        block = bisect_right(starts, offset) - 1
        if block < 0:
            return 0
        return self._sums[block] + min(offset - starts[block], self.lengths[block])

    def surviving(self, start: int, end: int) -> int:
        """How many characters of the old text's span are in the new text."""
        return self._before(self.old_starts, end) - self._before(self.old_starts, start)

    def inherited(self, start: int, end: int) -> int:
        """How many characters of the new text's span come from the old text."""
        return self._before(self.new_starts, end) - self._before(self.new_starts, start)

    def across(self, start: int, end: int) -> tuple[int, int] | None:
        """The old span's place in the new text: from its first to its last surviving character.

        What was inserted right at a border stays outside. None where no character survives.
        """
        first = bisect_right(self.old_starts, start) - 1
        if first < 0 or self.old_starts[first] + self.lengths[first] <= start:
            first += 1
        last = bisect_left(self.old_starts, end) - 1
        if first > last:
            return None
        new_start = self.new_starts[first] + max(0, start - self.old_starts[first])
        new_end = self.new_starts[last] + min(self.lengths[last], end - self.old_starts[last])
        return new_start, new_end

    def expected(self, offset: int) -> int:
        """About where `offset` of the old text would be in the new one, also where it did not survive."""
        block = bisect_right(self.old_starts, offset) - 1
        if block < 0:
            return offset
        return self.new_starts[block] + min(offset - self.old_starts[block], self.lengths[block])


def _join(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for old, new, length in blocks:
        if joined:
            before_old, before_new, before = joined[-1]
            if before_old + before == old and before_new + before == new:
                joined[-1] = (before_old, before_new, before + length)
                continue
        joined.append((old, new, length))
    return joined
