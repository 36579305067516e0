"""Codes that occur together as the lower half of a heat map: the names stand on the diagonal, for row and column at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crosscase.reports.figures.drawing import POINTS_OF_CM, Box, Drawing, Words, width_of
from crosscase.reports.figures.fitting import widest, within
from crosscase.reports.figures.layout import GAP, LABEL, MARGIN, NOTE, VALUE, Sheet, height_of, wrapped
from crosscase.reports.figures.palette import PAPER
from crosscase.reports.figures.shading import EMPTY_EDGE, fill_of, ink_of, legend
from crosscase.reports.figures.synthesis_values import Pairs
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.figures.values import Frame

_CELL_LEAST, _CELL_MOST = 17.0, 44.0
_CELL_HIGH = 21.0
_NAME_MOST, _NAME_LINES = 160.0, 3
_AIR = 5.0


@dataclass(frozen=True, slots=True)
class _Steps:
    """The places of the cells: names stand at the end of their row, above their column."""

    cell: float
    names: tuple[tuple[str, ...], ...]

    def high(self, place: int) -> float:
        return max(_CELL_HIGH, height_of(self.names[place], LABEL) + 4)


def draw_pairs(pairs: Pairs, frame: Frame) -> Drawing:
    """Lay the pairs out; the sheet becomes wider than asked for where the names need it."""
    if not pairs.codes:
        sheet = Sheet(frame)
        sheet.title()
        lines = wrapped(wording(frame.language)["empty pairs"], LABEL, sheet.room)
        sheet.y = sheet.block(lines, sheet.left, sheet.y, LABEL)
        return sheet.done()
    steps = _steps(pairs, frame)
    needed = max(
        MARGIN + place * steps.cell + GAP + widest(lines, LABEL) + MARGIN
        for place, lines in enumerate(steps.names)
    )
    sheet = Sheet(replace(frame, width=max(frame.width, needed / POINTS_OF_CM)))
    sheet.title()
    legend(sheet, pairs.unit, pairs.legend, wording(frame.language)["nothing"], framed=True)
    for place, lines in enumerate(steps.names):
        high = steps.high(place)
        for column in range(place):
            _cell(sheet, pairs, (place, column), (sheet.left + column * steps.cell, steps.cell, high))
        top = sheet.y + (high - height_of(lines, LABEL)) / 2
        sheet.block(lines, sheet.left + place * steps.cell + GAP, top, LABEL)
        sheet.y += high
    return sheet.done()


def _steps(pairs: Pairs, frame: Frame) -> _Steps:
    names = tuple(within(name, LABEL, _NAME_MOST, _NAME_LINES) for name in pairs.codes)
    counts = max((width_of(shown, VALUE) for row in pairs.counts for shown in row), default=0.0)
    strengths = max((width_of(shown, NOTE) for row in pairs.strengths for shown in row), default=0.0)
    room = frame.width * POINTS_OF_CM - 2 * MARGIN - GAP - widest(names[-1], LABEL)
    wide = room / max(1, len(names) - 1)
    return _Steps(max(_CELL_LEAST, counts + _AIR, strengths + _AIR, min(_CELL_MOST, wide)), names)


def _cell(sheet: Sheet, pairs: Pairs, cell: tuple[int, int], place: tuple[float, float, float]) -> None:
    """A count with the strength below it; an empty cell is a frame, so that rows and columns can be followed."""
    (row, column), (x, wide, high) = cell, place
    shown, step = pairs.counts[row][column], pairs.steps[row][column]
    if not shown:
        sheet.marks.append(
            Box(x + 0.4, sheet.y + 0.4, wide - 0.8, high - 0.8, PAPER, EMPTY_EDGE, edge_width=0.5)
        )
        return
    color = ink_of(step)
    sheet.marks.append(Box(x, sheet.y, wide, high, fill_of(step), PAPER, edge_width=0.8))
    middle, center = sheet.y + high / 2, x + wide / 2
    sheet.number(shown, center, middle - 4.2, "middle", color=color, bold=True)
    sheet.marks.append(
        Words(center, middle + 7.2, pairs.strengths[row][column], NOTE, color, anchor="middle")
    )
