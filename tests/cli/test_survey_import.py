"""crosscase survey import: responses taken in, drafted, refused; what a person reads of it and finds on disk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from studies import contents, make_study

QUESTIONS = """questions:
  - id: F3
    type: single
    text: {nb: "Hvor store utfordringer?"}
    options:
      - {id: store, label: {nb: "Store"}}
      - {id: sma, label: {nb: "Små"}}
  - {id: innbyggere, type: number, text: {nb: "Innbyggere"}}
  - {id: F12, type: open, text: {nb: "Hva annet?"}}
"""
TABLE = "id;E-post;F3;innbyggere;F12\nR1;a@b.no;Store;3,5;Vi mangler folk her\nR2;c@d.no;små;7;Lite tid til dette\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study", files={"survey/questions.yaml": QUESTIONS})


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "svar.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def responses(study: Path) -> list[tuple[str, ...]]:
    rows = csv.reader(io.StringIO((study / "survey" / "responses.csv").read_text(encoding="utf-8")))
    return [tuple(row) for row in rows]


def listed(done) -> list[dict[str, object]]:
    return json.loads(done.out)


def test_responses_are_taken_in_with_ids_of_options_and_undo_takes_them_out(
    run, study: Path, table: Path
) -> None:
    before = contents(study)
    done = run("survey", "import", str(table), where=study)
    assert done.code == 0
    assert responses(study) == [
        ("respondent", "F3", "innbyggere"),
        ("R1", "store", "3.5"),
        ("R2", "sma", "7"),
    ]
    assert "took in the responses of 2 respondents: 2 new, 0 changed, 0 gone" in done.out
    assert "personal (e-mail address)" in done.out
    assert f"crosscase import {table} --column F12 --respondent id" in done.out
    assert run("undo", where=study).code == 0
    assert contents(study) == before


def test_what_the_advice_says_takes_the_open_answers_in(run, study: Path, table: Path) -> None:
    run("survey", "import", str(table), where=study)
    assert run("import", str(table), "--column", "F12", "--respondent", "id", where=study).code == 0
    assert "R2: Lite tid til dette" in (study / "interviews" / "open-answers" / "f12.md").read_text(
        encoding="utf-8"
    )


def test_looking_changes_nothing(run, study: Path, table: Path) -> None:
    before = contents(study)
    done = run("survey", "import", str(table), "--look", where=study)
    assert (done.code, "would take in the responses of 2 respondents" in done.out) == (0, True)
    assert contents(study) == before


def test_what_cannot_be_placed_is_named_and_nothing_is_taken_in_unless_it_is_accepted(
    run, study: Path, table: Path
) -> None:
    table.write_text("id;F3;innbyggere\nR1;Stort;3\nR1;små;4\n;små;5\nR2;Store;mange\n", encoding="utf-8")
    before = contents(study)
    done = run("survey", "import", str(table), "--format", "json", where=study)
    assert done.code == 1
    assert contents(study) == before
    found = [(row["line"], row["column"], row["message"]) for row in listed(done) if row["what"] == "error"]
    assert found == [
        (2, "F3", f"{table}:2: column F3: “Stort” is no answer to F3; did you mean store?"),
        (5, "innbyggere", f"{table}:5: column innbyggere: “mange” is no number, which innbyggere wants; "
                          "correct it, or empty the cell"),
        (4, "", f"{table}:4: the row names no respondent; give it one"),
        (3, "", f"{table}:3: respondent R1 answered in row 2 already, and otherwise (again in 3); keep one of the rows"),
    ]  # fmt: skip
    assert done.err == (
        f"crosscase: {table}: 2 cells and 2 rows cannot be placed; nothing was taken in: correct them in the file or in "
        "survey/questions.yaml, or give --accept to leave them out\n"
    )
    done = run("survey", "import", str(table), "--accept", where=study)
    assert (done.code, "2 cells and 2 rows cannot be placed, and were left out or empty" in done.out) == (
        0,
        True,
    )
    assert responses(study) == [("respondent", "F3", "innbyggere"), ("R1", "", "3"), ("R2", "store", "")]


def test_respondents_go_only_where_that_is_asked_for(run, study: Path, table: Path) -> None:
    run("survey", "import", str(table), where=study)
    table.write_text("id;F3\nR2;Store\nR3;Store\n", encoding="utf-8")
    before = contents(study)
    done = run("survey", "import", str(table), where=study)
    assert (done.code, contents(study) == before) == (1, True)
    assert "1 respondent of survey/responses.csv would be gone (R1)" in done.err
    done = run("survey", "import", str(table), "--replace", "--format", "json", where=study)
    assert done.code == 0
    assert [(row["what"], row["column"], row["item"], row["message"]) for row in listed(done)][-2:] == [
        ("changed", "F3", "R2", "sma becomes store"), ("gone", "", "R1", "is not in the file"),
    ]  # fmt: skip
    assert "1 new, 1 changed, 1 gone" in done.err
    assert responses(study)[1:] == [("R2", "store", "7"), ("R3", "store", "")]
    run("undo", where=study)
    assert contents(study) == before


def test_a_questionnaire_is_drafted_and_both_files_are_one_step(run, tmp_path: Path, table: Path) -> None:
    study = make_study(tmp_path / "new", codebook="", codings={})
    before = contents(study)
    done = run("survey", "import", str(table), "--draft", where=study)
    assert done.code == 0
    assert responses(study) == [
        ("respondent", "F3", "innbyggere"),
        ("R1", "store", "3.5"),
        ("R2", "sma", "7"),
    ]
    listing = run("survey", "list", "--format", "json", where=study)
    assert [(row["id"], row["type"]) for row in listed(listing)] == [
        ("F3", "single"), ("innbyggere", "number"), ("F12", "open"),
    ]  # fmt: skip
    assert "@" not in (study / "survey" / "questions.yaml").read_text(encoding="utf-8")
    assert "open-answers/f12" in run("check", where=study).out  # not there yet
    run("undo", where=study)
    assert contents(study) == before


def test_a_drafted_study_is_in_order_once_its_open_answers_are_taken_in(
    run, tmp_path: Path, table: Path
) -> None:
    study = make_study(tmp_path / "new", codebook="", codings={})
    run("survey", "import", str(table), "--draft", where=study)
    run("import", str(table), "--column", "F12", "--respondent", "id", where=study)
    assert run("check", where=study).out == "no problems\n"


def test_drafting_is_for_studies_without_a_questionnaire_alone(
    run, study: Path, table: Path, tmp_path: Path
) -> None:
    assert (
        "there is a survey/questions.yaml already"
        in run("survey", "import", str(table), "--draft", where=study).refused()
    )
    new = make_study(tmp_path / "new")
    assert "give --draft to draft it" in run("survey", "import", str(table), where=new).refused()


# files that are not what they should be


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("svar.csv", "", "is empty; the first row must name the columns"),
        ("svar.csv", "id;F3\n", "names columns and holds no rows"),
        ("svar.csv", "id;F3;F3\nR1;Store;Store\n", "columns 2 and 3 are both called F3"),
        ("svar.csv", "id;F3\nR1;Store;7\n", "the row has 3 cells parted by semicolons"),
        (
            "notat.txt",
            "Dette er et notat.\nDet er ingen tabell.\n",
            "is no table of responses: it has one column alone",
        ),
        ("bilde.csv", b"\x89PNG\r\n\x1a\n\0\0", "is a picture"),
        ("svar.xlsx", b"PK\x03\x04 no workbook", "cannot be read as an Excel file"),
        ("svar.sav", b"not SPSS", "is not an SPSS file"),
        ("svar.docx", b"PK", "responses are read from .csv, .tsv, .txt, .xlsx, .sav and .zsav files"),
        ("gone.csv", None, "there is no such file"),
    ],
)
def test_a_file_that_is_no_table_of_responses_is_refused_in_one_line(
    run, study: Path, tmp_path: Path, name: str, content: str | bytes | None, told: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = contents(study)
    line = run("survey", "import", str(path), where=study).refused()
    assert told in line
    assert line.startswith(str(path))
    assert contents(study) == before


def test_a_formula_without_its_value_is_refused_with_its_cell(run, study: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "innbyggere"], ["R1", "=1+1"]):
        book.active.append(row)
    book.save(tmp_path / "svar.xlsx")
    line = run("survey", "import", str(tmp_path / "svar.xlsx"), where=study).refused()
    assert "cell B2 holds a formula without its value" in line


def test_what_looks_like_a_formula_stays_a_text_in_the_study(run, tmp_path: Path) -> None:
    study = make_study(tmp_path / "new")
    path = tmp_path / "svar.csv"
    path.write_text("id;F1\n=R1;=1+1\nR2;@sum\nR3;=1+1\nR4;@sum\n", encoding="utf-8")
    assert run("survey", "import", str(path), "--draft", where=study).code == 0
    text = (study / "survey" / "responses.csv").read_text(encoding="utf-8")
    assert "\n'=R1,1-1\n" in text
    listing = run("survey", "list", "--format", "json", where=study)
    assert [(row["id"], row["answers"]) for row in listed(listing)] == [("F1", 4)]


def test_a_sheet_is_named_and_an_unknown_one_gets_the_nearest(run, study: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Svar")
    for row in (["id", "F3"], ["R1", "Store"]):
        book["Svar"].append(row)
    book.save(tmp_path / "svar.xlsx")
    path = str(tmp_path / "svar.xlsx")
    assert (
        run("survey", "import", path, "--sheet", "Svra", where=study).refused().endswith("did you mean Svar?")
    )
    assert run("survey", "import", path, "--sheet", "Svar", where=study).code == 0


def test_the_column_of_respondents_is_named_and_an_unknown_one_gets_the_nearest(
    run, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("kode;F3\nA;Store\nB;Store\n", encoding="utf-8")
    line = run("survey", "import", str(path), "--respondent", "kodee", where=study).refused()
    assert line.endswith("has no column kodee, which --respondent names; did you mean kode?")
    assert run("survey", "import", str(path), "--respondent", "kode", where=study).code == 0
    assert [row[0] for row in responses(study)] == ["respondent", "A", "B"]
    line = run("survey", "import", str(path), "--respondent", "kode", "--number", where=study).refused()
    assert "leave one of the two out" in line
