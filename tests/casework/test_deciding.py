"""Decisions on what informants said: kept with their reason, applied as new versions, taken back to the byte."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.casework.applying import apply_decisions, changed_since, plan_of
from crosscase.casework.deciding import decide, proposed_change, take_back
from crosscase.casework.description import description_of
from crosscase.casework.standing import standing_of
from crosscase.casework.validated import ValidatedIn, marks_of_statements, validated_in
from crosscase.casework.writing import reword, take_out
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.rounds import round_of
from studies import contents, put
from validations import TEXTS, answer, put_round, validated_study

NOW, DAY = "2022-01-20T10:00:00Z", "2022-01-20"
NEW = "Det mangler folk, penger og tid."
ANSWERS = [
    answer("an00000001", "alta/I1", "aaaaaaaaa2", "correct"),
    answer("an00000002", "alta/I1", "aaaaaaaaa3", "changes", text="Tid også.", proposed=NEW),
    answer("an00000003", "alta/I2", "aaaaaaaaa3", "correct"),
    answer("an00000004", "alta/I1", "aaaaaaaaa4", "wrong", text="Det er tre."),
    answer("an00000005", "alta/I2", "aaaaaaaaa4", "correct"),
    answer("an00000006", "alta/I2", "aaaaaaaaa5", "changes", proposed="Få vet hva som virker."),
    answer("an00000007", "alta/I1", "aaaaaaaaa5", "changes", proposed="Ingen vet hva som virker her."),
    answer("an00000008", "alta/I1", section="barrierer", text="Kommunen har én kontakt i politiet."),
    answer("an00000009", "alta/I2", kind="general", text="Fint skrevet."),
]
TARGETS = ("aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3", "aaaaaaaaa4", "aaaaaaaaa5", "an00000008", "an00000009")


def study_in(folder: Path, answers: Sequence[Mapping[str, object]] = tuple(ANSWERS)) -> Study:
    return open_folder(validated_study(folder / "study", answers), "koder-a")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_in(tmp_path)


def decided(study: Study, target: str, choice: str, **more: Any) -> None:
    study.apply(decide(study, 1, target, choice, by="koder-a", on=DAY, **more))


def applied(study: Study) -> None:
    edit = apply_decisions(study, 1, by="koder-a", now=NOW)
    assert edit is not None
    study.apply(edit)


def written(study: Study, case: str = "alta") -> dict[str, dict[str, Any]]:
    """The statements of a case by id, as another program reads them."""
    read = yaml.safe_load((study.root / f"cases/{case}.yaml").read_text(encoding="utf-8"))
    return {
        each["id"]: {**each, "section": key} for key, inside in read["description"].items() for each in inside
    }


def test_the_informants_words_become_a_new_version_that_says_who_and_why(study: Study) -> None:
    decided(study, "alta/3.1", "accept", reason="I1 vet det")
    assert written(study)["aaaaaaaaa3"]["text"] == {"nb": "Det mangler folk og penger."}
    applied(study)
    now = written(study)["aaaaaaaaa3"]
    assert (now["text"], now["version"]) == ({"nb": NEW}, 2)
    assert (now["by"], now["on"], now["why"], now["answers"]) == (
        "koder-a",
        NOW,
        "round 1: I1 vet det",
        ["1/alta/I1"],
    )
    assert [each["text"]["nb"] for each in now["history"]] == ["Det mangler folk og penger."]
    decision = round_of(study, 1).decisions["aaaaaaaaa3"]
    assert (decision.applied, decision.version, decision.by, decision.on) == (NOW, 2, "koder-a", DAY)
    assert apply_decisions(study, 1, by="koder-a", now=NOW) is None


def test_adapting_keeping_withdrawing_and_asking_again(study: Study) -> None:
    decided(study, "aaaaaaaaa3", "adapt", text="Det mangler mye.", reason="kortere")
    decided(study, "aaaaaaaaa2", "keep", reason="alle er enige")
    decided(study, "aaaaaaaaa4", "withdraw", reason="ingen vet antallet")
    decided(study, "aaaaaaaaa1", "ask", reason="ingen svarte")
    before = written(study)
    applied(study)
    after = written(study)
    assert after["aaaaaaaaa3"]["text"]["nb"] == "Det mangler mye."
    assert (after["aaaaaaaaa4"]["state"], after["aaaaaaaaa4"]["answers"]) == ("withdrawn", ["1/alta/I1"])
    assert [after[id] for id in ("aaaaaaaaa1", "aaaaaaaaa2")] == [
        before[id] for id in ("aaaaaaaaa1", "aaaaaaaaa2")
    ]
    counts = standing_of(round_of(study, 1)).of_case("alta").counts
    assert (counts["corrected"], counts["confirmed"], counts["not answered"], counts["open"]) == (2, 1, 1, 1)


def test_words_in_two_languages_become_one_new_version(study: Study) -> None:
    for language, text in (("en", "Staff are lacking."), ("nb", "Det mangler folk.")):
        decided(study, "aaaaaaaaa3", "adapt", text=text, language=language, reason="kortere")
    applied(study)
    now = written(study)["aaaaaaaaa3"]
    assert (now["text"], now["version"]) == ({"nb": "Det mangler folk.", "en": "Staff are lacking."}, 2)


def test_words_that_are_missing_become_a_proposed_statement(study: Study) -> None:
    decided(study, "an00000008", "accept")
    decided(study, "an00000009", "keep", reason="gir ingen endring")
    applied(study)
    (id,) = written(study).keys() - TEXTS["alta"].keys()
    made = written(study)[id]
    assert (made["section"], made["state"], made["answers"]) == ("barrierer", "proposed", ["1/alta/I1"])
    assert made["text"]["nb"] == "Kommunen har én kontakt i politiet."
    assert round_of(study, 1).decisions["an00000008"].statement == id
    states = {each.answer.id: each.state for each in standing_of(round_of(study, 1)).additions}
    assert states == {"an00000008": "taken in", "an00000009": "left out"}


def test_a_program_killed_while_it_applies_makes_no_second_statement_of_an_addition(study: Study) -> None:
    decided(study, "an00000008", "accept")
    before = (study.root / "validation/round-1/decisions.yaml").read_bytes()
    applied(study)
    once = (study.root / "cases/alta.yaml").read_bytes()
    # as a kill leaves it: the case description is written, that it was applied is not
    (study.root / "validation/round-1/decisions.yaml").write_bytes(before)
    again = open_folder(study.root, "koder-a")
    applied(again)
    assert (study.root / "cases/alta.yaml").read_bytes() == once
    (id,) = written(again).keys() - TEXTS["alta"].keys()
    assert round_of(again, 1).decisions["an00000008"].statement == id


def test_unlike_proposals_ask_whose_words_are_meant(study: Study) -> None:
    with pytest.raises(StudyError, match="unlike words are proposed by an00000007, an00000006"):
        decided(study, "aaaaaaaaa5", "accept")
    decided(study, "aaaaaaaaa5", "accept", words_of="an00000006")
    applied(study)
    now = written(study)["aaaaaaaaa5"]
    assert (now["text"]["nb"], now["answers"]) == ("Få vet hva som virker.", ["1/alta/I2"])
    assert round_of(study, 1).decisions["aaaaaaaaa5"].answers == ("an00000007", "an00000006")


@pytest.mark.parametrize(
    ("target", "choice", "more", "told"),
    [
        ("aaaaaaaaa9", "keep", {"reason": "x"}, "nothing to decide on at aaaaaaaaa9; did you mean aaaaaaaaa"),
        ("aaaaaaaaa3", "acept", {}, "there is no choice acept; did you mean accept?"),
        ("aaaaaaaaa3", "keep", {}, "alta 3.1: to keep needs a reason"),
        ("aaaaaaaaa3", "adapt", {"reason": "x"}, "needs the new words"),
        ("aaaaaaaaa3", "keep", {"reason": "x", "text": "y"}, "takes no words of your own"),
        ("aaaaaaaaa3", "keep", {"reason": "x", "words_of": "an00000002"}, "only accept"),
        ("aaaaaaaaa3", "accept", {"words_of": "an00000003"}, "no answer an00000003 proposes words"),
        ("aaaaaaaaa3", "keep", {"reason": "x", "answers": ["an00000001"]}, "has no answer an00000001"),
        ("aaaaaaaaa2", "accept", {}, "nobody proposes other words"),
        ("aaaaaaaaa1", "keep", {"reason": "x"}, "nobody has answered; ask again"),
        ("an00000008", "withdraw", {"reason": "x"}, "accepted, adapted or left out"),
    ],
)
def test_a_decision_that_cannot_be_one_is_refused_in_a_line(
    study: Study, target: str, choice: str, more: dict[str, Any], told: str
) -> None:
    before = contents(study.root)
    with pytest.raises(StudyError, match=told) as caught:
        decided(study, target, choice, **more)
    assert "\n" not in str(caught.value)
    assert contents(study.root) == before


def test_no_name_gets_into_a_reason_or_new_words(study: Study) -> None:
    put(
        study.root,
        "private/roster.yaml",
        "people: [{name: Berit Moen, also: [Berit], as: '[Informant 2]'}]\n",
    )
    put(
        study.root,
        "private/contacts.yaml",
        "informants: [{id: alta/I1, name: Kari Nordmann, email: kari@example.org}]\n",
    )
    edit = decide(
        study,
        1,
        "aaaaaaaaa3",
        "keep",
        by="koder-a",
        on=DAY,
        reason="Berit Moen og Kari (kari@example.org) er enige.",
    )
    assert edit.name == "decide on alta 3.1: keep (in the reason 3 names gave way to pseudonyms)"
    study.apply(edit)
    assert round_of(study, 1).decisions["aaaaaaaaa3"].reason == "[Informant 2] og I1 (I1) er enige."
    before = contents(study.root)
    for choice, more in (
        ("adapt", {"text": "Berit har tre stillinger."}),
        ("adapt", {"text": "Spør Kari Nordmann."}),
    ):
        with pytest.raises(StudyError, match=r"alta 3\.2: the new words: holds a name") as caught:
            decided(study, "aaaaaaaaa4", choice, reason="x", **more)
        assert "Berit" not in str(caught.value)
        assert "Kari" not in str(caught.value)
    assert contents(study.root) == before
    written = (study.root / "validation/round-1/decisions.yaml").read_text(encoding="utf-8")
    assert not [name for name in ("Berit", "Moen", "Kari", "example.org") if name in written]


def test_a_statement_that_was_changed_since_is_said_to_be(study: Study) -> None:
    edit = reword(
        study, "alta", "aaaaaaaaa3", "Det mangler det meste.", by="koder-b", now="2022-01-05T10:00:00Z"
    )
    assert edit is not None
    study.apply(edit)
    study.apply(take_out(study, "alta", "aaaaaaaaa5", by="koder-b", now="2022-01-05T10:00:00Z"))
    decided(study, "aaaaaaaaa3", "accept")
    decided(study, "aaaaaaaaa5", "accept", words_of="an00000006")
    standing = standing_of(round_of(study, 1)).statement("aaaaaaaaa3")
    assert standing is not None
    assert changed_since(study, standing) == "it was sent as version 1, and is version 2 now"
    told = {
        each.statement: (each.note, each.trouble) for each in plan_of(study, 1, by="koder-a", now=NOW).applied
    }
    assert told == {
        "aaaaaaaaa3": ("it was sent as version 1, and is version 2 now", ""),
        "aaaaaaaaa5": ("", "it has been taken out since; write it anew, or decide otherwise"),
    }
    applied(study)
    texts = [each["text"]["nb"] for each in written(study)["aaaaaaaaa3"]["history"]]
    assert texts == ["Det mangler folk og penger.", "Det mangler det meste."]
    assert not round_of(study, 1).decisions["aaaaaaaaa5"].applied


def test_an_answer_that_comes_after_the_decision_stops_it_until_it_is_seen(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    decided(study, "aaaaaaaaa3", "accept")
    late = answer("an00000010", "alta/I3", "aaaaaaaaa3", "wrong", text="Penger er det nok av.")
    put_round(study.root, 1, ["alta/I1", "alta/I2", "alta/I3"], [*ANSWERS, late])
    plan = plan_of(study, 1, by="koder-a", now=NOW)
    assert plan.edit is None
    assert [each.trouble for each in plan.applied] == ["an answer came after the decision; decide again"]
    decided(study, "aaaaaaaaa3", "adapt", text="Det mangler folk og tid.", reason="I3 har rett")
    applied(study)
    assert written(study)["aaaaaaaaa3"]["answers"] == ["1/alta/I1", "1/alta/I3"]


def test_what_was_applied_is_not_decided_on_again_but_what_was_kept_is(study: Study) -> None:
    decided(study, "aaaaaaaaa3", "accept")
    decided(study, "aaaaaaaaa4", "keep", reason="tallet står i planen")
    applied(study)
    with pytest.raises(StudyError, match="applied on 2022-01-20"):
        decided(study, "aaaaaaaaa3", "keep", reason="likevel ikke")
    with pytest.raises(StudyError, match="applied on 2022-01-20"):
        take_back(study, 1, "aaaaaaaaa3")
    study.apply(take_back(study, 1, "aaaaaaaaa4"))
    decided(study, "aaaaaaaaa4", "withdraw", reason="planen er gammel")
    assert round_of(study, 1).decisions["aaaaaaaaa4"].choice == "withdraw"


def test_the_change_is_shown_against_the_version_that_was_answered(study: Study) -> None:
    standing = standing_of(round_of(study, 1)).statement("aaaaaaaaa3")
    assert standing is not None
    first = standing.answers[0]
    pieces = proposed_change(standing.version_of(first), first, "nb")
    assert "".join(each.text for each in pieces if each.kind != "come") == "Det mangler folk og penger."
    assert "".join(each.text for each in pieces if each.kind != "gone") == NEW
    assert proposed_change(standing.latest, standing.answers[1], "nb") == ()


def test_each_case_says_in_which_round_it_was_validated_and_each_statement_what_came_of_it(
    study: Study,
) -> None:
    assert validated_in(study, "skien") is None
    first = validated_in(study, "alta")
    assert first is not None
    assert (first.rounds, first.on, first.asked, first.answered, first.unasked) == (
        (1,),
        "2022-01-10",
        3,
        2,
        0,
    )
    decided(study, "aaaaaaaaa3", "accept")
    decided(study, "aaaaaaaaa4", "keep", reason="tallet står i planen")
    applied(study)
    found = validated_in(study, "alta")
    assert found is not None
    assert found.unasked == 1
    marks = {id: (mark.state, mark.round) for id, mark in marks_of_statements(study, "alta").items()}
    assert marks == {
        "aaaaaaaaa1": ("not answered", 1), "aaaaaaaaa2": ("confirmed", 1), "aaaaaaaaa3": ("corrected", 1),
        "aaaaaaaaa4": ("disputed", 1), "aaaaaaaaa5": ("open", 1),
    }  # fmt: skip
    again = [
        answer("bn00000001", "alta/I1", "aaaaaaaaa3", "correct", version=2, answered="2022-02-01T12:00:00Z")
    ]
    put_round(study.root, 2, ["alta/I1"], again, statements={"aaaaaaaaa3": (2, NEW)})
    states = {"confirmed": 2, "disputed": 1, "open": 1, "not answered": 1, "corrected": 0, "unconfirmed": 0}
    # two of three have answered in either round, though one alone was sent the second
    assert validated_in(study, "alta") == ValidatedIn((1, 2), "2022-02-01", 3, 2, 5, states, 0)
    assert marks_of_statements(study, "alta")["aaaaaaaaa3"].state == "confirmed"
    edit = reword(study, "alta", "aaaaaaaaa3", "Nye ord.", by="koder-a", now=NOW)
    assert edit is not None
    study.apply(edit)
    assert marks_of_statements(study, "alta")["aaaaaaaaa3"].state == "changed"


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(lambda words: words.strip())


def test_a_mail_that_nobody_placed_validates_no_description(tmp_path: Path) -> None:
    words = answer("an00000001", "alta/I1", kind="unmatched", text="Jeg er på ferie til 20. januar.")
    assert validated_in(study_in(tmp_path, [words]), "alta") is None


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_is_decided_keeps_every_answer_and_is_undone_to_the_byte(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = study_in(Path(folder))
        steps: list[dict[str, bytes]] = []
        ids = [set(written(study))]
        for target in data.draw(st.lists(st.sampled_from(TARGETS), max_size=6)):
            choice = data.draw(st.sampled_from(("accept", "adapt", "keep", "withdraw", "ask")))
            words = data.draw(WORDS) if choice == "adapt" else ""
            try:
                edit = decide(
                    study, 1, target, choice, by="koder-a", on=DAY, text=words, reason=data.draw(WORDS),
                    words_of="an00000006" if (choice, target) == ("accept", "aaaaaaaaa5") else "",
                )  # fmt: skip
            except StudyError:
                continue
            steps.append(contents(study.root))
            study.apply(edit)
            seen = round_of(study, 1).decisions[target].answers
            assert set(seen) == {
                each["id"] for each in ANSWERS if target in (each.get("statement"), each["id"])
            }
            if (
                data.draw(st.booleans())
                and (made := apply_decisions(study, 1, by="koder-a", now=NOW)) is not None
            ):
                steps.append(contents(study.root))
                study.apply(made)
        ids.append(set(written(study)))
        assert ids[0] <= ids[1]  # a withdrawn statement stays in its file
        assert {each.id for each in round_of(study, 1).answers} == {each["id"] for each in ANSWERS}
        made_of = [
            each.statement for each in round_of(study, 1).decisions.values() if each.id.startswith("an")
        ]
        made_of = [id for id in made_of if id]
        assert sorted(made_of) == sorted(ids[1] - ids[0])
        assert len({*made_of, *description_of(study, "alta").numbers, *ids[0]}) == len(made_of) + len(ids[0])
        for before in reversed(steps):
            study.undo()
            assert contents(study.root) == before
