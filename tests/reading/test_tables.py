"""Tables people have: CSV and Excel files, every cell as it is seen, and one line for what cannot be read."""

from __future__ import annotations

import csv
import io
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.reading import tables
from crosscase.reading.tables import TextTable, read_table
from crosscase.study.problems import StudyError


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_text(tmp_path: Path, content: str | bytes, name: str = "kommuner.csv") -> TextTable:
    return read_table(put(tmp_path / name, content))


def refused(path: Path, sheet: str = "") -> str:
    with pytest.raises(StudyError) as error:
        read_table(path, sheet)
    line = str(error.value)
    assert "\n" not in line
    assert path.name in line
    return line


def refused_text(tmp_path: Path, content: str | bytes, name: str = "kommuner.csv") -> str:
    return refused(put(tmp_path / name, content))


# text files


@pytest.mark.parametrize(
    ("content", "columns", "rows"),
    [
        ("kommune,andel\nAlta,35\n", ("kommune", "andel"), (("Alta", "35"),)),
        ("kommune;andel\nAlta;3,5\nSkien;4,1\n", ("kommune", "andel"), (("Alta", "3,5"), ("Skien", "4,1"))),
        # a comma in the header and a decimal comma in every row: as many commas as semicolons
        ("navn;andel, prosent\nAlta;3,5\nSkien;4,0\n", ("navn", "andel, prosent"), (("Alta", "3,5"), ("Skien", "4,0"))),
        ("navn\tandel, i; prosent\nAlta\t3,5; ca\n", ("navn", "andel, i; prosent"), (("Alta", "3,5; ca"),)),
        ("navn,merknad\nAlta,a; b; c\nSkien,d\n", ("navn", "merknad"), (("Alta", "a; b; c"), ("Skien", "d"))),
        ('navn,merknad\n"Alta, i nord","a\nb"\n', ("navn", "merknad"), (("Alta, i nord", "a\nb"),)),
        ('navn;sagt\nAlta;"han sa ""nei"""\n', ("navn", "sagt"), (("Alta", 'han sa "nei"'),)),
        ("kommune\nAlta, Finnmark\nSkien\n", ("kommune",), (("Alta, Finnmark",), ("Skien",))),
        ("sep=;\nnavn;a,b,c\nAlta;1,2,3\n", ("navn", "a,b,c"), (("Alta", "1,2,3"),)),
        ("\ufeffnavn;nr\r\nAlta;0301\r\n", ("navn", "nr"), (("Alta", "0301"),)),
        ("navn;nr;;\nAlta;0301;;\n;;;\n\nSkien;1\n", ("navn", "nr"), (("Alta", "0301"), ("Skien", "1"))),
        (" navn ; folke tall\nAlta; 1 000 \n", ("navn", "folke tall"), (("Alta", " 1 000 "),)),
        ("\n\nnavn;nr\nAlta;1", ("navn", "nr"), (("Alta", "1"),)),
        ("navn;a;b\nx;'=1+1;'tis\ny;'-3,5;'\n", ("navn", "a", "b"), (("x", "=1+1", "'tis"), ("y", "-3,5", "'"))),
        ("navn;a\nA\u030as;=1+1\n", ("navn", "a"), (("Ås", "=1+1"),)),
    ],
)  # fmt: skip
def test_what_parts_the_cells_is_found_out(
    tmp_path: Path, content: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    table = read_text(tmp_path, content)
    assert (table.columns, table.rows) == (columns, rows)


def test_a_tsv_file_has_tabs_whatever_else_is_in_it(tmp_path: Path) -> None:
    table = read_text(tmp_path, "navn;x;y\tz\nAlta;1;2\t3\n", "a.tsv")
    assert table.columns == ("navn;x;y", "z")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_of_any_encoding_that_says_so_is_read(tmp_path: Path, encoding: str) -> None:
    table = read_text(tmp_path, "kommune;ø\nLillestrøm;æ\n".encode(encoding))
    assert (table.columns, table.rows) == (("kommune", "ø"), (("Lillestrøm", "æ"),))


def test_each_row_knows_its_line_also_after_a_cell_of_many_lines(tmp_path: Path) -> None:
    assert read_text(tmp_path, 'a;b\n1;"x\ny\nz"\n\n2;u\n').lines == (2, 6)
    assert read_text(tmp_path, "sep=;\na;b\n1;2\n").lines == (3,)


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Mn", "Mc"]) | st.sampled_from('",;\n'), max_size=12
).map(lambda word: f"x{word}x")


