"""CSV and JSON read back by the standard library."""

import csv
import io
import json
import math

import pytest
from hostile import tables
from hypothesis import example, given
from reading_back import cell_words

from crosscase.documents.values import Run, Table, text
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate


def written(table: Table, form: Form) -> str:
    return write(table, form, gate=NameGate()).decode()


def csv_rows(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(table, Form.csv), newline="")))


@given(tables())
def test_csv_gives_every_text_back_and_none_that_a_spreadsheet_would_reckon_with(table: Table) -> None:
    head, *rows = csv_rows(table)
    # a half letter cannot stand in UTF-8
    whole = [column.encode("utf-8", "backslashreplace").decode() for column in table.columns]
    assert [name.removeprefix("'") for name in head] == [name.removeprefix("'") for name in whole]
    for given_row, row in zip(table.rows, rows, strict=True):
        for cell, found in zip(given_row, row, strict=True):
            if isinstance(cell, bool):
                assert found == ("true" if cell else "false")
            elif isinstance(cell, int | float):
                assert float(found) == pytest.approx(cell, rel=1e-4, nan_ok=True)
            else:
                assert not found.startswith(("=", "+", "-", "@", "\t", "\r"))
                wanted = cell_words(cell).encode("utf-8", "backslashreplace").decode()
                assert found in (wanted, f"'{wanted}")


@given(tables())
@example(Table(("a\ud800", "b"), (("\ud800\u2028\x9b\ufeff", math.nan),)))
def test_json_reads_back_the_same_and_holds_nothing_a_terminal_obeys(table: Table) -> None:
    found = written(table, Form.json)
    assert not set(found) & {chr(code) for code in (*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x202E)}
    for given_row, row in zip(table.rows, json.loads(found), strict=True):
        assert list(row) == list(table.columns)
        for cell, value in zip(given_row, row.values(), strict=True):
            if isinstance(cell, float) and not math.isfinite(cell):
                assert value is None
            elif isinstance(cell, tuple):
                assert value in (cell_words(cell), list(cell))
            else:
                assert value == cell


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\n=1", "\x00=1"])
def test_what_looks_like_a_formula_begins_with_an_apostrophe_in_columns_and_cells(bad: str) -> None:
    assert csv_rows(Table((bad,), ((bad,), (text(bad),), ((bad, "b"),)))) == [
        [f"'{bad}"], [f"'{bad}"], [f"'{bad}"], [f"'{bad}, b"]
    ]  # fmt: skip


def test_numbers_are_no_formulas() -> None:
    assert csv_rows(Table(("n",), ((-3,), (-0.5,), (True,), (None,)))) == [
        ["n"],
        ["-3"],
        ["-0.5"],
        ["true"],
        [""],
    ]


def test_json_keeps_the_kind_of_each_value() -> None:
    row = (None, True, 3, 0.25, "å", (Run("a", bold=True), Run("b")), {"koder-a": 2}, ("x", "y"))
    found = json.loads(written(Table(tuple("abcdefgh"), (row,)), Form.json))
    assert list(found[0].values()) == [None, True, 3, 0.25, "å", "ab", {"koder-a": 2}, ["x", "y"]]
