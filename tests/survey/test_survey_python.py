"""The survey from Python: frames of responses and of estimates."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crosscase.api import open_study
from crosscase.study.problems import StudyError
from studies import make_study, put

QUESTIONS = """weight: vekt
questions:
  - {id: alder, type: number, text: Alder}
  - id: A
    type: single
    text: Enig?
    options: [{id: ja, label: {nb: Ja, en: "Yes"}}, {id: nei, label: {nb: Nei, en: "No"}}]
  - id: B
    type: multiple
    text: Hva?
    asked: [A=ja]
    options: [{id: plan, label: Plan}, {id: kurs, label: Kurs}]
  - id: G
    type: grid
    text: Hvor mye?
    options: [{id: lite, label: Like}, {id: mye, label: Like}]
    rows: [{id: x, label: X}]
variables:
  - id: aldersgruppe
    question: alder
    groups: [{id: ung, label: Ung, to: 30}, {id: eldre, label: Eldre, from: "30,5"}]
"""
RESPONSES = """respondent;alder;A;B.plan;B.kurs;G.x;vekt
R1;20;ja;1;0;mye;1
R2;40,5;nei;;;lite;0,5
R3;;ja;0;0;;2
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_study(tmp_path / "s")
    put(root, "survey/questions.yaml", QUESTIONS)
    put(root, "survey/responses.csv", RESPONSES)
    return root


def test_responses_are_a_frame_by_respondent(root: Path) -> None:
    frame = open_study(root).responses()
    assert frame.index.name == "respondent"
    assert frame.to_dict("list") == {
        "alder": pytest.approx([20, 40.5, float("nan")], nan_ok=True),
        "A": ["ja", "nei", "ja"],
        "B.plan": [True, None, False],
        "B.kurs": [False, None, False],
        "G.x": ["mye", "lite", pytest.approx(float("nan"), nan_ok=True)],
        "aldersgruppe": ["ung", "eldre", pytest.approx(float("nan"), nan_ok=True)],
        "weight": [1, 0.5, 2],
    }
    assert list(frame["A"].cat.categories) == ["ja", "nei"]


def test_labels_stand_for_answers_save_where_two_have_one(root: Path) -> None:
    frame = open_study(root).responses(labels=True)
    assert list(frame["A"]) == ["Ja", "Nei", "Ja"]
    assert list(frame["G.x"].cat.categories) == ["lite", "mye"]


def test_describe_gives_what_was_counted_by_hand() -> None:
    here = Path(__file__).parents[2]
    rows = list(csv.DictReader((here / "survey" / "responses.csv").open(encoding="utf-8")))
    asked = [row for row in rows if row["F3"] in ("noen", "ganske-store", "svaert-store")]
    frame = open_study(here).describe("F4.hatefulle-ytringer", by="sentralitet").set_index("group")
    for group in ("sentrale", "mellomsentrale", "minst-sentrale"):
        inside = [row for row in asked if row["sentralitet"] == group]
        count = sum(row["F4.hatefulle-ytringer"] == "1" for row in inside)
        assert frame.loc[group, "count"] == count
        assert frame.loc[group, "percent"] == pytest.approx(100 * count / len(inside))


def test_a_grid_is_described_row_by_row_and_findings_are_those_of_the_command() -> None:
    study = open_study(Path(__file__).parents[2])
    assert list(dict.fromkeys(study.describe("F7")["row"])) == [
        "innvandrerbakgrunn",
        "samer",
        "nasjonale-minoriteter",
    ]
    assert set(study.describe("F7.samer")["row"]) == {"samer"}
    assert [one.severity for one in study.findings()].count("error") == 9


def test_what_is_not_there_is_said_in_one_line(root: Path, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"there is no item of the survey Z"):
        open_study(root).describe("Z")
    with pytest.raises(StudyError, match=r"there is no survey in this study"):
        open_study(make_study(tmp_path / "bare")).responses()
