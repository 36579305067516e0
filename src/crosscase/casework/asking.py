"""What a validation round asks, and of whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosscase.casework.description import description_of
from crosscase.casework.standing import standing_of
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import still_says
from crosscase.study.folder import Study
from crosscase.study.people import people
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_numbers, rounds_of
from crosscase.study.validation_file import SentStatement


def informants_of_case(study: Study, case: str) -> tuple[str, ...]:
    """Who was interviewed in a case, by the names under which they speak."""
    return tuple(each.name for each in people(study) if each.case == case and not each.is_interviewer)


def to_ask(study: Study, number: int, case: str, informant: str) -> tuple[str, ...] | None:
    """The statements of a case that a round asks an informant of, in the order of the text.

    The first round asks of all. A later one asks of those that the informant was not sent in the rounds before it as
    they stand now, of those that were decided to be asked again, and of those whose answers nobody has decided on. Who
    has not answered is reminded, and not asked anew.

    Returns:
        Their ids; None for all, where the informant was sent nothing before.

    Raises:
        StudyError: there is no such case.
        FileError: the case or a round cannot be read.
    """
    statements = description_of(study, case).statements
    before = tuple(each for each in rounds_of(study) if each.number < number)
    read = tuple(_sent_to(before, case, informant))
    if not read:
        return None
    again = _open_in(before, case)
    return tuple(
        each.id for each in statements if each.id in again or not any(is_as_sent(each, one) for one in read)
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


def _open_in(before: Sequence[Round], case: str) -> frozenset[str]:
    """The statements that rounds left open: each by the last one that asked of it."""
    found: dict[str, bool] = {}
    for round in before:
        for each in standing_of(round).of_case(case).statements:
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
