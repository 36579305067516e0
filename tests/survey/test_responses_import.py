"""Responses taken in: which column holds what, what its cells say, and what cannot be placed."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import ConflictError, StudyError
from crosscase.study.undo_log import remember, undo_last
from crosscase.survey.cells import plain_number
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import read_responses
from crosscase.survey.taking.filed import read_filed
from crosscase.survey.taking.importing import Plan, check_plan, plan_import
from studies import contents, make_study

QUESTIONS = """respondent: respondent
questions:
  - id: F3
    type: single
    text: {nb: "Hvor store utfordringer?", en: "How large challenges?"}
    options:
      - {id: store, label: {nb: "Store utfordringer", en: "Large challenges"}, code: "1"}
      - {id: sma, label: {nb: "Små utfordringer", en: "Small challenges"}, code: "2"}
      - {id: vet-ikke, label: {nb: "Vet ikke", en: "Don't know"}, code: "9", unsure: true}
  - id: F4
    type: multiple
    text: {nb: "Hvilke?"}
    options:
      - {id: nett, label: {nb: "Hets, på nett"}}
      - {id: skole, label: {nb: "Mobbing i skolen"}}
      - {id: vet-ikke, label: {nb: "Vet ikke"}, exclusive: true, unsure: true}
  - id: F7
    type: grid
    text: {nb: "I hvilken grad?"}
    options: [{id: stor, label: {nb: "Stor grad"}}, {id: liten, label: {nb: "Liten grad"}}]
    rows: [{id: samer, label: {nb: "Samer"}}, {id: kvener, label: {nb: "Kvener"}}]
  - {id: innbyggere, type: number, background: true, text: {nb: "Innbyggere"}}
  - {id: kommunenr, type: single, background: true, text: "Kommune",
     options: [{id: oslo, label: Oslo, code: "0301"}, {id: alta, label: Alta, code: "5403"}]}
  - {id: F12, type: open, text: {nb: "Hva annet?"}}
"""
WEIGHTED = QUESTIONS.replace("respondent: respondent\n", "respondent: respondent\nweight: vekt\n")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study", files={"survey/questions.yaml": QUESTIONS})


def opened(root: Path) -> Study:
    return open_folder(root, "koder-a")


def planned(root: Path, content: str | bytes, name: str = "svar.csv", questions: str = QUESTIONS) -> Plan:
    path = root.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return plan_of(root, path, questions)


def plan_of(root: Path, path: Path, questions: str = QUESTIONS, **options: bool) -> Plan:
    return plan_import(opened(root), read_questions(questions), read_filed(path), **options)


def written(plan: Plan) -> list[dict[str, str]]:
    """The rows that survey/responses.csv gets, read by another library's reader."""
    assert plan.edit is not None
    text = plan.edit.changes[-1].after
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text)))


def column(plan: Plan, name: str) -> list[str]:
    return [row[name] for row in written(plan)]


def errors(plan: Plan) -> list[str]:
    return [found.message.rpartition("/")[2] for found in plan.clean.errors]


def left_out(plan: Plan) -> dict[str, str]:
    return {found.column: found.message for found in plan.clean.findings if found.what == "left out"}


# columns


@pytest.mark.parametrize(
    "header",
    ["F4.nett;F4.skole", "F4_nett;F4_skole", "f4.NETT;f4.Skole", "F4_1;F4_2", "F4 [Hets, på nett];F4 [mobbing i  skolen]",
     "Hvilke? [Hets, på nett];Hvilke? [Mobbing i skolen]", "F4/nett;F4/skole", "F4[SQ001];F4[SQ002]"],
)  # fmt: skip
def test_options_are_found_in_columns_of_the_usual_shapes(study: Path, header: str) -> None:
    plan = planned(study, f"respondent;{header}\nR1;1;0\nR2;;1\nR3;;\n")
    assert (errors(plan), left_out(plan)) == ([], {})
    assert (column(plan, "F4.nett"), column(plan, "F4.skole")) == (["1", "0", ""], ["0", "1", ""])


def test_a_number_is_said_to_be_the_place_among_the_options(study: Path) -> None:
    plan = planned(study, "respondent;F4_2\nR1;1\n")
    (found,) = [found for found in plan.clean.findings if found.column == "F4_2"]
    assert (found.item, "by its place" in found.message) == ("F4.skole", True)


