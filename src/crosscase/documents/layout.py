"""How a table is laid out on a page: which columns hold numbers, and how wide each one is."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import islice

from crosscase.documents.values import Table, plain

_BREAK = re.compile(r"\s+|(?<=[-/])")  # where a line may end
# with a decimal point or comma, a true minus, hard spaces, the star of a small base; a dot for nothing
_NUMBER = re.compile(
    r"[-+\u2212]?[0-9]{1,3}(?:[ \u00a0][0-9]{3})*(?:[.,][0-9]+)?(?:[ \u00a0]?%)?\*?|-?[0-9]+(?:\.[0-9]+)?|\u00b7|"
)
_LONGEST_LINE = 70  # letters; a longer text is wrapped anyhow
_LONGEST_WORD = 15
_SHORT_LINE = 12
_PORTRAIT = 94
SCREEN = 140
"""Letters of a table's text on a line of a page on a screen."""
_LOOKED_AT = 2000  # rows; what follows hardly ever changes a width


def numeric_texts(texts: Sequence[str]) -> bool:
    """Whether a column's cells are numbers, or empty, and stand to the right."""
    return any(texts) and all(_NUMBER.fullmatch(text) for text in texts)


def numeric_columns(table: Table) -> tuple[bool, ...]:
    """`numeric_texts` by column."""
    columns = zip(*([plain(cell) for cell in row] for row in table.rows), strict=True)
    return tuple(map(numeric_texts, columns)) or (False,) * len(table.columns)


def natural_widths(table: Table) -> tuple[int, ...]:
    """By column the longest line in letters, at most 70."""
    return tuple(max(min(len(line), _LONGEST_LINE) for line in lines) for lines in _lines(table))


def shares(table: Table, page: int = _PORTRAIT) -> tuple[float, ...]:
    """Parts of a page's width by column, 1 in all: as the table says, else by what stands in it.

    Each column gets its longest word, and its whole lines where they are short; what is left goes to those
    whose lines are usually longer, by how much longer.

    Args:
        page: letters on a line of the page.
    """
    if table.widths and sum(table.widths) > 0:
        return tuple(width / sum(table.widths) for width in table.widths)
    every = _lines(table)
    least = [
        min(_with_margin(max(_longest_word(lines), _SHORT_LINE)), _with_margin(width))
        for lines, width in zip(every, natural_widths(table), strict=True)
    ]
    wanted = [max(0.0, _with_margin(_usual(lines)) - low) for lines, low in zip(every, least, strict=True)]
    short = sum(low for low, want in zip(least, wanted, strict=True) if not want)
    if sum(least) > page > short:  # long texts give way: they are wrapped anyhow, single words are not
        squeezed = (page - short) / (sum(least) - short)
        least = [low * squeezed if want else low for low, want in zip(least, wanted, strict=True)]
    room = min(1.0, max(0.0, page - sum(least)) / sum(wanted)) if sum(wanted) > 0 else 0.0
    sizes = [low + room * want for low, want in zip(least, wanted, strict=True)]
    return tuple(size / sum(sizes) for size in sizes)


def _longest_word(lines: list[str]) -> int:
    return max(min(len(word), _LONGEST_WORD) for line in lines for word in _BREAK.split(line))


def _usual(lines: list[str]) -> float:
    """Between the longest line and the mean: one long text among empty ones does not take what many need."""
    lengths = [min(len(line), _LONGEST_LINE) for line in lines]
    return math.sqrt(max(lengths) * sum(lengths) / len(lengths))


def _with_margin(letters: float) -> float:
    # the column's margins, and letters wider than most
    return 1.15 * letters + 3


def _lines(table: Table) -> list[list[str]]:
    found = [column.split("\n") for column in table.columns]
    for row in islice(table.rows, _LOOKED_AT):
        for lines, cell in zip(found, row, strict=True):
            lines.extend(plain(cell).split("\n"))
    return found
