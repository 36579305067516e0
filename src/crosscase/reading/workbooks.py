"""One sheet of an Excel file as rows of text; nothing in the file is trusted before it was looked at."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES = 256 * 1024 * 1024
"""Unpacked bytes of a workbook: a sheet of a million cells takes about a quarter."""
MOST_PARTS = 10_000

_PADDED = re.compile(r"0{2,20}")  # a number format that shows 301 as 0301
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FILTER = re.compile(rb"<(?:\w+:)?autoFilter\b[^>]*?\bref=\"\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)\"")
_MANY, _FEW = 1e21, 1e-12  # numbers beyond these are written with an exponent


def read_sheet(raw: bytes, label: str, sheet: str, most: int) -> tuple[str, list[tuple[int, Sequence[str]]]]:
    """The sheet's name, and its rows that are not empty, each with its number.

    Where a sheet has a filter its table begins with the filter's first row, and ends, below the filter, at the
    first empty row: what is above and below are titles and notes.

    Args:
        raw: content of the file.
        label: what messages call it.
        sheet: its name; the first visible one where it is empty.
        most: cells that are read.

    Raises:
        StudyError: no workbook, a dangerous one, no such sheet, too large, an error or a formula without a
            value in a cell.
    """
    formulas = _looked_over(raw, label)
    shown = _opened(raw, label, True)
    name = _sheet_name(shown, label, sheet)
    rows: list[tuple[int, Sequence[str]]] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            unsolved = _formula_cells(_opened(raw, label, False), name) if formulas else frozenset()
            every = _rows(shown, name, f"{label}, sheet {name}", most, unsolved)
            rows.extend(_of_table(every, *_filter(raw, shown, name)))
    except StudyError:
        raise
    except Exception as error:  # a broken file breaks its reader anywhere
        raise _unreadable(label) from error
    return name, rows


def _looked_over(raw: bytes, label: str) -> bool:
    """Whether any cell may hold a formula; raises StudyError for what is no workbook or could do harm."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise StudyError(
            f"{label}: is locked with a password, or an old .xls file; save it as .xlsx without a password"
        )
    formulas = False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise StudyError(
                    f"{label}: unpacks to more than {MOST_BYTES // 2**20} MB; save the one sheet as CSV"
                )
            for part in parts:
                if not part.filename.endswith((".xml", ".rels")):
                    continue
                content = archive.read(part)
                if _ENTITIES.search(content.replace(b"\0", b"")):
                    raise StudyError(
                        f"{label}: holds XML declarations that no workbook needs; it was not read"
                    )
                formulas = formulas or ("sheet" in part.filename and _FORMULA.search(content) is not None)
    except StudyError:
        raise
    except Exception as error:  # zipfile has a dozen kinds of errors for broken archives
        raise _unreadable(label) from error
    return formulas


def _opened(raw: bytes, label: str, values: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks and rules that are not read
            return load_workbook(io.BytesIO(raw), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # a broken file breaks its reader anywhere
        raise _unreadable(label) from error


def _unreadable(label: str) -> StudyError:
    return StudyError(
        f"{label}: cannot be read as an Excel file; open it and save it anew as .xlsx, or as CSV"
    )


def _sheet_name(book: Workbook, label: str, wanted: str) -> str:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if wanted:
        if wanted in sheets:
            return wanted
        near = nearest(wanted, sheets)
        hint = f"did you mean {near}?" if near else f"it has {', '.join(sheets)}"
        raise StudyError(f"there is no sheet {wanted} in {label}; {hint}")
    if not sheets:
        raise _unreadable(label)
    shown = (name for name, sheet in sheets.items() if sheet.sheet_state == "visible")
    return next(shown, next(iter(sheets)))


def _filter(raw: bytes, book: Workbook, name: str) -> tuple[int, int]:
    """First and last row of the sheet's filter; 0 where there is none."""
    part = str(getattr(book[name], "_worksheet_path", ""))  # openpyxl leaves the filter unread here
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        found = _FILTER.search(archive.read(part)) if part in archive.namelist() else None
    return (int(found[1]), int(found[2])) if found is not None else (0, 0)


def _of_table(
    rows: Iterator[tuple[int, Sequence[str]]], first: int, last: int
) -> Iterator[tuple[int, Sequence[str]]]:
    before = first
    for number, row in rows:
        if number < first:
            continue
        if first and before >= last and number > before + 1:
            return
        before = number
        yield number, row


def _formula_cells(book: Workbook, name: str) -> frozenset[tuple[int, int]]:
    """(row, column) of every cell with a formula."""
    return frozenset(
        (cell.row, cell.column)
        for row in book[name].iter_rows()
        for cell in row
        if cell.data_type == "f" and cell.row is not None and cell.column is not None
    )


def _rows(
    book: Workbook, name: str, label: str, most: int, formulas: frozenset[tuple[int, int]]
) -> Iterator[tuple[int, Sequence[str]]]:
    count = 0
    sheet: Any = book[name]
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    for number, row in enumerate(sheet.iter_rows(), 1):
        count += len(row)
        if count > most:
            raise StudyError(
                f"{label}: holds more than {most:,} cells; delete empty rows and columns, or divide it"
            )
        texts = []
        for cell in row:
            value = cell.value
            if cell.data_type == "e":
                raise StudyError(
                    f"{label}: cell {cell.coordinate} holds the error {value}; mend it and save the file"
                )
            if value is None and formulas and (number, getattr(cell, "column", 0)) in formulas:
                raise StudyError(
                    f"{label}: cell {cell.coordinate} holds a formula without its value; "
                    "open the file in a spreadsheet and save it, or save it as CSV"
                )
            texts.append("" if value is None else _seen(value, cell.number_format))
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield number, texts


def _seen(value: object, number_format: str | None) -> str:
    """A cell's value as a person sees it."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        text = _number(value)
        padded = _PADDED.fullmatch(number_format or "") is not None and text.isdigit()
        return text.zfill(len(number_format or "")) if padded else text
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    rounded = float(f"{value:.15g}")  # a spreadsheet shows 15 digits: 0.1 + 0.2 is 0.3
    if rounded.is_integer() and abs(rounded) < _MANY:
        return str(int(rounded))
    return f"{rounded:.15g}" if not _FEW < abs(rounded) < _MANY else format(Decimal(repr(rounded)), "f")
