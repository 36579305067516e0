"""How a row of text stands in a terminal: what is drawn for each grapheme, and in how many cells.

Terminals disagree about the width of joined emoji, skin tones, variation selectors and flags, and obey control
characters. So each grapheme is drawn in a *shown* form made only of characters whose width is agreed on, at least one
cell wide. The source text itself is never changed.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rich.cells import get_character_cell_size

from crosscase.study.graphemes import SPECIAL, boundaries

TAB = 4  # cells between tab stops, counted from the start of the row

_JOINER = "\u200d"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0xE0000, 0xE0080)])
_NAMED = {0x7F: "␡", 0x85: "␤", 0xAD: "‐", 0x2028: "␤", 0x2029: "¶", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


@dataclass(frozen=True, slots=True)
class RowCells:
    """The graphemes of one row.

    Attributes:
        stops: index of each grapheme in the row's text, then the length of the text.
        cells: the cell each grapheme begins in, then the width of the row; same length as `stops`.
        shown: what is drawn for each grapheme; one shorter than `stops`.
    """

    stops: tuple[int, ...]
    cells: tuple[int, ...]
    shown: tuple[str, ...]

    def grapheme_at(self, index: int) -> int:
        """Number of the grapheme that holds the text index; the last one past the end is `len(shown)`."""
        return bisect_right(self.stops, index) - 1

    def cell_at(self, index: int) -> int:
        """The cell in which the grapheme at a text index begins."""
        return self.cells[self.grapheme_at(index)]

    def index_at(self, cell: int) -> int:
        """Text index of the grapheme drawn over a cell; the length of the text beyond the last."""
        return self.stops[max(0, bisect_right(self.cells, cell) - 1)]


def is_plain(text: str) -> bool:
    """Whether every character is its own grapheme, one cell wide and drawn as it is."""
    return SPECIAL.search(text) is None


@lru_cache(maxsize=4096)
def row_cells(text: str) -> RowCells:
    """The cell map of one row (no newline in it)."""
    return measure(text)


def measure(text: str) -> RowCells:
    """The cell map of a text, not remembered: for lines too long to keep."""
    stops = boundaries(text)
    cells = [0]
    shown: list[str] = []
    cell = 0
    for start, end in pairwise(stops):
        piece = " " * (TAB - cell % TAB) if text[start] == "\t" else terminal_safe(text[start:end])
        shown.append(piece)
        cell += width(piece)
        cells.append(cell)
    return RowCells(tuple(stops), tuple(cells), tuple(shown))


def width(shown: str) -> int:
    """Cells of a text that is already in its shown form."""
    return len(shown) if shown.isascii() else sum(map(get_character_cell_size, shown))


@lru_cache(maxsize=4096)
def terminal_safe(grapheme: str) -> str:
    """What is drawn for one grapheme; a tab alone takes one blank here, its stop depends on the row."""
    first = ord(grapheme[0])
    if first < 0x20 or 0x7F <= first < 0xA0 or first in _NAMED:
        return _control(first)
    if first in _FLAG_LETTERS:
        return "".join(
            chr(ord(c) - _FLAG_LETTERS.start + ord("A")) for c in grapheme if ord(c) in _FLAG_LETTERS
        )
    kept = [_drawable(c) for c in _before_join(grapheme) if ord(c) not in _SELECTORS]
    shown = "".join(kept)
    if width(shown):
        return shown
    marks = [c for c in kept if unicodedata.category(c) in ("Mn", "Me")]
    return "◌" + "".join(marks) if marks else "·"


def safe_text(text: str) -> str:
    """A whole text in its shown form: for names and other short texts beside the transcript."""
    return text if is_plain(text) and "\n" not in text else "".join(measure(text).shown)


def _control(code: int) -> str:
    if code == 0x09:
        return " "
    return chr(0x2400 + code) if code < 0x20 else _NAMED.get(code, "␦")


def _before_join(grapheme: str) -> str:
    """The first part of a joined emoji without its skin tone; other clusters whole, without their joiners."""
    head, joined, _ = grapheme.partition(_JOINER)
    if joined and head and unicodedata.category(head[0]) != "So":
        head = grapheme.replace(_JOINER, "")
    return head[0] + "".join(c for c in head[1:] if ord(c) not in _SKIN_TONES) if head else ""


def _drawable(character: str) -> str:
    return "\ufffd" if 0xD800 <= ord(character) < 0xE000 else character
