"""How a table is laid out on a page: which columns hold numbers, and how wide each one is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from crosscase.documents.values import Table, plain

_NUMBER = re.compile(r"-?[0-9.]+ ?%?|")
_LONGEST_LINE = 70  # letters; a longer text is wrapped anyhow
_LONGEST_WORD = 18
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


def shares(table: Table) -> tuple[float, ...]:
    """Parts of a page's width by column, 1 in all: as the table says, else by what stands in it.

    Each column gets its longest word; the rest goes to those whose lines are longer, by how much longer.
    """
    if table.widths and sum(table.widths) > 0:
        return tuple(width / sum(table.widths) for width in table.widths)
    least = [
        max(min(len(word), _LONGEST_WORD) for line in lines for word in (line.split() or [""])) + 2
        for lines in _lines(table)
    ]
    wanted = [max(0, width + 2 - low) for width, low in zip(natural_widths(table), least, strict=True)]
    page = 90  # letters on a line of a page
    spare = max(0, page - sum(least))
    room = min(1.0, spare / sum(wanted)) if sum(wanted) else 0.0
    sizes = [low + room * want for low, want in zip(least, wanted, strict=True)]
    return tuple(size / sum(sizes) for size in sizes)


def _lines(table: Table) -> list[list[str]]:
    found = [column.split("\n") for column in table.columns]
    for row in islice(table.rows, _LOOKED_AT):
        for lines, cell in zip(found, row, strict=True):
            lines.extend(plain(cell).split("\n"))
    return found
