"""In which order the words of a page are read: columns one after the other, what stands across them in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from crosscase.reading.pdf_margins import rows_of
from crosscase.reading.pdf_parts import Page, Word

_FEWEST_ROWS = 3
"""Rows on each side of a gap that make it one between columns."""
_FEWEST_WORDS = 2.5
"""Words of a row of a column, on average: what has fewer is a label, a number or a cell of a table."""
_LEAST_WIDTH = 0.15
"""Share of the text's breadth that the rows of a column take."""
_GAP = 0.8  # sizes of letters: how wide the gap between two columns is at least
_LARGER = 1.12  # sizes: from here on a row is set as a heading
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Gap:
    """A strip without words between words on both sides."""

    x: float
    top: float
    bottom: float


def blocks_of(page: Page) -> list[list[list[Word]]]:
    """The words of a page, column by column in reading order, each in rows from the top."""
    return [rows_of(block) for block in _ordered(list(page.words), 0) if block]


def _ordered(words: list[Word], depth: int) -> list[list[Word]]:
    gap = _tallest_gap(words) if depth < _DEEPEST else None
    if gap is None:
        return [words]
    above = [word for word in words if word.bottom <= gap.top]
    below = [word for word in words if word.top >= gap.bottom]
    outside = set(above) | set(below)
    inside = [word for word in words if word not in outside]
    parts: list[list[Word]] = []
    for band in _bands(inside, gap):
        parts += [[word for word in band if word.x1 <= gap.x], [word for word in band if word.x1 > gap.x]]
    found = [above, *parts, below]
    return [block for part in found if part for block in _ordered(part, depth + 1)]


def _bands(words: list[Word], gap: _Gap) -> list[list[Word]]:
    """Words beside a gap, parted where a heading stands over both columns without reaching the gap.

    Such a heading stands right below the end of both columns, and the right one goes on under it or not at all.
    """
    usual = median(word.size for word in words)
    rows = rows_of(words)
    right = [any(word.x0 > gap.x for word in row) for row in rows]
    cuts = []
    for index, row in enumerate(rows[1:], 1):
        larger = min(word.size for word in row) >= _LARGER * usual
        ended = any(right[max(0, index - 2) : index]) and not right[index]
        begins = not any(right[index:]) or right[min(index + 1, len(rows) - 1)]
        if larger and ended and begins:
            cuts.append(min(word.top for word in row))
    edges = [float("-inf"), *cuts, float("inf")]
    return [[word for word in words if low <= word.top < high] for low, high in pairwise(edges)]


def _tallest_gap(words: Sequence[Word]) -> _Gap | None:
    """The gap between columns that reaches down farthest; None where there is none."""
    if len(words) < 2 * _FEWEST_ROWS:
        return None
    rows = rows_of(words)
    size = median(word.size for word in words)
    best: _Gap | None = None
    for x in _candidates(rows, _GAP * size):
        for gap in _gaps_at(rows, x, _GAP * size):
            if (best is None or gap.bottom - gap.top > best.bottom - best.top) and _parts_columns(words, gap):
                best = gap
    return best


def _candidates(rows: Sequence[Sequence[Word]], least: float) -> list[float]:
    """Places that a gap between columns may go through: the left ends of rows and of what follows a wide blank."""
    found: dict[int, int] = {}
    for row in rows:
        end = float("-inf")  # the other column may stand a little higher or lower, in a row of its own
        for word in row:
            if word.x0 - end >= least:
                found[round(word.x0)] = found.get(round(word.x0), 0) + 1
            end = max(end, word.x1)
    often = sorted((place for place in found if found[place] >= 2), key=lambda place: -found[place])
    return [place - least / 2 for place in often[:_DEEPEST]]


def _gaps_at(rows: Sequence[Sequence[Word]], x: float, least: float) -> list[_Gap]:
    """Where no word stands in the strip about x, from one word that does to the next."""
    gaps: list[_Gap] = []
    free: list[Sequence[Word]] = []
    for row in [*rows, []]:
        if row and not any(word.x0 < x + least / 2 - 1 and word.x1 > x - least / 2 for word in row):
            free.append(row)
            continue
        # rows at the ends with words on one side only belong to what is above and below
        if free:
            top = min(word.top for word in free[0])
            gaps.append(_Gap(x, top, max(word.bottom for word in free[-1])))
        free = []
    return gaps


def _parts_columns(words: Sequence[Word], gap: _Gap) -> bool:
    inside = [word for word in words if word.bottom > gap.top and word.top < gap.bottom]
    width = max(word.x1 for word in words) - min(word.x0 for word in words)
    sides = [word for word in inside if word.x1 <= gap.x], [word for word in inside if word.x1 > gap.x]
    return all(_is_column(side, width) for side in sides)


def _is_column(words: Sequence[Word], width: float) -> bool:
    rows = rows_of(words)
    if len(rows) < _FEWEST_ROWS or any(word.cells for word in words):
        return False
    breadth = median(max(word.x1 for word in row) - row[0].x0 for row in rows)
    return len(words) >= _FEWEST_WORDS * len(rows) and breadth >= _LEAST_WIDTH * width
