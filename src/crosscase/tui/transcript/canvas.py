"""The drawing half of the transcript view: rows on the screen, kept until something on them changes."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import ClassVar

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crosscase.study import graphemes
from crosscase.study.segments import Segments, segment
from crosscase.tui.transcript.layout import LEAST_WIDTH, Layout, special_lines
from crosscase.tui.transcript.paint import Gutter, Ink, Look, Palette, Row, paint_row
from crosscase.tui.transcript.spans import Mark, SpanIndex
from crosscase.tui.transcript.stretches import Stretches

MEASURE = 100  # cells of text to a row at most: longer rows are hard to read
ROOMY = 60  # cells of text below which the margin gives way
STRIPS_KEPT = 1024
FEW = 40  # stretches that are drawn again one by one


class TranscriptCanvas(ScrollView):
    """Draws a text with line numbers, overlapping codings, matches, cursor and selection; takes no input."""

    ALLOW_SELECT = False  # Textual's own selection would take the drag
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--selection",
        "transcript--match",
        "transcript--gutter",
        "transcript--flag",
    }
    DEFAULT_CSS = """
    TranscriptCanvas {
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & .transcript--selection { background: $primary 75%; }
        & .transcript--match { background: $warning 70%; }
        & .transcript--gutter { color: $foreground 60%; }
        & .transcript--flag { color: $warning; }
    }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._segments = segment("")
        self._special: frozenset[int] = frozenset()
        self._spans = SpanIndex(self._segments)
        self._matches = Stretches()
        self._suggested = Stretches()
        self._dim: frozenset[str] = frozenset()
        self._anchor = 0
        self._head = 0
        self._rows: Layout | None = None  # None until the size is known
        self._gutter = Gutter(digits=1)
        self._strips: LRUCache[int, tuple[Look, Strip]] = LRUCache(STRIPS_KEPT)
        self._palette: Palette | None = None

    # what is shown

    def _show(self, segments: Segments, marks: Iterable[Mark], head: int) -> None:
        """Take another text; matches and suggestions are dropped."""
        self._segments = segments
        self._special = special_lines(segments)
        self._spans = SpanIndex(segments, marks)
        self._matches = Stretches()
        self._suggested = Stretches()
        self._anchor = self._head = graphemes.snap(segments.body, head, head)[0]
        self._rows = None
        self._forget_strips()
        self._lay_out()

    @property
    def segments(self) -> Segments:
        """The text shown, with its parts."""
        return self._segments

    @property
    def marks(self) -> SpanIndex:
        """The marks shown; changed through the view alone."""
        return self._spans

    def add_mark(self, mark: Mark) -> None:
        """Draw one more mark; one with the same key gives way."""
        self.remove_mark(mark.key)
        self._spans.add(mark)
        self._redraw(mark.start, mark.end)

    def remove_mark(self, key: Hashable) -> None:
        """Take a mark away; nothing happens where none has the key."""
        mark = self._spans.remove(key)
        if mark is not None:
            self._redraw(mark.start, mark.end)

    def replace_marks(self, marks: Iterable[Mark]) -> None:
        """Draw these marks and no others."""
        self._spans = SpanIndex(self._segments, marks)
        self._forget_strips()

    @property
    def suggested(self) -> Stretches:
        """Where a code is suggested."""
        return self._suggested

    def set_suggested(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Mark in the margin where a code is suggested; what is marked already is not drawn again."""
        before, self._suggested = self._suggested, Stretches(stretches)
        changed = set(before) ^ set(self._suggested)
        if len(changed) > FEW:
            self._forget_strips()
        else:
            for low, high in changed:
                self._redraw(low, high)

    def dim_speakers(self, names: Collection[str]) -> None:
        """Draw the turns of these speakers with less weight, in this text and those shown after it."""
        self._dim = frozenset(names)
        self._forget_strips()

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected; twice the cursor where nothing is."""
        return min(self._anchor, self._head), max(self._anchor, self._head)

    @property
    def head(self) -> int:
        """Offset of the cursor: the end of the selection that moves."""
        return self._head

    @property
    def top_offset(self) -> int:
        """Offset of the first row on the screen."""
        if self._rows is None:
            return 0
        return self._rows.row_starts[min(int(self.scroll_y), len(self._rows) - 1)]

    # state to screen

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _place(self, anchor: int, head: int) -> bool:
        """Set selection and cursor and draw again what looks otherwise; whether anything moved."""
        old_head, old = self._head, self.selection
        moved = (anchor, head) != (self._anchor, self._head)
        self._anchor, self._head = anchor, head
        if moved and self._rows is not None:
            new = self.selection
            touched = {(old_head, old_head), (head, head)}
            if old[0] < old[1] or new[0] < new[1]:
                touched |= {
                    (min(pair), max(pair)) for pair in zip(old, new, strict=True) if pair[0] != pair[1]
                }
            for low, high in touched:
                self._refresh_between(low, high)
        return moved

    def _scroll_to_row(self, row: int) -> None:
        """Bring a row to the top of the screen."""
        self.scroll_to(y=row, animate=False)

    def _reveal(self, low: int, high: int) -> None:
        """Scroll if need be so that a stretch is in view, or its end where it is longer than the screen.

        A third of the screen comes with it: the next keys then change a row or two, not the whole screen.
        """
        if self._rows is None:
            return
        top, height = int(self.scroll_y), self._height
        last = self._rows.row_of(high)
        first = max(self._rows.row_of(low), last - height + 1)
        spare = min(height // 3, height - 1 - (last - first))
        if first < top:
            self._scroll_to_row(max(0, first - spare))
        elif last >= top + height:
            self._scroll_to_row(last - height + 1 + spare)

    def _center(self) -> None:
        if self._rows is not None:
            row = self._rows.row_of(self._head)
            self._scroll_to_row(max(0, row - self._height // 3))

    def _refresh_between(self, low: int, high: int) -> None:
        """Send a stretch to the screen again: only its cells where it lies on one row, for few bytes a key."""
        rows = self._rows
        if rows is None:
            return
        top = int(self.scroll_y)
        first, last = max(rows.row_of(low), top), min(rows.row_of(high), top + self.size.height)
        if first > last:
            return
        if rows.row_of(low) == rows.row_of(high):
            # From grapheme to grapheme: half a wide character would be drawn as a blank.
            left, end = rows.cell_of(first, low), rows.row_bounds(first)[1]
            after = graphemes.step(self._segments.body, high, 1)
            right = rows.cell_of(first, after) if high < end else rows.cell_of(first, end) + 1
            self.refresh(Region(self._gutter.cells + left, first - top, right - left, 1))
        else:
            self.refresh_lines(first, last - first + 1)

    def _redraw(self, low: int, high: int) -> None:
        """Forget the strips of a stretch whose marks changed, and draw it again."""
        if self._rows is None:
            return
        first, last = self._rows.row_of(low), self._rows.row_of(high)
        for row in [*filter(range(first, last + 1).__contains__, self._strips.keys())]:
            self._strips.discard(row)
        top = int(self.scroll_y)
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def _forget_strips(self) -> None:
        self._strips.clear()
        self.refresh()

    # layout and drawing

    def _lay_out(self) -> None:
        available = self.scrollable_content_region.width
        if available <= 0:
            return
        self._gutter = gutter_for(self._segments.line_count, available)
        # One cell more than the text, for the cursor after a row's last character.
        width = max(LEAST_WIDTH, min(MEASURE, available - self._gutter.cells - 1))
        if self._rows is not None and self._rows.width == width:
            return
        fresh, top = self._rows is None, self.top_offset
        self._rows = Layout(self._segments, width, self._special)
        self._forget_strips()
        self.virtual_size = Size(0, len(self._rows))
        if fresh:
            self._center()
        else:
            self._scroll_to_row(self._rows.row_of(top))

    def on_resize(self) -> None:
        """Wrap again; the text at the top of the screen stays there."""
        self._lay_out()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._refresh_between(self._head, self._head)

    def on_blur(self) -> None:
        """Hide the cursor."""
        self._refresh_between(self._head, self._head)

    def notify_style_update(self) -> None:
        """Take the colours of a changed theme."""
        self._palette = None
        self._strips.clear()
        super().notify_style_update()

    def _colors(self) -> Palette:
        if self._palette is None:
            _, _, background, foreground = self.colors
            styles = self.get_component_styles
            self._palette = Palette(
                background=background,
                foreground=background + foreground,
                gutter=styles("transcript--gutter").color,
                selection=styles("transcript--selection").background,
                match=styles("transcript--match").background,
                flag=styles("transcript--flag").color,
                mono=self.app.no_color or self.app.console.color_system not in ("256", "truecolor"),
            )
        return self._palette

    def render_line(self, y: int) -> Strip:
        """One row of the screen; kept until something on it changes."""
        width = self.size.width
        number = int(self.scroll_y) + y
        if self._rows is None or number >= len(self._rows):
            return Strip.blank(width, self._colors().ink(Ink()))
        look = self._look(number)
        kept = self._strips.get(number)
        if kept is not None and kept[0] == look and kept[1].cell_length == width:
            return kept[1]
        strip = paint_row(self._row(number), look, self._gutter, self._colors(), width)
        self._strips[number] = look, strip
        return strip

    def _look(self, number: int) -> Look:
        """What of the selection and the cursor a row shows."""
        rows = self._rows
        assert rows is not None
        start, end = rows.row_bounds(number)
        low, high = self.selection
        has_some = low < high and low <= end and high > start
        cursor = self._head if self.has_focus and rows.row_of(self._head) == number else -1
        return Look(max(low, start), min(high, end + 1), cursor) if has_some else Look(cursor=cursor)

    def _row(self, number: int) -> Row:
        rows = self._rows
        assert rows is not None
        start, end = rows.row_bounds(number)
        stop = rows.row_starts[number + 1] if number + 1 < len(rows) else len(self._segments.body) + 1
        lane = self._spans.lane
        return Row(
            text=self._segments.body[start:end],
            start=start,
            stop=stop,
            number=str(self._segments.line_of(start) + 1) if rows.is_line_start(number) else "",
            cells=rows.cells_of(number),
            marks=[(mark, lane(mark.key)) for mark in self._spans.between(start, stop)],
            matches=self._matches.touching(start, stop),
            dim=bool(self._dim) and self._segments.speaker_of(start) in self._dim,
            suggested=bool(self._suggested.touching(start, stop)),
        )


def gutter_for(lines: int, available: int) -> Gutter:
    """The richest margin that leaves the text `ROOMY` cells, else the leanest."""
    digits = max(2, len(str(lines)))
    shapes = [Gutter(digits), Gutter(digits, tags=2), Gutter(digits, lanes=2, tags=2)]
    return next((shape for shape in shapes if available - shape.cells - 1 >= ROOMY), shapes[-1])
