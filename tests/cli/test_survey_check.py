"""crosscase survey check: its list, its forms, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studies import make_study, put

QUESTIONS = """questions:
  - id: A
    type: single
    text: Enig?
    options: [{id: ja, label: "Ja, =helt"}, {id: nei, label: Nei}]
"""


def published(percent: str) -> str:
    return f'figures: [{{id: F1, question: A, base: "20", shares: [{{item: A.ja, percent: "{percent}"}}]}}]\n'


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    root = make_study(tmp_path / "s")
    put(root, "survey/questions.yaml", QUESTIONS)
    put(root, "survey/published.yaml", published("27"))
    return root


def test_the_example_s_findings_are_nine_errors_four_warnings_and_notes(run, tmp_path: Path) -> None:
    assert run("demo", "d", where=tmp_path).code == 0
    shown = run("survey", "check", "--severity", "warning", where=tmp_path / "d")
    lines = shown.out.splitlines()
    assert shown.code == 1
    assert [line.partition(":")[0] for line in lines[:-1]] == ["error"] * 9 + ["warning"] * 4
    assert lines[-1] == "9 errors, 4 warnings, 86 notes"


def test_small_bases_are_one_line_a_figure_on_the_terminal_and_one_a_claim_in_files(
    run, tmp_path: Path
) -> None:
    assert run("demo", "d", where=tmp_path).code == 0
    lines = run("survey", "check", where=tmp_path / "d").out.splitlines()
    assert "note: F4: 12 claims rest on fewer than 30 answers: read with caution (small-base)" in lines
    assert sum("small-base" in line for line in lines) == 9
    facts = json.loads(run("survey", "check", "--format", "json", where=tmp_path / "d").out)
    assert sum(one["kind"] == "small-base" and one["where"].startswith("F4,") for one in facts) == 12


def test_an_unknown_severity_is_refused_in_plain_words(run, survey: Path) -> None:
    shown = run("survey", "check", "--severity", "warnings", where=survey)
    assert shown.code == 2
    assert "'warnings' is not one of 'error', 'warning', 'note'" in shown.err
    assert "Value error" not in shown.err


def test_json_holds_kind_severity_where_and_message_and_where_begins_with_the_figure(
    run, survey: Path
) -> None:
    shown = run("survey", "check", "--format", "json", where=survey)
    assert shown.code == 1
    assert json.loads(shown.out) == [
        {
            "kind": "attainable",
            "severity": "error",
            "where": "F1: Ja, =helt",
            "message": "27 % of 20 is no whole count: 5 of 20 (25 %) and 6 of 20 (30 %)",
        }
    ]


def test_figures_that_can_be_true_end_well(run, survey: Path) -> None:
    put(survey, "survey/published.yaml", published("25"))
    shown = run("survey", "check", where=survey)
    assert (shown.code, shown.out) == (0, "0 errors, 0 warnings, 0 notes\n")


def test_every_form_is_written(run, survey: Path, tmp_path: Path) -> None:
    for form in ("csv", "md", "html", "docx", "xlsx", "json"):
        assert run("survey", "check", "--output", str(tmp_path / f"out.{form}"), where=survey).code == 1
        assert (tmp_path / f"out.{form}").stat().st_size > 100
    assert "kind,severity,where,message" in (tmp_path / "out.csv").read_text()


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("survey/published.yaml", "there is no survey/published.yaml; write down what the report prints"),
        ("survey/questions.yaml", "there is no survey in this study: no survey/questions.yaml"),
    ],
)
def test_a_study_without_it_says_so_in_one_line(run, survey: Path, missing: str, told: str) -> None:
    (survey / missing).unlink()
    shown = run("survey", "check", where=survey)
    assert shown.code == 2
    assert told in shown.err
    assert shown.err.count("\n") == 1


def test_a_broken_file_is_named_with_its_line(run, survey: Path) -> None:
    put(survey, "survey/published.yaml", published("25").replace("A.ja", "A.jaa"))
    shown = run("survey", "check", where=survey)
    assert shown.code == 2
    assert "survey/published.yaml:1:" in shown.err
    assert "did you mean A.ja?" in shown.err
