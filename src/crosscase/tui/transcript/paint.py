"""One row of the transcript as a strip: margin, stripes, tags, and text in the colours of its codes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.strip import Strip

from crosscase.tui.transcript.cells import RowCells, safe_text, width
from crosscase.tui.transcript.spans import Mark

BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
UNKNOWN_COLOR = Color(128, 128, 128)
CODE_BLEND, FAINT_BLEND = 0.30, 0.12
DIM_BLEND = 0.30

# First row, middle, last row, only row: heavy for the coder's own, light for others', so colour is not needed.
OWN_GLYPHS = ("╻", "┃", "╹", "▪")
OTHER_GLYPHS = ("╷", "│", "╵", "▫")
SUGGESTED = "┊"


@dataclass(frozen=True, slots=True)
class Gutter:
    """Cells of the margin: line number, suggestion, lanes, one for more lanes, one for a flag, tags, blank."""

    digits: int
    lanes: int = 4
    tags: int = 5

    @property
    def cells(self) -> int:
        """Width of the whole margin."""
        return self.digits + 1 + self.lanes + 1 + 1 + self.tags + 1

    @property
    def lanes_at(self) -> int:
        """The cell of the first lane."""
        return self.digits + 1

    @property
    def tags_at(self) -> int:
        """The cell of the first tag."""
        return self.lanes_at + self.lanes + 2


@dataclass(frozen=True, slots=True)
class Look:
    """What of the view's state a row shows: selection cut to the row, and the cursor.

    All are offsets into the body; -1 where the row has none of it.
    """

    low: int = -1
    high: int = -1
    cursor: int = -1


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one row.

    Attributes:
        text: the characters drawn.
        start: offset of the first of them.
        stop: offset of the next row; one past the end of the body on the last row.
        number: line number, on the first row of a line.
        cells: the cell map, None where every character is one cell.
        marks: marks that touch the row, with the lane of each.
        matches: stretches found; sorted, may reach over the row.
        dim: whether the row is drawn with less weight.
        suggested: whether a code is suggested for some of it.
    """

    text: str
    start: int
    stop: int
    number: str = ""
    cells: RowCells | None = None
    marks: Sequence[tuple[Mark, int]] = ()
    matches: Sequence[tuple[int, int]] = ()
    dim: bool = False
    suggested: bool = False

    @property
    def end(self) -> int:
        """Offset after the last character drawn."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Ink:
    """How one stretch of text is drawn.

    Attributes:
        codes: colours of the codes over it, each with whether it is faint.
        overlap: whether several codings lie over it, be it of one code.
        dim: with less weight.
        match: found by a search.
        selected: within the selection.
        cursor: under the cursor.
    """

    codes: tuple[tuple[str, bool], ...] = ()
    overlap: bool = False
    dim: bool = False
    match: bool = False
    selected: bool = False
    cursor: bool = False


@dataclass(slots=True)
class Palette:
    """Colours of the theme at hand, and the styles made from them.

    Args:
        background, foreground, gutter, selection, match, flag: solid or see-through colours.
        mono: no colour may be needed to read the row: below 256 colours, or NO_COLOR.
    """

    background: Color
    foreground: Color
    gutter: Color
    selection: Color
    match: Color
    flag: Color
    mono: bool = False
    _inks: dict[Ink, Style] = field(default_factory=dict)
    _signs: dict[tuple[str, str, bool], Style] = field(default_factory=dict)

    def ink(self, ink: Ink) -> Style:
        """The style of a stretch of text."""
        style = self._inks.get(ink)
        if style is None:
            style = self._inks[ink] = self._mono_style(ink) if self.mono else self._color_style(ink)
        return style

    def _color_style(self, ink: Ink) -> Style:
        background, foreground = self.background, self.foreground
        for color, faint in ink.codes:
            background = background.blend(parse_color(color), FAINT_BLEND if faint else CODE_BLEND)
        if ink.match:
            background = background + self.match
        if ink.selected:
            background = background + self.selection
        if background != self.background:
            foreground = readable_on(background)
        if ink.dim:
            foreground = dimmed(foreground, background)
        return Style(
            color=foreground.rich_color,
            bgcolor=background.rich_color,
            underline=ink.overlap or None,
            bold=ink.match or None,
            reverse=ink.cursor or None,
        )

    def _mono_style(self, ink: Ink) -> Style:
        return Style(
            color=self.foreground.rich_color,
            bgcolor=self.background.rich_color,
            underline=bool(ink.codes) or None,
            bold=ink.overlap or ink.match or None,
            italic=ink.match or None,
            # A cursor within the selection stands out by being the one cell that is not reversed.
            reverse=ink.selected != ink.cursor or None,
        )

    def sign(
        self, kind: Literal["number", "flag", "stripe", "tag"], color: str = "", faint: bool = False
    ) -> Style:
        """The style of something in the margin; stripes and tags take their code's colour."""
        key = kind, color, faint
        style = self._signs.get(key)
        if style is None:
            style = self._signs[key] = self._make_sign(kind, parse_color(color), faint)
        return style

    def _make_sign(self, kind: str, color: Color, faint: bool) -> Style:
        background = self.background
        if kind == "number":
            return Style(color=(background + self.gutter).rich_color, bgcolor=background.rich_color)
        if kind == "flag":
            shade = visible_on(background, background + self.flag)
            return Style(color=shade.rich_color, bgcolor=background.rich_color, bold=True)
        if kind == "stripe":
            shade = visible_on(background, color.blend(background, 0.4) if faint else color)
            return Style(color=shade.rich_color, bgcolor=background.rich_color)
        if self.mono:
            return Style(color=self.foreground.rich_color, bgcolor=background.rich_color, bold=not faint)
        chip = color.blend(background, 0.5) if faint else color
        return Style(color=readable_on(chip).rich_color, bgcolor=chip.rich_color)


