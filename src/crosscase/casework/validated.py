"""What informants have said of a case description and of each statement as it stands now, by the rounds there were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crosscase.casework.asking import is_as_sent
from crosscase.casework.description import description_of
from crosscase.casework.standing import (
    STATES,
    RoundStanding,
    State,
    StatementStanding,
    said_at,
    standings_of,
)
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import still_says
from crosscase.study.folder import Study
from crosscase.study.rounds import rounds_of
from crosscase.study.validation_file import Answer, SentStatement

MarkState: TypeAlias = State | Literal["changed"]


@dataclass(frozen=True, slots=True)
class ValidatedIn:
    """What the rounds came to in which informants of a case answered a statement, all of them together.

    Attributes:
        rounds: their numbers.
        on: the day of the last answer, such as `2022-01-14`.
        asked: how many informants were ever sent the description, or parts of it; answered: how many of them have
            answered at least one statement.
        statements: how many the text has.
        states: how many of them are confirmed, corrected and so on as they stand now; all else is `not answered`.
        unasked: how many statements of the text no informant was sent as they stand now, in the last of the rounds or
            since, or in the last one that asked of them.
    """

    rounds: tuple[int, ...]
    on: str
    asked: int
    answered: int
    statements: int
    states: Mapping[State, int]
    unasked: int

    @property
    def round(self) -> int:
        """The last of the rounds."""
        return self.rounds[-1]

    @property
    def heard(self) -> int:
        """Of how many statements, as they stand now, informants have said anything."""
        return self.statements - self.states["not answered"]


@dataclass(frozen=True, slots=True)
class StatementMark:
    """What came of a statement in the last round that says something of it; `changed` where it is another since."""

    state: MarkState
    round: int


def validated_in(study: Study, case: str) -> ValidatedIn | None:
    """In which rounds a case description was validated, and how it stands; None where no informant has answered any
    statement.

    Raises:
        StudyError: there is no such case.
        FileError: a file cannot be read.
    """
    description = description_of(study, case)
    standings = [each.of_case(case) for each in standings_of(rounds_of(study))]
    answers = {each.number: _answers(each) for each in standings}
    if not any(answers.values()):
        return None
    rounds = tuple(number for number, said in answers.items() if said)
    sent = [(each.number, one) for each in standings for there in each.statements for one in there.sent]
    marks = marks_of_statements(study, case)
    states: dict[State, int] = dict.fromkeys(STATES, 0)
    for each in description.statements:
        mark = marks.get(each.id)
        states["not answered" if mark is None or mark.state == "changed" else mark.state] += 1
    return ValidatedIn(
        rounds,
        max(said_at(each) for said in answers.values() for each in said)[:10],
        len({each.informant for standing in standings for each in standing.informants}),
        len({each.informant for said in answers.values() for each in said}),
        len(description.statements), states,
        sum(not _is_put(each, sent, rounds[-1]) for each in description.statements),
    )  # fmt: skip


def _answers(standing: RoundStanding) -> tuple[Answer, ...]:
    """The answers to statements."""
    return tuple(answer for each in standing.statements for answer in each.answers)


def marks_of_statements(study: Study, case: str) -> Mapping[str, StatementMark]:
    """What came of each statement that informants were ever sent, by its id; raises as `validated_in`."""
    standings = [each.of_case(case) for each in standings_of(rounds_of(study))]
    marks = (
        (statement.id, _mark(statement, standings)) for statement in description_of(study, case).every
    )  # fmt: skip
    return {id: mark for id, mark in marks if mark is not None}


def changed_in(study: Study, standing: RoundStanding) -> tuple[StatementStanding, ...]:
    """The statements that are others than a round came to, where no later round has said anything of them.

    Raises:
        FileError: a file cannot be read.
    """
    marks = {
        id: mark
        for case in standing.cases
        if case in study.cases
        for id, mark in marks_of_statements(study, case).items()
    }
    changed = StatementMark("changed", standing.number)
    return tuple(each for each in standing.statements if marks.get(each.id) == changed)


def _is_put(statement: Statement, sent: Sequence[tuple[int, SentStatement]], round: int) -> bool:
    """Whether informants were sent it as it stands since a round began, or else in the last one that asked of it."""
    mine = [(number, one) for number, one in sent if one.statement == statement.id]
    since = min(round, max((number for number, _ in mine), default=0))
    return any(number >= since and is_as_sent(statement, one) for number, one in mine)


def _mark(statement: Statement, standings: Sequence[RoundStanding]) -> StatementMark | None:
    found: StatementMark | None = None
    for standing in reversed(standings):
        there = standing.statement(statement.id)
        if there is None:
            continue
        if there.state != "not answered":
            state = "changed" if is_changed(statement, there) else there.state
            return StatementMark(state, standing.number)
        found = found or StatementMark("not answered", standing.number)
    return found


def is_changed(statement: Statement, there: StatementStanding) -> bool:
    """Whether a statement is another than the one that a round came to, in a later version, a former one or by hand."""
    decision = there.decision
    if there.state == "corrected" and decision is not None:
        return statement.version != decision.version or not still_says(statement.text, decision.text)
    answered = max((answer.version for answer in there.answers), default=0) or there.latest.version
    return not any(one.version == answered and is_as_sent(statement, one) for one in there.sent)
