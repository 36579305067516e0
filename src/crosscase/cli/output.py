"""One writer for everything a command lists: table, CSV, JSON, Markdown. What is listed is data, never markup."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import typer

Cell = object
Row = Sequence[Cell]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# the joiners of emoji and of some scripts are no danger, and are seen in what they join
_SIGNS = {
    "\n": "⏎", "\t": "⇥", "\u2028": "⏎", "\u2029": "⏎", "\x7f": "␡", "\u200c": "\u200c", "\u200d": "\u200d",
}  # fmt: skip
# JSON leaves these as they are; a terminal may obey them, and some programs end a line there
_UNSAFE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_GAP = "  "
_NARROWEST = 8  # columns are not shortened below this


class Format(StrEnum):
    """How a list is written."""

    table = "table"
    csv = "csv"
    json = "json"
    md = "md"


FormatOption = Annotated[Format, typer.Option("--format", help="How to write it.")]


def write(
    columns: Sequence[str], rows: Iterable[Row], form: Format, brief: Sequence[str] = (), whole: str = ""
) -> None:
    """Write rows to stdout.

    Args:
        columns: names; CSV's first row and JSON's keys.
        rows: cells as str, int, float, bool (a star where true), None (nothing), or a mapping of text to number.
        brief: the columns to show in a table, where not all.
        whole: the column that is shortened last, because people type what stands in it.
    """
    if form is Format.csv:
        _csv(columns, rows)
    elif form is Format.json:
        write_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        shown = brief or columns
        chosen = [columns.index(name) for name in shown]
        texts = [[visible(cell_text(row[place])) for place in chosen] for row in rows]
        numeric = [_numeric(column) for column in zip(*texts, strict=True)] or [False] * len(shown)
        if form is Format.md:
            _markdown(shown, texts, numeric)
        else:
            _table(shown, texts, numeric, whole)


def write_json(value: object) -> None:
    """Write a value as JSON that no terminal can mistake for commands."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def visible(text: str) -> str:
    """The text on one line, with every control character as a sign that can be seen."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _sign(letter) for letter in text)


def cell_text(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "★" if cell else ""
    if isinstance(cell, Mapping):
        return ", ".join(f"{name} {number}" for name, number in cell.items())
    if isinstance(cell, list | tuple):
        return ", ".join(map(str, cell))
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def say(line: str = "") -> None:
    """One line for the reader, on stdout."""
    print(visible(line))


def note(line: str) -> None:
    """One line beside the result, on stderr."""
    print(visible(line), file=sys.stderr)


def complain(line: str) -> None:
    """What went wrong, as one line on stderr."""
    note(f"crosscase: {' '.join(line.split())}")


def _sign(letter: str) -> str:
    if (sign := _SIGNS.get(letter)) is not None:
        return sign
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    if unicodedata.category(letter) == "Zs":
        return " "
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    # a pipe gets every character as it is; a terminal must not obey what a file holds
    clean = visible if sys.stdout.isatty() else str
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(clean, cell) for cell in row])


def _csv_cell(clean: Callable[[str], str], cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return _harmless(clean(cell_text(cell)), cell)


def _harmless(text: str, cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if text.startswith(_FORMULA) and not isinstance(cell, int | float):
        return f"'{text}"
    return text


def _numeric(column: Sequence[str]) -> bool:
    return any(column) and all(re.fullmatch(r"-?[0-9.]+ ?%?|", text) for text in column)


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> None:
    rule = ["---:" if number else "---" for number in numeric]
    for row in (columns, rule, *([_no_markup(cell) for cell in row] for row in rows)):
        print(f"| {' | '.join(row)} |")


def _no_markup(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", text)


def _table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], whole: str
) -> None:
    widths = [max(map(width, cells)) for cells in zip(columns, *rows, strict=True)]
    if sys.stdout.isatty():
        widths = fitted(widths, shutil.get_terminal_size().columns, columns.index(whole) if whole else -1)
    for row in (columns, *rows):
        cells = [
            _aligned(cell, size, number) for cell, size, number in zip(row, widths, numeric, strict=True)
        ]
        print(_GAP.join(cells).rstrip())


def fitted(widths: Sequence[int], room: int, last: int = -1) -> list[int]:
    """Column widths that fit a terminal, the widest columns shortened first.

    Args:
        widths: cells each column would take.
        room: cells of the terminal.
        last: place of the column that is shortened last, if any.
    """
    found = [min(size, room) for size in widths]
    over = sum(found) + len(_GAP) * (len(found) - 1) - room
    for places in ([place for place in range(len(found)) if place != last], range(len(found))):
        while over > 0 and (widest := max(places, key=found.__getitem__, default=last)) >= 0:
            if found[widest] <= _NARROWEST:
                break
            found[widest] -= 1
            over -= 1
    return found


def width(text: str) -> int:
    """Terminal cells a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _aligned(text: str, size: int, number: bool) -> str:
    if width(text) > size:
        text = shortened(text, size)
    space = " " * (size - width(text))
    return space + text if number else text + space


def shortened(text: str, size: int) -> str:
    """The text in at most `size` cells, cut with `…`."""
    if width(text) <= size:
        return text
    if text.isascii():
        return text[: size - 1] + "…"
    kept = text[:size]
    while kept and width(kept) > size - 1:
        kept = kept[:-1]
    return kept + "…"
