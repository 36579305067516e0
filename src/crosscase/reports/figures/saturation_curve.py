"""Codes found by number of interviews: the mean over orders with its band, the order as it was, and what each one added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from crosscase.reports.figures.drawing import Area, Box, Dot, Drawing, Line, Words, width_of
from crosscase.reports.figures.fitting import lies, turned, widest, within
from crosscase.reports.figures.layout import (
    GAP,
    LABEL,
    LEADING,
    NOTE,
    VALUE,
    Axis,
    Sheet,
    balanced,
    height_of,
    wrapped,
)
from crosscase.reports.figures.palette import BAR, INK, MORE, PAPER, RULE, SOFT
from crosscase.reports.figures.synthesis_values import SaturationCurve
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.figures.values import Frame

_CURVE_HIGH, _BARS_HIGH = 190.0, 52.0
_RADIUS = 2.6
_BAND = "#CFE3F3"
_NAME_MOST, _NAME_LINES = 96.0, 2
_FLAT_LINES = 3
_NAME_ROOM = 150.0  # of the name of a line
_AWAY = (7.0, 12.0, 18.0, 26.0, 36.0)  # of a name from its line, as near as can be
_DOTTED_MOST = 60  # points that can be told apart


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where numbers are: interviews across, codes up."""

    across: Axis
    top: float
    bottom: float
    most: int

    def y(self, codes: float) -> float:
        return self.bottom - codes / self.most * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class _Label:
    """The name of a line, wholly above or below all lines; `tip` is the point of the line that is meant."""

    lines: tuple[str, ...]
    left: float
    top: float
    tip: tuple[float, float]
    above: bool


def draw_saturation(chart: SaturationCurve, frame: Frame) -> Drawing:
    """Lay the curve out, the bars of new codes below it on the same axis."""
    sheet = Sheet(frame)
    sheet.title()
    if not chart.points:
        lines = wrapped(wording(frame.language)["empty curve"], LABEL, sheet.room)
        sheet.y = sheet.block(lines, sheet.left, sheet.y, LABEL)
        return sheet.done()
    most = _most(chart)
    number = len(chart.points)
    across = Axis(sheet.left + width_of(str(most), NOTE) + 4, sheet.right - 4, 0.4, number + 0.6)
    labels = _labels(chart, _Plot(across, 0, _CURVE_HIGH, most))
    _key(sheet, chart, bool(labels))
    sheet.y = sheet.block(balanced(chart.up, LABEL, sheet.room), sheet.left, sheet.y, LABEL, color=SOFT) + 6
    plot = _Plot(across, sheet.y, sheet.y + _CURVE_HIGH, most)
    _levels(sheet, plot)
    _curves(sheet, chart, plot)
    for label in labels:
        _label(sheet, label, plot.top)
    sheet.ticks(across, [(float(each), str(each)) for each in range(1, number + 1)], plot.bottom)
    lines = balanced(chart.across, LABEL, sheet.room)
    middle = (across.left + across.right) / 2
    sheet.y = sheet.block(lines, middle, sheet.y, LABEL, color=SOFT, anchor="middle") + GAP
    sheet.y = sheet.block(wrapped(chart.new, LABEL, sheet.room), sheet.left, sheet.y, LABEL, color=SOFT)
    _bars(sheet, chart, across)
    _names(sheet, chart, across)
    return sheet.done()


def _most(chart: SaturationCurve) -> int:
    """Where the axis of codes ends: at a round number."""
    highest = max(1.0, *(max(point.found, point.high, point.mean) for point in chart.points))
    step = _step(highest)
    return step * ceil(highest / step)


