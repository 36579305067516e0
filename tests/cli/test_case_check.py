"""`crosscase case check`: every mark in a line, and what it comes to; `crosscase check` names the severe ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from described import STATEMENTS, TEMPLATE, case_text, described
from studies import put


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study whose description has nothing severe."""
    kept = {k: [each for each in v if "state" not in each] for k, v in STATEMENTS.items()}
    return described(tmp_path_factory.mktemp("sound"), kept)


def broken(folder: Path, **sections: list[dict[str, object]]) -> Path:
    kept = {k: [each for each in v if "state" not in each] for k, v in STATEMENTS.items()}
    return described(folder, {**kept, **sections})


def test_a_description_with_nothing_severe_passes_and_says_what_to_look_at(run, sound: Path) -> None:
    done = run("case", "check", "alta", where=sound)
    assert done.code == 0
    assert "  alta: 2.1 leans on I1 alone (one-informant)" in done.lines
    assert "  alta: 2.2: evidence skolene000 may only be paraphrased (paraphrase)" in done.lines
    assert done.lines[-1].endswith(" marks, 0 severe")
    assert run("check", where=sound).lines[-1] == "no problems"


@pytest.mark.parametrize(
    ("evidence", "kind", "said"),
    [
        ([], "no-evidence", "2.1 rests on nothing; attach quotes"),
        (["nothere000"], "gone", "2.1: evidence nothere000 is no coding any more"),
        (["torikke000"], "no-consent", "2.1: evidence torikke000 has words of somebody who has not agreed"),
    ],
)
def test_what_must_not_be_handed_on_is_severe_and_stops(
    run, tmp_path: Path, evidence: list[str], kind: str, said: str
) -> None:
    wrong: dict[str, object] = {"id": "wrong00001", "text": {"nb": "Noe."}, "evidence": evidence}
    study = broken(tmp_path / "study", utfordringer=[wrong])
    done = run("case", "check", where=study)
    assert done.code == 1
    [line] = [line for line in done.lines if line.startswith("*")]
    assert line.startswith(f"* alta: {said}")
    assert line.endswith(f"({kind})")
    [fact] = [
        each
        for each in json.loads(run("case", "check", "--format", "json", where=study).out)
        if each["severe"]
    ]
    assert (fact["case"], fact["kind"], fact["section"], fact["number"], fact["statement"]) == (
        "alta", kind, "utfordringer", "2.1", "wrong00001",
    )  # fmt: skip
    [problem] = json.loads(run("check", "--format", "json", where=study).out)
    assert (problem["file"], problem["line"], problem["kind"]) == ("cases/alta.yaml", 3, kind)


def test_evidence_of_another_case_and_of_a_lost_coding_is_named(run, tmp_path: Path) -> None:
    study = broken(tmp_path / "study", utfordringer=[
        {"id": "wrong00001", "text": {"nb": "Noe."}, "evidence": ["ressurser0"]},
    ])  # fmt: skip
    put(study, "cases/skien.yaml", case_text({"tiltak": [
        {"id": "wrong00002", "text": {"nb": "Noe."}, "evidence": ["ressurser0"]},
    ]}))  # fmt: skip
    file = study / "codings/alta/fokusgruppe/koder-a.yaml"
    lost = file.read_text(encoding="utf-8")
    at = lost.index("ressurser0")
    line = next(each for each in lost[at:].split("\n") if "at: [" in each)
    file.write_text(lost[:at] + lost[at:].replace(line + "\n", "", 1), encoding="utf-8")
    severe = [line for line in run("case", "check", where=study).lines if line.startswith("*")]
    assert any("alta: 2.1: evidence ressurser0 has lost its words" in line for line in severe)
    assert any("skien: 3.1: evidence ressurser0 is of alta" in line for line in severe)


def test_a_section_that_left_the_template_keeps_its_statements_and_is_severe(run, tmp_path: Path) -> None:
    shorter = TEMPLATE.replace("  - section: kriterier\n", "  - section: avslutning\n")
    study = described(tmp_path / "study", template=shorter)
    done = run("case", "check", where=study)
    assert done.code == 1
    assert any(
        "section kriterier is not in the template; move its 2 statements" in line for line in done.lines
    )
    assert "Kunnskap er på plass" in run("case", "show", "alta", where=study).out


def test_two_statements_of_one_id_are_one_line_and_the_other_cases_open(run, tmp_path: Path) -> None:
    twice = {"utfordringer": [*STATEMENTS["utfordringer"], STATEMENTS["utfordringer"][0]]}
    study = described(tmp_path / "study", twice)
    assert "id utford0001 stands twice" in run("case", "check", where=study).refused()
    [problem] = [
        each
        for each in json.loads(run("check", "--format", "json", where=study).out)
        if "twice" in each["message"]
    ]
    assert (problem["file"], problem["line"]) == ("cases/alta.yaml", 3)
    assert run("case", "check", "skien", where=study).code == 0


def test_an_unknown_case_is_answered_with_the_nearest(run, sound: Path) -> None:
    assert "did you mean alta?" in run("case", "check", "allta", where=sound).refused()
