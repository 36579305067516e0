"""What is wrong with the validation rounds of a study: files that cannot be read, and what they refer to in vain."""

from __future__ import annotations

from collections.abc import Iterator

from crosscase.study.folder import Study
from crosscase.study.problems import FileError, Problem
from crosscase.study.rounds import Round, answer_files, round_numbers, round_of
from crosscase.study.validation_file import Answer, decisions_file, round_file, statements_file

_NAMED = 3  # ids that one line names


def round_problems(study: Study) -> Iterator[Problem]:
    """A line each: every file of a round that cannot be read, and every one that refers to what is not there."""
    try:
        numbers = round_numbers(study)
    except FileError as error:
        yield error.problem
        return
    for number in numbers:
        broken = list(_unreadable(study, number))
        yield from broken
        if not broken:
            yield from _references(study, round_of(study, number))


def _unreadable(study: Study, number: int) -> Iterator[Problem]:
    try:
        answers = answer_files(study, number)
    except FileError as error:
        yield error.problem
        return
    for file in (round_file(number), statements_file(number), decisions_file(number), *answers):
        try:
            study.store.reread(file)
            study.store.records(file)
        except FileError as error:
            yield error.problem


def _references(study: Study, round: Round) -> Iterator[Problem]:
    file = round_file(round.number)
    back = "; put the file back as it was sent"
    for sent in round.sent.values():
        if sent.case not in study.cases:
            yield Problem(file, 0, 0, "unknown-case", f"{sent.id}: there is no case {sent.case} any more")
        if lost := [key for key in sent.statements if key not in round.statements]:
            what = f"{sent.id} was sent {_named(lost)}, which {statements_file(round.number)} does not have"
            yield Problem(file, 0, 0, "unknown-statement", what + back)
    known = {each.statement for each in round.statements.values()}
    for answer_file in answer_files(study, round.number):
        answers = [each for each in study.store.records(answer_file).values() if isinstance(each, Answer)]
        for id in dict.fromkeys(f"{each.case}/{each.informant}" for each in answers):
            if id not in round.sent:
                what = f"{id} answered and was sent nothing in round {round.number}{back}"
                yield Problem(answer_file, 0, 0, "unknown-informant", what)
        named = (each.statement for each in answers if each.kind == "statement")
        if lost := [id for id in dict.fromkeys(named) if id not in known]:
            what = f"answers {_named(lost)}, which was not sent in round {round.number}{back}"
            yield Problem(answer_file, 0, 0, "unknown-statement", what)
    targets = known | {each.id for each in round.answers}
    if lost := [id for id in round.decisions if id not in targets]:
        what = f"decides on {_named(lost)}, which was neither sent nor said in round {round.number}"
        yield Problem(decisions_file(round.number), 0, 0, "unknown-statement", what)


def _named(ids: list[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")
