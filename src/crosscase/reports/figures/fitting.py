"""Texts in little room: on few lines, with a mark where they are cut, and turned upward."""

from __future__ import annotations

from collections.abc import Sequence

from crosscase.reports.figures.drawing import Anchor, Words, one_line, width_of
from crosscase.reports.figures.layout import LABEL, LEADING, Sheet, balanced, wrapped
from crosscase.reports.figures.palette import INK
from crosscase.study.graphemes import boundaries

CUT = "…"
"""Stands where a text was cut."""


def within(text: str, size: float, room: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """A text on so many lines at the most; what has no room is cut off, with a mark."""
    lines = balanced(text, size, room, bold)
    if len(lines) <= most:
        return lines
    *kept, last = wrapped(text, size, room, bold)[:most]
    # a hyphen of a word that was parted is none of the text
    return (*kept, _cut(last if text.count("-") else last.rstrip("-"), size, room, bold))


def _cut(line: str, size: float, room: float, bold: bool) -> str:
    ends = boundaries(line)
    while len(ends) > 1 and width_of(line[: ends[-1]].rstrip() + CUT, size, bold) > room:
        ends.pop()
    return line[: ends[-1]].rstrip() + CUT


def widest(lines: Sequence[str], size: float, bold: bool = False) -> float:
    """How wide lines of text are."""
    return max((width_of(line, size, bold) for line in lines), default=0.0)


def lies(text: str, wide: float, most: int, *, bold: bool = False) -> bool:
    """Whether a name can be read without turning it: on so many lines at the most, no word of it parted."""
    longest = max((width_of(word, LABEL, bold) for word in one_line(text).split(" ")), default=0.0)
    return longest <= wide - 4 and len(wrapped(text, LABEL, wide - 4, bold)) <= most


def turned(
    sheet: Sheet,
    lines: Sequence[str],
    middle: float,
    y: float,
    size: float,
    *,
    color: str = INK,
    bold: bool = False,
    anchor: Anchor = "start",
) -> None:
    """Lines that read upward, beside each other with their middle at a place; at `y` they begin, or end."""
    first = middle - size * LEADING * len(lines) / 2
    for number, line in enumerate(lines):
        base = first + size * (LEADING * number + 1)
        sheet.marks.append(Words(base, y, line, size, color, bold, anchor, turned=True))
