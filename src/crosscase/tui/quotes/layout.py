"""Where each of thousands of quotes stands: rows are counted exactly for those that are looked at, else estimated."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate

BLANK = 1  # row after each quote
OVER = 1  # rows of a heading


class ListLayout:
    """Rows of items below each other.

    Args:
        estimates: about how many rows each item takes.
        exact: how many rows the item of a place really takes.
        headed: places of the items that a heading stands over.
    """

    def __init__(
        self, estimates: Sequence[int], exact: Callable[[int], int], headed: Collection[int] = ()
    ) -> None:
        self._heights = [rows + BLANK for rows in estimates]
        self._exact = exact
        self._known = bytearray(len(self._heights))
        self._headed = frozenset(headed)
        for place in self._headed:
            self._heights[place] += OVER
        self._sum()

    def _sum(self) -> None:
        self._starts = list(accumulate(self._heights, initial=0))

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def rows(self) -> int:
        """Rows of all items together."""
        return self._starts[-1]

    def bounds(self, place: int) -> tuple[int, int]:
        """First row of an item (its heading's, where it has one) and the row after its last."""
        return self._starts[place], self._starts[place + 1]

    def is_headed(self, place: int) -> bool:
        """Whether a heading stands over an item."""
        return place in self._headed

    def item_at(self, row: int) -> int:
        """The item that a row belongs to; the last one beyond the end."""
        return max(0, min(bisect_right(self._starts, row) - 1, len(self) - 1))

    def settle(self, row: int, height: int) -> None:
        """Count exactly what stands in `height` rows from `row` on. Nothing above moves."""
        place = self.item_at(row)
        start, changed = self._starts[place], False
        while place < len(self) and start < row + height:
            changed |= self._count(place)
            start += self._heights[place]
            place += 1
        if changed:
            self._sum()

    def settle_above(self, place: int, height: int) -> None:
        """Count an item exactly, and as many before it as fill `height` rows."""
        changed = False
        while place >= 0 and height > 0:
            changed |= self._count(place)
            height -= self._heights[place]
            place -= 1
        if changed:
            self._sum()

    def recount(self, places: Iterable[int]) -> None:
        """Count some items anew, whose rows changed."""
        for place in places:
            self._known[place] = False
            self._count(place)
        self._sum()

    def _count(self, place: int) -> bool:
        """Count one item; whether it takes another number of rows than was thought."""
        if self._known[place]:
            return False
        self._known[place] = True
        rows = self._exact(place) + BLANK + OVER * (place in self._headed)
        changed, self._heights[place] = rows != self._heights[place], rows
        return changed
