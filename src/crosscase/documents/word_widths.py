"""How wide the columns of a table in a Word file are: from what stands in them, so that no word is broken in two.

Word breaks a word that is wider than its column, in headings too. So a column is never narrower than its widest word,
as long as there is room for all; it is never wider than its longest line, while others want room; and between these
widths columns share the page as the table says, or else by how long their lines usually are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from crosscase.documents.values import Table, plain

_WIDE = 640
_LETTERS = {
    **dict.fromkeys("ijlI|.,:;'!", 320), **dict.fromkeys("ftr()[]/\\-\u2013 \u00a0\u2002", 400), **dict.fromkeys("cksvxyz", 580),
    **dict.fromkeys("ABCDEGHKNOPQRSTUVXYZÅØ&", 770), **dict.fromkeys("mwMW%æÆ@\u2014\u2026", 990),
}  # fmt: skip
"""Thousandths of the letter's size: those of a wide sans serif, since the font asked for is not on every machine."""
_BOLD = 1.17
_MARGINS = 190  # left and right of a cell, and a little that programs differ by
_BREAK = re.compile(r"[ \t]+|(?<=[-\u2013])")
_MOST = 0.45  # of the page, for a word: a path that is longer may be broken
_LOOKED_AT = 2000  # rows; what follows hardly ever changes a width
_STEPS = 50


def column_widths(table: Table, room: int, points: float) -> list[int]:
    """The columns' widths in twips, `room` in all.

    Args:
        room: the text's width in twips.
        points: size of the letters.
    """
    least, most, usual = [], [], []
    for lines in _lines(table, 20 * points / 1000):
        words, whole = zip(*lines, strict=True)
        least.append(min(max(words), _MOST * room) + _MARGINS)
        most.append(max(whole) + _MARGINS)
        usual.append(math.sqrt(max(whole) * sum(whole) / len(whole)) + _MARGINS)
    most = [max(low, high) for low, high in zip(least, most, strict=True)]
    if sum(least) >= room:
        return _whole([low * room / sum(least) for low in least], room)
    wanted = [float(width) for width in table.widths] if sum(table.widths) > 0 else usual
    if sum(most) <= room:  # all lines are whole in any case
        wanted, least, most = (
            (wanted, most, [room] * len(most)) if table.widths else (most, most, [room] * len(most))
        )
    return _whole(_shared(wanted, least, most, room), room)


def _shared(
    wanted: Sequence[float], least: Sequence[float], most: Sequence[float], room: float
) -> list[float]:
    """As wanted in proportion, none under its least and none over its most: found by halving, since all grow with the unit."""

    def at(unit: float) -> list[float]:
        every = zip(wanted, least, most, strict=True)
        return [min(max(want * unit, low), high) for want, low, high in every]

    under, over = 0.0, max(high / want for want, high in zip(wanted, most, strict=True) if want > 0)
    for _ in range(_STEPS):
        middle = (under + over) / 2
        under, over = (middle, over) if sum(at(middle)) < room else (under, middle)
    return at(over)


def _whole(widths: Sequence[float], room: int) -> list[int]:
    found = [int(width) for width in widths]
    found[-1] += room - sum(found)
    return found


def _lines(table: Table, unit: float) -> Iterator[list[tuple[float, float]]]:
    """By column of each line how wide its widest word and the whole of it are, in twips; the heading first, in bold."""
    rows = [[plain(cell) for cell in row] for row in islice(table.rows, _LOOKED_AT)]
    for place, name in enumerate(table.columns):
        found = [_measured(line, unit * _BOLD) for line in name.split("\n")]
        found += [_measured(line, unit) for row in rows for line in row[place].split("\n")]
        yield found


def _measured(line: str, unit: float) -> tuple[float, float]:
    return max(_width(word) for word in _BREAK.split(line)) * unit, _width(line) * unit


def _width(words: str) -> int:
    return sum(_LETTERS.get(letter, _WIDE) for letter in words)
