"""Open answers of sheets and SPSS files: one text a question, one paragraph an answer."""

from __future__ import annotations

from pathlib import Path

import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from pandas import DataFrame

from crosscase.reading.answers import answers_of, read_answers
from crosscase.reading.tables import TextTable
from crosscase.reading.taken import Taken
from crosscase.study.adding import add_texts
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.segments import segment
from studies import make_study

CSV = """id;F1;F4.annet;F12
R017;Ja;"Vi trenger mer tid,
og flere folk.";Mer kunnskap om hva som virker
R003;Nei;-;
R101;Ja;Det er vanskelig å si noe om;Vet ikke helt: kanskje mer penger
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "svar.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def refused(path: Path, *columns: str, respondent: str = "", sheet: str = "") -> str:
    with pytest.raises(StudyError) as error:
        read_answers(path, columns, respondent, sheet)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(str(path))
    return str(error.value).removeprefix(str(path))


def table_of(columns: tuple[str, ...], *rows: tuple[str, ...]) -> TextTable:
    return TextTable(columns, rows, "svar.csv", tuple(range(2, len(rows) + 2)))


# what comes out


def test_each_question_is_a_text_and_each_answer_a_paragraph_after_its_respondent(sheet: Path) -> None:
    fourth, twelfth = read_answers(sheet, ("F4.annet", "F12"), "id")
    assert (
        fourth.text.body == "R017: Vi trenger mer tid, og flere folk.\n\nR101: Det er vanskelig å si noe om\n"
    )
    assert twelfth.text.body == (
        "R017: Mer kunnskap om hva som virker\n\nR101: Vet ikke helt: kanskje mer penger\n"
    )
    assert [
        (one.text.name, one.text.question, one.text.kind, one.text.case) for one in (fourth, twelfth)
    ] == [
        ("F4.annet", "F4.annet", "open-answers", ""),
        ("F12", "F12", "open-answers", ""),
    ]
    assert fourth.text.speakers == ()


def test_answers_without_words_are_left_out_and_counted(sheet: Path) -> None:
    (fourth,) = read_answers(sheet, ("F4.annet",), "id")
    assert [(one.what, one.words, one.where, one.count) for one in fourth.left_out] == [
        ("no answer", "-", "column F4.annet", 1)
    ]


def test_respondents_are_numbered_by_row_where_no_column_names_them(sheet: Path) -> None:
    fourth, twelfth = read_answers(sheet, ("F4.annet", "F12"))
    for taken in (fourth, twelfth):
        assert [line.partition(":")[0] for line in taken.text.body.split("\n") if line] == ["R001", "R003"]
    assert "--respondent id" in fourth.notes[0]


def test_a_workbook_gives_the_same_as_a_text_file(sheet: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("svar")
    for row in (
        ("id", "F12"),
        ("R017", "Mer kunnskap om hva som virker"),
        ("R101", "Vet ikke helt: kanskje mer penger"),
    ):
        book["svar"].append(row)
    path = tmp_path / "svar.xlsx"
    book.save(path)
    (found,) = read_answers(path, ("F12",), "id", "svar")
    assert found.text.body == read_answers(sheet, ("F12",), "id")[0].text.body


def test_a_column_is_found_but_for_capitals_and_blanks(sheet: Path) -> None:
    assert read_answers(sheet, ("f4.Annet ",), "ID")[0].text.name == "F4.annet"


def test_respondents_with_blanks_become_one_word_and_that_is_told() -> None:
    table = table_of(("kommune", "svar"), ("Våler i Innlandet", "Mer tid"), ("Nord-Odal", "Flere folk"))
    (found,) = answers_of(table, ("svar",), "kommune")
    assert found.text.body == "Våler-i-Innlandet: Mer tid\n\nNord-Odal: Flere folk\n"
    assert found.notes == ("respondent Våler i Innlandet is written Våler-i-Innlandet",)


def test_a_column_without_any_answer_is_left_out_with_a_word() -> None:
    table = table_of(("id", "a", "b"), ("R1", "Ja visst", "-"), ("R2", "Nei", ""))
    (found,) = answers_of(table, ("a", "b"), "id")
    assert found.text.name == "a"
    assert found.notes == ("there is no answer in b",)


ANSWER = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


@given(st.lists(ANSWER, min_size=1, max_size=8))
def test_every_answer_is_one_turn_of_its_respondent_with_nothing_but_its_words(answers: list[str]) -> None:
    """The respondents' turns of a text are the answers that were given, in order."""
    table = table_of(("id", "svar"), *((f"R{row:03}", answer) for row, answer in enumerate(answers)))
    told = {f"R{row:03}": answer for row, answer in enumerate(answers)}
    try:
        (found,) = answers_of(table, ("svar",), "id")
    except StudyError:  # there is not one answer
        assert not any(any(map(str.isalnum, answer)) for answer in answers)
        return
    parts = segment(found.text.body, respondents=True)
    assert len(parts.turns) == found.text.body.count("\n\n") + 1
    for turn in parts.turns:
        words = found.text.body[turn.text_start : turn.end]
        assert "\n" not in words
        letters = [sign for sign in told.pop(turn.speaker) if sign.isalnum() and sign.isascii()]
        assert [sign for sign in words if sign.isalnum() and sign.isascii()] == letters
    assert not any(any(map(str.isalnum, answer)) for answer in told.values())


