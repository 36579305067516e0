"""The validation rounds of a study as they are on the disk now, and what follows when a case gets another name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from crosscase.study.edits import WHOLE, Change
from crosscase.study.folder import Study
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import TEMP_PREFIX, reason
from crosscase.study.validation_file import (
    FOLDER,
    Answer,
    Decision,
    RoundHead,
    Sent,
    SentStatement,
    decisions_file,
    round_file,
    statements_file,
)

_NAME = re.compile("round-([1-9][0-9]{0,3})")


@dataclass(frozen=True)
class Round:
    """One validation round.

    Attributes:
        number: from 1.
        deadline: the day by which answers are due where a packet does not say another; empty where none was set.
        language: in which it was sent.
        sent: by `<case>/<informant>`.
        statements: as they were sent, by `<statement>:<version>`.
        answers: in the order of the files, without those that their informant took back.
        decisions: by the id of what was decided on.
    """

    number: int
    deadline: str = ""
    language: str = ""
    sent: Mapping[str, Sent] = field(default_factory=dict)
    statements: Mapping[str, SentStatement] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def answers_of(self, case: str, informant: str) -> tuple[Answer, ...]:
        """What one informant said."""
        return self._by_informant.get((case, informant), ())

    @cached_property
    def _by_informant(self) -> Mapping[tuple[str, str], tuple[Answer, ...]]:
        found: dict[tuple[str, str], list[Answer]] = {}
        for each in self.answers:
            found.setdefault((each.case, each.informant), []).append(each)
        return {who: tuple(said) for who, said in found.items()}

    def of_case(self, case: str) -> Round:
        """The same of one case."""
        return replace(
            self,
            sent={id: each for id, each in self.sent.items() if each.case == case},
            statements={id: each for id, each in self.statements.items() if each.case == case},
            answers=tuple(each for each in self.answers if each.case == case),
            decisions={id: each for id, each in self.decisions.items() if each.case == case},
        )

    def sent_to(self, case: str, informant: str) -> Sent | None:
        """What an informant was sent; also by a name that the case had when a packet went out."""
        if (found := self.sent.get(f"{case}/{informant}")) is not None:
            return found
        return next((s for s in self.sent.values() if s.informant == informant and case in s.was), None)

    def due(self, sent: Sent | None) -> str:
        """The day by which an informant was asked to answer; empty where none was said."""
        return (sent.deadline if sent is not None else "") or self.deadline

    def asked(self, case: str) -> tuple[SentStatement, ...]:
        """The statements of a case that somebody was asked of, in the order they were sent."""
        return tuple(each for each in self.statements.values() if each.case == case)


def round_numbers(study: Study) -> tuple[int, ...]:
    """The rounds there are, the first first; a folder that holds no file, as one whose sending was undone, is none.

    Raises:
        FileError: the folder is there and cannot be listed.
    """
    found = (_NAME.fullmatch(name) for name in _entries(study, FOLDER))
    numbers = sorted(int(match[1]) for match in found if match is not None)
    return tuple(number for number in numbers if _is_begun(study, number))


def _is_begun(study: Study, number: int) -> bool:
    inside = _entries(study, f"{FOLDER}/round-{number}")
    return any(name.endswith(".yaml") for name in inside) or bool(answer_files(study, number))


def round_of(study: Study, number: int, case: str = "") -> Round:
    """A round.

    Args:
        case: where one is named the round is that of this case alone, and the answers of the others are not read.

    Raises:
        StudyError: there is none of that number.
        FileError: a file cannot be read.
    """
    if number not in (there := round_numbers(study)):
        raise StudyError(f"there is no round {number}; {told_rounds(there)}")
    for file in (round_file(number), statements_file(number), decisions_file(number)):
        study.store.reread(file)
    sent = dict(study.store.records(round_file(number)))
    head = sent.pop(WHOLE, RoundHead())
    answers: list[Answer] = []
    for file in answer_files(study, number, case):
        study.store.reread(file)
        answers += still_said(study.store.records(file).values())
    whole = Round(
        number, head.deadline, head.language, sent, dict(study.store.records(statements_file(number))),
        tuple(answers), dict(study.store.records(decisions_file(number))),
    )  # fmt: skip
    return whole.of_case(case) if case else whole


def told_rounds(numbers: Sequence[int]) -> str:
    """Which rounds there are, in words."""
    if not numbers:
        return "none was sent yet: crosscase validate send"
    listed = ", ".join(map(str, numbers))
    return f"there are rounds {listed}" if len(numbers) > 1 else f"there is only round {listed}"


def still_said(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers of one informant, in their order, that have not been taken back; what is in its place stays."""
    listed = tuple(answers)
    back: dict[str, tuple[str, bool]] = {}
    for each in listed:
        if each.takes_back:
            back[each.statement] = max(back.get(each.statement, ("", False)), _said_when(each))
    return tuple(
        each
        for each in listed
        if each.kind != "statement" or each.statement not in back or _stands(each, back[each.statement])
    )


