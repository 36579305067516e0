"""Tables people have, CSV and Excel, as text: every cell as a person sees it, never as a number."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from crosscase.documents.escaping import is_formula
from crosscase.reading.encodings import decoded, text_of
from crosscase.study.problems import StudyError
from crosscase.study.save import reason

SEPARATED = (".csv", ".tsv", ".txt")
EXCEL = (".xlsx", ".xlsm")
LARGEST = 50 * 1024 * 1024
"""Bytes of a file that are read."""
MOST_CELLS = 1_000_000

_DELIMITERS = ("\t", ";", ",")  # on a tie the first: commas stand inside cells more often than semicolons
_LOOKED_AT = 500  # rows that tell what parts the cells
_NAMES = {"\t": "tabs", ";": "semicolons", ",": "commas"}
_TOLD = re.compile(r"sep=([;,\t])(?:\r\n|\r|\n)", re.IGNORECASE)  # Excel's own first line


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of texts.

    Attributes:
        columns: names, each once, none empty.
        rows: as many cells as there are columns; rows without a word are left out.
        label: what messages call it: the file, and the sheet where it has sheets.
        lines: for each row its line (of a CSV file) or its row (of a sheet), from 1.
        notes: remarks for whoever reads it, one line each.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    label: str
    lines: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def read_table(path: Path, sheet: str = "", *, guess: bool = False, most: int = 0) -> TextTable:
    """The table of a .csv, .tsv, .txt or .xlsx file; its first row that is not empty names the columns.

    What parts the cells of a text file (comma, semicolon or tab) is found out; the `'` that guards a text like
    `=1` from being taken for a formula is left out. Cells of a sheet are written
    as they are seen: `0301` stays, 21071.0 is `21071`, dates are ISO, truth values `true` and `false`;
    a percentage is the number behind it (35 % is `0.35`).

    Args:
        sheet: which sheet of a workbook; the first visible one where nothing is said.
        guess: read a text file that is not UTF-8 as cp1252, as Excel writes CSV where no other is chosen; a note
            says so.
        most: cells that are read; `MOST_CELLS` where nothing is said.

    Raises:
        StudyError: one line that names the file and the place and says what to do.
    """
    label, suffix = str(path), path.suffix.lower()
    if path.is_dir():
        raise StudyError(f"{label}: is a folder; name the file in it")
    if suffix not in SEPARATED + EXCEL:
        old = " (an old Excel file: save it as .xlsx)" if suffix == ".xls" else ""
        raise StudyError(f"{label}: only .csv, .tsv, .txt and .xlsx files can be read as tables{old}")
    raw, most = _raw(path), most or MOST_CELLS
    if suffix in EXCEL:
        from crosscase.reading.workbooks import read_sheet

        name, cells = read_sheet(raw, label, sheet, most)
        return _table(f"{label}, sheet {name}", cells)
    if sheet:
        raise StudyError(f"{label}: a text file has no sheets; leave --sheet out")
    if raw.startswith(b"PK\x03\x04"):
        raise StudyError(f"{label}: is an Excel or zip file by another name; rename it to .xlsx")
    text, note = text_of(raw, label) if guess else (decoded(raw, label, "CSV (UTF-8)"), "")
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    table = _table(label, _separated(text, label, "\t" if suffix == ".tsv" else "", most))
    return replace(table, notes=(note,)) if note else table


def _raw(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise StudyError(f"{path}: is larger than {LARGEST // 2**20} MB; divide it")
        if not path.is_file():
            raise StudyError(f"{path}: is not a file")
        return path.read_bytes()
    except FileNotFoundError:
        raise StudyError(f"{path}: there is no such file") from None
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}") from error


def _separated(text: str, label: str, delimiter: str, most: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with the line each begins on; what is unlike the first row in length is refused."""
    first_line = 1
    if (told := _TOLD.match(text)) is not None:
        delimiter, text, first_line = delimiter or told[1], text[told.end() :], 2
    delimiter = delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width, count, line = 0, 0, first_line
    try:
        for row in reader:
            began, line = line, first_line + reader.line_num
            if not any(map(str.strip, row)):
                continue
            width = width or _inked(row)
            if _inked(row) > width or len(row) < width:
                raise StudyError(
                    f"{label}:{began}: the row has {len(row)} cells parted by {_NAMES[delimiter]}, the first row "
                    f"has {width}; put a cell that holds a {_NAMES[delimiter].removesuffix('s')} in quotes, "
                    "or add what is missing"
                )
            count += width
            if count > most:
                raise StudyError(f"{label}: holds more than {most:,} cells; divide it")
            yield began, [_unguarded(cell) for cell in row[:width]]
    except csv.Error as error:
        raise StudyError(f"{label}:{line}: {_explained(str(error))}") from None


def _unguarded(cell: str) -> str:
    """A cell without the sign that keeps a text from being taken for a formula."""
    return cell[1:] if cell.startswith("'") and is_formula(cell.lstrip("'")) else cell


def _explained(message: str) -> str:
    if "field larger" in message:
        return f"a cell is longer than {csv.field_size_limit():,} characters; is a quote left open?"
    if "end of data" in message:
        return "a quote opens a cell here or below and is never closed; close it"
    if "expected after" in message:
        return "text follows a closing quote; write a quote inside a quoted cell twice"
    return f"not readable as CSV ({message}); save it anew as CSV (UTF-8)"


def _inked(row: Sequence[str]) -> int:
    """How many cells there are up to the last one that is not empty."""
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def _delimiter(text: str) -> str:
    """What parts the cells: what gives the most columns, in the most rows alike."""
    return max(_DELIMITERS, key=lambda delimiter: _likeness(text, delimiter))


def _likeness(text: str, delimiter: str) -> tuple[bool, float]:
    """Whether it parts the first row at all; its columns, times the share of rows that have as many."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    widths: list[int] = []
    try:
        widths += (len(row) for row in islice(reader, _LOOKED_AT) if any(map(str.strip, row)))
    except csv.Error:
        widths.append(-1)
    if not widths or widths[0] < 1:
        return False, 0.0
    alike = sum(width == widths[0] for width in widths) / len(widths)
    return widths[0] > 1, alike * widths[0]


def _table(label: str, cells: Iterable[tuple[int, Sequence[str]]]) -> TextTable:
    lines: list[int] = []
    rows: list[Sequence[str]] = []
    for line, row in cells:
        if any(map(str.strip, row)):
            lines.append(line)
            rows.append(row)
    if not rows:
        raise StudyError(f"{label}: is empty; the first row must name the columns")
    width = max(map(_inked, rows))
    head = [" ".join(name.split()) for name in (*rows[0], *[""] * width)][:width]
    used = {place for row in rows[1:] for place, cell in enumerate(row[:width]) if cell.strip()}
    places = [place for place in range(width) if head[place] or place in used]
    for place in places:
        if not head[place]:
            raise StudyError(
                f"{label}:{lines[0]}: column {place + 1} holds something but has no name; name it"
            )
        if (first := head.index(head[place])) < place:
            raise StudyError(
                f"{label}:{lines[0]}: columns {first + 1} and {place + 1} are both called {head[place]}; "
                "give one of them another name"
            )
    return TextTable(
        tuple(head[place] for place in places),
        tuple(tuple(row[place] if place < len(row) else "" for place in places) for row in rows[1:]),
        label,
        tuple(lines[1:]),
    )
