"""Excel files read back by openpyxl and as the XML they are."""

from __future__ import annotations

import io
import math
import re
import zipfile

import pytest
from hostile import FRAGMENTS, TEXTS, tables, words
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from reading_back import cell_words, table_words

from crosscase.documents.values import Document, Paragraph, Run, Table, text
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate
from crosscase.study.problems import StudyError


def raw(value: Table | Document) -> bytes:
    return write(value, Form.xlsx, gate=NameGate())


def book(value: Table | Document, rich: bool = False):
    return load_workbook(io.BytesIO(raw(value)), rich_text=rich)


def unescaped(value: object) -> object:
    """A cell's text as Excel shows it: its format has escapes of its own, which openpyxl leaves alone."""
    if not isinstance(value, str):
        return value
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), value)


def cells(sheet) -> list[object]:
    return [unescaped(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def is_number(cell: object) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return abs(cell) < 9.99e307 and not (isinstance(cell, int) and abs(cell) > 2**53)


@settings(max_examples=60)
@given(tables())
def test_a_sheet_says_every_word_holds_numbers_as_numbers_and_no_formula(table: Table) -> None:
    content = raw(table)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    wanted = [cell for row in table.rows for cell in row if is_number(cell)]
    assert [cell for cell in cells(sheet) if not isinstance(cell, str)] == pytest.approx(wanted)
    said = [cell_words(cell) for row in table.rows for cell in row if not is_number(cell)]
    found = "".join(cell for cell in cells(sheet) if isinstance(cell, str))
    assert words(found) == words("".join([table.caption, *table.columns, *said, table.note]))
    parts = zipfile.ZipFile(io.BytesIO(content))
    whole = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
    assert not re.search(rb"<f[ >/]|<hyperlink|<[^>]* r:id=", whole)
    assert not any("external" in name.lower() for name in parts.namelist())


@pytest.mark.parametrize(
    "bad", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "#N/A", "TRUE", "2021-11-30", "0301", "1e5"]
)
def test_text_is_text_and_stays_it_when_somebody_edits_the_cell(bad: str) -> None:
    sheet = book(Table((bad,), ((bad,), ((Run(bad, bold=True),),)))).worksheets[0]
    for cell in (sheet["A1"], sheet["A2"], sheet["A3"]):
        assert (cell.data_type, cell.value) == ("s", bad)
        if bad[:1] in "=+-@\t ":
            assert cell.quotePrefix


def test_rich_text_keeps_its_look() -> None:
    runs = (
        Run("a "),
        Run("fet", bold=True),
        Run(" _x0041_ "),
        Run("2", superscript=True),
        Run("rød", color="#D55E00"),
    )
    value = book(Table(("q",), ((runs,),)), rich=True).worksheets[0]["A2"].value
    assert isinstance(value, CellRichText)
    assert str(value) == "a fet _x0041_ 2rød"
    assert [part.text for part in value if part.font.b] == ["fet"]
    assert [part.text for part in value if part.font.vertAlign == "superscript"] == ["2"]
    assert [part.font.color.rgb for part in value if part.font.color] == ["FFD55E00"]


def test_a_sheet_has_caption_head_filter_and_note_where_people_look_for_them() -> None:
    table = Table(("navn", "tall", "sitat"), (("a", 3, "kort"), ("b", 0.25, "ord " * 100)), "Hva", "Merk")
    sheet = book(table).worksheets[0]
    assert [sheet["A1"].value, sheet["A2"].value, sheet["B2"].value] == ["Hva", "navn", "tall"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:C4"
    assert sheet.print_title_rows == "$2:$2"
    assert [sheet["A5"].value, sheet["A6"].value] == [None, "Merk"]
    assert (sheet["B3"].value, sheet["B4"].value) == (3, 0.25)
    assert sheet["C4"].alignment.wrap_text
    assert sheet.column_dimensions["A"].width < sheet.column_dimensions["C"].width <= 60
    # a line of 60 characters takes 15 points
    assert sheet.row_dimensions[4].height >= 15 * 400 / 60
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "A6:C6"}


def test_every_table_of_a_document_is_a_sheet_with_the_documents_notice() -> None:
    one, two = Table(("a",), (("1",),), "Én"), Table(("b",), (("2",),), "To")
    found = book(Document("Tittel", (one, Paragraph(text("x")), two), notice="Konstruert."))
    assert found.sheetnames == ["Én", "To"]
    assert [[cell.value for cell in sheet["A"]] for sheet in found] == [
        ["Én", "Konstruert.", "a", "1"], ["To", "Konstruert.", "b", "2"]
    ]  # fmt: skip
    assert found.properties.title == "Tittel"


@settings(max_examples=60)
@given(
    st.lists(
        TEXTS | st.sampled_from(FRAGMENTS) | st.text("æA'[]:*?/\\ ", max_size=60), min_size=1, max_size=4
    )
)
def test_names_of_sheets_are_legal_and_no_two_alike(captions: list[str]) -> None:
    names = book(Document("t", tuple(Table(("a",), (), caption) for caption in captions))).sheetnames
    assert len({name.casefold() for name in names}) == len(captions)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("' ")
        assert name.casefold() != "history"


def test_equal_captions_give_numbered_sheets() -> None:
    tables = tuple(Table(("a",), (), "Barrierer og kapasitet i kommunen") for _ in range(3))
    assert book(Document("t", tables)).sheetnames == [
        "Barrierer og kapasitet i kommun",
        "Barrierer og kapasitet i komm 2",
        "Barrierer og kapasitet i komm 3",
    ]


@pytest.mark.parametrize("letter", ["a", "👍", "å"])
def test_a_text_longer_than_a_cell_is_cut_and_the_sheet_says_so(letter: str) -> None:
    sheet = book(Table(("q",), ((letter * 40_000,), ("kort",)))).worksheets[0]
    value = sheet["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert len(value) > 32_000 / len(letter.encode("utf-16-le")) * 2
    assert value.rstrip(" […]") == letter * len(value.rstrip(" […]"))
    assert value.endswith(" […]")
    assert "longer than a cell can hold (32767 characters)" in sheet["A5"].value


def test_a_text_as_long_as_a_cell_is_whole() -> None:
    sheet = book(Table(("q",), (("a" * 32_767,),))).worksheets[0]
    assert sheet["A2"].value == "a" * 32_767
    assert sheet.max_row == 2


def test_numbers_that_excel_cannot_hold_are_texts() -> None:
    sheet = book(
        Table(("n",), ((2**53,), (2**53 + 1,), (math.inf,), (math.nan,), (True,), (1.7e308,)))
    ).worksheets[0]
    assert [sheet[f"A{row}"].value for row in range(2, 8)] == [
        2**53,
        str(2**53 + 1),
        "inf",
        "nan",
        "★",
        "1.7e+308",
    ]


def test_a_table_larger_than_a_sheet_is_refused() -> None:
    with pytest.raises(StudyError, match="16384 columns, this table has 0 of 16385; write it as csv"):
        raw(Table(tuple(map(str, range(16_385))), ()))


def test_the_file_says_nobodys_name_and_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(raw(Table(("a",), ((1,),), "Hva")))) as parts:
        properties = parts.read("docProps/core.xml").decode()
    assert re.findall(r"<(?:dc|cp|dcterms):(\w+)>([^<]*)", properties) == [
        ("title", "Hva"),
        ("language", "und"),
    ]


def test_words_of_a_small_table_stand_in_reading_order() -> None:
    table = Table(("a", "b"), (("c", "d"),), "Hva", "Merk")
    assert cells(book(table).worksheets[0]) == list(table_words(table))
