"""Sheets with titles above the table and notes below it, as people and this program write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from crosscase.documents.values import Document, Table
from crosscase.documents.writing import Form, write
from crosscase.reading.tables import read_table
from crosscase.study.name_gate import NameGate

ROWS = [["Kommuner 2021"], [], ["navn", "tall"], ["Alta", 1], ["Skien", 2]]


def sheet(path: Path, rows: list[list[object]], spans: str | None) -> Path:
    book = Workbook()
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            book.active.cell(number, place, value)
    book.active.auto_filter.ref = spans
    book.save(path)
    return path


def test_a_table_begins_where_its_filter_does(tmp_path: Path) -> None:
    table = read_table(sheet(tmp_path / "a.xlsx", ROWS, "A3:B5"))
    assert table.columns == ("navn", "tall")
    assert table.rows == (("Alta", "1"), ("Skien", "2"))
    assert table.lines == (4, 5)


def test_rows_added_right_below_the_filter_count_and_what_stands_apart_does_not(tmp_path: Path) -> None:
    table = read_table(sheet(tmp_path / "a.xlsx", [*ROWS, ["Ny", 3], [], ["Kilde: SSB"]], "$A$3:$B$5"))
    assert [row[0] for row in table.rows] == ["Alta", "Skien", "Ny"]


def test_an_empty_row_inside_the_filter_ends_nothing(tmp_path: Path) -> None:
    table = read_table(sheet(tmp_path / "a.xlsx", [*ROWS, [], ["Etter", 3]], "A3:B7"))
    assert [row[0] for row in table.rows] == ["Alta", "Skien", "Etter"]


def test_without_a_filter_every_row_counts(tmp_path: Path) -> None:
    table = read_table(sheet(tmp_path / "a.xlsx", [["navn"], ["Alta"], [], ["Skien"]], None))
    assert table.rows == (("Alta",), ("Skien",))


@pytest.mark.parametrize("note", ["", "Alle kodere."])
def test_a_sheet_of_this_program_is_read_again(tmp_path: Path, note: str) -> None:
    value = Table(("navn", "tall", "sitat"), (("Alta", 3, "=1+1"), ("Skien", 0.5, "to\nlinjer")), "Hva", note)
    file = tmp_path / "a.xlsx"
    file.write_bytes(write(Document("Tittel", (value,), notice="Konstruert."), Form.xlsx, gate=NameGate()))
    table = read_table(file)
    assert table.columns == value.columns
    assert table.rows == (("Alta", "3", "=1+1"), ("Skien", "0.5", "to\nlinjer"))