def test_one_column_with_answers_parted_by_semicolons_or_commas_becomes_a_column_an_option(
    study: Path,
) -> None:
    rows = ['R1;"Hets, på nett;skole"', 'R2;"Mobbing i skolen, Hets, på nett"', "R3;vet-ikke", "R4;"]
    plan = planned(study, "respondent;F4\n" + "\n".join(rows) + "\n")
    assert errors(plan) == []
    assert column(plan, "F4.nett") == ["1", "1", "0", ""]
    assert column(plan, "F4.skole") == ["1", "1", "0", ""]
    assert column(plan, "F4.vet-ikke") == ["0", "0", "1", ""]


@pytest.mark.parametrize(
    "header", ["F7.samer;F7.kvener", "F7_1;F7_2", "F7 [Samer];F7 [Kvener]", "f7_Samer;f7_KVENER"]
)
def test_rows_of_a_grid_are_found_in_columns_of_the_usual_shapes(study: Path, header: str) -> None:
    plan = planned(study, f"respondent;{header}\nR1;stor;Liten grad\nR2;STOR  GRAD;\n")
    assert errors(plan) == []
    assert (column(plan, "F7.samer"), column(plan, "F7.kvener")) == (["stor", "stor"], ["liten", ""])


@pytest.mark.parametrize("header", ["F3", "f3", "Hvor store utfordringer?", "How large challenges?"])
def test_a_question_is_found_by_its_column_or_by_its_words_in_any_language(study: Path, header: str) -> None:
    assert column(planned(study, f"respondent;{header}\nR1;store\n"), "F3") == ["store"]


def test_personal_columns_are_left_out_and_named(study: Path) -> None:
    table = "respondent;E-post;Navn;kontakt;ip;F3\nR1;a@b.no;Kari;c@d.no;10.0.0.1;1\nR2;e@f.no;Ola;g@h.no;10.0.0.2;2\n"
    plan = planned(study, table)
    assert {column: why.partition(";")[0] for column, why in left_out(plan).items()} == {
        "E-post": "personal (e-mail address)", "Navn": "personal (name)", "kontakt": "personal (name)",
        "ip": "personal (address)",
    }  # fmt: skip
    assert written(plan) == [{"respondent": "R1", "F3": "store"}, {"respondent": "R2", "F3": "sma"}]
    assert "Kari" not in str(plan.edit)


def test_open_answers_are_left_out_and_what_no_question_has_gets_the_nearest_name(study: Path) -> None:
    rows = "".join(f"R{n};Vi mangler {n} folk;Noe annet enn {n} her;x{n};1\n" for n in range(3))
    plan = planned(study, f"respondent;F12;merknad;inbyggere;F3\n{rows}")
    assert plan.clean.open == ("F12", "merknad")
    assert left_out(plan)["inbyggere"] == "no question has it; did you mean innbyggere?"


def test_an_option_that_the_question_does_not_have_is_wrong_and_names_the_nearest(study: Path) -> None:
    plan = planned(study, "respondent;F4.nett;F4.skle\nR1;1;0\n")
    assert errors(plan) == ["svar.csv: column F4.skle: F4 has no option skle; did you mean skole?"]


def test_two_columns_of_one_question_are_wrong(study: Path) -> None:
    plan = planned(study, "respondent;F3;f3\nR1;1;2\n")
    assert errors(plan) == ["svar.csv: column f3: holds F3, as column F3 does; take one of them out"]


def test_what_the_file_does_not_have_is_told(study: Path) -> None:
    plan = planned(study, "respondent;F4.nett;F7.samer\nR1;1;stor\n")
    assert [found.item for found in plan.clean.findings if found.what == "absent"] == [
        "F3", "F4.skole", "F4.vet-ikke", "F7.kvener", "innbyggere", "kommunenr",
    ]  # fmt: skip


# cells


def test_an_answer_may_be_an_id_a_code_or_a_label_in_any_language_and_case(study: Path) -> None:
    cells = ["store", "1", "1.0", "STORE  utfordringer", "Large challenges", "9", "don't know", ""]
    plan = planned(study, "respondent;F3\n" + "".join(f"R{n};{cell}\n" for n, cell in enumerate(cells)))
    assert column(plan, "F3") == [*["store"] * 5, "vet-ikke", "vet-ikke", ""]
    assert errors(plan) == []


def test_a_code_that_is_not_in_the_question_is_named_with_its_line_and_the_nearest(study: Path) -> None:
    plan = planned(study, "respondent;F3\nR1;1\nR2;Store utfordinger\nR3;7\nR4;7\n")
    assert errors(plan) == [
        "svar.csv:3: column F3: “Store utfordinger” is no answer to F3; did you mean store?",
        "svar.csv:4: column F3: “7” is no answer to F3; it has store, sma, vet-ikke (2 rows)",
    ]
    assert column(plan, "F3") == ["store", "", "", ""]


