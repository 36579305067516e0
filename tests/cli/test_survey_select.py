"""crosscase survey select: the example's five cases, proposals, and what cannot be."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from studies import make_study, put

QUESTIONS = """questions:
  - id: fylke
    type: single
    text: Fylke
    options: [{id: oslo, label: Oslo}, {id: viken, label: Viken}, {id: agder, label: Agder}]
  - id: F6
    type: single
    text: Arbeid
    options: [{id: stor, label: Stor}, {id: liten, label: Liten}]
selection:
  where: [F6=stor]
  spread: [fylke]
  number: 2
"""
RESPONSES = """respondent;fylke;F6
R1;viken;stor
R2;viken;stor
R3;oslo;stor
R4;agder;liten
R5;;stor
"""


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
            "survey/responses.csv": RESPONSES,
            "cases/alta.yaml": "name: Alta\nrespondent: R1\n",
        },
    )


def facts(run, where: Path, *words: str) -> dict:
    done = run("survey", "select", *words, "--format", "json", where=where)
    assert done.code in (0, 1), done
    return json.loads(done.out)


def squeezed(line: str) -> str:
    return " ".join(line.split())


def test_the_five_cases_of_the_example_fit_the_rule_and_are_spread_as_the_report_says(
    run, demo: Path
) -> None:
    shown = run("survey", "select", where=demo)
    assert shown.code == 0
    found = facts(run, demo)
    assert {one["case"]: one["fails"] for one in found["chosen"]} == {
        name: [] for name in ("Alta", "Kristiansand", "Lillestrøm", "Skien", "Skiptvet")
    }
    spread = {one["variable"]: one for one in found["spread"]}
    sizes = {one["group"]: one["chosen"] for one in spread["innbyggertall"]["groups"]}
    assert sizes == {"0-5000": 1, "5001-10000": 0, "10001-20000": 0, "20001-700000": 4}
    # none from the west or the middle of the country
    regions = {one["group"]: one["chosen"] for one in spread["landsdel"]["groups"]}
    assert (regions["vestlandet"], regions["midt-norge"]) == (0, 0)
    assert regions == {
        "oslo": 0,
        "ostlandet": 2,
        "sorlandet": 2,
        "vestlandet": 0,
        "midt-norge": 0,
        "nord-norge": 1,
    }
    assert spread["innbyggertall"]["differing"] == 4  # one small beside four large
    first = found["candidates"][0]
    assert any(group in ("landsdel=vestlandet", "landsdel=midt-norge") for group in first["adds"])


def test_whoever_fits_in_the_example_answered_so_in_the_file(run, demo: Path) -> None:
    found = facts(run, demo)
    with (demo / "survey/responses.csv").open(encoding="utf-8") as file:
        rows = {row["respondent"]: row for row in csv.DictReader(file)}
    ticked = {
        name: sum(
            cell == "1"
            for column, cell in row.items()
            if column.startswith("F8.") and "vet-ikke" not in column
        )
        for name, row in rows.items()
    }
    fit = {
        name
        for name, row in rows.items()
        if row["F6"] in ("svaert-stor", "ganske-stor") and ticked[name] >= 3
    }
    named = {one["respondent"] for one in (*found["chosen"], *found["candidates"])}
    assert named == fit
    assert found["fitting"] == len(fit)


def test_the_chosen_and_the_next_are_shown_in_the_studys_language(run, surveyed: Path) -> None:
    shown = run("survey", "select", where=surveyed)
    assert shown.code == 0
    lines = [squeezed(line) for line in shown.lines]
    assert "Kravene: 4 av 5 respondenter fyller alle" in lines
    assert "Valgt: 1 av 2" in lines
    assert "R1 Alta ja + Viken 1 0 av 0" in lines
    assert "Fylke Agder 0 0 1 mangler, ingen passer" in lines
    assert "1 R3 + Oslo 1 1 av 1" in lines
    assert "2 R2 Viken 0 0 av 1" in lines
    assert "2 R5 uoppgitt 0 0 av 1" in lines


def test_a_case_that_does_not_fit_is_a_finding_and_names_the_condition(run, surveyed: Path) -> None:
    put(surveyed, "cases/alta.yaml", "name: Alta\nrespondent: R4\n")
    shown = run("survey", "select", where=surveyed)
    assert shown.code == 1
    assert shown.lines[-1] == "R4 (Alta) does not fit the rule: F6=stor"
    assert "nei: F6=stor" in shown.out


def test_options_take_the_place_of_the_rule(run, surveyed: Path) -> None:
    found = facts(
        run, surveyed, "--where", "fylke=viken,agder", "--where", "F6=liten", "--spread", "F6, fylke"
    )
    assert found["rule"] == {
        "where": ["fylke=viken,agder", "F6=liten"],
        "spread": ["F6", "fylke"],
        "number": 2,
    }
    assert [one["respondent"] for one in found["candidates"]] == ["R4"]


def test_respondents_and_cases_can_be_chosen_in_place_of_the_cases(run, surveyed: Path) -> None:
    found = facts(run, surveyed, "--chosen", "R3,alta,R3")
    assert [(one["respondent"], one["case"]) for one in found["chosen"]] == [("R3", ""), ("R1", "Alta")]


def test_a_fresh_proposal_covers_most_and_says_who_was_as_good(run, surveyed: Path) -> None:
    shown = run("survey", "select", "--fresh", where=surveyed)
    lines = [squeezed(line) for line in shown.lines]
    assert "R3 ja + Oslo 1 0 av 0" in lines
    assert "R1 Alta ja + Viken 1 1 av 1 R2" in lines
    assert "Fylke 2 av 3 2 av 3 1 av 1" in lines
    assert shown == run("survey", "select", "--fresh", where=surveyed)


def test_a_proposal_of_more_than_fit_says_so(run, surveyed: Path) -> None:
    shown = run("survey", "select", "--fresh", "--number", "9", where=surveyed)
    assert shown.code == 0
    assert "Bare 4 fyller kravene." in shown.out
    assert "Ingen andre fyller kravene." in shown.out


def test_nobody_who_fits_is_a_finding_that_says_how_many_meet_each_condition(run, surveyed: Path) -> None:
    shown = run("survey", "select", "--where", "F6=stor", "--where", "fylke=agder", where=surveyed)
    assert shown.code == 1
    assert (
        "nobody meets all conditions (4 meet F6=stor, 1 meet fylke=agder); loosen one of them" in shown.lines
    )
    assert "R1 (Alta) does not fit the rule: fylke=agder" in shown.lines


def test_only_so_many_are_shown_and_files_have_all(run, surveyed: Path) -> None:
    shown = run("survey", "select", "--most", "1", where=surveyed)
    assert "2 til fyller kravene." in shown.out
    assert len(facts(run, surveyed, "--most", "1")["candidates"]) == 3
    rows = list(csv.DictReader(io.StringIO(run("survey", "select", "--format", "csv", where=surveyed).out)))
    assert [row["respondent"] for row in rows] == ["R1", "R3", "R2", "R5"]


def test_word_excel_pages_and_markdown_hold_the_tables(run, surveyed: Path) -> None:
    for name, part in (("s.docx", "word/document.xml"), ("s.xlsx", "xl/worksheets/sheet2.xml")):
        assert run("survey", "select", "--output", name, where=surveyed).code == 0
        assert part in zipfile.ZipFile(surveyed / name).namelist()
    assert "Valgt: 1 av 2" in run("survey", "select", "--format", "md", where=surveyed).out
    assert "<caption>Spredning" in run("survey", "select", "--format", "html", where=surveyed).out


def test_a_case_whose_respondent_is_not_there_is_a_finding_and_the_others_are_shown(
    run, surveyed: Path
) -> None:
    put(surveyed, "cases/skien.yaml", "name: Skien\nrespondent: R77\n")
    shown = run("survey", "select", where=surveyed)
    assert shown.code == 1
    assert shown.lines[-1].startswith("cases/skien.yaml: no respondent R77 in survey/responses.csv;")
    assert "Valgt: 1 av 2" in shown.lines


def test_two_cases_of_one_respondent_are_a_finding(run, surveyed: Path) -> None:
    put(surveyed, "cases/skien.yaml", "name: Skien\nrespondent: R1\n")
    shown = run("survey", "select", where=surveyed)
    assert shown.code == 1
    assert shown.lines[-1] == "cases/skien.yaml: R1 is another case's respondent too; correct it"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--where", "F66=stor"), "F66=stor: there is no question or variable F66; did you mean F6?"),
        (("--where", "F6=storr"), "F6=storr: there is no answer to F6 called storr; did you mean stor?"),
        (("--where", "F6"), "“F6” is no condition;"),
        (("--where", "F6>=2"), "F6>=2: F6 is one choice and has no size;"),
        (("--spread", "fylkee"), "there is no variable fylkee; did you mean fylke?"),
        (("--chosen", "R33"), "there is no respondent R33; did you mean R3?"),
        (("--chosen", "skien"), "the case skien has no `respondent`; write it into cases/skien.yaml"),
        (("--fresh", "--chosen", "R1"), "--fresh begins with nobody chosen;"),
        (("--number", "0"), "invalid value for '--number'"),
    ],
)
def test_what_cannot_be_is_one_line(run, surveyed: Path, words: tuple[str, ...], line: str) -> None:
    assert run("survey", "select", *words, where=surveyed).refused().startswith(line)


def test_a_proposal_must_know_how_many(run, surveyed: Path) -> None:
    put(surveyed, "survey/questions.yaml", QUESTIONS.replace("  number: 2\n", ""))
    assert "give --number" in run("survey", "select", "--fresh", where=surveyed).refused()


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("survey/responses.csv", None, "there are no responses in this study"),
        ("survey/responses.csv", "respondent,fylke,F6\n", "survey/responses.csv has no respondents"),
        ("survey/questions.yaml", None, "there is no survey in this study"),
    ],
)
def test_what_is_missing_is_one_line(run, surveyed: Path, file: str, content: str | None, words: str) -> None:
    if content is None:
        (surveyed / file).unlink()
    else:
        put(surveyed, file, content)
    assert words in run("survey", "select", where=surveyed).refused()


def test_without_a_rule_nobody_is_chosen(run, tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    put(root, "survey/questions.yaml", QUESTIONS.partition("selection:")[0])
    put(root, "survey/responses.csv", RESPONSES)
    shown = run("survey", "select", where=root)
    assert shown.code == 2
    assert "there is no rule to choose by: write `selection:` into survey/questions.yaml" in shown.err
    assert run("survey", "select", "--spread", "fylke", where=root).code == 0
