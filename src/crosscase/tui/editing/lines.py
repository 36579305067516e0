"""The lines of a text that is edited; every replacement is told, with where it was in the whole text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from textual.document._document import Document, EditResult, Location

Told = Callable[[int, str, str], object]
"""Called with an offset in code points, the characters that stood there, and those that stand there now."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_HALF = re.compile("[\ud800-\udfff]")


class TrackedLines(Document):
    """A text area's document whose lines end at `\\n` and nowhere else, and that tells what is replaced.

    Typing, pasting, undo and redo of the text area all come down to `replace_range`.
    """

    def __init__(self, text: str, told: Told) -> None:
        """Begin with a text; `told` hears of each replacement."""
        super().__init__("")
        # the lines of Document also end at line separators and form feeds, and would be joined by others again
        self._newline = "\n"
        self._lines = text.split("\n")
        self._told = told
        self._whole: str | None = text
        self._starts: list[int] | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        if self._whole is None:
            self._whole = "\n".join(self._lines)
        return self._whole

    @property
    def starts(self) -> list[int]:
        """The offset of each line."""
        if self._starts is None:
            ends = accumulate((len(line) + 1 for line in self._lines), initial=0)
            self._starts = [*ends][:-1]
        return self._starts

    def offset_of(self, location: Location) -> int:
        """The offset in the whole text of (line, column)."""
        row, column = location
        return self.starts[row] + column

    def location_of(self, offset: int) -> Location:
        """(line, column) of an offset in the whole text."""
        row = max(0, bisect_right(self.starts, offset) - 1)
        return row, min(offset - self.starts[row], len(self._lines[row]))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what stands between two places; what is put back by undo is so to the letter."""
        top_row, top_column = self._within(min(start, end))
        bottom_row, bottom_column = self._within(max(start, end))
        at = self.offset_of((top_row, top_column))
        removed = self.get_text_range((top_row, top_column), (bottom_row, bottom_column))
        head, tail = self._lines[top_row][:top_column], self._lines[bottom_row][bottom_column:]
        new = f"{head}{text}{tail}".split("\n")
        self._lines[top_row : bottom_row + 1] = new
        self._whole = self._starts = None
        if removed or text:
            self._told(at, removed, text)
        row = top_row + len(new) - 1
        return EditResult((row, len(new[-1]) - len(tail)), removed)

    def _within(self, location: Location) -> Location:
        # cutting the last line, which no other follows, is asked for up to the line behind it
        row, column = location
        if row >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        return row, min(column, len(self._lines[row]))


def clean(text: str) -> str:
    """What is typed or pasted, with composed letters, and without signs that a text cannot keep."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _HALF.sub("\ufffd", _CONTROL.sub("", text)))
