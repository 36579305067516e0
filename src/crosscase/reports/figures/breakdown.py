"""Shares by groups as points with their intervals, a panel for each answer, all of them on one axis."""

from __future__ import annotations

from collections.abc import Sequence

from crosscase.reports.figures.drawing import Dot, Drawing, Line, width_of
from crosscase.reports.figures.layout import (
    GAP,
    LABEL,
    VALUE,
    Axis,
    Sheet,
    height_of,
    label_column,
    wrapped,
)
from crosscase.reports.figures.palette import INK, PAPER, POINT, SOFT
from crosscase.reports.figures.ranked import whisker
from crosscase.reports.figures.values import Breakdown, Estimate, Frame
from crosscase.reports.figures.words import highest, percent_ticks, wording

_ROW = 13.0
_RADIUS = 3.0


def draw_breakdown(breakdown: Breakdown, frame: Frame) -> Drawing:
    """Lay the panels out; a dashed line goes down from the first point, which is everybody's, where it stands apart."""
    sheet = Sheet(frame)
    sheet.title()
    points = [point for panel in breakdown.panels for point in panel.points]
    widest, labels = label_column([point.label for point in points], sheet.room)
    left = sheet.left + widest + GAP
    top = highest(points)
    numbers = max((width_of(_shown(point), VALUE, point.apart) for point in points), default=0.0)
    # the last number of the axis is as wide as that of any share
    axis = Axis(left + _RADIUS + 1, max(sheet.right - numbers - 2 * GAP, left + 20), 0, top)
    every = iter(labels)
    ticks = percent_ticks(top, frame.language)
    for number, panel in enumerate(breakdown.panels):
        sheet.y += GAP if number else 0
        lines = wrapped(panel.label, LABEL, sheet.room, bold=True)
        sheet.y = sheet.block(lines, sheet.left, sheet.y, LABEL, bold=True) + 2
        start = sheet.y
        _panel(sheet, panel.points, [next(every) for _ in panel.points], axis)
        sheet.grid(axis, ticks, start, sheet.y)
    sheet.ticks(axis, ticks, sheet.y)
    return sheet.done()


def _panel(sheet: Sheet, points: Sequence[Estimate], labels: Sequence[tuple[str, ...]], axis: Axis) -> None:
    heights = [max(_ROW, height_of(lines, LABEL) + 2) for lines in labels]
    whole = points[0].share if points and points[0].apart else None
    if whole is not None:
        start, end = sheet.y + heights[0] / 2, sheet.y + sum(heights) - 2
        sheet.marks.append(Line(((axis.at(whole), start), (axis.at(whole), end)), SOFT, 0.8, dashed=True))
    for point, lines, high in zip(points, labels, heights, strict=True):
        middle = sheet.y + high / 2
        sheet.beside(lines, axis.left - _RADIUS - 1 - GAP, middle)
        _point(sheet, point, axis, middle)
        sheet.y += high


def _point(sheet: Sheet, point: Estimate, axis: Axis, middle: float) -> None:
    if point.share is None:
        sheet.value(wording(sheet.frame.language)["nobody"], axis.left + 3, middle, "start", color=SOFT)
        return
    if point.low is not None and point.high is not None:
        whisker(sheet, axis, (point.low, point.high), middle)
    color = INK if point.apart else POINT
    fill = PAPER if point.weak else color
    sheet.marks.append(Dot(axis.at(point.share), middle, _RADIUS, fill, color))
    sheet.number(_shown(point), sheet.right, middle, "end", bold=point.apart)


def _shown(point: Estimate) -> str:
    """The share, with a sign where it differs from the others."""
    sign = {1: "▲ ", -1: "▼ "}.get(point.differs, "")
    return f"{sign}{point.shown}"
