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
    assert "  alta: 2.2: I2, line 5 of alta/fokusgruppe may only be paraphrased (paraphrase)" in done.lines
    assert done.lines[-1] == "8 marks, 0 severe: 5 one-informant, 3 paraphrase"
    assert run("check", where=sound).lines[-1] == "no problems"


def test_what_is_the_same_of_several_quotes_is_one_line_for_people_and_a_mark_each_for_programs(
    run, tmp_path: Path
) -> None:
    both = {
        "id": "begge00001",
        "text": {"nb": "Noe."},
        "evidence": ["skolene000", "kunnskap00", "mednettet0"],
    }
    study = broken(tmp_path / "study", utfordringer=[both])
    told = run("case", "check", "--kind", "paraphrase", where=study)
    assert [line for line in told.lines if " 2.1" in line] == [
        "  alta: 2.1: I2, lines 5 and 11 of alta/fokusgruppe may only be paraphrased (paraphrase)"
    ]
    facts = json.loads(run("case", "check", "--kind", "paraphrase", "--format", "json", where=study).out)
    assert [each["about"] for each in facts if each["number"] == "2.1"] == ["skolene000", "kunnskap00"]


def test_severe_marks_come_first_and_can_be_asked_for_alone(run, tmp_path: Path) -> None:
    wrong: dict[str, object] = {"id": "wrong00001", "text": {"nb": "Noe."}, "evidence": []}
    study = broken(tmp_path / "study", kriterier=[wrong])
    every = run("case", "check", where=study)
    assert every.lines[0] == "* alta: 4.1 rests on nothing; attach quotes (no-evidence)"
    alone = run("case", "check", "--severe", where=study)
    assert alone.lines[:-1] == [every.lines[0]]
    assert alone.lines[-1].endswith(" marks listed, 1 severe: 1 no-evidence")
    others = run("case", "check", "--kind", "one-informant", where=study)
    assert others.code == 1  # what is severe is severe whatever is listed
    assert not any(line.startswith("*") for line in others.lines)
    assert "did you mean paraphrase?" in run("case", "check", "--kind", "parafrase", where=study).refused()


@pytest.mark.parametrize(
    ("evidence", "kind", "said"),
    [
        ([], "no-evidence", "2.1 rests on nothing; attach quotes"),
        (["nothere000"], "gone", "2.1: evidence nothere000 is no coding any more"),
        (
            ["torikke000"],
            "no-consent",
            "2.1: I3, line 12 of alta/fokusgruppe has words of somebody who has not agreed",
        ),
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
    assert any(
        "alta: 2.1: evidence ressurser0 of alta/fokusgruppe has lost its words" in line for line in severe
    )
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


def test_two_statements_of_one_id_are_one_line_and_the_other_cases_are_checked(run, tmp_path: Path) -> None:
    twice = {"utfordringer": [*STATEMENTS["utfordringer"], STATEMENTS["utfordringer"][0]]}
    study = described(tmp_path / "study", twice)
    put(study, "cases/skien.yaml", case_text({"tiltak": [{"id": "skien00001", "text": {"nb": "Noe."}}]}))
    put(study, "cases/ingen.yaml", "name: [\n")
    done = run("case", "check", where=study)
    assert done.code == 1
    assert "* skien: 3.1 rests on nothing; attach quotes (no-evidence)" in done.lines
    assert done.lines[-1].endswith("; 2 files could not be read")
    alta, ingen = done.err.splitlines()
    assert alta.startswith("crosscase: cases/alta.yaml:3")
    assert "id utford0001 stands twice" in alta
    assert ingen.startswith("crosscase: cases/ingen.yaml:2:1: ")
    assert "cases/ingen.yaml:2:1: " in run("case", "check", "ingen", where=study).refused()
    [problem] = [
        each
        for each in json.loads(run("check", "--format", "json", where=study).out)
        if "twice" in each["message"]
    ]
    assert (problem["file"], problem["line"]) == ("cases/alta.yaml", 3)


def test_an_unknown_case_is_answered_with_the_nearest(run, sound: Path) -> None:
    assert "did you mean alta?" in run("case", "check", "allta", where=sound).refused()


def test_without_study_yaml_nobody_knows_the_sections(run, tmp_path: Path) -> None:
    study = described(tmp_path / "study")
    file = study / "study.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "broken: [\n", encoding="utf-8")
    assert "study.yaml:" in run("case", "check", where=study).refused()
