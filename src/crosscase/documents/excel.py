"""Tables as an Excel file, one sheet each: text is always text, never a formula, and numbers are numbers."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from crosscase.documents.escaping import color_of, ink_on, is_formula, visible, xml_text
from crosscase.documents.layout import natural_widths, numeric_columns
from crosscase.documents.numbering import captioned
from crosscase.documents.values import Cell, Document, Rich, Run, Table, is_rich, plain, runs_of, shade_of
from crosscase.documents.zipped import CORE, core_properties, steady
from crosscase.study.problems import StudyError

MOST_LETTERS = 32_767  # of a cell, as UTF-16 counts them
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_CUT = " […]"
_CUT_NOTE = (
    f"Texts that end in “{_CUT.strip()}” were longer than a cell can hold ({MOST_LETTERS} characters)."
)
_LARGEST = 9.99e307
_EXACT = 2**53  # whole numbers up to here are kept exactly
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_NAME_MOST = 31
_NARROWEST, _WIDEST = 8, 60

_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD = PatternFill("solid", fgColor="E9EDF1")
_FONT = "Calibri"
_BOLD, _TITLE = Font(name=_FONT, bold=True), Font(name=_FONT, bold=True, size=13)
_QUIET = Font(name=_FONT, color="57606A")
_LINE, _HIGHEST = 15.0, 409.0  # points


def write_excel(value: Table | Document) -> bytes:
    """A table as one sheet, or every table of a document as a sheet.

    Raises:
        StudyError: a table has more rows or columns than a sheet can hold.
    """
    tables = (value,) if isinstance(value, Table) else _captioned(value)
    title = value.caption if isinstance(value, Table) else value.title
    notice, language = ("", "") if isinstance(value, Table) else (value.notice, value.language)
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for table in tables:
        _must_fit(table)
        sheet = book.create_sheet()
        sheet.title = _sheet_name(table.caption or title, taken)
        _Sheet(sheet, table).write(table.caption or title, notice)
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), {CORE: core_properties(title, language)})


def _captioned(document: Document) -> tuple[Table, ...]:
    return tuple(
        replace(table, caption=captioned(table, document.language)) if table.number else table
        for table in document.tables
    )


def _must_fit(table: Table) -> None:
    around = 8  # rows of caption, notice, column names and notes
    if len(table.rows) > MOST_ROWS - around or len(table.columns) > MOST_COLUMNS:
        raise StudyError(
            f"a sheet of Excel holds {MOST_ROWS - around} rows of {MOST_COLUMNS} columns, this table has "
            f"{len(table.rows)} of {len(table.columns)}; write it as csv"
        )


def _sheet_name(caption: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, no signs of its addresses, no two alike."""
    name = "".join(
        letter for letter in _NOT_IN_NAME.sub(" ", visible(xml_text(caption))) if ord(letter) < 0x10000
    )
    name = " ".join(name.split()).strip("' ") or "Table"
    if name.lower() == "history":  # Excel keeps this name for itself
        name = "History 1"
    found, number = name[:_NAME_MOST].rstrip("' "), 2
    while found.casefold() in taken:
        ending = f" {number}"
        found, number = name[: _NAME_MOST - len(ending)].rstrip("' ") + ending, number + 1
    taken.add(found.casefold())
    return found


