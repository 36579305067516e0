"""crosscase survey nonresponse: the published tables of the example, and what is said of slips."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from studies import make_study, put

# The three tables as the report prints them: group, population count and %, sample count and %, deviation.
PUBLISHED = {
    "T1": """Oslo 1 0,3 1 1,1 0,9
Rogaland 23 6,5 1 1,1 -5,3
Møre og Romsdal 26 7,3 10 11,4 4,1
Nordland 41 11,5 12 13,6 2,1
Viken 51 14,3 15 17,0 2,7
Innlandet 46 12,9 12 13,6 0,7
Vestfold og Telemark 23 6,5 7 8,0 1,5
Agder 25 7,0 3 3,4 -3,6
Vestland 43 12,1 13 14,8 2,7
Trøndelag 38 10,7 7 8,0 -2,7
Troms og Finnmark 39 11,0 7 8,0 -3,0""",
    "T2": """0–5000 174 49 46 52 3,40
5001–10_000 70 20 11 13 -7,16
10_001–20_000 50 14 9 10 -3,82
20_001–700_000 62 17 22 25 7,58""",
    "T3": """Sentrale 25 7 10 11 4
Mellomsentrale 122 34 28 32 -2
Minst sentrale 209 59 50 57 -2""",
}
TOTALS = {"T1": "I alt 356 100,0 88 100,0", "T2": "I alt 356 100 88 100", "T3": "I alt 356 100 88 100"}

QUESTIONS = """population: 10
questions:
  - id: fylke
    type: single
    text: Fylke
    options: [{id: oslo, label: Oslo}, {id: viken, label: Viken}]
  - id: F6
    type: single
    text: Arbeid
    options: [{id: stor}, {id: liten}]
"""
POPULATION = """population: 10
tables:
  - id: T1
    variable: fylke
    groups:
      oslo: 1
      viken: 9
