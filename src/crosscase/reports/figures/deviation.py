"""How a sample departs from its population: bars to both sides of nought, in percentage points."""

from __future__ import annotations

from crosscase.reports.figures.drawing import Box, Drawing, Line, width_of
from crosscase.reports.figures.layout import (
    GAP,
    LABEL,
    NOTE,
    VALUE,
    Axis,
    Sheet,
    balanced,
    height_of,
    label_column,
)
from crosscase.reports.figures.palette import INK, LESS, MORE, RULE, SOFT
from crosscase.reports.figures.values import Deviation, Deviations, Frame
from crosscase.reports.figures.words import point_ticks, wording

_BAR = 11.0
_COLUMN = 62.0  # of a column of percents, at most
_FEWEST = 60.0  # points of width for the bars


def draw_deviations(deviations: Deviations, frame: Frame) -> Drawing:
    """Lay the bars out, with both percents beside them where the sheet is wide enough."""
    sheet = Sheet(frame)
    sheet.title()
    widest, labels = label_column([group.label for group in deviations.groups], sheet.room)
    left, right = sheet.left + widest + 2 * GAP, sheet.right
    columns = _columns(deviations)
    if right - left - sum(columns) < _FEWEST + 60:
        columns = ()
    right -= sum(columns)
    # the longest number must find room beyond the longest bar, on either side
    numbers = max((width_of(group.shown, VALUE) for group in deviations.groups), default=0.0) + 5
    most, ticks = point_ticks(
        max((abs(group.points) for group in deviations.groups), default=0.0), frame.language
    )
    axis = Axis(left + numbers, right - numbers - (GAP if columns else 0), -most, most)
    _heads(sheet, deviations, columns)
    top = sheet.y
    for group, lines in zip(deviations.groups, labels, strict=True):
        high = max(_BAR, height_of(lines, LABEL))
        middle = sheet.y + high / 2
        sheet.beside(lines, sheet.left + widest, middle)
        _bar(sheet, group, axis, middle)
        if columns:
            sheet.value(group.there, sheet.right - columns[1], middle, "end")
            sheet.value(group.here, sheet.right, middle, "end")
        sheet.y += high + GAP
    bottom = sheet.y - GAP / 2
    sheet.grid(axis, ticks, top, bottom)
    sheet.ticks(axis, ticks, bottom)
    sheet.marks.append(Line(((axis.at(0), top), (axis.at(0), bottom)), INK, 0.9))
    middle = (axis.left + axis.right) / 2
    lines = balanced(wording(frame.language)["points"], NOTE, axis.right - axis.left + 2 * numbers)
    sheet.y = sheet.block(lines, middle, sheet.y, NOTE, color=SOFT, anchor="middle")
    return sheet.done()


def _columns(deviations: Deviations) -> tuple[float, ...]:
    """How wide the two columns of percents are."""
    found = []
    for head, cells in (
        (deviations.there, [group.there for group in deviations.groups]),
        (deviations.here, [group.here for group in deviations.groups]),
    ):
        lines = balanced(head, NOTE, _COLUMN - GAP)
        widths = [*(width_of(line, NOTE) for line in lines), *(width_of(cell, VALUE) for cell in cells)]
        found.append(max(widths) + 2 * GAP)
    return tuple(found)


def _heads(sheet: Sheet, deviations: Deviations, columns: tuple[float, ...]) -> None:
    if not columns:
        return
    heads = [balanced(head, NOTE, _COLUMN - GAP) for head in (deviations.there, deviations.here)]
    high = max(height_of(lines, NOTE) for lines in heads)
    for lines, x in zip(heads, (sheet.right - columns[1], sheet.right), strict=True):
        sheet.block(lines, x, sheet.y + high - height_of(lines, NOTE), NOTE, color=SOFT, anchor="end")
    sheet.y += high + 4
    start = sheet.right - sum(columns) + GAP
    sheet.marks.append(Line(((start, sheet.y), (sheet.right, sheet.y)), RULE))
    sheet.y += 4


def _bar(sheet: Sheet, group: Deviation, axis: Axis, middle: float) -> None:
    zero, end = axis.at(0), axis.at(group.points)
    more = group.points >= 0
    # a pattern beside the colour, so that the sides differ on any print
    sheet.marks.append(
        Box(min(zero, end), middle - _BAR / 2, abs(end - zero), _BAR, MORE if more else LESS, INK,
            "" if more else "///", "" if more else INK, 0.4)
    )  # fmt: skip
    sheet.value(group.shown, end + (4 if more else -4), middle, "start" if more else "end")
