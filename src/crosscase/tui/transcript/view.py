"""The widget that shows a transcript and what is selected in it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from crosscase.study import graphemes
from crosscase.study.segments import Segments, segment
from crosscase.tui.transcript import keys
from crosscase.tui.transcript.layout import Layout, special_lines
from crosscase.tui.transcript.motion import Motion, move, rows_of
from crosscase.tui.transcript.paint import Gutter, Ink, Look, Palette, Row, paint_row
from crosscase.tui.transcript.spans import Mark, SpanIndex
from crosscase.tui.transcript.stretches import Stretches
from crosscase.tui.transcript.units import Unit, grow, shrink, unit_at, whole_units

MEASURE = 100  # cells of text to a row at most: longer rows are hard to read
ROOMY = 60  # cells of text below which the margin gives way
STRIPS_KEPT = 1024
DRAG_SCROLL_SECONDS = 0.05


class TranscriptView(ScrollView, can_focus=True):
    """Read-only text with line numbers, overlapping codings, cursor, selection and matches."""

    ALLOW_SELECT = False  # Textual's own selection would take the drag
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--selection",
        "transcript--match",
        "transcript--gutter",
        "transcript--flag",
    }
    DEFAULT_CSS = """
    TranscriptView {
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & .transcript--selection { background: $primary 75%; }
        & .transcript--match { background: $warning 70%; }
        & .transcript--gutter { color: $foreground 55%; }
        & .transcript--flag { color: $warning; }
    }
    """

    @dataclass
    class SelectionChanged(Message):
        """The cursor or the selection moved; several in a row may arrive as the last one alone."""

        view: TranscriptView
        low: int
        high: int
        head: int

        @property
        def control(self) -> TranscriptView:
            """The view it comes from."""
            return self.view

        def can_replace(self, message: Message) -> bool:
            """A later one tells all that an earlier one told."""
            return isinstance(message, TranscriptView.SelectionChanged)

    @dataclass
    class MarkClicked(Message):
        """A stripe or a tag in the margin was clicked; `keys` are those of its marks."""

        view: TranscriptView
        keys: tuple[Hashable, ...]

        @property
        def control(self) -> TranscriptView:
            """The view it comes from."""
            return self.view

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._segments = segment("")
        self._special: frozenset[int] = frozenset()
        self._spans = SpanIndex(self._segments)
        self._rows: Layout | None = None
        self._gutter = Gutter(digits=1)
        self._anchor = 0
        self._head = 0
        self._goal_cell: int | None = None
        self._unit: Unit | None = None  # the key that made the selection, if one did
        self._matches = Stretches()
        self._dim = Stretches()
        self._strips: LRUCache[int, tuple[Look, Strip]] = LRUCache(STRIPS_KEPT)
        self._palette: Palette | None = None
        self._drag_row = -1
        self._drag_point = (0, 0)
        self._drag_timer: Timer | None = None

    # what is shown

    def show(self, segments: Segments, marks: Iterable[Mark], *, offset: int = 0) -> None:
        """Show another text with its marks, the cursor at an offset."""
        self._segments = segments
        self._special = special_lines(segments)
        self._spans = SpanIndex(segments, marks)
        self._matches = self._dim = Stretches()
        self._anchor = self._head = graphemes.snap(segments.body, offset, offset)[0]
        self._goal_cell = self._unit = self._rows = None
        self._forget_strips()
        self._lay_out()
        self._center()
        self._tell()

    @property
    def segments(self) -> Segments:
        """The text shown, with its parts."""
        return self._segments

    @property
    def marks(self) -> SpanIndex:
        """The marks shown; to be changed through the view alone."""
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

    def dim_speakers(self, names: Collection[str]) -> None:
        """Draw the turns of these speakers with less weight."""
        self._dim = Stretches(
            (turn.start, turn.end) for turn in self._segments.turns if turn.speaker in names
        )
        self._forget_strips()

    # where one is

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

    def select(self, low: int, high: int) -> None:
        """Select a stretch, widened to whole graphemes, and bring its end and if possible its start into view."""
        low, high = graphemes.snap(self._segments.body, low, high)
        self._goal_cell = self._unit = None
        self._place(low, high)
        if self._rows is not None:
            self._reveal(low)
            self._reveal(high)

    def goto(self, offset: int, *, center: bool = True) -> None:
        """Put the cursor at an offset and drop the selection."""
        offset = graphemes.snap(self._segments.body, offset, offset)[0]
        self._goal_cell = self._unit = None
        self._place(offset, offset)
        if center:
            self._center()

    # matches

    def set_matches(self, matches: Iterable[tuple[int, int]]) -> None:
        """Mark what a search found; an empty list takes the marks away. The cursor stays."""
        self._matches = Stretches(matches)
        self._forget_strips()

    def next_match(self, direction: int) -> None:
        """Select the next match (`direction` 1) or the one before (-1), round the ends of the text."""
        found = self._matches.neighbour(*self.selection, direction)
        if found is not None:
            self.select(*found)

    @property
    def match_position(self) -> tuple[int, int]:
        """Number of the match that is selected, from 1, or 0; and how many there are."""
        return self._matches.position(*self.selection), len(self._matches)

    # keys

    def action_move(self, motion: Motion, direction: int, extend: bool = False) -> None:
        """Move the cursor; `extend` keeps the other end of the selection."""
        if self._rows is None:
            return
        height = self._height
        head, self._goal_cell = move(self._rows, self._head, motion, direction, self._goal_cell, height)
        self._unit = None
        if motion in ("page", "half"):
            self.scroll_to(y=int(self.scroll_y) + direction * rows_of(motion, height), animate=False)
        self._place(self._anchor if extend else head, head)

    def action_select_unit(self, unit: Unit) -> None:
        """Select whole units over the selection; by the same key again, one more."""
        low, high = self.selection
        again = self._unit == unit and low < high
        low, high = (grow if again else whole_units)(self._segments, unit, low, high)
        self._select_units(unit, low, high)

    def action_shrink_unit(self, unit: Unit) -> None:
        """Take the last unit off the selection."""
        self._select_units(unit, *shrink(self._segments, unit, *self.selection))

    def action_drop_selection(self) -> None:
        """Drop the selection; the cursor stays."""
        self._unit = None
        self._place(self._head, self._head)

    def _select_units(self, unit: Unit, low: int, high: int) -> None:
        low, high = graphemes.snap(self._segments.body, low, high)
        if low < high:
            self._goal_cell, self._unit = None, unit
            self._place(low, high)

    # mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection, extend one (with shift), or tell what mark of the margin was hit."""
        if event.button != 1 or self._rows is None:
            return
        event.stop()
        x, y = event.get_content_offset_capture(self)
        hit = self._marks_at(x, y)
        if hit:
            self.post_message(self.MarkClicked(self, hit))
            return
        self._goal_cell = self._unit = None
        self._drag_row = y
        self.capture_mouse()
        head = self._offset_under(x, y)
        self._place(self._anchor if event.shift else head, head)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the selection along; at the edges the text scrolls."""
        if self._drag_row < 0:
            return
        event.stop()
        self._drag_point = event.get_content_offset_capture(self)
        self._drag()
        if self._drag_scroll() and self._drag_timer is None:
            self._drag_timer = self.set_interval(DRAG_SCROLL_SECONDS, self._scroll_on)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag."""
        if self._drag_row >= 0:
            event.stop()
            self._end_drag()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Two clicks select a word, three a sentence."""
        x, y = event.get_content_offset_capture(self)
        if event.chain in (2, 3) and not event.shift and not self._marks_at(x, y):
            unit: Unit = "word" if event.chain == 2 else "sentence"
            self._select_units(unit, *unit_at(self._segments, unit, self._offset_under(x, y)))

    def _end_drag(self) -> None:
        self._drag_row = -1
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def _drag(self) -> None:
        x, y = self._drag_point
        self._place(self._anchor, self._offset_under(x, max(0, min(y, self._height - 1))))

    def _drag_scroll(self) -> int:
        """Rows to scroll for where the pointer is: an edge row counts once the drag has come from another."""
        y, last = self._drag_point[1], self._height - 1
        if y < 0 or (y == 0 and self._drag_row != 0):
            return -1
        return 1 if y > last or (y == last and self._drag_row != last) else 0

    def _scroll_on(self) -> None:
        step = self._drag_scroll()
        if not step:
            if self._drag_timer is not None:
                self._drag_timer.stop()
                self._drag_timer = None
            return
        self.scroll_to(y=int(self.scroll_y) + step, animate=False)
        self._drag()

    def _row_under(self, y: int) -> int:
        rows = len(self._rows) if self._rows is not None else 1
        return max(0, min(rows - 1, int(self.scroll_y) + y))

    def _offset_under(self, x: int, y: int) -> int:
        if self._rows is None:
            return self._head
        return self._rows.offset_at(self._row_under(y), x - self._gutter.cells)

    def _marks_at(self, x: int, y: int) -> tuple[Hashable, ...]:
        """Keys of the marks whose stripe or tag is at a cell of the margin."""
        gutter = self._gutter
        number = int(self.scroll_y) + y
        if (
            self._rows is None
            or not gutter.lanes_at <= x < gutter.cells - 1
            or not 0 <= number < len(self._rows)
        ):
            return ()
        row = self._row(number)
        if x < gutter.lanes_at + gutter.lanes:
            return tuple(mark.key for mark, lane in row.marks if lane == x - gutter.lanes_at)
        if x >= gutter.tags_at:
            return tuple(mark.key for mark, _ in row.marks if mark.start >= row.start)
        return tuple(mark.key for mark, lane in row.marks if lane >= gutter.lanes or mark.flag)

    # state to screen

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _place(self, anchor: int, head: int) -> None:
        """Set selection and cursor, draw again what looks otherwise, and tell."""
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
        self._reveal(head)
        if moved:
            self._tell()

    def _tell(self) -> None:
        low, high = self.selection
        self.post_message(self.SelectionChanged(self, low, high, self._head))

    def _reveal(self, offset: int) -> None:
        """Scroll as little as brings an offset into view."""
        if self._rows is None:
            return
        row, top, height = self._rows.row_of(offset), int(self.scroll_y), self._height
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def _center(self) -> None:
        if self._rows is not None:
            row = self._rows.row_of(self._head)
            self.scroll_to(y=max(0, row - self._height // 3), animate=False)

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
            left = rows.cell_of(first, low)
            right = rows.cell_of(first, graphemes.step(self._segments.body, high, 1)) + 1
            cells = max(right - left, rows.width - left + 2 if right <= left else 2)
            self.refresh(Region(self._gutter.cells + left, first - top, cells, 1))
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
        self._gutter = gutter_for(len(self._segments.line_starts), available)
        # One cell more than the text, for the cursor after a row's last character.
        width = min(MEASURE, available - self._gutter.cells - 1)
        fresh = self._rows is None
        top = self.top_offset
        self._rows = Layout(self._segments, width, self._special)
        self._forget_strips()
        self.virtual_size = Size(0, len(self._rows))
        if fresh:
            self._center()
        else:
            self.scroll_to(y=self._rows.row_of(top), animate=False)

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
            dim=self._dim.touching(start, stop),
        )


def gutter_for(lines: int, available: int) -> Gutter:
    """The richest margin that leaves the text `ROOMY` cells, else the leanest."""
    digits = max(2, len(str(lines)))
    shapes = [Gutter(digits), Gutter(digits, tags=2), Gutter(digits, lanes=2, tags=2)]
    return next((shape for shape in shapes if available - shape.cells - 1 >= ROOMY), shapes[-1])