def test_open_answers_become_a_source_with_its_question(sheet: Path, tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    study = open_folder(root)
    edit, added = add_texts(study, [read_answers(sheet, ("F4.annet",), "id")[0].text])
    assert edit is not None
    study.apply(edit)
    content = (root / "interviews" / f"{added[0].source}.md").read_text(encoding="utf-8")
    assert added[0].source == "open-answers/f4-annet"
    assert "kind: open-answers\n" in content
    assert 'question: "F4.annet"\n' in content
    assert "R017: Vi trenger mer tid, og flere folk.\n" in content


# what is refused


def test_without_columns_those_that_look_like_open_answers_are_named(sheet: Path) -> None:
    message = refused(sheet)
    assert "--column" in message
    assert message.endswith("it looks like F4.annet, F12")


def test_a_column_that_is_not_there_is_refused_with_the_nearest(sheet: Path) -> None:
    assert (
        refused(sheet, "F4.anet") == ": has no column F4.anet, which --column names; did you mean F4.annet?"
    )
    assert "which --respondent names; it has id, F1, F4.annet, F12" in refused(
        sheet, "F12", respondent="løpenr"
    )


def test_a_respondent_twice_is_refused_with_both_rows(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("id,svar\nR1,Mer tid\nR2,Flere\nr1,Penger\n", encoding="utf-8")
    assert refused(path, "svar", respondent="id").startswith(":4: respondent r1 answered in row 2 already; ")


def test_an_answer_of_nobody_is_refused_and_an_empty_row_of_nobody_is_not(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("id,svar,annet\nR1,Mer tid,x\n,-,y\n", encoding="utf-8")
    assert len(read_answers(path, ("svar",), "id")) == 1
    path.write_text("id,svar\nR1,Mer tid\n,Flere\n", encoding="utf-8")
    assert (
        refused(path, "svar", respondent="id")
        == ":3: nobody is named in column id before an answer; fill it in"
    )


@pytest.mark.parametrize(
    ("who", "part"),
    [("kari@alta.no", "e-mail"), ("x" * 41, "longer than 40"), ("!?", "no letter or digit")],
)
def test_what_cannot_stand_before_an_answer_is_refused(tmp_path: Path, who: str, part: str) -> None:
    path = tmp_path / "svar.csv"
    path.write_text(f"id,svar\n{who},Mer tid\n", encoding="utf-8")
    assert part in refused(path, "svar", respondent="id")


def test_other_wrong_use_is_refused(sheet: Path, tmp_path: Path) -> None:
    assert "cannot both" in refused(sheet, "id", respondent="id")
    assert "no such file" in refused(tmp_path / "ingen.sav", "a")
    empty = tmp_path / "tom.csv"
    empty.write_text("id,svar\nR1,-\nR2,\n", encoding="utf-8")
    assert "there is no answer in svar" in refused(empty, "svar")


# SPSS


@pytest.fixture
def sav(tmp_path: Path) -> Path:
    frame = DataFrame(
        {
            "id": ["R1", "R2", "R3", "R4"],
            "F1": [1.0, 99.0, 2.0, 7.0],
            "F4": ["Mer tid, ærlig talt", "-99", "", "Å få flere"],
            "tall": [21071.0, 0.5, float("nan"), 1.0],
        }
    )
    path = tmp_path / "svar.sav"
    pyreadstat.write_sav(
        frame,
        path,
        column_labels={"F4": "Hva mer trenger dere?"},
        variable_value_labels={"F1": {1: "Ja", 2: "Nei", 99: "Vet ikke"}},
        missing_ranges={"F1": [99], "F4": ["-99"]},
    )
    return path


def bodies(found: tuple[Taken, ...]) -> list[str]:
    return [taken.text.body for taken in found]


def test_an_spss_file_gives_labels_and_leaves_out_what_it_declares_missing(sav: Path) -> None:
    found = read_answers(sav, ("F4", "F1", "tall"), "id")
    assert bodies(found) == [
        "R1: Mer tid, ærlig talt\n\nR4: Å få flere\n",
        "R1: Ja\n\nR3: Nei\n\nR4: 7\n",
        "R1: 21071\n\nR2: 0.5\n\nR4: 1\n",
    ]
    assert found[0].text.title == "Hva mer trenger dere?"
    left = [{(one.what, one.words): one.count for one in taken.left_out} for taken in found]
    assert left == [
        {("missing", "-99"): 1, ("no answer", ""): 1},
        {("missing", "Vet ikke"): 1},
        {("no answer", ""): 1},
    ]


def test_an_spss_file_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    """A file that says nothing of its encoding and holds Norwegian letters of Windows."""
    path = tmp_path / "gammel.sav"
    frame = DataFrame({"id": ["R1"], "svar": ["Xre og flere"]})
    pyreadstat.write_sav(frame, path)
    raw = path.read_bytes().replace(b"Xre og", b"\xc6re og")
    marker = raw.find(b"UTF-8")
    path.write_bytes(raw[:marker] + b"\0" * 5 + raw[marker + 5 :] if marker >= 0 else raw)
    assert bodies(read_answers(path, ("svar",), "id")) == ["R1: Ære og flere\n"]


def test_a_file_that_is_no_spss_file_is_refused(sav: Path, tmp_path: Path) -> None:
    other = tmp_path / "annet.sav"
    other.write_text("id,svar\n", encoding="utf-8")
    assert "not an SPSS file" in refused(other, "svar")
    other.write_bytes(sav.read_bytes()[:300])
    assert "cannot be read as an SPSS file" in refused(other, "svar")
    other.write_bytes(b"")
    assert "not an SPSS file" in refused(other, "svar")
    assert "has no sheets" in refused(sav, "F4", sheet="Ark1")


def test_an_spss_file_without_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tom.sav"
    pyreadstat.write_sav(DataFrame({"svar": ["x"]})[:0], path)
    assert "holds no rows" in refused(path, "svar")