@lru_cache(maxsize=1024)
def parse_color(color: str) -> Color:
    """A code's colour; grey where it is none."""
    try:
        return Color.parse(color)
    except ColorParseError:
        return UNKNOWN_COLOR


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two solid colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable_on(background: Color) -> Color:
    """Black or white, whichever stands out more; at least 4.5 to 1."""
    return BLACK if contrast(BLACK, background) >= contrast(WHITE, background) else WHITE


def visible_on(background: Color, color: Color) -> Color:
    """The colour itself, or the nearest shade of it that stands out 3 to 1 as a sign."""
    ink = readable_on(background)
    for part in range(11):
        shade = color.blend(ink, part / 10)
        if contrast(shade, background) >= 3:
            break
    return shade


def dimmed(foreground: Color, background: Color) -> Color:
    """The foreground with less weight, but never below 4.5 to 1 where it was above."""
    faint = foreground.blend(background, DIM_BLEND)
    return faint if contrast(faint, background) >= 4.5 else foreground


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paint_row(row: Row, look: Look, gutter: Gutter, palette: Palette, cells: int) -> Strip:
    """Draw one row, exactly `cells` wide."""
    text, tail = _text(row, look, palette), _tail(row, look, palette)
    drawn = len(row.text) if row.cells is None else row.cells.cells[-1]
    used = gutter.cells + drawn + len(tail)
    blank = (" " * (cells - used), palette.ink(Ink()))
    # The width is known here; having the strip measure and pad itself would cost as much again.
    strip = Strip(_joined([*_margin(row, gutter, palette), *text, *tail, blank]), max(used, cells))
    return strip if used <= cells else strip.crop(0, cells)


def _joined(parts: list[tuple[str, Style]]) -> list[Segment]:
    """Segments, neighbours of one style as one: each costs bytes on the way to the terminal."""
    segments: list[Segment] = []
    for text, style in parts:
        if not text:
            continue
        if segments and segments[-1].style == style:
            segments[-1] = Segment(segments[-1].text + text, style)
        else:
            segments.append(Segment(text, style))
    return segments


def _text(row: Row, look: Look, palette: Palette) -> list[tuple[str, Style]]:
    points = _points(row, (look.low, look.high, look.cursor, _after(row, look.cursor)))
    parts = []
    for left, right in pairwise(points):
        over = [mark for mark, _ in row.marks if mark.start <= left and mark.end >= right]
        ink = Ink(
            codes=tuple(dict.fromkeys((mark.color, mark.faint) for mark in over)),
            overlap=len(over) > 1,
            dim=row.dim,
            match=any(start <= left and right <= stop for start, stop in row.matches),
            selected=look.low <= left and right <= look.high,
            cursor=left == look.cursor,
        )
        parts.append((_shown(row, left, right), palette.ink(ink)))
    return parts


