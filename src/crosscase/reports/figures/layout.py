"""Laying out what every figure has: wrapped words, a title, labels beside rows, an axis, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from crosscase.reports.figures.drawing import (
    POINTS_OF_CM,
    Anchor,
    Box,
    Drawing,
    Line,
    Mark,
    Words,
    one_line,
    width_of,
)
from crosscase.reports.figures.palette import INK, PAPER, RULE, SOFT
from crosscase.reports.figures.values import Frame
from crosscase.study.graphemes import boundaries

TITLE, LABEL, VALUE, NOTE = 10.0, 8.5, 8.0, 7.0
"""Sizes of letters in points."""
LEADING = 1.24
MARGIN = 6.0
GAP = 6.0
_MIDDLE = 0.36  # of the size: from the base line up to the middle of figures and small letters
_LABELS_MOST, _WORD_MOST = 0.4, 0.5  # of the width

_PIECE = re.compile("( ?)((?:[^ /-]|(?<= )[/-]|^[/-])*[/-]*)")


def wrapped(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """A text on lines no wider than the room: parted at blanks, after `/` and `-`, and within a word that is too long."""
    lines: list[str] = []
    line = ""
    for gap, piece in _pieces(one_line(text)):
        if width_of(line + gap + piece, size, bold) <= room:
            line += gap + piece
            continue
        if line:
            lines.append(line)
        *cut, line = _cut(piece, size, room, bold)
        lines += cut
    return (*lines, line) if line else tuple(lines)


def balanced(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """As `wrapped`, on as few lines, but with lines of about one length."""
    lines = wrapped(text, size, room, bold)
    low, high = room / 2, room
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        tried = wrapped(text, size, middle, bold)
        if len(tried) > len(lines) or "".join(tried).count("-") > "".join(lines).count(
            "-"
        ):  # a word would be cut
            low = middle
        else:
            high, lines = middle, tried
    return lines


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    for match in _PIECE.finditer(text):
        if match[0]:
            yield match[1], match[2]


def _cut(word: str, size: float, room: float, bold: bool) -> Iterator[str]:
    """A word on as many lines as it needs, each but the last with a hyphen."""
    if width_of(word, size, bold) <= room:
        yield word
        return
    part = ""
    for start, end in pairwise(boundaries(word)):
        letter = word[start:end]
        if part and width_of(f"{part}{letter}-", size, bold) > room:
            yield f"{part}-"
            part = ""
        part += letter
    yield part


@dataclass(frozen=True, slots=True)
class Axis:
    """Values along the width of a sheet."""

    left: float
    right: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value is."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


@dataclass(slots=True)
class Sheet:
    """A sheet that is filled from the top; `y` is where it is empty from."""

    frame: Frame
    y: float = MARGIN
    marks: list[Mark] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where words begin."""
        return MARGIN

    @property
    def right(self) -> float:
        """Where they end."""
        return self.frame.width * POINTS_OF_CM - MARGIN

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.right - self.left

    def title(self) -> None:
        """The title, if there is one."""
        if self.frame.title:
            lines = wrapped(self.frame.title, TITLE, self.room, bold=True)
            self.y = self.block(lines, self.left, self.y, TITLE, bold=True) + GAP

    def block(
        self,
        lines: Sequence[str],
        x: float,
        top: float,
        size: float,
        *,
        color: str = INK,
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> float:
        """Lines of text below each other; returns where they end."""
        for number, line in enumerate(lines):
            base = top + size * (LEADING * number + 1)
            self.marks.append(Words(x, base, line, size, color, bold, anchor))
        return top + height_of(lines, size)

    def beside(self, lines: Sequence[str], x: float, middle: float, *, bold: bool = False) -> None:
        """A row's label, ending at x, with its middle at a height."""
        top = middle - height_of(lines, LABEL) / 2
        self.block(lines, x, top, LABEL, bold=bold, anchor="end")

    def value(
        self, words: str, x: float, middle: float, anchor: Anchor, *, color: str = INK, bold: bool = False
    ) -> None:
        """A printed number with its middle at a height, on paper of its own: lines of an axis may pass behind it."""
        wide = width_of(words, VALUE, bold)
        start = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        self.marks.append(Box(start - 1, middle - VALUE / 2, wide + 2, VALUE, PAPER))
        self.number(words, x, middle, anchor, color=color, bold=bold)

    def number(
        self, words: str, x: float, middle: float, anchor: Anchor, *, color: str = INK, bold: bool = False
    ) -> None:
        """A printed number with its middle at a height, on whatever is there."""
        self.marks.append(Words(x, middle + _MIDDLE * VALUE, words, VALUE, color, bold, anchor))

    def ticks(self, axis: Axis, ticks: Sequence[tuple[float, str]], bottom: float) -> None:
        """The values of an axis below `bottom`: all of them, or nought and every second, third ... as there is room."""
        nought = next((place for place, (value, _) in enumerate(ticks) if value == 0), 0)
        for step in range(1, len(ticks) + 1):
            kept = [tick for place, tick in enumerate(ticks) if (place - nought) % step == 0]
            if _apart(axis, kept):
                break
        for value, words in kept:
            self.marks.append(Words(axis.at(value), bottom + 1.3 * NOTE, words, NOTE, SOFT, anchor="middle"))
        self.y = bottom + 1.3 * NOTE + 3

    def grid(self, axis: Axis, ticks: Sequence[tuple[float, str]], top: float, bottom: float) -> None:
        """Lines down at the ticks, behind everything drawn so far."""
        self.marks[:0] = [Line(((axis.at(x), top), (axis.at(x), bottom)), RULE) for x, _ in ticks]

    def done(self) -> Drawing:
        """The sheet with its notes, cut off below them."""
        self.y += GAP if self.frame.notes else 0
        for note in self.frame.notes:
            lines = wrapped(note, NOTE, self.room)
            self.y = self.block(lines, self.left, self.y, NOTE, color=SOFT) + 2
        return Drawing(self.frame.width * POINTS_OF_CM, ceil(self.y + MARGIN), tuple(self.marks))


def height_of(lines: Sequence[str], size: float) -> float:
    """How high lines of text are."""
    return size * LEADING * len(lines)


def _apart(axis: Axis, ticks: Sequence[tuple[float, str]]) -> bool:
    """Whether the values of an axis stand beside each other without touching."""
    ends = [(axis.at(value), width_of(words, NOTE) / 2 + 1.5) for value, words in ticks]
    return all(first + half <= second - other for (first, half), (second, other) in pairwise(ends))


def label_column(labels: Sequence[str], room: float) -> tuple[float, list[tuple[str, ...]]]:
    """How wide the labels of rows are, and each of them on its lines; a long word may take more room than usual."""
    words = (piece for label in labels for _, piece in _pieces(one_line(label)))
    longest = max((width_of(word, LABEL) for word in words), default=0.0)
    most = room * _LABELS_MOST if longest > room * _WORD_MOST else max(room * _LABELS_MOST, longest)
    lines = [balanced(label, LABEL, most) for label in labels]
    return max((width_of(line, LABEL) for label in lines for line in label), default=0.0), lines