"""
RESPONSES = "respondent,fylke,F6\nR1,oslo,stor\nR2,viken,stor\nR3,viken,liten\nR4,,liten\n"


@pytest.fixture
def demo(run, tmp_path: Path) -> Path:
    assert run("demo", "d", where=tmp_path).code == 0
    return tmp_path / "d"


@pytest.fixture
def surveyed(tmp_path: Path) -> Path:
    return make_study(
        tmp_path / "study",
        files={
            "survey/questions.yaml": QUESTIONS,
            "survey/population.yaml": POPULATION,
            "survey/responses.csv": RESPONSES,
        },
    )


def squeezed(line: str) -> str:
    return " ".join(line.replace("\N{MINUS SIGN}", "-").split())


@pytest.mark.parametrize("table", ["T1", "T2", "T3"])
def test_the_example_gives_the_published_tables_to_the_printed_decimal(run, demo: Path, table: str) -> None:
    shown = run("survey", "nonresponse", table, where=demo)
    assert shown.code == 0
    lines = [squeezed(line) for line in shown.lines]
    start = next(place for place, line in enumerate(lines) if " populasjon " in line) + 1
    printed = PUBLISHED[table].replace("_", " ").split("\n")
    # the response rate, which the report leaves out, stands last
    rows = [line.rpartition(" ")[0] for line in lines[start : start + len(printed)]]
    assert rows == printed
    assert lines[start + len(printed)] == f"{TOTALS[table]} 24,7"


def test_the_three_tables_of_the_example_are_shown_together_with_their_tests_and_the_caution_once(
    run, demo: Path
) -> None:
    shown = run("survey", "nonresponse", where=demo)
    assert shown.code == 0
    assert [line for line in shown.lines if line.startswith("Frafallsanalyse")] == [
        "Frafallsanalyse fylker",
        "Frafallsanalyse innbyggertall",
        "Frafallsanalyse sentralitet",
    ]
    assert shown.out.count("df = ") == 3
    assert shown.out.count("Kommunene valgte selv om de ville svare") == 1
    assert shown.out.count("syntetiske kommuner") == 1
    # scipy.stats.chisquare of the published counts
    for statistic, df, p in (("12,77", 10, "0,237"), ("6,32", 3, "0,097"), ("2,57", 2, "0,277")):
        assert f"χ² = {statistic}, df = {df}, p = {p}" in shown.out


def test_a_table_is_asked_for_by_its_variable_and_each_is_shown_once(run, demo: Path) -> None:
    shown = run("survey", "nonresponse", "sentralitet", "T3", "fylke", "--format", "csv", where=demo)
    rows = list(csv.DictReader(io.StringIO(shown.out)))
    assert list(dict.fromkeys(row["table"] for row in rows)) == ["T3", "T1"]
    assert sum(row["group"] == "" for row in rows) == 2


def test_every_format_holds_the_numbers(run, demo: Path) -> None:
    facts = json.loads(run("survey", "nonresponse", "--format", "json", where=demo).out)
    assert [(one["table"], len(one["rows"])) for one in facts] == [("T1", 11), ("T2", 4), ("T3", 3)]
    assert facts[0]["rows"][1]["deviation"] == -5.3
    assert "−5,3" in run("survey", "nonresponse", "--format", "md", where=demo).out
    assert "−5,3" in run("survey", "nonresponse", "--format", "html", where=demo).out
    for name, part in (("f.docx", "word/document.xml"), ("f.xlsx", "xl/worksheets/sheet1.xml")):
        assert run("survey", "nonresponse", "--output", name, where=demo).code == 0
        content = zipfile.ZipFile(demo / name).read(part).decode()
        assert ("−5,3" if name == "f.docx" else "-5.3") in content


def test_respondents_without_a_group_are_counted_below(run, surveyed: Path) -> None:
    shown = run("survey", "nonresponse", where=surveyed)
    assert shown.code == 0
    assert "Svar uten gruppe, som ikke er med i tallene: 1." in shown.out
    assert "I alt 10 100,0 3 100,0 30,0" in [squeezed(line) for line in shown.lines]


def test_more_answers_than_there_are_is_a_finding(run, surveyed: Path) -> None:
    put(surveyed, "survey/responses.csv", RESPONSES + "R5,oslo,stor\n")
    shown = run("survey", "nonresponse", where=surveyed)
    assert shown.code == 1
    assert shown.lines[-1].startswith(
        "survey/population.yaml:6: 2 of fylke Oslo answered, and the population has 1;"
    )
    assert run("survey", "nonresponse", "--format", "json", where=surveyed).code == 1


def test_groups_that_do_not_add_up_are_a_finding(run, surveyed: Path) -> None:
    put(surveyed, "survey/population.yaml", POPULATION.replace("viken: 9", "viken: 8"))
    shown = run("survey", "nonresponse", where=surveyed)
    assert shown.code == 1
    assert "the groups of T1 hold 9 together, and the population is 10" in shown.lines[-1]


def test_an_unknown_group_is_one_line_with_file_line_and_the_nearest_name(run, surveyed: Path) -> None:
    put(surveyed, "survey/population.yaml", POPULATION.replace("viken", "vikn"))
    refused = run("survey", "nonresponse", where=surveyed).refused()
    assert refused == "survey/population.yaml:7: fylke has no group vikn; did you mean viken?"


def test_an_unknown_table_is_one_line_with_the_nearest_name(run, surveyed: Path) -> None:
    refused = run("survey", "nonresponse", "fylkke", where=surveyed).refused()
    assert refused.endswith("there is no table of the population by fylkke; did you mean fylke?")
    refused = run("survey", "nonresponse", "F6", where=surveyed).refused()
    assert "there is no table of the population by F6" in refused


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("survey/population.yaml", None, "there is no survey/population.yaml"),
        ("survey/population.yaml", "population: 10\n", "survey/population.yaml has no `tables`"),
        ("survey/responses.csv", None, "there are no responses in this study"),
        ("survey/responses.csv", "respondent,fylke\n", "survey/responses.csv has no respondents"),
        ("survey/responses.csv", "respondent,fylke\nR1,\n", "nobody who answered is in a group of fylke"),
        ("survey/questions.yaml", None, "there is no survey in this study"),
    ],
)
def test_what_is_missing_is_one_line(run, surveyed: Path, file: str, content: str | None, words: str) -> None:
    if content is None:
        (surveyed / file).unlink()
    else:
        put(surveyed, file, content)
    assert words in run("survey", "nonresponse", where=surveyed).refused()


def test_a_name_of_the_roster_is_not_let_out(run, surveyed: Path) -> None:
    put(surveyed, "private/roster.yaml", 'people:\n  - {name: "Viken", as: "[Fylke]"}\n')
    assert "roster" in run("survey", "nonresponse", "--format", "csv", where=surveyed).refused()