@given(data=st.data(), delimiter=st.sampled_from(",;\t"))
def test_what_the_csv_module_writes_quoted_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, delimiter: str
) -> None:
    width = data.draw(st.integers(2, 4))
    rows = data.draw(st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=5))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([[f"k{n}" for n in range(width)], *rows])
    table = read_text(tmp_path_factory.mktemp("t"), out.getvalue())
    assert table.columns == tuple(f"k{n}" for n in range(width))
    assert table.rows == tuple(tuple(unicodedata.normalize("NFC", c) for c in row) for row in rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b,c\n1,2,3\n4,5\n6,7,8\n", "kommuner.csv:3: the row has 2 cells"),
        ('a,b\n1,"x\ny"\n4,5,6\n7,8\n', "kommuner.csv:4: the row has 3 cells"),
        ("a;b\n1;2;3\n", "kommuner.csv:2: the row has 3 cells parted by semicolons"),
        ("a;b;a\n1;2;3\n", "columns 1 and 3 are both called a"),
        ("a;;c\n1;2;3\n", "column 2 holds something but has no name"),
        ("", "is empty"),
        (" \n\n", "is empty"),
        ('a;b\n1;"open\n2;3\n', "kommuner.csv:2: a quote opens a cell here or below and is never closed"),
        ('a;b\n1;"x"y\n', "kommuner.csv:2: text follows a closing quote"),
        (f"a;b\n1;{'x' * 200_000}\n", "kommuner.csv:2: a cell is longer than 131,072 characters"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture, not a text; save it as CSV"),
        (b"PK\x03\x04rest", "is an Excel or zip file by another name"),
        ("kommune;ø\n".encode("cp1252"), "byte 0xf8 is not UTF-8"),
    ],
)
def test_a_text_that_is_no_table_gets_one_line(tmp_path: Path, content: str | bytes, said: str) -> None:
    assert said in refused_text(tmp_path, content)


def test_a_path_that_is_no_table_gets_one_line(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "a.csv")
    assert "only .csv" in refused(put(tmp_path / "a.pdf", "x"))
    assert "save it as .xlsx" in refused(put(tmp_path / "a.xls", "x"))
    (tmp_path / "b.csv").mkdir()
    assert "is a folder" in refused(tmp_path / "b.csv")
    assert "leave --sheet out" in refused(put(tmp_path / "c.csv", "a;b\n"), "Ark 1")


def test_a_table_that_is_too_large_gets_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS", 6)
    assert read_text(tmp_path, "a;b\n1;2\n3;4\n").rows[-1] == ("3", "4")
    assert "more than 6 cells" in refused_text(tmp_path, "a;b\n1;2\n3;4\n5;6\n")
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c", "d", "e", "f", "g"])
    book.save(tmp_path / "a.xlsx")
    assert "more than 6 cells" in refused(tmp_path / "a.xlsx")
    monkeypatch.setattr(tables, "LARGEST", 3)
    assert "is larger than" in refused_text(tmp_path, "a;b\n")


# Excel


def workbook(path: Path, *rows: list[object], title: str = "Ark1") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_cells_of_a_sheet_are_read_as_they_are_seen(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["kommune", "nr", "folk", "andel", "dato", "tid", "ja", "sum"],
        ["Alta", "0301", 21071, 3.5, date(2021, 11, 30), datetime(2021, 11, 30, 9, 5), True, 0.1 + 0.2],
        ["Skien", "=x", 21071.0, 1e-7, time(9, 5), None, False, 123456789.0],
    )
    text = openpyxl.load_workbook(path)
    text.active["B3"].data_type = "s"  # a text that looks like a formula
    text.save(path)
    table = read_table(path)
    assert table.label == f"{path}, sheet Ark1"
    assert table.rows == (
        ("Alta", "0301", "21071", "3.5", "2021-11-30", "2021-11-30T09:05:00", "true", "0.3"),
        ("Skien", "=x", "21071", "0.0000001", "09:05:00", "", "false", "123456789"),
    )
    assert table.lines == (2, 3)