class _Sheet:
    """Fills one sheet."""

    def __init__(self, sheet: Worksheet, table: Table) -> None:
        self._sheet = sheet
        self._table = table
        self._row = 1
        self._cut = False

    def write(self, caption: str, notice: str) -> None:
        table, sheet = self._table, self._sheet
        widths = [min(max(width + 3, _NARROWEST), _WIDEST) for width in natural_widths(table)]
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        self._line(caption, _TITLE, widths)
        self._line(notice, _BOLD, widths)
        head = self._row
        numeric = numeric_columns(table)
        sides = [_side(numeric, place) for place in range(len(numeric))]
        self._cells(table.columns, widths, sides, head=True)
        for row in table.rows:
            self._cells(row, widths, sides)
        if table.columns:
            last = f"{get_column_letter(len(table.columns))}{self._row - 1}"
            sheet.auto_filter.ref = f"A{head}:{last}"
            sheet.freeze_panes = f"A{head + 1}"
            sheet.print_title_rows = f"{head}:{head}"
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        properties: Any = sheet.sheet_properties
        properties.pageSetUpPr.fitToPage = True
        if table.note or self._cut:
            self._row += 1
        self._line(table.note, _QUIET, widths)
        self._line(_CUT_NOTE if self._cut else "", _QUIET, widths)

    def _line(self, words: str, font: Font, widths: list[int]) -> None:
        """A text across all columns, as high as it needs: Excel sets no height for cells that are joined."""
        if not words:
            return
        cell = self._put(1, words)
        cell.font, cell.alignment = font, _TOP
        if len(widths) > 1:
            self._sheet.merge_cells(
                start_row=self._row, end_row=self._row, start_column=1, end_column=len(widths)
            )
        size = font.size or 11
        lines = _lines(words, max(sum(widths) * 11 // size, _NARROWEST))
        self._sheet.row_dimensions[self._row].height = min(_HIGHEST, 4 + lines * 1.35 * size)
        self._row += 1

    def _cells(
        self, cells: Sequence[Cell], widths: list[int], sides: list[Alignment], head: bool = False
    ) -> None:
        """A row as high as its longest text: not every program fits the height to what is in it."""
        lines = 1
        for place, value in enumerate(cells):
            if value is None or value == "":
                continue
            cell = self._put(place + 1, value)
            cell.alignment = sides[place]
            if head:
                cell.font, cell.fill = _BOLD, _HEAD
            lines = max(lines, _lines(plain(value), widths[place]))
        if lines > 1:
            self._sheet.row_dimensions[self._row].height = min(_HIGHEST, lines * _LINE)
        self._row += 1

    def _put(self, column: int, value: Cell) -> Any:
        cell: Any = self._sheet.cell(self._row, column)
        words = plain(value)
        _shade(cell, value)
        number = _number(value)
        if number is not None:
            cell.value = number
            if is_rich(value) and runs_of(value)[0].bold and not cell.font.b:
                cell.font = _BOLD
            if words.endswith("%"):
                cell.number_format = "0%"
        elif words:
            looks = (
                is_rich(value) and any(map(_looks, runs_of(value))) and _length(_kept(words)) <= MOST_LETTERS
            )
            cell.value = _rich(runs_of(value)) if looks else self._fitted(words)
            cell.data_type, cell.quotePrefix = "s", is_formula(words)
        return cell

    def _fitted(self, words: str) -> str:
        """The text as a cell can hold it: cut where it is too long, with a sign that it was."""
        kept = _kept(words)
        if _length(kept) <= MOST_LETTERS:
            return kept
        self._cut = True
        kept = kept[: MOST_LETTERS - len(_CUT)]
        while _length(kept) > MOST_LETTERS - len(_CUT):
            kept = kept[: -max(1, (_length(kept) - MOST_LETTERS) // 2)]
        return kept + _CUT


def _number(value: Cell) -> int | float | None:
    """The number that a cell holds, where Excel can keep it exactly."""
    if is_rich(value):
        runs = runs_of(value)
        value = runs[0].number if len(runs) == 1 else None
    if isinstance(value, float):
        return value if abs(value) < _LARGEST else None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _EXACT:
        return value
    return None


def _shade(cell: Any, value: Cell) -> None:
    """The fill of a cell that is shaded whole, and letters that can be read on it."""
    if not (is_rich(value) and (shade := color_of(shade_of(value)))):
        return
    color = color_of(runs_of(value)[0].color) or ink_on(shade)
    cell.fill = PatternFill("solid", fgColor=shade[1:])
    cell.font = Font(name=_FONT, color=color[1:], bold=all(run.bold for run in runs_of(value)))


def _rich(runs: Rich) -> CellRichText:
    return CellRichText([TextBlock(_inline(run), _kept(run.text)) for run in runs if run.text])


def _kept(words: str) -> str:
    """The text as Excel reads it back: what looks like one of its escapes is escaped."""
    return _ESCAPE.sub("_x005F_", xml_text(words))


def _side(numeric: tuple[bool, ...], place: int) -> Alignment:
    if numeric[place]:
        return Alignment(vertical="top", horizontal="right")
    # words that begin where a number ends are read as one
    return Alignment(
        vertical="top", horizontal="left", wrap_text=True, indent=int(place > 0 and numeric[place - 1])
    )


def _lines(words: str, width: int) -> int:
    """How many lines a text takes: most letters are narrower than the digits that a width counts."""
    return sum(max(1, math.ceil(len(line) * 0.95 / width)) for line in words.split("\n"))


def _looks(run: Run) -> bool:
    marked = run.bold or run.italic or run.underline or run.strike or run.superscript
    return bool(run.text and (marked or color_of(run.color)))


def _inline(run: Run) -> InlineFont:
    color = color_of(run.color)
    return InlineFont(
        rFont=_FONT,
        sz=11,
        b=run.bold or None,
        i=run.italic or None,
        u="single" if run.underline else None,
        strike=run.strike or None,
        vertAlign="superscript" if run.superscript else None,
        color=Color(f"FF{color[1:]}") if color else None,
    )


def _length(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
