"""Decisions that what came meanwhile has overtaken: a yes to what is to be taken out, a statement that is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from crosscase.casework.applying import plan_of
from crosscase.casework.deciding import decide
from crosscase.casework.standing import StatementStanding, standing_in
from crosscase.casework.validated import marks_of_statements, validated_in
from crosscase.casework.writing import reword
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import put
from validations import answer, put_round, validated_study

NOW, DAY = "2022-01-20T10:00:00Z", "2022-01-20"
WRONG = answer("an00000001", "alta/I1", "aaaaaaaaa3", "wrong", text="Nei.", proposed="Det mangler tid.")
EVERYBODY = ["alta/I1", "alta/I2", "alta/I3"]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(validated_study(tmp_path / "study", [WRONG]), "koder-a")


def decided(study: Study, choice: str, **more: Any) -> None:
    study.apply(decide(study, 1, "aaaaaaaaa3", choice, by="koder-a", on=DAY, reason="I1 sier det", **more))


def standing(study: Study) -> StatementStanding:
    found = standing_in(study, 1).statement("aaaaaaaaa3")
    assert found is not None
    return found


def statement_on_disk(study: Study) -> dict[str, Any]:
    read = yaml.safe_load((study.root / "cases/alta.yaml").read_text(encoding="utf-8"))
    return next(each for each in read["description"]["barrierer"] if each["id"] == "aaaaaaaaa3")


def gone(study: Study) -> None:
    text = (study.root / "cases/alta.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("    - id: aaaaaaaaa3\n")
    put(
        study.root,
        "cases/alta.yaml",
        before + "    - id: aaaaaaaaa4\n" + rest.partition("    - id: aaaaaaaaa4\n")[2],
    )


@pytest.mark.parametrize(
    ("choice", "more"), [("withdraw", {}), ("adapt", {"text": "Det mangler noe."}), ("accept", {})]
)
def test_a_yes_that_comes_later_stops_a_change_that_was_decided(
    study: Study, choice: str, more: dict[str, str]
) -> None:
    decided(study, choice, **more)
    late = answer("an00000002", "alta/I2", "aaaaaaaaa3", "correct")
    put_round(study.root, 1, EVERYBODY, [WRONG, late])
    before = (study.root / "cases/alta.yaml").read_bytes()
    plan = plan_of(study, 1, by="koder-a", now=NOW)
    assert plan.edit is None
    assert [each.trouble for each in plan.applied] == ["an answer came after the decision; decide again"]
    assert (standing(study).state, standing(study).to_decide) == ("disputed", True)
    decided(study, choice, **more)
    plan = plan_of(study, 1, by="koder-a", now=NOW)
    assert plan.edit is not None
    study.apply(plan.edit)
    assert (study.root / "cases/alta.yaml").read_bytes() != before
    assert (standing(study).state, standing(study).to_decide) == ("corrected", False)


def test_a_yes_that_comes_later_does_not_stop_what_changes_nothing_nor_what_was_applied(study: Study) -> None:
    decided(study, "withdraw")
    plan = plan_of(study, 1, by="koder-a", now=NOW)
    assert plan.edit is not None
    study.apply(plan.edit)
    late = answer("an00000002", "alta/I2", "aaaaaaaaa3", "correct")
    put_round(study.root, 1, EVERYBODY, [WRONG, late])
    assert (standing(study).state, standing(study).to_decide) == ("corrected", False)


@pytest.mark.parametrize(("choice", "state"), [("keep", "disputed"), ("withdraw", "corrected")])
def test_a_statement_that_is_gone_is_closed_by_keeping_or_withdrawing(
    study: Study, choice: str, state: str
) -> None:
    gone(study)
    for refused in ("adapt", "ask", "accept"):
        with pytest.raises(StudyError, match=r"alta 3\.1: it is gone .*; keep or withdraw closes it"):
            decided(study, refused, **({"text": "Nytt."} if refused == "adapt" else {}))
    before = (study.root / "cases/alta.yaml").read_bytes()
    put(study.root, "cases/alta.yaml", before.decode().replace("aaaaaaaaa5", "bbbbbbbbbb"))
    for each in ("keep", "ask"):
        with pytest.raises(StudyError, match="gone from the case description and nobody has answered"):
            decide(study, 1, "aaaaaaaaa5", each, by="koder-a", on=DAY, reason="borte")
    put(study.root, "cases/alta.yaml", before.decode())
    decided(study, choice)
    plan = plan_of(study, 1, by="koder-a", now=NOW)
    assert [(each.trouble, each.note) for each in plan.applied] == [
        ("", "it is gone from the case description")
    ]
    assert plan.edit is not None
    study.apply(plan.edit)
    assert (standing(study).state, standing(study).to_decide, standing(study).to_apply) == (
        state,
        False,
        False,
    )
    assert plan_of(study, 1, by="koder-a", now=NOW).applied == ()
    assert (study.root / "cases/alta.yaml").read_bytes() == before


def test_words_that_went_back_after_they_were_sent_are_not_the_ones_that_were_found_right(
    study: Study,
) -> None:
    edit = reword(study, "alta", "aaaaaaaaa3", "Det mangler tid.", by="koder-a", now=NOW)
    assert edit is not None
    former = (study.root / "cases/alta.yaml").read_bytes()
    study.apply(edit)
    sent_again = {"aaaaaaaaa3": (2, "Det mangler tid.")}
    right = answer(
        "bn00000001", "alta/I1", "aaaaaaaaa3", "correct", version=2, answered="2022-02-01T12:00:00Z"
    )
    put_round(study.root, 2, EVERYBODY, [right], statements=sent_again)
    assert marks_of_statements(study, "alta")["aaaaaaaaa3"].state == "confirmed"
    (study.root / "cases/alta.yaml").write_bytes(former)
    again = open_folder(study.root, "koder-a")
    assert statement_on_disk(again)["text"] == {"nb": "Det mangler folk og penger."}
    assert marks_of_statements(again, "alta")["aaaaaaaaa3"].state == "changed"
    seen = validated_in(again, "alta")
    assert seen is not None
    assert (seen.round, seen.unasked) == (2, 1)
