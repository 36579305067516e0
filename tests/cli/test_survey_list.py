"""crosscase survey list; and `crosscase check` on slips in a survey."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from studies import make_study, put

QUESTIONS = """notice: {nb: Svarene er laget.}
questions:
  - {id: fylke, type: single, background: true, text: Fylke, options: [{id: oslo}, {id: viken}]}
  - id: F3
    type: single
    text: {nb: Hvor mye?, en: How much?}
    options: [{id: noen}, {id: stor}]
    boxes: [{id: alle, options: [noen, stor]}]
  - {id: F4, type: multiple, text: "[b]Hva?", asked: ["F3=noen,stor"], options: [{id: hets}, {id: annet}]}
  - {id: F4.annet-tekst, type: open, text: Hva annet?, source: open-answers/f4}
  - {id: F10, type: grid, text: Barrierer, options: [{id: ja}, {id: nei}],
     rows: [{id: kapasitet, label: Kapasitet}, {id: jus, asked: [F4=hets]}]}
variables:
  - {id: landsdel, question: fylke, label: {nb: Landsdel, en: Region}, groups: [{id: ost, options: [oslo, viken]}]}
"""
RESPONSES = """respondent;fylke;F3;F4;F10.kapasitet;F10.jus
R1;oslo;noen;hets;ja;nei
R2;viken;stor;annet;;ja
R3;viken;;hets;ja;ja
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    files = {
        "survey/questions.yaml": QUESTIONS,
        "survey/responses.csv": RESPONSES,
        "interviews/open-answers/f4.md": "---\nkind: open-answers\nquestion: F4.annet-tekst\n---\nR2: Noe.\n",
    }
    return make_study(tmp_path / "study", files=files)


def test_questions_rows_and_variables_are_listed_with_who_answered_and_which_codes_name_them(
    run, study: Path
) -> None:
    done = run("survey", "list", "--format", "json", where=study)
    listed = json.loads(done.out)
    assert [(each["id"], each["type"], each["text"], each["answers"]) for each in listed] == [
        ("fylke", "background", "Fylke", 3),
        ("F3", "single", "Hvor mye?", 2),
        ("F4", "multiple", "[b]Hva?", 2),
        ("F4.annet-tekst", "open", "Hva annet?", None),
        ("F10", "grid", "Barrierer", 2),
        ("F10.kapasitet", "row", "Kapasitet", 2),
        ("F10.jus", "row", "jus", 1),
        ("landsdel", "variable", "Landsdel", None),
    ]
    by_id = {each["id"]: each for each in listed}
    assert by_id["F3"]["options"] == ["noen", "stor", "alle"]
    assert by_id["F4"]["asked"] == ["F3=noen,stor"]
    assert by_id["F10.jus"]["asked"] == ["F4=hets"]
    assert by_id["F10"]["codes"] == by_id["F10.kapasitet"]["codes"] == ["barriers/capacity"]
    assert by_id["F10.jus"]["codes"] == []
    assert (by_id["landsdel"]["question"], by_id["landsdel"]["options"]) == ("fylke", ["ost"])


def test_the_table_shows_text_as_it_is_and_csv_holds_the_same_rows(run, study: Path) -> None:
    done = run("survey", "list", where=study)
    assert done.code == 0
    assert done.lines[0].split() == ["id", "type", "text", "asked", "answers", "question", "codes"]
    assert [line.split()[0] for line in done.lines[1:]] == [
        "fylke", "F3", "F4", "F4.annet-tekst", "F10", "F10.kapasitet", "F10.jus", "landsdel",
    ]  # fmt: skip
    assert "[b]Hva?" in done.lines[3]
    rows = list(csv.DictReader(io.StringIO(run("survey", "list", "--format", "csv", where=study).out)))
    assert [(row["id"], row["answers"]) for row in rows][:3] == [("fylke", "3"), ("F3", "2"), ("F4", "2")]


def test_without_responses_nobody_is_counted(run, study: Path) -> None:
    (study / "survey/responses.csv").unlink()
    listed = json.loads(run("survey", "list", "--format", "json", where=study).out)
    assert {each["answers"] for each in listed} == {None}


def test_what_is_handed_out_says_that_responses_are_made_up(run, study: Path) -> None:
    assert run("survey", "list", "--output", "liste.md", where=study).code == 0
    assert "Svarene er laget." in (study / "liste.md").read_text()


def test_a_study_without_a_survey_and_a_broken_one_are_refused_in_one_line(
    run, tmp_path: Path, study: Path
) -> None:
    other = make_study(tmp_path / "other")
    assert (
        run("survey", "list", where=other)
        .refused()
        .startswith(
            "there is no survey in this study: no survey/questions.yaml; `crosscase survey import FILE --draft` makes one"
        )
    )
    put(study, "survey/responses.csv", RESPONSES + "R4;oslo;noen;hets;ja;nei;ja\n")
    assert run("survey", "list", where=study).refused() == (
        "survey/responses.csv:5: the row has 7 cells and the first row 6; put a cell that holds a semicolon in quotation marks"
    )
    put(study, "survey/questions.yaml", QUESTIONS.replace("F3=noen,stor", "F4.annet=x"))
    assert run("survey", "list", where=study).refused().startswith("survey/questions.yaml:9:")


def test_check_lists_slips_of_the_survey_among_the_others_by_file_and_line(run, study: Path) -> None:
    good = "respondent;fylke;F3;F4;F10.kapasitet;F10.jus\nR1;oslo;noen;hets;ja;nei\nR2;oslo;noen;;;\n"
    put(study, "survey/responses.csv", f"{good}\nR3;osl;stor;hets;ja;\nR1;oslo;noen;;;\n")
    put(study, "cases/alta.yaml", "name: Alta\nrespondent: R9\n")
    put(study, "cases/skien.yaml", "name: Skien\nname: Skien\n")
    done = run("check", where=study)
    assert done.code == 1
    assert [line.partition(": ")[0] for line in done.lines] == [
        "cases/alta.yaml:2:13", "cases/skien.yaml:2:1", "survey/responses.csv:5", "survey/responses.csv:6", "4 problems",
    ]  # fmt: skip
    assert (
        "fylke: osl is no answer of the question and is not counted; did you mean oslo? (answer)"
        in done.lines[2]
    )
    put(study, "survey/responses.csv", good)
    (study / "cases/skien.yaml").write_text("name: Skien\n")
    (study / "cases/alta.yaml").write_text("name: Alta\n")
    assert run("check", where=study).out == "no problems\n"


def test_the_example_has_no_problems_and_lists_its_thirteen_figures(run) -> None:
    root = Path(__file__).resolve().parents[2]
    listed = json.loads(run("survey", "list", "--format", "json", "--study", str(root)).out)
    ids = {each["id"] for each in listed}
    assert {f"F{number}" for number in range(1, 14)} <= ids