def _step(highest: float) -> int:
    """Numbers of an axis are so far apart that there are six at the most."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest <= 6 * step:
                return step
        size *= 10


def _levels(sheet: Sheet, plot: _Plot) -> None:
    for codes in range(0, plot.most + 1, _step(plot.most)):
        y = plot.y(codes)
        sheet.marks.append(Line(((plot.across.left, y), (plot.across.right, y)), RULE if codes else INK))
        sheet.marks.append(Words(plot.across.left - 4, y + 0.36 * NOTE, str(codes), NOTE, SOFT, anchor="end"))


def _curves(sheet: Sheet, chart: SaturationCurve, plot: _Plot) -> None:
    places = [plot.across.at(number) for number in range(1, len(chart.points) + 1)]
    high = [(x, plot.y(point.high)) for x, point in zip(places, chart.points, strict=True)]
    low = [(x, plot.y(point.low)) for x, point in zip(places, chart.points, strict=True)]
    mean = tuple((x, plot.y(point.mean)) for x, point in zip(places, chart.points, strict=True))
    found = tuple((x, plot.y(point.found)) for x, point in zip(places, chart.points, strict=True))
    if len(places) > 1:
        sheet.marks.append(Area((*high, *reversed(low)), _BAND))
        sheet.marks.append(Line(mean, MORE, 1.8))
        sheet.marks.append(Line(found, INK, 1.0, dashed=True))
    else:
        sheet.marks.append(Dot(*mean[0], _RADIUS + 1.5, _BAND, MORE))
    if len(places) <= _DOTTED_MOST:
        sheet.marks += [Dot(x, y, _RADIUS, PAPER, INK) for x, y in found]


def _key(sheet: Sheet, chart: SaturationCurve, labelled: bool) -> None:
    """The parts of the figure with their names, side by side as far as there is room; lines may be labelled already."""
    long = 22.0
    x, high = sheet.left, 0.0
    for kind, name in ((0, chart.mean), (1, chart.band), (2, chart.found)):
        if labelled and kind != 1:
            continue
        lines = wrapped(name, LABEL, sheet.room - long - 4) or ("",)
        wide = long + 4 + widest(lines, LABEL)
        if x > sheet.left and x + wide > sheet.right:
            x, high, sheet.y = sheet.left, 0.0, sheet.y + high
        middle = sheet.y + LABEL * LEADING / 2 + 0.6
        if kind == 1:
            sheet.marks.append(Box(x, middle - 4, long, 8, _BAND))
        else:
            color, thick = (INK, 1.0) if kind else (MORE, 1.8)
            sheet.marks.append(Line(((x, middle), (x + long, middle)), color, thick, dashed=bool(kind)))
        if kind == 2:
            sheet.marks.append(Dot(x + long / 2, middle, _RADIUS, PAPER, INK))
        sheet.block(lines, x + long + 4, sheet.y, LABEL)
        x += wide + 2 * GAP
        high = max(high, height_of(lines, LABEL) + 2)
    sheet.y += high + GAP


# names beside the lines


def _labels(chart: SaturationCurve, plot: _Plot) -> tuple[_Label, ...]:
    """The names of both lines where they can stand beside them, one above and one below; else nothing."""
    over = sum(point.found - point.mean for point in chart.points) > 0
    found = _beside(chart, plot, chart.found, [point.found for point in chart.points], over)
    mean = _beside(chart, plot, chart.mean, [point.mean for point in chart.points], not over)
    return (mean, found) if mean is not None and found is not None else ()


def _beside(
    chart: SaturationCurve, plot: _Plot, name: str, values: Sequence[float], above: bool
) -> _Label | None:
    """The name of a line as near as can be to one of its points where it is the outer one, the middle ones first."""
    lines = balanced(name, LABEL, _NAME_ROOM)
    wide, high = widest(lines, LABEL), height_of(lines, LABEL)
    ends = [(min(point.found, point.mean), max(point.found, point.mean)) for point in chart.points]
    middle = len(values) // 2
    for away in _AWAY:
        for place in sorted(range(len(values)), key=lambda each: abs(each - middle)):
            if values[place] != ends[place][above]:
                continue
            x, y = plot.across.at(place + 1), plot.y(values[place])
            left = x - away - wide if above else x + away
            top = y - away - high if above else y + away
            if _is_free(chart, plot, (left, top, left + wide, top + high)):
                return _Label(lines, left, top, (x, y), above)
    return None


def _is_free(chart: SaturationCurve, plot: _Plot, box: tuple[float, float, float, float]) -> bool:
    """Whether a box is in the plot and does not touch the band or a line."""
    left, top, right, bottom = box
    if left < plot.across.left + 3 or right > plot.across.right or top < plot.top or bottom > plot.bottom - 3:
        return False
    places = [plot.across.at(number) for number in range(1, len(chart.points) + 1)]
    touched = [
        y
        for values in (
            [point.low for point in chart.points],
            [point.high for point in chart.points],
            [float(point.found) for point in chart.points],
        )
        for y in _along(places, [plot.y(value) for value in values], left - 4, right + 4)
    ]
    return not touched or bottom < min(touched) - 4 or top > max(touched) + 4


def _along(places: Sequence[float], heights: Sequence[float], left: float, right: float) -> Iterator[float]:
    """The heights of a line at its points between two places, and where it enters and leaves."""
    for place, height in zip(places, heights, strict=True):
        if left <= place <= right:
            yield height
    for (x, y), (after, then) in pairwise(zip(places, heights, strict=True)):
        for edge in (left, right):
            if x < edge < after:
                yield y + (edge - x) / (after - x) * (then - y)


def _label(sheet: Sheet, label: _Label, down: float) -> None:
    wide, high = widest(label.lines, LABEL), height_of(label.lines, LABEL)
    x, y = label.tip
    # from beside the point to beside the corner of the words
    near = (
        (label.left + wide + 1.5, label.top + high - 2) if label.above else (label.left - 1.5, label.top + 3)
    )
    part = 3.5 / max(3.5, ((near[0] - x) ** 2 + (near[1] - y) ** 2) ** 0.5)
    start = (x + part * (near[0] - x), y + part * (near[1] - y))
    sheet.marks.append(Line(((start[0], start[1] + down), (near[0], near[1] + down)), SOFT, 0.6))
    sheet.marks.append(Box(label.left - 1, label.top + down, wide + 2, high + 1, PAPER))
    sheet.block(label.lines, label.left, label.top + down, LABEL)


# what each interview added


def _bars(sheet: Sheet, chart: SaturationCurve, across: Axis) -> None:
    most = max(1, *(point.new for point in chart.points))
    slot = across.at(2) - across.at(1)
    numbered = all(width_of(str(point.new), VALUE) + 2 <= slot for point in chart.points)
    bottom = sheet.y + VALUE + 4 + _BARS_HIGH
    for number, point in enumerate(chart.points, 1):
        x, high = across.at(number), point.new / most * _BARS_HIGH
        wide = min(0.7 * slot, 26.0)
        if point.new:
            sheet.marks.append(Box(x - wide / 2, bottom - high, wide, high, BAR, INK, edge_width=0.4))
        if numbered:
            sheet.number(
                str(point.new), x, bottom - high - VALUE / 2 - 1.5, "middle", color=INK if point.new else SOFT
            )
    sheet.marks.append(Line(((across.left, bottom), (across.right, bottom)), INK))
    if not numbered:
        for value in (0, most):
            base = bottom - value / most * _BARS_HIGH + 0.36 * NOTE
            sheet.marks.append(Words(across.left - 4, base, str(value), NOTE, SOFT, anchor="end"))
    sheet.y = bottom + 4


def _names(sheet: Sheet, chart: SaturationCurve, across: Axis) -> None:
    """The interviews in the order as it was, where there is room for their names."""
    slot = across.at(2) - across.at(1)
    if all(lies(point.label, min(slot, _NAME_MOST), _FLAT_LINES) for point in chart.points):
        ends = [
            sheet.block(lines, across.at(number), sheet.y, LABEL, anchor="middle")
            for number, point in enumerate(chart.points, 1)
            for lines in [balanced(point.label, LABEL, min(slot, _NAME_MOST) - 4)]
        ]
        sheet.y = max(ends)
        return
    most = min(_NAME_LINES, int(slot // (LABEL * LEADING)))
    if not most:
        return
    names = [within(point.label, LABEL, _NAME_MOST, most) for point in chart.points]
    high = max(widest(lines, LABEL) for lines in names)
    for number, lines in enumerate(names, 1):
        turned(sheet, lines, across.at(number), sheet.y, LABEL, anchor="end")
    sheet.y += high + 2
