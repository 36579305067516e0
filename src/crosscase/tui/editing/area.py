"""The field in which a text is edited; the codings are drawn in it, and go with the words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.document._document import EditResult
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.strip import Strip
from textual.widgets import TextArea

from crosscase.study.tracking import Tracked, Tracker
from crosscase.tui.editing.lines import TrackedLines, clean

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLEND = 0.25  # of the code's colour over the field's
_LONG = 1000  # characters from which a coding is looked for everywhere, not near where it begins
_MOST_ROWS = 2000  # drawn rows that are kept

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A coding as the field draws it: its key (coder, id), its span when one began, its colour."""

    key: Key
    span: tuple[int, int]
    color: str


class WrappedLines(WrappedDocument):
    """A wrapped text that knows its height."""

    @property
    def height(self) -> int:
        """Rows; asked for at each row that is drawn."""
        return len(self._offset_to_line_info)


class TextField(TextArea):
    """A text with its codings, being typed in.

    A coding is drawn by an underline, so that it shows without colours too, over a tint of its code's colour.
    """

    def __init__(
        self, text: str, codings: Sequence[Drawn], spans: Mapping[Key, Tracked] | None = None
    ) -> None:
        """Begin.

        Args:
            codings: what is drawn.
            spans: where the codings are already, in a text that was begun before.
        """
        codings = sorted(codings, key=lambda each: each.span)
        self._codings = codings
        self._tracker = Tracker.of(coding.span for coding in codings)
        if spans is not None:
            gone = Tracked(0, 0)
            self._tracker = Tracker(spans.get(coding.key, gone) for coding in codings)
        self._order: list[int] = []
        self._starts: list[int] = []
        self._long: list[int] = []
        self._tints: dict[str, Style] = {}
        self._rows: dict[tuple[object, ...], Strip] = {}
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=True,
            highlight_cursor_line=False,
            max_checkpoints=1000,
        )
        self._sort()

    def _set_document(self, text: str, language: str | None) -> None:
        # as TextArea does it for plain text, with lines that tell what is replaced in them
        self._highlight_query = None
        self.document = TrackedLines(text, self._replaced)
        self.wrapped_document = WrappedLines(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    @property
    def lines(self) -> TrackedLines:
        """The text by lines."""
        assert isinstance(self.document, TrackedLines)
        return self.document

    @property
    def spans(self) -> dict[Key, Tracked]:
        """Where each coding is now."""
        return {coding.key: span for coding, span in zip(self._codings, self._tracker.spans, strict=True)}

    @property
    def at(self) -> int:
        """Where the cursor is in the whole text."""
        return self.lines.offset_of(self.cursor_location)

    def go_to(self, offset: int) -> None:
        """Put the cursor somewhere, in the middle of the field."""
        self.move_cursor(self.lines.location_of(offset), center=True)

    def here(self) -> list[Key]:
        """The codings at the cursor, the shortest first."""
        at = self.at
        starts, ends = self._tracker.starts, self._tracker.ends
        found = [n for n in self._touching(max(0, at - 1), at + 1) if starts[n] <= at <= ends[n]]
        found.sort(key=lambda n: ends[n] - starts[n])
        return [self._codings[n].key for n in found]

    def edit(self, edit: Edit) -> EditResult:
        """Put in what is typed or pasted, in a form that can be kept."""
        edit.text = clean(edit.text)
        return super().edit(edit)

    def _replaced(self, at: int, removed: str, inserted: str) -> None:
        self._tracker.replaced(at, removed, inserted)
        self._sort()

    def _sort(self) -> None:
        starts, ends = self._tracker.starts, self._tracker.ends
        there = [n for n, (start, end) in enumerate(zip(starts, ends, strict=True)) if end > start]
        self._long = [n for n in there if ends[n] - starts[n] > _LONG]
        self._order = sorted(there, key=starts.__getitem__)
        self._starts = [starts[n] for n in self._order]

    def _touching(self, start: int, end: int) -> list[int]:
        """Numbers of the codings that have something between two offsets."""
        starts, ends = self._tracker.starts, self._tracker.ends
        low, high = bisect_left(self._starts, start - _LONG), bisect_left(self._starts, end)
        near = [n for n in self._order[low:high] if start < ends[n] <= starts[n] + _LONG]
        return near + [n for n in self._long if starts[n] < end and ends[n] > start]

    def _marks(self, line_index: int) -> tuple[tuple[int, int, str], ...]:
        """What is coded in a line, as columns and colour: the longest first, what lies within it shows over it."""
        start = self.lines.starts[line_index]
        length = len(self.lines.lines[line_index])
        starts, ends = self._tracker.starts, self._tracker.ends
        numbers = self._touching(start, start + length + 1)
        numbers.sort(key=lambda n: starts[n] - ends[n])
        return tuple(
            (max(0, starts[n] - start), min(length, ends[n] - start), self._codings[n].color) for n in numbers
        )

    def get_line(self, line_index: int) -> Text:
        """A line with its codings, and without what would steer the terminal."""
        words = self.document.get_line(line_index)
        line = Text(_CONTROL.sub("\ufffd", words), end="", no_wrap=True)
        for low, high, color in self._marks(line_index):
            line.stylize(self._tint(color), low, high)
        return line

    def _render_line(self, y: int) -> Strip:
        # a row away from cursor and selection is what its words, codings and width make it: a key draws few anew
        row, selection = self.scroll_offset.y + y, self.selection
        rows = self.wrapped_document._offset_to_line_info
        if row >= len(rows) or not selection.is_empty or rows[row][0] == selection.end[0]:
            return super()._render_line(y)
        number, section = rows[row]
        key = (
            number, section, self.lines.lines[number], self._marks(number), self.wrap_width, self.gutter_width,
            self.size, self.theme, self.scroll_offset.x, self.has_focus,
        )  # fmt: skip
        if (strip := self._rows.get(key)) is None:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            strip = self._rows[key] = super()._render_line(y)
        return strip

    def _tint(self, color: str) -> Style:
        if (style := self._tints.get(color)) is None:
            ground = self.background_colors[1]
            tint = ground.blend(Color.parse(color), _BLEND)
            style = self._tints[color] = Style(bgcolor=tint.rich_color, underline=True)
        return style

    def notify_style_update(self) -> None:
        """Another theme has other grounds to tint."""
        self._tints.clear()
        self._rows.clear()
        super().notify_style_update()
