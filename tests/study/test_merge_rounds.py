"""What two people sent, took in and decided merges record by record, and a record is never half of one and half of another."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from crosscase.study.merge import Side
from crosscase.study.merge_file import Merged, Sides, merge_file, sides_of

ROUND = "validation/round-1"
ANSWERS, DECISIONS, SENT = f"{ROUND}/answers/alta/i1.yaml", f"{ROUND}/decisions.yaml", f"{ROUND}/round.yaml"


def text(key: str, *records: dict[str, Any]) -> str:
    return yaml.safe_dump({key: list(records)}, allow_unicode=True, sort_keys=False) if records else ""


def answer(id: str, received: str, by: str, **more: str) -> dict[str, Any]:
    return {"id": id, "case": "alta", "informant": "I1", "statement": f"s{id}", "version": 1,
            "verdict": "correct", "received": received, "receipt": "ab12", "by": by, **more}  # fmt: skip


def decision(choice: str, by: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "s1",
        "case": "alta",
        "statement": "s1",
        "choice": choice,
        **more,
        "by": by,
        "on": "2022-01-20",
    }


def merged(file: str, base: str, ours: str, theirs: str, side: Side | None = None) -> Merged:
    return merge_file(file, Sides(base, ours, theirs), choose=lambda conflict: side)


@pytest.mark.parametrize("turned", [False, True])
def test_one_reply_taken_in_by_two_is_there_once_as_it_was_first(turned: bool) -> None:
    first = [answer(each, "2022-01-12T10:00:00Z", "koder-a") for each in "abc"]
    then = [answer(each, "2022-01-13T10:00:00Z", "koder-b") for each in "abcd"]
    one, other = text("answers", *first), text("answers", *then)
    result = merged(ANSWERS, "", *((other, one) if turned else (one, other)))
    assert result.conflicts == ()
    assert yaml.safe_load(result.text) == {"answers": [*first, then[3]]}


def test_one_reply_that_was_read_two_ways_is_asked_about_answer_by_answer() -> None:
    one = answer("a", "2022-01-12T10:00:00Z", "koder-a", text="Ola sier nei.")
    other = answer("a", "2022-01-13T10:00:00Z", "koder-b", text="Informanten sier nei.")
    result = merged(ANSWERS, "", text("answers", one), text("answers", other))
    assert [each.path for each in result.conflicts] == [("answers", "a")]
    sides = sides_of(result.text)
    assert sides is not None
    for side, kept in (("ours", one), ("theirs", other)):
        assert yaml.safe_load(merged(ANSWERS, "", sides.ours, sides.theirs, side).text)["answers"] == [kept]


@pytest.mark.parametrize("turned", [False, True])
def test_the_same_decided_and_applied_by_two_is_one_decision(turned: bool) -> None:
    begun = text("decisions")
    same = {"text": {"nb": "Samme tekst."}, "reason": "r", "answers": ["a"], "version": 2}
    first = decision("adapt", "koder-b", applied="2022-01-20T10:00:00Z", **same)
    then = decision("adapt", "koder-a", applied="2022-01-20T11:00:00Z", **same)
    one, other = text("decisions", first), text("decisions", then)
    result = merged(DECISIONS, begun, *((other, one) if turned else (one, other)))
    assert result.conflicts == ()
    assert yaml.safe_load(result.text) == {"decisions": [first]}


@pytest.mark.parametrize(("side", "choice"), [("ours", "withdraw"), ("theirs", "adapt")])
def test_unlike_decisions_are_one_conflict_and_one_of_them_stands_whole(side: Side, choice: str) -> None:
    taken_out = decision("withdraw", "koder-a", reason="A", applied="2022-01-20T10:00:00Z", version=2)
    reworded = decision("adapt", "koder-b", text={"nb": "Fra B."}, reason="B", applied="2022-01-20T11:00:00Z")
    ours, theirs = text("decisions", taken_out), text("decisions", reworded)
    result = merged(DECISIONS, "", ours, theirs)
    assert [each.path for each in result.conflicts] == [("decisions", "s1")]
    found = yaml.safe_load(merged(DECISIONS, "", ours, theirs, side).text)["decisions"]
    assert found == [{"withdraw": taken_out, "adapt": reworded}[choice]]


def test_a_packet_made_anew_and_a_reminder_to_the_same_informant_are_both_kept() -> None:
    begun = {
        "id": "alta/I1",
        "case": "alta",
        "informant": "I1",
        "statements": ["s1:1"],
        "made": "1",
        "hash": "a",
    }
    ours = {**begun, "reminded": ["2022-01-15T10:00:00Z"]}
    theirs = {**begun, "made": "2", "hash": "b", "deadline": "2022-02-01"}
    result = merged(SENT, text("sent", begun), text("sent", ours), text("sent", theirs))
    assert result.conflicts == ()
    assert yaml.safe_load(result.text)["sent"] == [{**theirs, "reminded": ["2022-01-15T10:00:00Z"]}]


def test_two_packets_to_one_informant_are_one_conflict_and_keep_their_own_day() -> None:
    begun = {"id": "alta/I1", "case": "alta", "informant": "I1", "statements": ["s1:1"]}
    ours, theirs = (
        {**begun, "made": "1", "hash": "a"},
        {**begun, "made": "2", "hash": "b", "deadline": "2022-02-01"},
    )
    sides = "", text("sent", ours), text("sent", theirs)
    assert [each.path for each in merged(SENT, *sides).conflicts] == [("sent", "alta/I1")]
    assert yaml.safe_load(merged(SENT, *sides, "ours").text)["sent"] == [ours]
