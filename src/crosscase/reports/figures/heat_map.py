"""Numbers in rows and columns with a shade behind each, and the tree that the rows or the columns stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crosscase.reports.figures.drawing import POINTS_OF_CM, Box, Drawing, Line, width_of
from crosscase.reports.figures.fitting import lies, turned, widest, within
from crosscase.reports.figures.layout import (
    GAP,
    LABEL,
    LEADING,
    MARGIN,
    NOTE,
    VALUE,
    Sheet,
    balanced,
    height_of,
    wrapped,
)
from crosscase.reports.figures.palette import INK, PAPER, SOFT
from crosscase.reports.figures.shading import NOTHING, fill_of, ink_of, legend
from crosscase.reports.figures.synthesis_values import HeatLine, HeatMap
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.figures.values import Frame

_ROW, _COLUMN = 14.0, 15.0  # at the least
_COLUMN_MOST = 62.0
_LABEL_MOST, _LABEL_LINES = 150.0, 4
_HEAD_MOST, _HEAD_LINES = 104.0, 3
_FLAT_LINES = 4  # of a head that lies
_INDENT = 9.0
_DEEPEST = 5
_BESIDE_MOST = 190.0
_APART = 4.0  # between columns of one uppermost code and the next


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet: of the map, or (place -1) the name of what the rows below stand under."""

    place: int
    lines: tuple[str, ...]
    depth: int
    bold: bool

    @property
    def height(self) -> float:
        return max(_ROW, height_of(self.lines, LABEL) + 3)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with its head, `left` from where the columns begin; the last may be that of the totals."""

    left: float
    width: float
    lines: tuple[str, ...]
    bold: bool = False

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class _Columns:
    columns: tuple[_Column, ...]
    turned: bool

    @property
    def width(self) -> float:
        return self.columns[-1].left + self.columns[-1].width


def draw_heat_map(chart: HeatMap, frame: Frame) -> Drawing:
    """Lay the map out; the sheet becomes wider than asked for where the columns need it."""
    if not chart.rows or not chart.columns:
        sheet = Sheet(frame)
        sheet.title()
        lines = wrapped(wording(frame.language)["empty map"], LABEL, sheet.room)
        sheet.y = sheet.block(lines, sheet.left, sheet.y, LABEL)
        return sheet.done()
    rows = _rows(chart)
    left = MARGIN + max(_indent(row) + widest(row.lines, LABEL, row.bold) for row in rows) + GAP
    beside = _beside_width(chart)
    columns = _columns(chart, Sheet(frame).right - left - beside)
    needed = (left + columns.width + beside + MARGIN) / POINTS_OF_CM
    sheet = Sheet(replace(frame, width=max(frame.width, needed)))
    sheet.title()
    legend(sheet, chart.unit, chart.legend, wording(frame.language)["nothing"])
    _heads(sheet, chart, columns, left)
    for row in rows:
        sheet.y += _APART if row.depth == 0 and row.bold and row is not rows[0] else 0
        middle = sheet.y + row.height / 2
        top = middle - height_of(row.lines, LABEL) / 2
        sheet.block(row.lines, sheet.left + _indent(row), top, LABEL, bold=row.bold)
        if row.place >= 0:
            _cells(sheet, chart, row, columns, left)
            _beside(sheet, chart.rows[row.place].beside, left + columns.width + GAP, row.height)
        sheet.y += row.height
    if chart.total:
        _totals(sheet, chart, columns, left)
    return sheet.done()


# rows


def _rows(chart: HeatMap) -> tuple[_Row, ...]:
    found = []
    for place, label, depth, bold in _outline(chart.rows):
        indent = _INDENT * min(depth, _DEEPEST)
        lines = within(label, LABEL, _LABEL_MOST - indent, _LABEL_LINES, bold)
        found.append(_Row(place, lines, depth, bold))
    return tuple(found)


def _indent(row: _Row) -> float:
    return _INDENT * min(row.depth, _DEEPEST)


def _outline(lines: Sequence[HeatLine]) -> Iterator[tuple[int, str, int, bool]]:
    """Rows as (place, label, depth, whether others stand under it), with one for each name that has no row of its own."""
    opened: tuple[str, ...] = ()
    for place, (line, path) in enumerate(zip(lines, _paths(lines), strict=True)):
        for depth, name in enumerate(line.above):
            if opened[: depth + 1] != line.above[: depth + 1]:
                yield -1, name, depth, True
                opened = line.above[: depth + 1]
        opened = (*line.above, line.label)
        yield place, line.label, len(line.above), path == opened


def _paths(lines: Sequence[HeatLine]) -> list[tuple[str, ...]]:
    """What each line stands under, itself too where others stand under it."""
    found = []
    for number, line in enumerate(lines):
        own = (*line.above, line.label)
        after = lines[number + 1].above if number + 1 < len(lines) else ()
        found.append(own if after[: len(own)] == own else line.above)
    return found


# columns


def _columns(chart: HeatMap, room: float) -> _Columns:
    """How wide the columns are: as wide as there is room, within reason, and at least as their numbers need."""
    paths = _paths(chart.columns)
    names = [
        chart.whole if path == (*line.above, line.label) else line.label
        for line, path in zip(chart.columns, paths, strict=True)
    ]
    numbers = [
        max(width_of(shown, VALUE, bold) for shown, bold in cells) + 5
        for cells in (
            [(chart.columns[place].total, True), *((row[place], False) for row in chart.shown)]
            for place in range(len(names))
        )
    ]
    gaps = [0.0, *(_APART if first[:1] != second[:1] else 0.0 for first, second in pairwise(paths))]
    totals = [line.total for line in chart.rows] + [chart.overall]
    if chart.total:
        names.append(chart.total)
        numbers.append(max(width_of(shown, VALUE, bold=True) for shown in totals) + 5)
        gaps.append(GAP)
    wide = min(_COLUMN_MOST, (room - sum(gaps)) / len(names))
    flat = all(lies(name, wide, _FLAT_LINES, bold=bool(chart.total) and name is names[-1]) for name in names)
    found = []
    x = 0.0
    for place, (name, number, gap) in enumerate(zip(names, numbers, gaps, strict=True)):
        bold = place == len(chart.columns)
        if flat:
            lines, least = balanced(name, LABEL, wide - 4, bold), 0.0
        else:
            lines = within(name, LABEL, _HEAD_MOST, _HEAD_LINES, bold)
            least = height_of(lines, LABEL) + 3
        width = max(_COLUMN, number, least, wide if flat else min(wide, 1.6 * _COLUMN))
        found.append(_Column(x + gap, width, lines, bold))
        x += gap + width
    return _Columns(tuple(found), not flat)


def _heads(sheet: Sheet, chart: HeatMap, columns: _Columns, left: float) -> None:
    paths = _paths(chart.columns)
    for depth in range(max(map(len, paths))):
        _bands(sheet, paths, columns, left, depth)
    if columns.turned:
        high = max(widest(column.lines, LABEL, column.bold) for column in columns.columns) + 4
        for column in columns.columns:
            bottom = sheet.y + high - 3
            turned(sheet, column.lines, left + column.middle, bottom, LABEL, bold=column.bold)
    else:
        high = max(height_of(column.lines, LABEL) for column in columns.columns) + 3
        for column in columns.columns:
            top = sheet.y + high - 3 - height_of(column.lines, LABEL)
            sheet.block(column.lines, left + column.middle, top, LABEL, bold=column.bold, anchor="middle")
    if chart.beside:
        bottom = sheet.y + high - 3 - height_of((chart.beside,), LABEL)
        sheet.block((chart.beside,), left + columns.width + GAP, bottom, LABEL, bold=True)
    sheet.y += high


def _beside_width(chart: HeatMap) -> float:
    """What stands beside the rows takes, the gap before it included; 0 where nothing does."""
    texts = [chart.beside, *(line.beside for line in chart.rows)] if chart.beside else []
    return min(_BESIDE_MOST, max(width_of(text, NOTE) for text in texts)) + GAP if texts else 0.0


def _beside(sheet: Sheet, text: str, x: float, high: float) -> None:
    if text:
        lines = within(text, NOTE, _BESIDE_MOST, 1)
        sheet.block(lines, x, sheet.y + (high - height_of(lines, NOTE)) / 2, NOTE)


def _bands(
    sheet: Sheet, paths: Sequence[tuple[str, ...]], columns: _Columns, left: float, depth: int
) -> None:
    """The names at a depth of the tree, each over the columns that stand under it, with a line below."""
    found = []
    first = 0
    for place in range(1, len(paths) + 1):
        if place < len(paths) and paths[place][: depth + 1] == paths[first][: depth + 1]:
            continue
        if len(paths[first]) > depth:
            start, end = columns.columns[first], columns.columns[place - 1]
            wide = end.left + end.width - start.left - 3
            found.append((left + start.left, wide, paths[first][depth]))
        first = place
    heads = [(x, wide, *_band(name, wide)) for x, wide, name in found]
    high = max(
        widest(lines, LABEL, bold=True) if up else height_of(lines, LABEL) for _, _, lines, up in heads
    )
    for x, wide, lines, up in heads:
        if up:
            turned(sheet, lines, x + wide / 2, sheet.y + high, LABEL, bold=True)
        else:
            top = sheet.y + high - height_of(lines, LABEL)
            sheet.block(lines, x + wide / 2, top, LABEL, bold=True, anchor="middle")
        bottom = sheet.y + high + 2.5
        sheet.marks.append(Line(((x, bottom), (x + wide, bottom)), SOFT))
    sheet.y += high + 6


def _band(name: str, wide: float) -> tuple[tuple[str, ...], bool]:
    """The lines of a name over columns, and whether they are turned."""
    if lies(name, wide + 4, _FLAT_LINES, bold=True):
        return balanced(name, LABEL, wide, bold=True), False
    most = max(1, int((wide + 2) // (LABEL * LEADING)))
    return within(name, LABEL, _HEAD_MOST, most, bold=True), True


# cells


def _cells(sheet: Sheet, chart: HeatMap, row: _Row, columns: _Columns, left: float) -> None:
    middle = sheet.y + row.height / 2
    for place, (shown, step) in enumerate(zip(chart.shown[row.place], chart.steps[row.place], strict=True)):
        column = columns.columns[place]
        x = left + column.left
        if shown:
            sheet.marks.append(
                Box(x, sheet.y, column.width, row.height, fill_of(step), PAPER, edge_width=0.8)
            )
        color = ink_of(step) if shown else SOFT
        sheet.number(shown or NOTHING, x + column.width / 2, middle, "middle", color=color, bold=not shown)
    if chart.total:
        last = columns.columns[-1]
        shown = chart.rows[row.place].total
        sheet.number(shown, left + last.left + last.width - 2, middle, "end", color=INK, bold=True)


def _totals(sheet: Sheet, chart: HeatMap, columns: _Columns, left: float) -> None:
    sheet.y += 3
    sheet.marks.append(Line(((sheet.left, sheet.y), (left + columns.width, sheet.y)), SOFT))
    sheet.y += 2
    lines = within(chart.total, LABEL, _LABEL_MOST, 2, bold=True)
    high = max(_ROW, height_of(lines, LABEL) + 3)
    middle = sheet.y + high / 2
    sheet.block(lines, sheet.left, middle - height_of(lines, LABEL) / 2, LABEL, bold=True)
    for line, column in zip(chart.columns, columns.columns, strict=False):
        sheet.number(line.total, left + column.middle, middle, "middle", bold=True)
    last = columns.columns[-1]
    sheet.number(chart.overall, left + last.left + last.width - 2, middle, "end", bold=True)
    sheet.y += high
