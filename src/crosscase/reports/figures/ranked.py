"""Bars below each other with the intervals of their shares, as reports print what could be chosen several times."""

from __future__ import annotations

from crosscase.reports.figures.drawing import Box, Drawing, Line, width_of
from crosscase.reports.figures.layout import GAP, LABEL, VALUE, Axis, Sheet, height_of, label_column
from crosscase.reports.figures.palette import BAR, INK, SOFT, UNSURE, UNSURE_HATCH
from crosscase.reports.figures.values import Frame, Ranked
from crosscase.reports.figures.words import highest, percent_ticks, wording

_BAR = 12.0
_CAP = 2.5  # half of what ends an interval


def draw_ranked(ranked: Ranked, frame: Frame) -> Drawing:
    """Lay the bars out, in the order they are in."""
    sheet = Sheet(frame)
    sheet.title()
    widest, labels = label_column([bar.label for bar in ranked.bars], sheet.room)
    top = highest(ranked.bars)
    left = sheet.left + widest + GAP
    numbers = max((width_of(bar.shown, VALUE) for bar in ranked.bars), default=0.0)
    axis = Axis(left, max(sheet.right - numbers - GAP, left + 20), 0, top)
    first = sheet.y
    for bar, lines in zip(ranked.bars, labels, strict=True):
        high = max(_BAR, height_of(lines, LABEL))
        middle = sheet.y + high / 2
        sheet.beside(lines, left - GAP, middle)
        sheet.y += high + GAP
        if bar.share is None:
            sheet.value(wording(frame.language)["nobody"], left + 3, middle, "start", color=SOFT)
            continue
        fill, hatch = (UNSURE, "///") if bar.apart else (BAR, "")
        x, end = axis.at(0), axis.at(bar.share)
        sheet.marks.append(Box(x, middle - _BAR / 2, end - x, _BAR, fill, INK, hatch, UNSURE_HATCH, 0.4))
        if bar.low is not None and bar.high is not None:
            whisker(sheet, axis, (bar.low, bar.high), middle)
            end = max(end, axis.at(bar.high))
        sheet.value(bar.shown, end + 4, middle, "start")
    bottom = sheet.y - GAP / 2
    ticks = percent_ticks(top, frame.language)
    sheet.grid(axis, ticks, first, bottom)
    sheet.ticks(axis, ticks, bottom)
    sheet.marks.append(Line(((axis.left, first), (axis.left, bottom)), INK))
    return sheet.done()


def whisker(sheet: Sheet, axis: Axis, ends: tuple[float, float], middle: float) -> None:
    """A line from one end of an interval to the other, with a cap at each."""
    low, high = axis.at(ends[0]), axis.at(ends[1])
    sheet.marks.append(Line(((low, middle), (high, middle)), INK, 1.0))
    for x in (low, high):
        sheet.marks.append(Line(((x, middle - _CAP), (x, middle + _CAP)), INK, 1.0))