def test_numbers_for_options_without_codes_say_what_is_missing(study: Path) -> None:
    plan = planned(study, "respondent;F7.samer\nR1;2\n")
    assert errors(plan) == [
        "svar.csv:2: column F7.samer: “2” is no answer to F7; say what the numbers stand for, with `code:` of each option"
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [("3,5", "3.5"), ("56 300", "56300"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1,234,567", "1234567"),
     ("1.234.567", "1234567"), ("−4", "-4"), ("+7", "7"), (",5", "0.5"), ("1e-05", "0.00001"), ("0301", "0301"),
     ("12,5 %", None), ("2021-11-30", None), ("tolv", None), ("1,2,3", None), ("-", None), ("½", None)],
)  # fmt: skip
def test_numbers_are_read_in_whatever_way_they_were_written(text: str, number: str | None) -> None:
    assert plain_number(text) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_with_decimal_comma_is_that_number(value: object) -> None:
    assert float(plain_number(str(value).replace(".", ",")) or "x") == float(str(value))


def test_a_comma_before_three_digits_is_told(study: Path) -> None:
    plan = planned(study, "respondent;innbyggere\nR1;21,708\nR2;56,300\n")
    (note,) = [found.message for found in plan.clean.findings if found.what == "note"]
    assert "21,708 is read as 21.708" in note


def test_a_semicolon_csv_with_decimal_commas_in_cp1252_is_read(study: Path) -> None:
    table = "respondent;F3;innbyggere;kommunenr\nR1;Små utfordringer;21708,5;0301\n".encode("cp1252")
    plan = planned(study, table)
    assert written(plan) == [{"respondent": "R1", "F3": "sma", "innbyggere": "21708.5", "kommunenr": "oslo"}]
    assert "cp1252" in read_filed(study.parent / "svar.csv").notes[0]


# rows


def test_rows_without_a_respondent_and_two_unlike_rows_of_one_are_wrong_and_two_alike_are_one(
    study: Path,
) -> None:
    plan = planned(study, "respondent;F3\nR1;1\n;2\nR2;1\nR1;2\nR2;1\n;\nR3;9\n")
    assert errors(plan) == [
        "svar.csv:3: the row names no respondent; give it one",
        "svar.csv:5: respondent R1 answered in row 2 already, and otherwise (again in 5); keep one of the rows",
    ]
    assert [(row["respondent"], row["F3"]) for row in written(plan)] == [
        ("R1", "store"), ("R2", "store"), ("R3", "vet-ikke"),
    ]  # fmt: skip
    assert [found.count for found in plan.clean.findings if "taken once" in found.message] == [1]


def test_weights_below_zero_or_that_are_none_are_wrong(study: Path) -> None:
    plan = planned(study, "respondent;Vekt;F3\nR1;0,8;1\nR2;-1;1\nR3;mye;1\nR4;;1\n", questions=WEIGHTED)
    assert errors(plan) == [
        "svar.csv:3: column Vekt: the weight -1 is negative; a weight is 0 or more",
        "svar.csv:4: column Vekt: the weight “mye” is no number; correct it",
        "svar.csv:5: column Vekt: there is no weight; fill it in",
    ]
    assert column(plan, "vekt") == ["0.8", "", "", ""]


def test_ids_stay_as_they_are_and_row_numbers_are_told(study: Path) -> None:
    plan = planned(study, "respondent;F3\n1;1\n2;2\n")
    assert column(plan, "respondent") == ["1", "2"]
    assert any("as the rows do" in found.message for found in plan.clean.findings if found.what == "note")
    plan = planned(study, "respondent;F3\n0301;1\nR-7;2\n")
    assert column(plan, "respondent") == ["0301", "R-7"]
    assert [found for found in plan.clean.findings if found.what == "note"] == []


def test_e_mail_addresses_do_not_name_respondents(study: Path) -> None:
    with pytest.raises(StudyError, match="holds e-mail addresses"):
        planned(study, "respondent;F3\na@b.no;1\nc@d.no;2\n")


def test_a_file_without_a_column_of_respondents_says_which_it_may_be_and_can_be_numbered(study: Path) -> None:
    with pytest.raises(StudyError, match=r"say with --respondent which one .* it may be nøkkel$"):
        planned(study, "nøkkel;F3\nA1;1\nA2;1\n")
    plan = plan_of(study, study.parent / "svar.csv", number=True)
    assert column(plan, "respondent") == ["R001", "R002"]


# Excel


def workbook(path: Path, rows: list[list[object]], formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    book.save(path)
    return path


def test_a_sheet_gives_codes_as_they_are_seen_and_a_date_is_no_answer(study: Path) -> None:
    path = workbook(
        study.parent / "svar.xlsx",
        [["respondent", "kommunenr", "F3", "innbyggere"], ["R1", 301, 1, 21708.0], ["R2", "0301", 2.0, date(2021, 11, 30)],
         ["R3", "5403", date(2021, 2, 1), 3.5]],
        {"B2": "0000"},
    )  # fmt: skip
    plan = plan_of(study, path)
    assert column(plan, "kommunenr") == ["oslo", "oslo", "alta"]
    assert column(plan, "F3") == ["store", "sma", ""]
    assert column(plan, "innbyggere") == ["21708", "", "3.5"]
    assert errors(plan) == [
        "svar.xlsx, sheet Sheet:4: column F3: “2021-02-01” is no answer to F3; a spreadsheet has made a date of it: "
        "correct it there, as text",
        "svar.xlsx, sheet Sheet:3: column innbyggere: “2021-11-30” is a date and innbyggere a number; correct it in the "
        "spreadsheet",
    ]


# SPSS


def sav(path: Path, labels: dict[float, str], values: list[float | None], missing: list[int]) -> Path:
    frame = pd.DataFrame({"respondent": [f"R{n}" for n in range(len(values))], "F3": values})
    pyreadstat.write_sav(frame, path, variable_value_labels={"F3": labels}, missing_ranges={"F3": missing})
    return path


def test_what_spss_declares_missing_stays_an_answer_where_the_question_has_it(study: Path) -> None:
    path = sav(
        study.parent / "svar.sav",
        {1.0: "Store", 9.0: "Vet ikke", 99.0: "Ubesvart"},
        [1, 9, 99, None],
        [9, 99],
    )
    plan = plan_of(study, path)
    assert errors(plan) == []
    assert column(plan, "F3") == ["store", "vet-ikke", "", ""]  # Store is none of the labels: its code is
    assert "1 declared missing" in plan.clean.findings[0].message


def test_a_value_without_a_label_in_spss_is_the_code_it_is(study: Path) -> None:
    plan = plan_of(study, sav(study.parent / "svar.sav", {1.0: "Store utfordringer"}, [1, 2, 5], []))
    assert column(plan, "F3") == ["store", "sma", ""]
    assert errors(plan) == ["svar.sav:3: column F3: “5” is no answer to F3; it has store, sma, vet-ikke"]


def test_columns_of_spss_are_found_by_the_words_of_their_questions(study: Path) -> None:
    frame = pd.DataFrame({"respondent": ["R1"], "F4_1": [1.0], "F4_2": [0.0], "v9": ["2"]})
    words = ["", "Hvilke?: Mobbing i skolen", "Hvilke?: Hets, på nett", "Hvor store utfordringer?"]
    pyreadstat.write_sav(frame, study.parent / "svar.sav", column_labels=words)
    assert written(plan_of(study, study.parent / "svar.sav")) == [
        {"respondent": "R1", "F3": "sma", "F4.nett": "0", "F4.skole": "1"}
    ]


# again


def test_a_second_file_says_what_is_new_changed_and_gone_and_keeps_columns_it_does_not_have(
    study: Path,
) -> None:
    first = planned(study, "respondent;F3;innbyggere\nR1;1;100\nR2;2;200\nR3;9;300\n")
    opened(study).apply(first.edit)
    plan = planned(study, "respondent;F3\nR4;1\nR2;2\nR1;2\n")
    assert (plan.comparison.new, plan.comparison.gone) == (("R4",), ("R3",))
    assert plan.comparison.changed == (("R1", "F3", "store", "sma"),)
    assert plan.comparison.kept == ("innbyggere",)
    with pytest.raises(StudyError, match=r"1 respondent of survey/responses.csv would be gone \(R3\)"):
        check_plan(plan, "svar.csv")
    check_plan(plan, "svar.csv", replace=True)
    assert [tuple(row.values()) for row in written(plan)] == [
        ("R4", "store", ""),
        ("R2", "sma", "200"),
        ("R1", "sma", "100"),
    ]


def test_the_same_file_again_changes_nothing_and_neither_do_the_responses_themselves(study: Path) -> None:
    table = "respondent;F3;F4;F7_1;innbyggere\nR1;1;nett;stor;3,5\nR2;;vet-ikke;;\n"
    opened(study).apply(planned(study, table).edit)
    assert planned(study, table).edit is None
    assert plan_of(study, study / "survey" / "responses.csv").edit is None


def test_what_stands_in_the_responses_and_cannot_be_placed_is_not_lost(study: Path) -> None:
    before = "respondent,F3,merknad,innbyggere\nR1,hva?,ring opp,mange\nR2,1,,7\n"
    (study / "survey" / "responses.csv").write_text(before)
    plan = planned(study, "respondent;F3\nR1;1\nR2;2\n")
    assert [tuple(row.values()) for row in written(plan)] == [
        ("R1", "store", "mange", "ring opp"),
        ("R2", "sma", "7", ""),
    ]
    assert plan.comparison.changed == (("R1", "F3", "hva?", "store"), ("R2", "F3", "store", "sma"))


def test_responses_that_cannot_be_read_are_never_written_over(study: Path) -> None:
    (study / "survey" / "responses.csv").write_bytes(b"respondent;F3\nR1;sm\xe5\n")
    with pytest.raises(StudyError, match=r"^survey/responses\.csv:2:6: byte 0xe5 is not UTF-8"):
        planned(study, "respondent;F3\nR1;1\n")
    (study / "survey" / "responses.csv").write_text("respondent,F3,F3\nR1,1,2\n")
    with pytest.raises(StudyError, match=r"^survey/responses\.csv:1: .*nothing is written over it"):
        planned(study, "respondent;F3\nR1;1\n")


# one step that can be taken back


def test_an_import_is_one_step_and_taking_it_back_gives_the_very_bytes(study: Path) -> None:
    before = "\ufeffrespondent;F3\r\nR1;1\r\n"
    (study / "survey" / "responses.csv").write_bytes(before.encode())
    there = contents(study)
    plan = planned(study, "respondent;F3\nR1;2\nR2;1\n")
    worked = opened(study)
    worked.apply(plan.edit)
    assert b"R2,store" in (study / "survey" / "responses.csv").read_bytes()
    worked.undo()
    assert contents(study) == there
    worked.redo()
    assert b"R2,store" in (study / "survey" / "responses.csv").read_bytes()


def test_a_change_by_another_program_between_looking_and_taking_in_is_not_written_over(study: Path) -> None:
    file = study / "survey" / "responses.csv"
    file.write_text("respondent,F3\nR1,store\n")
    plan = planned(study, "respondent;F3\nR1;2\n")
    worked = opened(study)
    file.write_text("respondent,F3\nR1,vet-ikke\n")
    with pytest.raises(ConflictError, match=r"survey/responses\.csv"):
        worked.apply(plan.edit)
    assert file.read_text() == "respondent,F3\nR1,vet-ikke\n"


def test_a_change_by_another_program_after_it_keeps_it_from_being_taken_back(study: Path) -> None:
    file = study / "survey" / "responses.csv"
    worked = opened(study)
    worked.apply(planned(study, "respondent;F3\nR1;2\n").edit)
    remember(worked, worked.history.last)
    file.write_text("respondent,F3\nR1,vet-ikke\n")
    with pytest.raises(ConflictError, match="nothing was undone"):
        undo_last(opened(study))
    assert file.read_text() == "respondent,F3\nR1,vet-ikke\n"


# size


def test_two_hundred_thousand_respondents_are_read_and_planned_without_much_time(
    study: Path, record_property: Callable[[str, object], None]
) -> None:
    many = 200_000
    rows = [
        f"R{n};{(1, 2, 9)[n % 3]};{n % 2};{n % 5 // 4};{'stor' if n % 7 else ''};{n},5" for n in range(many)
    ]
    path = study.parent / "svar.csv"
    path.write_text("respondent;F3;F4.nett;F4.skole;F7.samer;innbyggere\n" + "\n".join(rows) + "\n")
    began = time.process_time()
    plan = plan_of(study, path)
    took = time.process_time() - began
    record_property("seconds", round(took, 2))
    assert (errors(plan), len(plan.clean.respondents)) == ([], many)
    assert took < 20  # about 3 s of CPU here; a way that grows with the square would take hours
    assert plan.edit is not None
    responses = read_responses(str(plan.edit.changes[-1].after).encode(), read_questions(QUESTIONS))
    third = responses.questionnaire.questions["F3"]
    assert [int((responses.choices(third) == place).sum()) for place in range(3)] == [66_667, 66_667, 66_666]
