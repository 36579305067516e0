"""Hits under a heading for each text they stand in, and which of them are ticked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from crosscase.study.model import OPEN_ANSWERS
from crosscase.synthesis.searching import Hit, Hits, Spot

NOTHING = -1


class Arranged:
    """The rows of a list of hits.

    A row is a heading or a hit; hits of one text follow each other, so that arithmetic says which is which.
    To begin with all hits are ticked.
    """

    def __init__(self, hits: Hits | None = None) -> None:
        """Arrange hits; none where None."""
        self.hits: Sequence[Hit] = hits if hits is not None else ()
        self.spots: list[Spot] = [hits.spot(at) for at in range(len(hits))] if hits is not None else []
        self.titles: list[str] = []
        self._starts: list[int] = []
        for at, spot in enumerate(self.spots):
            title = title_of(spot)
            if not self.titles or title != self.titles[-1]:
                self.titles.append(title)
                self._starts.append(at)
        self._headings = [start + group for group, start in enumerate(self._starts)]
        self._ticks = bytearray(b"\x01") * len(self.spots)

    def __len__(self) -> int:
        return len(self.spots)

    @property
    def rows(self) -> int:
        """Hits and headings together."""
        return len(self.spots) + len(self.titles)

    def row_of(self, hit: int) -> int:
        """The row of a hit."""
        return hit + self.group_of(hit) + 1

    def at_row(self, row: int) -> tuple[int, int]:
        """The group that a row is in, and its hit; `NOTHING` for the heading's row."""
        group = bisect_right(self._headings, row) - 1
        return group, NOTHING if self._headings[group] == row else row - group - 1

    def group_of(self, hit: int) -> int:
        """The group that a hit is in."""
        return bisect_right(self._starts, hit) - 1

    def bounds(self, group: int) -> tuple[int, int]:
        """First hit of a group and the one after its last."""
        last = group + 1 == len(self._starts)
        return self._starts[group], len(self.spots) if last else self._starts[group + 1]

    # ticks

    def is_ticked(self, hit: int) -> bool:
        """Whether a hit is ticked."""
        return bool(self._ticks[hit])

    @property
    def ticked(self) -> list[int]:
        """The hits that are ticked, in order."""
        return [hit for hit, tick in enumerate(self._ticks) if tick]

    def ticked_in(self, group: int) -> int:
        """How many hits of a group are ticked."""
        start, end = self.bounds(group)
        return self._ticks.count(1, start, end)

    @property
    def ticked_count(self) -> int:
        """How many hits are ticked."""
        return self._ticks.count(1)

    def tick(self, start: int, end: int, on: bool) -> None:
        """Tick the hits from `start` up to `end`, or no longer."""
        self._ticks[start:end] = (b"\x01" if on else b"\x00") * (end - start)

    def take_ticks(self, before: Arranged) -> None:
        """Take over what was unticked in another list of hits; what is new stays ticked."""
        if before.ticked_count == len(before):
            return
        off = {spot for spot, tick in zip(before.spots, before._ticks, strict=True) if not tick}
        for hit, spot in enumerate(self.spots):
            if spot in off:
                self._ticks[hit] = 0

    def place_of(self, spot: Spot) -> int:
        """The hit at a spot, else the first one after it in the same text, else in the list; 0 where there is none."""
        among = [at for at, other in enumerate(self.spots) if title_of(other) == title_of(spot)]
        after = (at for at in among if (self.spots[at].start, self.spots[at].end) >= (spot.start, spot.end))
        return next(after, among[-1] if among else 0)


def title_of(spot: Spot) -> str:
    """What tells the texts of hits apart: `source/alta/plan`, `memo/case/alta`, `codings/alta/plan`."""
    if spot.memo:
        return f"codings/{spot.source}" if spot.coding else f"memo/{spot.about}"
    return f"source/{spot.source or OPEN_ANSWERS}"


def counted(count: int, what: str) -> str:
    """`1 hit`, `2 hits`, `10 000 hits`."""
    return f"{count:,} {what}{'s' * (count != 1)}".replace(",", " ")


def listed(names: Iterable[str], most: int = 3) -> str:
    """Names in a row; of many, the first ones."""
    names = list(names)
    return (
        ", ".join(names) if len(names) <= most else f"{', '.join(names[:most])} and {len(names) - most} more"
    )