def _said_when(answer: Answer) -> tuple[str, bool]:
    return (answer.answered or answer.received, answer.takes_back)


def _stands(answer: Answer, back: tuple[str, bool]) -> bool:
    empty = not (answer.verdict or answer.text or answer.proposed)
    return _said_when(answer) >= back and not (answer.takes_back and empty)


def decisions_of(study: Study, number: int) -> Mapping[str, Decision]:
    """What was decided in a round, by the id of what it is about; raises FileError where the file cannot be read."""
    study.store.reread(decisions_file(number))
    return study.store.records(decisions_file(number))


def rounds_of(study: Study) -> tuple[Round, ...]:
    """Every round, the first first; raises as `round_of`."""
    return tuple(round_of(study, number) for number in round_numbers(study))


def texts_sent(study: Study) -> Mapping[str, tuple[tuple[int, Mapping[str, str]], ...]]:
    """By statement, the versions that informants were sent with their texts, the first round first.

    Raises:
        FileError: a round cannot be read.
    """
    found: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for number in round_numbers(study):
        study.store.reread(file := statements_file(number))
        for each in study.store.records(file).values():
            found.setdefault(each.statement, []).append((each.version, each.text))
    return {id: tuple(texts) for id, texts in found.items()}


def answer_files(study: Study, number: int, case: str = "") -> tuple[str, ...]:
    """The files of answers of a round, or of one case in it, by case and informant; raises as `round_numbers`."""
    folder = f"{FOLDER}/round-{number}/answers"
    return tuple(
        f"{folder}/{case}/{name}"
        for case in ((case,) if case else _entries(study, folder))
        for name in _entries(study, f"{folder}/{case}")
        if name.endswith(".yaml")
    )


def case_now(study: Study, case: str) -> str:
    """The slug that a case has now, by one that it had when packets went out; the same where there is no other.

    Raises:
        FileError: a round cannot be read.
    """
    if case in study.cases:
        return case
    return next((s.case for r in rounds_of(study) for s in r.sent.values() if case in s.was), case)


def following(study: Study, old: str, new: str) -> Iterator[Change]:
    """What changes in the rounds when a case gets another name; raises FileError where a file cannot be read."""
    for number in round_numbers(study):
        there = round_of(study, number)
        for sent in there.sent.values():
            if sent.case == old:
                was = tuple(each for each in dict.fromkeys((*sent.was, old)) if each != new)
                after = replace(sent, id=f"{new}/{sent.informant}", case=new, was=was)
                yield Change(round_file(number), sent.id, sent, None)
                yield Change(round_file(number), after.id, None, after)
        yield from _of_case(statements_file(number), there.statements, old, new)
        yield from _of_case(decisions_file(number), there.decisions, old, new)
        for file in answer_files(study, number):
            if file.startswith(f"{FOLDER}/round-{number}/answers/{old}/"):
                moved = file.replace(f"/answers/{old}/", f"/answers/{new}/", 1)
                for answer in study.store.records(file).values():
                    yield Change(file, answer.id, answer, None)
                    yield Change(moved, answer.id, None, replace(answer, case=new))


def _of_case(file: str, records: Mapping[str, Any], old: str, new: str) -> Iterator[Change]:
    for id, record in records.items():
        if record.case == old:
            yield Change(file, id, record, replace(record, case=new))


def _entries(study: Study, folder: str) -> tuple[str, ...]:
    try:
        names = sorted(os.listdir(study.root / folder))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise FileError(Problem(folder, 0, 0, "unreadable", f"cannot be listed: {reason(error)}")) from error
    return tuple(name for name in names if not name.startswith((".", TEMP_PREFIX)))
