"""crosscase survey margins: the table of margins that reports print."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path

import pytest
from docx import Document

from crosscase.cli import progress
from surveys import CAUTION, QUESTIONS, survey_study


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 600)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return survey_study(tmp_path / "survey")


def test_margins_at_a_hundred_are_the_published_ones(run, survey: Path) -> None:
    done = run("survey", "margins", "--n", "100,88", where=survey)
    assert (done.code, done.err) == (0, "")
    rows = {line.split("  ")[0]: line.split()[-2:] for line in done.lines[1:12]}
    assert (rows["5 / 95"][0], rows["20 / 80"][0], rows["50"][0]) == ("4,4", "8,0", "10,0")
    assert rows["50"][1] == "10,7"
    assert "z = 2" in done.out
    assert done.out.count(CAUTION["nb"]) == 1


def test_the_sizes_are_a_hundred_and_how_many_answered_where_none_is_given(run, survey: Path) -> None:
    assert run("survey", "margins", where=survey).lines[1].split("  ")[1:] == ["n = 100", "n = 88"]


def test_numbers_are_unrounded_and_corrected_where_asked(run, survey: Path) -> None:
    done = run("survey", "margins", "--n", "88", "--z", "1.96", "--fpc", "--format", "json", where=survey)
    found = json.loads(done.out)
    assert any("356" in note for note in found["notes"])
    for row in found["margins"]:
        p = row["percent"] / 100
        expected = 196 * math.sqrt(p * (1 - p) / 88 * (356 - 88) / 355)
        assert row["margin"] == pytest.approx(expected)
        assert (row["n"], row["z"], row["population"]) == (88, 1.96, 356)
    done = run("survey", "margins", "--n", "88", "--format", "csv", where=survey)
    assert [float(row["margin"]) for row in csv.DictReader(io.StringIO(done.out))][-1] == pytest.approx(
        100 / math.sqrt(88), rel=1e-12
    )
    assert CAUTION["nb"] in done.err


def test_margins_go_into_a_word_file(run, survey: Path) -> None:
    run("survey", "margins", "--n", "100", "--output", "marginer.docx", where=survey)
    [table] = Document(survey / "marginer.docx").tables
    assert [cell.text for cell in table.rows[-1].cells] == ["50", "10,0"]


def test_margins_need_no_answers(run, tmp_path: Path) -> None:
    done = run("survey", "margins", where=survey_study(tmp_path / "s", answers="", language="en"))
    assert done.lines[0] == "Margins of error, points"
    assert done.lines[1].split("  ")[1:] == ["n = 100"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--n", "100,mange"), "--n 100,mange: give whole numbers from 1 on, such as 100,88"),
        (("--n", "0"), "give whole numbers from 1 on"),
        (("--n", "9" * 40), "give whole numbers from 1 on"),
        (("--z", "0"), "--z 0: give a number over 0, up to 10, such as 1.96"),
        (("--z", "nan"), "--z nan: give a number over 0"),
        (("--n", "400", "--fpc"), "400 answers cannot come from a population of 356"),
    ],
)
def test_sizes_that_cannot_be_are_refused(run, survey: Path, words: tuple[str, ...], why: str) -> None:
    assert why in run("survey", "margins", *words, where=survey).refused()


def test_a_correction_without_a_population_asks_for_it(run, tmp_path: Path) -> None:
    folder = survey_study(tmp_path / "s", questions=QUESTIONS.replace("population: 356\n", ""))
    refused = run("survey", "margins", "--fpc", where=folder).refused()
    assert "give --population N, or write `population: N` in survey/questions.yaml" in refused
