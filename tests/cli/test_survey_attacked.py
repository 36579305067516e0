"""The survey's commands where people least look: what stands beside numbers, odd files, two at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from surveys import CAUTION, NOTICE, survey_study

POPULATION = "tables: [{id: T1, variable: del, groups: {nord: 156, sor: 200}}]\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    root = survey_study(tmp_path / "s")
    (root / "survey/population.yaml").write_text(POPULATION, encoding="utf-8")
    return root


@pytest.mark.parametrize("form", ["table", "csv", "json", "md", "html"])
def test_non_response_says_its_caution_and_notice_once_in_every_form(run, survey: Path, form: str) -> None:
    shown = run("survey", "nonresponse", "--format", form, where=survey)
    assert shown.code == 0
    for text in (CAUTION["nb"], NOTICE["nb"]):
        assert (shown.out + shown.err).count(text) == 1
    if form == "json":
        json.loads(shown.out)


def test_a_column_of_the_file_that_no_question_has_is_not_said_to_be_missing_from_it(
    run, survey: Path
) -> None:
    file = survey / "survey/responses.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("".join(f"{line},{'note' if not place else 'x'}\n" for place, line in enumerate(lines)))
    again = survey / "again.csv"
    again.write_text(file.read_text().replace("R001,", "R901,"))
    shown = run("survey", "import", str(again), "--replace", "--coder", "ann", where=survey)
    assert shown.code == 0
    assert "columns not taken in, and as they were: note" in shown.out
    assert "not in the file, and" not in shown.out


def test_missing_columns_are_told_in_words(run, survey: Path) -> None:
    file = survey / "survey/questions.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: F2\n", "id: F5\n"), encoding="utf-8")
    shown = run("check", where=survey)
    assert "F5: there are no columns F5.tiltak, F5.penger; did you mean F2.tiltak?" in shown.out


def test_a_question_that_is_asked_for_twice_is_in_the_table_book_once(run, survey: Path) -> None:
    once = run("survey", "table", "F1", where=survey)
    assert run("survey", "table", "F1", "F1", where=survey).out == once.out


def test_the_study_s_notice_stands_apart_from_the_last_table(run, survey: Path) -> None:
    settings = survey / "study.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "notice: Konstruert.\n", encoding="utf-8")
    shown = run("survey", "table", "F1", where=survey)
    assert shown.lines[-2:] == ["", "Konstruert."]


@pytest.mark.parametrize("more", [(), ("--by", "del"), ("--kind", "ranked")])
def test_a_figure_says_what_its_margins_cover_where_the_survey_has_no_caution_of_its_own(
    run, survey: Path, more: tuple[str, ...]
) -> None:
    file = survey / "survey/questions.yaml"
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join(line for line in lines if not line.startswith("caution")), encoding="utf-8")
    file = survey / "f.svg"
    assert run("survey", "figure", "F1", *more, "--output", str(file), where=survey).code == 0
    assert "Feilmarginene dekker bare utvalgsfeil" in file.read_text(encoding="utf-8")
