"""What a validation round asks, and of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crosscase.casework.description import description_of
from crosscase.casework.standing import RoundStanding, standings_of
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import still_says
from crosscase.study.folder import Study
from crosscase.study.natural_order import naturally
from crosscase.study.people import people
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_numbers, rounds_of
from crosscase.study.validation_file import SentStatement


def informants_of_case(study: Study, case: str) -> tuple[str, ...]:
    """Who was interviewed in a case, by the names under which they speak, I1 before I10."""
    names = (each.name for each in people(study) if each.case == case and not each.is_interviewer)
    return tuple(sorted(names, key=naturally))


def to_ask(study: Study, number: int, case: str, informant: str) -> tuple[str, ...] | None:
    """The statements of a case that a round asks an informant of, in the order of the text.

    The first round asks of all. A later one asks of those that the informant was not sent in the rounds before it as
    they stand now, of those that were decided to be asked again, of those whose answers nobody has decided on, and of
    those that nobody has answered as they stand now. What others have answered is not asked of the silent anew.

    Returns:
        Their ids; None for all, as where the informant was sent nothing before.

    Raises:
        StudyError: there is no such case.
        FileError: the case or a round cannot be read.
    """
    statements = description_of(study, case).statements
    before = tuple(each.of_case(case) for each in rounds_of(study) if each.number < number)
    read = tuple(_sent_to(before, case, informant))
    if not read:
        return None
    standings = standings_of(before)
    again = _open_in(standings)
    ids = tuple(
        each.id
        for each in statements
        if each.id in again or not any(is_as_sent(each, one) for one in read) or not _heard(each, standings)
    )
    return ids if len(ids) < len(statements) else None


def not_asked_again(study: Study, number: int, case: str, informant: str) -> int:
    """Of how many statements an informant is not asked again that others have answered and they have not.

    Raises:
        FileError: the case or a round cannot be read.
    """
    asked = to_ask(study, number, case, informant)
    if asked is None:
        return 0
    before = standings_of(each.of_case(case) for each in rounds_of(study) if each.number < number)
    left = (each for each in description_of(study, case).statements if each.id not in asked)
    return sum(informant not in _heard(each, before) for each in left)


def _heard(statement: Statement, standings: Iterable[RoundStanding]) -> frozenset[str]:
    """Who has answered a statement as it stands now."""
    there = (each for each in (one.statement(statement.id) for one in standings) if each is not None)
    return frozenset(
        answer.informant
        for each in there
        for answer in each.answers
        if is_as_sent(statement, each.version_of(answer))
    )


def is_as_sent(statement: Statement, sent: SentStatement) -> bool:
    """Whether a statement stands as informants were sent it: in that version, and with no word changed by hand since.

    A translation that was added by hand is none of the words that they read.
    """
    return (
        statement.id == sent.statement
        and statement.version == sent.version
        and still_says(statement.text, sent.text)
    )


def _sent_to(before: Sequence[Round], case: str, informant: str) -> Iterator[SentStatement]:
    """Each statement that an informant was sent; of one that was sent several times, as it was sent last."""
    last: dict[str, SentStatement] = {}
    for round in before:
        sent = round.sent_to(case, informant)
        for key in sent.statements if sent is not None else ():
            if (one := round.statements.get(key)) is not None:
                last[one.statement] = one
    yield from last.values()


def _open_in(standings: Iterable[RoundStanding]) -> frozenset[str]:
    """The statements that rounds left open: each by the last one that asked of it."""
    found: dict[str, bool] = {}
    for standing in standings:
        for each in standing.statements:
            asked_again = each.decision is not None and each.decision.choice == "ask"
            found[each.id] = asked_again or (bool(each.answers) and each.to_decide)
    return frozenset(id for id, open in found.items() if open)


def next_round(study: Study) -> int:
    """The round that is going on; the first where none was begun."""
    return max(round_numbers(study), default=1)


def may_send(study: Study, number: int) -> None:
    """See that a round can be sent in: the one that is going on, or the one after it.

    Raises:
        StudyError: it is another; says which.
    """
    last = max(round_numbers(study), default=0)
    if number > last + 1:
        raise StudyError(f"round {number} would leave out round {last + 1}; send that one first")
    if number < last:
        raise StudyError(f"round {number} is over since round {last} was sent; send in round {last}")
