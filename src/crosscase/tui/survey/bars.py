"""Shares, their intervals and deviations as characters in the cells of a terminal."""

from __future__ import annotations

import math

from textual.content import Content

FULL = "█"
EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
LOW, HIGH, MIDDLE = "├", "┤", "┼"
WITHIN, BEYOND = "━", "─"
ONE_CELL = "│"
SLACK = 1e-9  # so that a share on the edge of a cell is in the cell that begins there, whatever binary makes of it


def cell_of(share: float, width: int) -> int:
    """The cell, from 0, that a share of a bar of `width` cells falls into; 1 is in the last one."""
    return max(0, min(width - 1, math.floor(share * width + SLACK)))


def bar_cells(share: float, low: float | None, high: float | None, width: int) -> str:
    """A share as a bar, with its interval as a whisker over it.

    The bar is solid to where the interval begins; from there the line is heavy to the cell of the share, `┼`, and
    light beyond it. An interval within one cell is `│`. Without an interval the bar ends on an eighth of a cell.

    Args:
        share: 0 to 1; anything beyond is drawn as these.
        low, high: ends of the interval, 0 to 1; None for no interval.
        width: cells.

    Returns:
        Exactly `width` characters of one cell each.
    """
    if width <= 0:
        return ""
    share = min(1.0, max(0.0, share))
    if low is None or high is None:
        return _to_an_eighth(share, width)
    begin, at, end = (cell_of(value, width) for value in (min(low, share), share, max(high, share)))
    if begin == end:
        whisker = ONE_CELL
    else:
        cells = [WITHIN if begin + place < at else BEYOND for place in range(end - begin + 1)]
        cells[at - begin] = MIDDLE
        cells[0], cells[-1] = LOW, HIGH
        whisker = "".join(cells)
    return (FULL * begin + whisker).ljust(width)


def _to_an_eighth(share: float, width: int) -> str:
    eighths = math.floor(share * width * 8 + 0.5 + SLACK)
    if share > 0:
        eighths = max(1, eighths)  # few is not nobody
    whole, rest = divmod(eighths, 8)
    return (FULL * whole + EIGHTHS[rest]).ljust(width)


def bar_content(
    share: float, low: float | None, high: float | None, width: int, color: str = "$primary"
) -> Content:
    """The bar of `bar_cells` in a colour that goes up to the share, under the whisker."""
    cells = bar_cells(share, low, high, width)
    if low is None or high is None:
        return Content.styled(cells, color)
    begin = cell_of(min(low, share), width)
    end = cell_of(share, width) + 1 if share > 0 else begin
    return Content.assemble((cells[:begin], color), (cells[begin:end], f"$panel on {color}"), cells[end:])


def range_cells(low: float, middle: float, high: float, width: int) -> str:
    """A whisker without a bar: from one value to another, with one between; all three parts of one, in order."""
    return bar_cells(middle, low, high, width).replace(FULL, " ")


def deviation_cells(points: float, most: float, width: int) -> str:
    """A deviation as a bar from the middle: to the right where there are too many, to the left where too few.

    Args:
        points: the deviation.
        most: the deviation that fills one side, above 0.
        width: cells; of an even number the last one stays empty.

    Returns:
        Exactly `width` characters; a side ends on half a cell.
    """
    side = max(0, (width - 1) // 2)
    halves = math.floor(min(1.0, abs(points) / most if most > 0 else 0.0) * side * 2 + 0.5 + SLACK)
    if points:
        halves = max(1, halves) if side else 0
    whole, rest = divmod(halves, 2)
    if points > 0:
        return (" " * side + ONE_CELL + FULL * whole + "▌" * rest).ljust(width)
    return (("▐" * rest + FULL * whole).rjust(side) + ONE_CELL + " " * side).ljust(width)[:width]