def test_a_number_shown_with_zeros_before_it_keeps_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["kommune", "nr"], ["Oslo", 301])
    book = openpyxl.load_workbook(path)
    book.active["B2"].number_format = "0000"
    book.save(path)
    assert read_table(path).rows == (("Oslo", "0301"),)


def test_empty_rows_and_columns_are_left_out_and_rows_keep_their_number(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [], [None, "kommune", None, "nr"], [], [None, "Alta", None, 7], [None, "Skien"]
    )
    table = read_table(path)
    assert (table.columns, table.rows, table.lines) == (
        ("kommune", "nr"),
        (("Alta", "7"), ("Skien", "")),
        (4, 5),
    )


def test_the_first_visible_sheet_is_read_where_none_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Skjult"
    book.active.append(["gal"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Data").append(["rett"])
    book.create_sheet("Mer").append(["mer"])
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").columns == ("rett",)
    assert read_table(tmp_path / "a.xlsx", "Mer").columns == ("mer",)
    assert read_table(tmp_path / "a.xlsx", "Skjult").columns == ("gal",)
    assert "did you mean Data?" in refused(tmp_path / "a.xlsx", "data")
    assert "it has Skjult, Data, Mer" in refused(tmp_path / "a.xlsx", "Noe helt annet")


def test_a_formula_without_its_value_is_named_by_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["a", "b"], [1, "=A2+1"])
    assert "cell B2 holds a formula without its value" in refused(path)


def test_an_error_in_a_cell_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["a", "b"], [1, "#N/A"])
    assert "cell B2 holds the error #N/A" in refused(path)


def with_parts(path: Path, parts: dict[str, bytes]) -> Path:
    """A workbook with some of its parts replaced."""
    good = workbook(path.with_suffix(".good.xlsx"), ["a", "b"], [1, 2])
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxx">]><worksheet>&x;</worksheet>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be read as an Excel file"),
        (b"navn;nr\n", "cannot be read as an Excel file"),
        (b"PK\x03\x04 and nothing", "cannot be read as an Excel file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "locked with a password"),
    ],
)
def test_a_file_that_is_no_workbook_gets_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refused(put(tmp_path / "a.xlsx", content))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({SHEET: ENTITIES}, "XML declarations"),
        ({SHEET: ENTITIES.decode().encode("utf-16")}, "XML declarations"),
        ({SHEET: b"<worksheet><sheetData><row"}, "cannot be read as an Excel file"),
        ({"xl/workbook.xml": b"<workbook/>"}, "cannot be read as an Excel file"),
        ({"xl/media/zeros.xml": bytes(257 * 2**20)}, "unpacks to more than 256 MB"),
    ],
    ids=["entities", "entities in UTF-16", "cut off", "empty", "bomb"],
)
def test_a_broken_or_dangerous_workbook_gets_one_line(
    tmp_path: Path, parts: dict[str, bytes], said: str
) -> None:
    assert said in refused(with_parts(tmp_path / "a.xlsx", parts))


def test_every_cut_of_a_workbook_is_read_or_refused_in_one_line(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "good.xlsx", ["a", "b"], [1, 2]).read_bytes()
    for size in range(0, len(whole), 97):
        assert "cannot be read" in refused(put(tmp_path / "a.xlsx", whole[:size]))


@pytest.mark.program
def test_a_workbook_saved_by_libreoffice_reads_as_the_csv_it_was_made_of(
    tmp_path: Path, needs: Callable[[str], str]
) -> None:
    soffice = needs("soffice")
    put(tmp_path / "a.csv", "kommune,folk,andel,sum\nAlta,21071,3.5,=B2*2\nLillestrøm,0,0.25,=B3+0.5\n")
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--infilter=CSV:44,34,76,1,,1033,false,true,false,false,false,-1", "--outdir", str(tmp_path), "a.csv"],
        cwd=tmp_path, check=True, capture_output=True, timeout=280,
    )  # fmt: skip
    [path] = tmp_path.glob("*.xlsx")
    table = read_table(path)
    assert table.columns == ("kommune", "folk", "andel", "sum")
    assert [row[:3] for row in table.rows] == [("Alta", "21071", "3.5"), ("Lillestrøm", "0", "0.25")]
