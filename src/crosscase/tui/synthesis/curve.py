"""A curve with its band as characters in the cells of a terminal. Geometry only."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

POINT, AT_HAND, BAND = "●", "◆", "░"
BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a cell, by row and column."""
LEAST_HALVED = 4  # the highest value from which the middle of the axis has a number
AXIS, TICK, CORNER, LINE = "│", "┤", "└", "─"


def curve_lines(
    found: Sequence[float],
    mean: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    width: int,
    height: int,
    at: int = -1,
) -> list[Content]:
    """What was found after each step, the mean with its band, and two axes; the lower one counts steps.

    Args:
        found, mean, low, high: after 1 to n steps, at least one; from 0 on.
        width, height: cells, axes and their numbers included.
        at: the step at hand, from 0; -1 for none.

    Returns:
        `height` lines of at most `width` cells.
    """
    top = max(*found, *high, 1)
    digits = len(str(round(top)))
    columns, rows = max(1, width - digits - 2), max(1, height - 2)
    count = len(found)
    cells = [[" "] * columns for _ in range(rows)]
    for column in range(columns):
        place = _place(column, columns, count)
        for row in range(_row(_between(high, place), top, rows), _row(_between(low, place), top, rows) + 1):
            cells[row][column] = BAND
    _draw_line(cells, mean, top)
    styles: dict[tuple[int, int], str] = {}
    for step, value in enumerate(found):
        row, column = _row(value, top, rows), _column(step, columns, count)
        cells[row][column] = AT_HAND if step == at else POINT
        styles[row, column] = "$text-accent bold"
    lines = []
    half = (top / 2,) if top >= LEAST_HALVED else ()
    ticks = {_row(value, top, rows): f"{round(value)}" for value in (0, *half, top)}
    for row, line in enumerate(cells):
        label = ticks.get(row, "")
        pieces = [_cell(letter, styles.get((row, column), "")) for column, letter in enumerate(line)]
        lines.append(Content.assemble((f"{label:>{digits}}{TICK if label else AXIS}", "dim"), *pieces))
    return [*lines, *_below(digits, columns, count)][:height]


def _cell(letter: str, style: str) -> tuple[str, str]:
    if style:
        return letter, style
    return letter, "dim" if letter == BAND else "$primary bold" if letter != " " else ""


def _below(digits: int, columns: int, count: int) -> list[Content]:
    numbers = [" "] * columns
    last = -2
    for step in range(count):
        text = str(step + 1)
        start = max(0, min(_column(step, columns, count) - (len(text) - 1), columns - len(text)))
        if start > last + 1:
            numbers[start : start + len(text)] = text
            last = start + len(text) - 1
    blank = " " * digits
    return [
        Content.styled(f"{blank}{CORNER}{LINE * columns}", "dim"),
        Content.styled(f"{blank} {''.join(numbers)}", "dim"),
    ]


def _column(step: int, columns: int, count: int) -> int:
    """The cell of a step: the first in the first cell, the last in the last."""
    return 0 if count < 2 else round(step * (columns - 1) / (count - 1))


def _place(column: float, columns: int, count: int) -> float:
    """The step, from 0, that a cell stands for."""
    return 0.0 if columns < 2 else column * (count - 1) / (columns - 1)


def _row(value: float, top: float, rows: int) -> int:
    """The row, from the top, that a value falls into."""
    return max(0, min(rows - 1, rows - 1 - int(value / top * rows - 1e-9)))


def _between(values: Sequence[float], place: float) -> float:
    first = min(int(place), len(values) - 1)
    after = min(first + 1, len(values) - 1)
    return float(values[first]) + (float(values[after]) - float(values[first])) * (place - first)


def _draw_line(cells: list[list[str]], mean: Sequence[float], top: float) -> None:
    """The mean as a line of dots, eight to a cell, over whatever is there."""
    rows, columns = len(cells), len(cells[0])
    dots: dict[tuple[int, int], int] = {}
    former: int | None = None
    for x in range(columns * 2):
        value = _between(mean, _place(x / 2, columns, len(mean)))
        y = max(0, min(rows * 4 - 1, rows * 4 - 1 - int(value / top * rows * 4 - 1e-9)))
        # a steep stretch is one line, not single dots
        begin, end = (y, y) if former is None else (min(y, former), max(y, former))
        for each in range(begin, end + 1):
            cell = each // 4, x // 2
            dots[cell] = dots.get(cell, 0) | DOTS[each % 4][x % 2]
        former = y
    for (row, column), bits in dots.items():
        cells[row][column] = chr(BRAILLE + bits)
