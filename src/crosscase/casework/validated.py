"""What informants have said of a case description and of each statement as it stands now, by the rounds there were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crosscase.casework.asking import is_as_sent
from crosscase.casework.description import description_of
from crosscase.casework.standing import RoundStanding, State, StatementStanding, standing_of
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import still_says
from crosscase.study.folder import Study
from crosscase.study.rounds import rounds_of
from crosscase.study.validation_file import SentStatement

MarkState: TypeAlias = State | Literal["changed"]


@dataclass(frozen=True, slots=True)
class ValidatedIn:
    """The last round in which an informant of the case answered a statement.

    Attributes:
        on: the day of the last answer, such as `2022-01-14`.
        asked: how many informants were sent the description, or parts of it, in that round; answered: how many of
            them answered at least one statement.
        unasked: how many statements of the text no informant was sent as they stand now, in that round or since, or in
            the last one that asked of them.
    """

    round: int
    on: str
    asked: int
    answered: int
    unasked: int


@dataclass(frozen=True, slots=True)
class StatementMark:
    """What came of a statement in the last round that says something of it; `changed` where it is another since."""

    state: MarkState
    round: int


def validated_in(study: Study, case: str) -> ValidatedIn | None:
    """In which round a case description was validated; None where no informant has answered any statement.

    Raises:
        StudyError: there is no such case.
        FileError: a file cannot be read.
    """
    description = description_of(study, case)
    rounds = rounds_of(study)
    sent = [(round.number, one) for round in rounds for one in round.asked(case)]
    for round in reversed(rounds):
        standing = standing_of(round).of_case(case)
        heard = {each.informant for one in standing.statements for each in one.answers}
        answered = [each for each in standing.informants if each.informant in heard]
        if answered:
            unasked = sum(not _is_put(each, sent, round.number) for each in description.statements)
            on = max(each.at for each in answered)[:10]
            return ValidatedIn(round.number, on, len(standing.informants), len(answered), unasked)
    return None


def marks_of_statements(study: Study, case: str) -> Mapping[str, StatementMark]:
    """What came of each statement that informants were ever sent, by its id; raises as `validated_in`."""
    standings = [standing_of(round).of_case(case) for round in rounds_of(study)]
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
