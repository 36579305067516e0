"""How a round stands: every statement and informant by what was said, and no silence taken for a yes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.casework.standing import standing_of, standings_of
from crosscase.study.rounds import Round
from crosscase.study.validation_file import VERDICTS, Answer, Decision, Sent, SentStatement

ID = "aaaaaaaaa1"


def said(
    informant: str, verdict: str, text: str = "", at: str = "2022-01-10T12:00:00Z", **more: str
) -> Answer:
    return Answer(
        id=f"{informant}{verdict}{at}", case="alta", informant=informant, statement=ID, version=1, verdict=verdict,
        text=text, received=at, **more,
    )  # fmt: skip


def sent_to(*informants: str) -> dict[str, Sent]:
    return {
        f"alta/{name}": Sent(id=f"alta/{name}", case="alta", informant=name, statements=(f"{ID}:1",))
        for name in informants
    }


def round_with(
    *answers: Answer, choice: str = "", applied: str = "", heeded: int | None = None, deadline: str = ""
) -> Round:
    statement = SentStatement(
        id=f"{ID}:1", case="alta", section="tiltak", number="2.3", text={"nb": "Slik er det."}
    )
    decisions = {}
    if choice:
        seen = tuple(each.id for each in answers[:heeded])
        decisions[ID] = Decision(
            id=ID, case="alta", choice=choice, answers=seen, applied=applied, reason="derfor"
        )
    return Round(1, deadline, "nb", sent_to("I1", "I2", "I3"), {statement.id: statement}, answers, decisions)


def state_of(*answers: Answer, choice: str = "", applied: str = "", heeded: int | None = None) -> str:
    (statement,) = standing_of(round_with(*answers, choice=choice, applied=applied, heeded=heeded)).statements
    return statement.state


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ("", "not answered"),
        ("correct", "confirmed"),
        ("correct cannot-say", "confirmed"),
        ("cannot-say", "open"),
        ("changes", "open"),
        ("wrong", "open"),
        ("wrong changes", "disputed"),
        ("correct changes", "open"),
        ("correct wrong", "disputed"),
    ],
)
def test_a_statement_stands_by_what_informants_ticked(verdicts: str, state: str) -> None:
    assert state_of(*(said(f"I{n}", verdict) for n, verdict in enumerate(verdicts.split(), 1))) == state


def test_words_beside_a_tick_are_looked_at_before_a_statement_is_confirmed() -> None:
    assert state_of(said("I1", "correct", "Men bare siden 2020.")) == "open"
    assert state_of(said("I1", "correct", "Men bare siden 2020."), choice="keep") == "confirmed"
    assert state_of(said("I1", "")) == "open"


@pytest.mark.parametrize(
    ("verdicts", "choice", "before", "after"),
    [
        ("changes", "accept", "open", "corrected"),
        ("correct wrong", "withdraw", "open", "corrected"),
        ("wrong", "keep", "disputed", "disputed"),
        ("changes", "keep", "disputed", "disputed"),
        ("cannot-say", "keep", "unconfirmed", "unconfirmed"),
        ("wrong", "ask", "open", "open"),
        ("", "ask", "not answered", "not answered"),
    ],
)
def test_a_decision_counts_when_it_is_applied_and_an_objection_that_was_not_followed_is_a_dispute(
    verdicts: str, choice: str, before: str, after: str
) -> None:
    answers = [said(f"I{n}", verdict) for n, verdict in enumerate(verdicts.split(), 1)]
    assert state_of(*answers, choice=choice) == before
    assert state_of(*answers, choice=choice, applied="2022-01-20T10:00:00Z") == after


def test_an_answer_after_the_decision_opens_the_statement_again() -> None:
    early, late = said("I1", "changes"), said("I2", "wrong", at="2022-01-25T12:00:00Z")
    assert state_of(early, late, choice="accept", applied="2022-01-20T10:00:00Z", heeded=1) == "disputed"
    content = said("I2", "correct", at="2022-01-25T12:00:00Z")
    assert state_of(early, content, choice="accept", applied="2022-01-20T10:00:00Z", heeded=1) == "corrected"


def test_an_informants_last_word_counts_and_the_earlier_one_is_kept() -> None:
    first, then = said("I1", "wrong"), said("I1", "correct", at="2022-01-12T12:00:00Z")
    (statement,) = standing_of(round_with(then, first)).statements
    assert (statement.verdicts, statement.disagree) == ({"I1": "correct"}, False)
    assert statement.answers == (first, then)
    assert statement.state == "open"  # that it was called wrong once still wants a look


def test_who_has_not_answered_by_the_deadline_is_overdue_and_confirms_nothing() -> None:
    round = round_with(said("I1", "correct"), deadline="2022-01-14")
    on_time = {each.id: (each.state, each.overdue) for each in standing_of(round, "2022-01-14").informants}
    assert on_time == {
        "alta/I1": ("answered", False), "alta/I2": ("not answered", False), "alta/I3": ("not answered", False),
    }  # fmt: skip
    late = standing_of(round, "2022-01-15", {(1, "alta", "I2"): "2022-01-02T08:00:00Z"})
    assert [each.overdue for each in late.informants] == [False, True, True]
    assert [each.opened for each in late.informants] == ["", "2022-01-02T08:00:00Z", ""]
    assert [each.answered for each in late.informants] == [1, 0, 0]


def test_an_answer_to_former_words_neither_confirms_nor_answers_those_that_were_sent_since() -> None:
    statements = {
        f"{ID}:{version}": SentStatement(
            id=f"{ID}:{version}", case="alta", section="tiltak", text={"nb": words}
        )
        for version, words in ((1, "Slik er det."), (2, "Slik var det."))
    }
    sent = {
        f"alta/I{n}": Sent(id=f"alta/I{n}", case="alta", informant=f"I{n}", statements=(f"{ID}:2",))
        for n in (1, 2)
    }
    first = said("I1", "correct")
    standing = standing_of(Round(1, "2022-01-14", "nb", sent, statements, (first,)), "2022-01-15")
    assert standing.counts["confirmed"] == 0
    assert [(each.state, each.answered, each.overdue) for each in standing.informants] == [
        ("partly", 0, True), ("not answered", 0, True),
    ]  # fmt: skip
    again = replace(first, id="again", version=2, received="2022-01-12T12:00:00Z")
    standing = standing_of(Round(1, "2022-01-14", "nb", sent, statements, (first, again)))
    assert standing.counts["confirmed"] == 1
    assert [each.state for each in standing.informants] == ["answered", "not answered"]


def test_one_who_only_said_what_is_missing_has_answered_in_part() -> None:
    addition = Answer(id="x", case="alta", informant="I2", kind="addition", section="tiltak", text="Kurset.")
    standing = standing_of(round_with(addition), "2022-01-15")
    assert [(each.id, each.state, each.words) for each in standing.informants][1] == ("alta/I2", "partly", 1)
    assert [(each.answer.text, each.state) for each in standing.additions] == [("Kurset.", "open")]
    assert standing.counts["not answered"] == 1


ANSWERS = st.lists(
    st.builds(
        Answer,
        id=st.uuids().map(str),
        case=st.just("alta"),
        informant=st.sampled_from(["I1", "I2", "I3", "I9"]),
        kind=st.sampled_from(["statement", "addition", "general", "unmatched"]),
        statement=st.sampled_from([ID, "gone000000", ""]),
        version=st.integers(0, 3),
        verdict=st.sampled_from(VERDICTS),
        text=st.sampled_from(["", "Nei."]),
        received=st.sampled_from(["2022-01-10T12:00:00Z", "2022-01-11T12:00:00Z"]),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(
    answers=ANSWERS,
    choice=st.sampled_from(["", "accept", "keep", "ask", "withdraw"]),
    heeded=st.integers(0, 8),
)
def test_no_answer_is_lost_and_none_is_made_up(answers: list[Answer], choice: str, heeded: int) -> None:
    standing = standing_of(round_with(*answers, choice=choice, heeded=heeded), "2022-02-01")
    shown = [each for s in standing.statements for each in s.answers] + [
        each.answer for each in standing.additions
    ]
    assert sorted(each.id for each in shown) == sorted(each.id for each in answers)
    (statement,) = standing.statements
    own = [each for each in answers if each.kind == "statement" and each.statement == ID]
    assert (statement.state == "not answered") == (not own)
    if statement.state == "confirmed":
        assert any(each.verdict == "correct" for each in own)
    if statement.state == "confirmed" and not choice:
        assert any(each.verdict == "correct" and each.version < 2 for each in own)
    assert sum(standing.counts.values()) == 1
    unheard = {"I1", "I2", "I3"} - {each.informant for each in answers}
    assert {each.informant for each in standing.informants if each.state == "not answered"} == unheard


def test_words_without_a_tick_are_a_remark_and_a_statement_written_anew_is_an_objection() -> None:
    right, remark = said("I1", "correct"), said("I2", "", "Dette er ikke gammelt.")
    assert state_of(right, remark) == "open"
    assert state_of(right, remark, choice="keep") == "confirmed"
    assert state_of(remark, choice="keep") == "unconfirmed"
    rewritten = said("I2", "", proposed="Slik var det.")
    assert state_of(right, rewritten, choice="keep") == "disputed"
    later = said("I2", "correct", at="2022-01-12T12:00:00Z")
    assert state_of(right, rewritten, later, choice="keep") == "confirmed"
    assert state_of(
        right, said("I2", "wrong"), replace(remark, received="2022-01-12T12:00:00Z"), choice="keep"
    ) == ("disputed")


def test_informants_and_what_they_say_stand_in_one_order_however_they_were_sent() -> None:
    names = ("I10", "I2", "I1")
    answers = tuple(said(name, "correct", at=f"2022-01-1{at}T12:00:00Z") for at, name in enumerate(names))
    added = tuple(replace(each, id=f"x{each.id}", kind="addition", statement="") for each in answers)
    standing = standing_of(replace(round_with(*answers, *added), sent=sent_to(*names)))
    (statement,) = standing.statements
    found = (
        [each.informant for each in standing.informants], list(statement.asked), list(statement.verdicts),
        [each.informant for each in statement.answers], [each.answer.informant for each in standing.additions],
    )  # fmt: skip
    assert found == (["I1", "I2", "I10"],) * 5


def rounds_in_a_row(*later: Answer, choice: str = "", version: int = 1) -> tuple[str, list[str]]:
    """Round 1: I1 wants changes, I2 finds it wrong, decided `ask` or not at all; round 2 as it is answered."""
    first = round_with(
        said("I1", "changes", "Siden 2020."), said("I2", "wrong"), said("I3", "correct"), choice=choice
    )
    statement = SentStatement(
        id=f"{ID}:{version}", case="alta", section="tiltak", text={"nb": "Slik er det."}
    )
    second = Round(2, "", "nb", sent_to("I1", "I2", "I3"), {statement.id: statement}, later)
    (found,) = standings_of((first, second))[1].statements
    return found.state, [each.informant for each in found.carried]


@pytest.mark.parametrize("choice", ["ask", ""])
def test_an_objection_stands_until_its_informant_answers_again_or_a_person_decides(choice: str) -> None:
    at = "2022-02-10T12:00:00Z"
    i1, i2 = said("I1", "correct", at=at), said("I2", "correct", at=at)
    assert rounds_in_a_row(i2, choice=choice) == ("open", ["I1"])
    assert rounds_in_a_row(i1, choice=choice) == ("disputed", ["I2"])
    assert rounds_in_a_row(i1, i2, choice=choice) == ("confirmed", [])
    assert rounds_in_a_row(choice=choice) == ("not answered", ["I1", "I2"])
    new = replace(i2, version=2)
    assert rounds_in_a_row(new, choice=choice, version=2) == ("confirmed", []), "that was of other words"


def test_what_was_decided_otherwise_than_to_ask_again_is_carried_no_further() -> None:
    assert rounds_in_a_row(said("I2", "correct", at="2022-02-10T12:00:00Z"), choice="keep") == (
        "confirmed",
        [],
    )


def test_who_read_an_older_text_in_their_language_confirms_nothing_newer() -> None:
    round = round_with(said("I2", "correct"))
    sent = {**round.sent, "alta/I2": replace(round.sent["alta/I2"], older=(f"{ID}:1",))}
    (statement,) = standing_of(replace(round, sent=sent)).statements
    assert (statement.state, statement.read_older, statement.to_decide) == ("open", ("I2",), True)
    kept = Decision(id=ID, case="alta", choice="keep", answers=(round.answers[0].id,), reason="derfor")
    (statement,) = standing_of(replace(round, sent=sent, decisions={ID: kept})).statements
    assert statement.state == "unconfirmed"
    both = replace(round, sent=sent, answers=(*round.answers, said("I1", "correct")))
    (statement,) = standing_of(both).statements
    assert (statement.state, statement.read_older) == ("confirmed", ("I2",))
