"""Tables with ruled borders: words between lines become rows of cells, and the table stands where it stood."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crosscase.reading.pdf_hyphens import joined, vocabulary
from crosscase.reading.pdf_margins import rows_of
from crosscase.reading.pdf_parts import Page, Ruling, Word

_NEAR = 3.0
"""Points: how far apart two rulings may stand that are one."""
_FEWEST_COLUMNS = 2
_MOST_LINES = 400
"""Distinct rulings of one table."""


def with_tables(page: Page) -> Page:
    """The page with the words of each ruled table as one word that holds its rows."""
    words = list(page.words)
    for group in _connected(page.rulings):
        across = _places(ruling.x0 for ruling in group if ruling.x0 == ruling.x1)
        down = _places(ruling.y0 for ruling in group if ruling.y0 == ruling.y1)
        if len(across) <= _FEWEST_COLUMNS or len(down) < 2 or len(across) * len(down) > _MOST_LINES**2:
            continue
        inside = [word for word in words if _is_in(word, across, down)]
        rows = _rows(inside, across, down)
        if sum(map(bool, (cell for row in rows for cell in row))) < 2:
            continue
        kept = set(inside)
        words = [word for word in words if word not in kept]
        height = down[-1] - down[0]
        size = max((word.size for word in inside), default=10.0)
        words.append(Word("", across[0], across[-1], down[-1], size, False, rows, height))
    return replace(page, words=tuple(words)) if len(words) != len(page.words) else page


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings that cross or touch, together."""
    flat = sorted((one for one in rulings if one.y0 == one.y1), key=lambda one: one.y0)
    levels = [one.y0 for one in flat]
    parent = {one: one for one in rulings}

    def root(one: Ruling) -> Ruling:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for upright in rulings:
        if upright.x0 != upright.x1:
            continue
        first = bisect_right(levels, upright.y0 - _NEAR)
        for level in flat[first : bisect_right(levels, upright.y1 + _NEAR)]:
            if level.x0 - _NEAR <= upright.x0 <= level.x1 + _NEAR:
                parent[root(level)] = root(upright)
    groups: dict[Ruling, list[Ruling]] = defaultdict(list)
    for one in rulings:
        groups[root(one)].append(one)
    return list(groups.values())


def _places(found: Iterable[float]) -> list[float]:
    """Distinct places of rulings, in order."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return places


def _is_in(word: Word, across: Sequence[float], down: Sequence[float]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return not word.cells and across[0] <= x <= across[-1] and down[0] <= y <= down[-1]


def _rows(
    words: Iterable[Word], across: Sequence[float], down: Sequence[float]
) -> tuple[tuple[str, ...], ...]:
    cells: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        row = bisect_right(down, (word.top + word.bottom) / 2) - 1
        # a cell over several columns begins in the first of them
        column = bisect_right(across, (word.x0 + word.x1) / 2) - 1
        cells[min(row, len(down) - 2), min(column, len(across) - 2)].append(word)
    rows = (
        tuple(_cell(cells.get((row, column), [])) for column in range(len(across) - 1))
        for row in range(len(down) - 1)
    )
    return tuple(row for row in rows if any(row))


def _cell(words: Sequence[Word]) -> str:
    lines = [" ".join(word.text for word in row) for row in rows_of(words)]
    return joined(lines, vocabulary(lines))[0].replace("|", "/")
