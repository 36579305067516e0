"""The widget that shows a transcript and what is selected in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.timer import Timer

from crosscase.study import graphemes
from crosscase.study.segments import Segments
from crosscase.tui.transcript import keys
from crosscase.tui.transcript.canvas import TranscriptCanvas
from crosscase.tui.transcript.motion import Motion, move, rows_of
from crosscase.tui.transcript.spans import Mark
from crosscase.tui.transcript.stretches import Stretches
from crosscase.tui.transcript.units import Unit, grow, next_unit, shrink, unit_at, whole_units

DRAG_SCROLL_SECONDS = 0.05


class TranscriptView(TranscriptCanvas, can_focus=True):
    """Read-only text with its codings, in which one moves, selects and finds by keys and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]

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
        self._goal_cell: int | None = None  # the cell that moves by rows keep to
        self._unit: Unit | None = None  # the unit whose key made the selection, if one did
        self._released: tuple[int, int] | None = None  # a selection that is done with
        self._drag_row = -1  # the row of the screen where the drag began; -1 without a drag
        self._drag_point = Offset(0, 0)
        self._drag_timer: Timer | None = None

    def show(self, segments: Segments, marks: Iterable[Mark], *, offset: int = 0) -> None:
        """Show another text with its marks, the cursor at an offset."""
        self._goal_cell = self._unit = None
        self._end_drag()
        self._show(segments, marks, offset)
        self._tell()

    # where one is

    def select(self, low: int, high: int) -> None:
        """Select a stretch, widened to whole graphemes, and bring its end and if possible its start into view."""
        low, high = graphemes.snap(self._segments.body, low, high)
        self._goal_cell = self._unit = None
        self._move_to(low, high)
        self._reveal(low, high)

    def release(self) -> None:
        """The selection has served: it stays, but the next key that selects a unit goes on behind it."""
        self._released = self.selection

    def goto(self, offset: int, *, center: bool = True) -> None:
        """Put the cursor at an offset and drop the selection."""
        offset = graphemes.snap(self._segments.body, offset, offset)[0]
        self._goal_cell = self._unit = None
        self._move_to(offset, offset)
        if center:
            self._center()
        else:
            self._reveal(offset, offset)

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

    def _move_to(self, anchor: int, head: int) -> None:
        if self._place(anchor, head):
            self._tell()

    def _tell(self) -> None:
        low, high = self.selection
        self.post_message(self.SelectionChanged(self, low, high, self._head))

    # keys

    def action_move(self, motion: Motion, direction: int, extend: bool = False) -> None:
        """Move the cursor; `extend` keeps the other end of the selection."""
        if self._rows is None:
            return
        height = self._height
        head, self._goal_cell = move(self._rows, self._head, motion, direction, self._goal_cell, height)
        self._unit = None
        if motion in ("page", "half"):
            self._scroll_to_row(int(self.scroll_y) + direction * rows_of(motion, height))
        self._move_to(self._anchor if extend else head, head)
        self._reveal(head, head)

    def action_select_unit(self, unit: Unit) -> None:
        """Select whole units over the selection; by the same key again, one more."""
        low, high = self.selection
        if low < high and self._released == (low, high):
            low, high = next_unit(self._segments, unit, high) or (low, high)
        else:
            again = self._unit == unit and low < high
            low, high = (grow if again else whole_units)(self._segments, unit, low, high)
        self._select_units(unit, low, high)

    def action_shrink_unit(self, unit: Unit) -> None:
        """Take the last unit off the selection."""
        self._select_units(unit, *shrink(self._segments, unit, *self.selection))

    def action_drop_selection(self) -> None:
        """Drop the selection; the cursor stays. Without one, the key is free for what stands around the view."""
        if self._anchor == self._head:
            raise SkipAction
        self._unit = None
        self._move_to(self._head, self._head)

    def _select_units(self, unit: Unit, low: int, high: int) -> None:
        low, high = graphemes.snap(self._segments.body, low, high)
        if low < high:
            self._goal_cell, self._unit = None, unit
            self._move_to(low, high)
            self._reveal(low, high)

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
        self._move_to(self._anchor if event.shift else head, head)

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
        self._move_to(self._anchor, self._offset_under(x, max(0, min(y, self._height - 1))))

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
        self._scroll_to_row(int(self.scroll_y) + step)
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
