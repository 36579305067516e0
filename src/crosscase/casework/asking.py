"""What a validation round asks, and of whom."""

from __future__ import annotations

from crosscase.casework.description import description_of
from crosscase.casework.standing import standing_of
from crosscase.study.folder import Study
from crosscase.study.people import people
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_numbers, rounds_of


def informants_of_case(study: Study, case: str) -> tuple[str, ...]:
    """Who was interviewed in a case, by the names under which they speak."""
    return tuple(each.name for each in people(study) if each.case == case and not each.is_interviewer)


def to_ask(study: Study, number: int, case: str) -> tuple[str, ...]:
    """The statements of a case that a round asks of, in the order of the text.

    The first round asks of all. A later one asks of those that no informant was sent in the rounds before it, or not
    in their present version, of those that were decided to be asked again, and of those whose answers nobody has
    decided on. Who has not answered is reminded, and not asked anew.

    Raises:
        StudyError: there is no such case.
        FileError: the case or a round cannot be read.
    """
    before = tuple(each for each in rounds_of(study) if each.number < number)
    return tuple(
        statement.id
        for statement in description_of(study, case).statements
        if _is_open(before, case, statement.id, statement.version)
    )


def _is_open(before: tuple[Round, ...], case: str, id: str, version: int) -> bool:
    """Whether a statement is still to be asked of, after rounds that went before."""
    for round in reversed(before):
        sent = [each.version for each in round.asked(case) if each.statement == id]
        if sent:
            decision = round.decisions.get(id)
            asked_again = decision is not None and decision.choice == "ask"
            standing = standing_of(round).statement(id)
            undecided = standing is not None and bool(standing.answers) and standing.to_decide
            return version not in sent or asked_again or undecided
    return True


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
