"""What is wrong with the validation rounds of a study: files that cannot be read, and what they refer to in vain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from crosscase.study.folder import Study
from crosscase.study.ids import slugify
from crosscase.study.problems import FileError, Problem
from crosscase.study.rounds import Round, answer_files, round_numbers, round_of
from crosscase.study.save import read_bytes
from crosscase.study.sources import decode
from crosscase.study.validation_file import (
    Answer,
    answers_file,
    decisions_file,
    hash_of,
    round_file,
    statements_file,
)
from crosscase.study.yaml_in import Locator, Step, shown

_NAMED = 3  # ids that one line names
_BACK = "; put the file back as it was sent"
Place = Callable[..., tuple[int, int]]


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
            round = round_of(study, number)
            yield from _of_sent(study, round)
            yield from _of_statements(study, round)
            for file in answer_files(study, number):
                answers = [each for each in study.store.records(file).values() if isinstance(each, Answer)]
                yield from _of_answers(study, round, file, answers)
            yield from _of_decisions(study, round)


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


def _of_sent(study: Study, round: Round) -> Iterator[Problem]:
    file = round_file(round.number)
    at = _places(study, file)
    for place, sent in enumerate(round.sent.values()):
        if sent.case not in study.cases:
            what = f"{sent.id}: there is no case {sent.case} any more"
            yield Problem(file, *at("sent", place, "case"), "unknown-case", what)
        if lost := [key for key in sent.statements if key not in round.statements]:
            what = f"{sent.id} was sent {_named(lost)}, which {statements_file(round.number)} does not have"
            yield Problem(file, *at("sent", place, "statements"), "unknown-statement", what + _BACK)


def _of_statements(study: Study, round: Round) -> Iterator[Problem]:
    """Words that were changed by hand since they were sent; those of which nobody wrote down what they were are let be."""
    file = statements_file(round.number)
    at = _places(study, file)
    for place, each in enumerate(round.statements.values()):
        if each.hash and each.hash != hash_of(each.text):
            what = f"{each.case} {each.number or each.id} has other words than were sent{_BACK}"
            yield Problem(file, *at("statements", place, "text"), "changed-by-hand", what)


def _of_answers(study: Study, round: Round, file: str, answers: list[Answer]) -> Iterator[Problem]:
    at = _places(study, file)
    known = {each.statement for each in round.statements.values()}
    path = PurePosixPath(file)
    told: set[str] = set()
    lost: dict[str, int] = {}
    for place, each in enumerate(answers):
        who = f"{each.case}/{each.informant}"
        if (each.case, slugify(each.informant)) != (path.parent.name, path.stem):
            key = "case" if each.case != path.parent.name else "informant"
            theirs = answers_file(round.number, each.case, each.informant)
            what = f"answer {each.id} is said to be of {shown(who)}; mend that, or put it into {theirs}"
            yield Problem(file, *at("answers", place, key), "other-informant", what)
        elif who not in round.sent and who not in told:
            told.add(who)
            what = f"{who} answered and was sent nothing in round {round.number}{_BACK}"
            yield Problem(file, *at("answers", place), "unknown-informant", what)
        if each.kind == "statement" and each.statement not in known:
            lost.setdefault(each.statement, place)
        elif each.kind == "statement" and each.version and _key(each) not in round.statements:
            what = f"answers version {each.version} of {each.statement}, which was not sent in round {round.number}"
            yield Problem(file, *at("answers", place, "version"), "unknown-version", what + _BACK)
    if lost:
        what = f"answers {_named(list(lost))}, which was not sent in round {round.number}{_BACK}"
        yield Problem(file, *at("answers", min(lost.values()), "statement"), "unknown-statement", what)


def _of_decisions(study: Study, round: Round) -> Iterator[Problem]:
    file = decisions_file(round.number)
    at = _places(study, file)
    targets = {each.statement for each in round.statements.values()} | {each.id for each in round.answers}
    if lost := {id: place for place, id in enumerate(round.decisions) if id not in targets}:
        what = f"decides on {_named(list(lost))}, which was neither sent nor said in round {round.number}"
        yield Problem(file, *at("decisions", min(lost.values()), "id"), "unknown-statement", what)


def _places(study: Study, file: str) -> Place:
    """Where something stands in a file, which is read at the first question."""
    found: dict[str, Locator] = {}

    def at(*path: Step) -> tuple[int, int]:
        if file not in found:
            found[file] = Locator(decode(read_bytes(study.root, file) or b"", file).removeprefix("\ufeff"))
        return found[file].of(path)

    return at


def _key(answer: Answer) -> str:
    return f"{answer.statement}:{answer.version}"


def _named(ids: list[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")
