"""The cells of a table kept as text, each with its place, so that one can change and all others stay to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        row, column: from 0; the row of the columns' names is the first.
        start, end: its place in the file's text in code points, with its quotation marks.
        text: what it says.
    """

    row: int
    column: int
    start: int
    end: int
    text: str


def delimiter_of(text: str) -> str:
    """What parts the cells: the mark that the first row has most of outside quotation marks; a comma for none."""
    first = _QUOTED.sub("x", text[: text.find("\n")] if "\n" in text else text)
    return max(_DELIMITERS, key=first.count)


def cells(text: str, delimiter: str) -> Iterator[Cell]:
    """The cells of a text whose lines end in `\\n`, in order; a blank line is a row without cells."""
    row = column = at = 0
    bare = re.compile(f"[^{re.escape(delimiter)}\n]*")
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        start, end = at, quoted.end() if quoted is not None else at
        rest = bare.match(text, end)
        end = rest.end() if rest is not None else end
        if end > start or column or text[end : end + 1] == delimiter:
            inside = quoted[0][1:-1].replace('""', '"') if quoted is not None else ""
            yield Cell(
                row, column, start, end, inside + text[quoted.end() if quoted is not None else start : end]
            )
        column += 1
        if text[end : end + 1] != delimiter:
            row, column = row + 1, 0
        at = end + 1


def written(value: str, former: str, delimiter: str) -> str:
    """A value as a cell, in quotation marks where the former one was, or where it needs them."""
    needs = any(sign in value for sign in (delimiter, '"', "\n", "\r")) or value != value.strip()
    return '"' + value.replace('"', '""') + '"' if needs or former.startswith('"') else value
