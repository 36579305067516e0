"""The field in which a text is edited; the codings are drawn in it, and go with the words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from crosscase.study.tracking import Tracked, Tracker
from crosscase.tui.editing.lines import TrackedLines

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLEND = 0.25  # of the code's colour over the field's

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A coding as the field draws it: its key (coder, id), its span when one began, its colour."""

    key: Key
    span: tuple[int, int]
    color: str


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
            self._tracker = Tracker([spans.get(coding.key, gone) for coding in codings])
        self._order: list[int] = []
        self._starts: list[int] = []
        self._reach: list[int] = []
        self._tints: dict[str, Style] = {}
        super().__init__(
            text, soft_wrap=True, tab_behavior="focus", show_line_numbers=True, max_checkpoints=1000
        )
        self._sort()

    def _set_document(self, text: str, language: str | None) -> None:
        # as TextArea does it for plain text, with lines that tell what is replaced in them
        self._highlight_query = None
        self.document = TrackedLines(text, self._replaced)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
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
        spans = self._tracker.spans
        found = [n for n in self._touching(max(0, at - 1), at + 1) if spans[n].start <= at <= spans[n].end]
        found.sort(key=lambda n: spans[n].end - spans[n].start)
        return [self._codings[n].key for n in found]

    def _replaced(self, at: int, removed: str, inserted: str) -> None:
        self._tracker.replaced(at, removed, inserted)
        self._sort()

    def _sort(self) -> None:
        spans = self._tracker.spans
        self._order = sorted(
            (n for n, span in enumerate(spans) if not span.gone), key=lambda n: spans[n].start
        )
        self._starts = [spans[n].start for n in self._order]
        self._reach = list(accumulate((spans[n].end for n in self._order), max))

    def _touching(self, start: int, end: int) -> list[int]:
        """Numbers of the codings that have something between two offsets."""
        found: list[int] = []
        place = bisect_left(self._starts, end) - 1
        while place >= 0 and self._reach[place] > start:
            number = self._order[place]
            if self._tracker.spans[number].end > start:
                found.append(number)
            place -= 1
        return found

    def get_line(self, line_index: int) -> Text:
        """A line with its codings, and without what would steer the terminal."""
        words = self.document.get_line(line_index)
        line = Text(_CONTROL.sub("\ufffd", words), end="", no_wrap=True)
        start = self.lines.starts[line_index]
        # the longest first: what lies within it shows over it
        spans = self._tracker.spans
        numbers = self._touching(start, start + len(words) + 1)
        for number in sorted(numbers, key=lambda n: spans[n].start - spans[n].end):
            low, high = spans[number].start - start, spans[number].end - start
            line.stylize(self._tint(self._codings[number].color), max(0, low), min(high, len(words)))
        return line

    def _tint(self, color: str) -> Style:
        if (style := self._tints.get(color)) is None:
            ground = self.background_colors[1]
            tint = ground.blend(Color.parse(color), _BLEND)
            style = self._tints[color] = Style(bgcolor=tint.rich_color, underline=True)
        return style

    def notify_style_update(self) -> None:
        """Another theme has other grounds to tint."""
        self._tints.clear()
        super().notify_style_update()