def _tail(row: Row, look: Look, palette: Palette) -> list[tuple[str, Style]]:
    """The cell after the last character, where it shows the cursor or a selected line end."""
    selected = row.stop > row.end and look.low <= row.end < look.high
    if look.cursor != row.end and not selected:
        return []
    return [(" ", palette.ink(Ink(selected=selected, cursor=look.cursor == row.end)))]


def _points(row: Row, places: tuple[int, ...]) -> list[int]:
    """Where the look of the text may change, on grapheme boundaries, ends included."""
    start, end = row.start, row.end
    edges = {start, end, *places}
    for mark, _ in row.marks:
        edges.update((mark.start, mark.end))
    for stretch in row.matches:
        edges.update(stretch)
    inside = [edge for edge in edges if start <= edge <= end]
    if row.cells is not None:
        stops, at = row.cells.stops, row.cells.grapheme_at
        inside = [start + stops[at(edge - start)] for edge in inside]
    return sorted(set(inside))


def _after(row: Row, offset: int) -> int:
    """The end of the grapheme at an offset of the row."""
    if not row.start <= offset < row.end:
        return -1
    if row.cells is None:
        return offset + 1
    return row.start + row.cells.stops[bisect_right(row.cells.stops, offset - row.start)]


def _shown(row: Row, left: int, right: int) -> str:
    if row.cells is None:
        return row.text[left - row.start : right - row.start]
    first, last = row.cells.grapheme_at(left - row.start), row.cells.grapheme_at(right - row.start)
    return "".join(row.cells.shown[first:last])


def _margin(row: Row, gutter: Gutter, palette: Palette) -> list[tuple[str, Style]]:
    blank = palette.sign("number")
    lanes = [(" ", blank)] * gutter.lanes
    more = flag = (" ", blank)
    for mark, lane in row.marks:
        begins, ends = mark.start >= row.start, mark.end <= row.stop
        if begins and mark.flag:
            flag = (_cut(safe_text(mark.flag), 1), palette.sign("flag"))
        if lane >= gutter.lanes:
            more = ("+", blank)
            continue
        glyphs = OWN_GLYPHS if mark.mine else OTHER_GLYPHS
        glyph = glyphs[3 if begins and ends else 0 if begins else 2 if ends else 1]
        lanes[lane] = (glyph, palette.sign("stripe", mark.color, mark.faint))
    number = f"{row.number:>{gutter.digits}}{SUGGESTED if row.suggested else ' '}"
    return [(number, blank), *lanes, more, flag, *_tags(row, gutter, palette)]


def tags_shown(row: Row, gutter: Gutter) -> tuple[list[Mark], int]:
    """The marks whose tags fit the row's margin, and how many more begin here."""
    beginning = [mark for mark, _ in row.marks if mark.start >= row.start]
    room = 2 if gutter.tags >= 5 else 1
    fit = beginning if len(beginning) <= room else beginning[: room - 1 or 1]
    return fit, len(beginning) - len(fit)


def _tags(row: Row, gutter: Gutter, palette: Palette) -> list[tuple[str, Style]]:
    fit, rest = tags_shown(row, gutter)
    blank = palette.sign("number")
    parts: list[tuple[str, Style]] = []
    for mark in fit:
        if parts:
            parts.append((" ", blank))
        parts.append((_cut(safe_text(mark.tag), 2), palette.sign("tag", mark.color, mark.faint)))
    left = gutter.tags - sum(width(text) for text, _ in parts)
    more = f"+{min(rest, 9)}" if rest and left >= 2 else ""
    return [*parts, (f"{more:>{left}} ", blank)]


def _cut(text: str, cells: int) -> str:
    """Exactly so many cells of a text that is safe to draw."""
    while width(text) > cells:
        text = text[:-1]
    return text + " " * (cells - width(text))
