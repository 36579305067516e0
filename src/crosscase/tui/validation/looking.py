"""A round as the screen shows it: how it stands, what is to be decided, and the statements as they read now."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

from crosscase.casework.deciding import Target
from crosscase.casework.standing import (
    InformantStanding,
    RoundStanding,
    StatementStanding,
    standing_of,
)
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import statements_of
from crosscase.study.folder import Study
from crosscase.study.rounds import Round, round_numbers, round_of
from crosscase.study.validation_file import FOLDER, decisions_file

T = TypeVar("T")
Shown: TypeAlias = Literal["all", "to decide", "disputed"]
SHOWN: tuple[Shown, ...] = ("all", "to decide", "disputed")
"""What of a case is listed, in the order in which a key goes through it."""
Opened: TypeAlias = Mapping[tuple[int, str, str], str]
"""When pages were first opened, by round, case and informant."""


@dataclass(frozen=True)
class RoundLook:
    """What there is to show of a round; made anew after every change.

    Attributes:
        numbers: the rounds there are.
        cases: those of the round in the order they were sent, then the others of the study.
        informants: everybody who could be asked or was, by case, in the order of the texts.
        now: the statements of the round's cases as they stand in the descriptions, by id.
    """

    numbers: tuple[int, ...]
    round: Round
    standing: RoundStanding
    cases: tuple[str, ...]
    informants: Mapping[str, tuple[str, ...]] = field(repr=False)
    now: Mapping[str, Statement] = field(repr=False)

    @property
    def number(self) -> int:
        """Of the round."""
        return self.round.number

    @cached_property
    def by_case(self) -> Mapping[str, tuple[Target, ...]]:
        """What can be decided on: the statements of a case as they were sent, then what was said besides."""
        listed: dict[str, list[Target]] = {case: [] for case in self.cases}
        every: tuple[Target, ...] = (*self.standing.statements, *self.standing.additions)
        for each in every:
            listed.setdefault(case_of(each), []).append(each)
        return {case: tuple(its) for case, its in listed.items()}

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """The same by id, case by case."""
        return {id_of(each): each for its in self.by_case.values() for each in its}

    @cached_property
    def people(self) -> Mapping[tuple[str, str], InformantStanding]:
        """Who was asked or answered, by case and name."""
        return {(each.case, each.informant): each for each in self.standing.informants}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the informants of all cases."""
        return tuple(dict.fromkeys(name for case in self.cases for name in self.informants.get(case, ())))

    @cached_property
    def undecided(self) -> tuple[str, ...]:
        """Ids of everything that somebody has to decide on, case by case."""
        return tuple(id for id, each in self.targets.items() if wants_decision(each))

    def listed(self, case: str, shown: Shown) -> tuple[Target, ...]:
        """What is shown of a case."""
        every = self.by_case.get(case, ())
        if shown == "to decide":
            return tuple(each for each in every if wants_decision(each))
        if shown == "disputed":
            return tuple(each for each in every if is_disputed(each))
        return every


def look(study: Study, number: int, today: str, opened: Opened) -> RoundLook | None:
    """Look at a round.

    Args:
        number: the last one where there is none of this number.

    Returns:
        None where no round was sent.

    Raises:
        FileError: a file of the round, or of a case, cannot be read.
    """
    numbers = round_numbers(study)
    if not numbers:
        return None
    round = round_of(study, number if number in numbers else numbers[-1])
    standing = standing_of(round, today, opened)
    cases = tuple(dict.fromkeys((*standing.cases, *study.cases)))
    now = {
        each.id: each for case in standing.cases if case in study.cases for each in statements_of(study, case)
    }
    return RoundLook(numbers, round, standing, cases, _informants(study, standing), now)


def look_again(
    study: Study, before: RoundLook, files: Collection[str], today: str, opened: Opened
) -> RoundLook | None:
    """Look at the same round where only answers and decisions changed: the cases that they are about alone.

    Args:
        files: what changed since `before`.

    Returns:
        None where more changed than that.

    Raises:
        FileError: a file of the round cannot be read.
    """
    number, decisions = before.number, decisions_file(before.number)
    answers = f"{FOLDER}/round-{number}/answers/"
    if not all(file == decisions or file.startswith(answers) for file in files):
        return None
    study.store.reread(decisions)
    former, present = before.round.decisions, study.store.records(decisions)
    cases = {file.removeprefix(answers).partition("/")[0] for file in files if file != decisions}
    for id in {*former, *present}:
        one, other = former.get(id), present.get(id)
        if one is not other:
            cases |= {each.case for each in (one, other) if each is not None}
    round, standing = before.round, before.standing
    for case in cases:
        of_case = round_of(study, number, case)
        now = standing_of(of_case, today, opened)
        round = replace(round, answers=_put(case, round.answers, of_case.answers))
        standing = replace(
            standing,
            statements=_put(case, standing.statements, now.statements),
            additions=_put(case, standing.additions, now.additions, "answer.case"),
            informants=_put(case, standing.informants, now.informants),
        )
    if standing.cases != before.standing.cases:
        return None
    return replace(
        before, round=replace(round, decisions=dict(present)), standing=standing,
        informants=_informants(study, standing),
    )  # fmt: skip


def _put(case: str, every: tuple[T, ...], anew: tuple[T, ...], path: str = "case") -> tuple[T, ...]:
    """A list with other ones of a case, which each of them has at `path`: they stand where the former ones began."""
    cases = list(map(attrgetter(path), every))
    first = cases.index(case) if case in cases else len(cases)
    kept = [each for each, its in zip(every, cases, strict=True) if its != case]
    return (*kept[:first], *anew, *kept[first:])


class EarlierRounds:
    """The rounds before one, each looked at once: make it anew where one of their files changed."""

    def __init__(self, study: Study, number: int) -> None:
        self.number = number
        self._study = study

    def of(self, target: Target) -> tuple[tuple[int, Target], ...]:
        """How a statement stood in the rounds before, the last one first; also what it was made of, where it was missing.

        Raises:
            FileError: a file of a round cannot be read.
        """
        return self._by_id.get(target.id, ()) if isinstance(target, StatementStanding) else ()

    def changes_with(self, file: str) -> bool:
        """Whether a file is one of theirs."""
        return any(file.startswith(f"{FOLDER}/round-{number}/") for number in range(1, self.number))

    @cached_property
    def _by_id(self) -> Mapping[str, tuple[tuple[int, Target], ...]]:
        found: dict[str, list[tuple[int, Target]]] = {}
        for number in reversed(round_numbers(self._study)):
            if number < self.number:
                standing = standing_of(round_of(self._study, number))
                for each in standing.statements:
                    found.setdefault(each.id, []).append((number, each))
                for other in standing.additions:
                    if other.decision is not None and other.decision.statement:
                        found.setdefault(other.decision.statement, []).append((number, other))
        return {id: tuple(its) for id, its in found.items()}


def files_there(root: Path) -> tuple[str, ...]:
    """The files of all rounds: a program that takes replies in makes new ones, of which nothing is known yet."""
    return tuple(
        sorted(os.path.join(folder, name) for folder, _, names in os.walk(root / FOLDER) for name in names)
    )


def id_of(target: Target) -> str:
    """By which a target is decided on."""
    return target.id if isinstance(target, StatementStanding) else target.answer.id


def case_of(target: Target) -> str:
    """The case that it is of."""
    return target.case if isinstance(target, StatementStanding) else target.answer.case


def wants_decision(target: Target) -> bool:
    """Whether somebody has to decide on it."""
    return target.to_decide if isinstance(target, StatementStanding) else target.decision is None


def is_disputed(target: Target) -> bool:
    """Whether informants disagree on it, or an objection was not followed."""
    return isinstance(target, StatementStanding) and (target.state == "disputed" or target.disagree)


def to_apply(look: RoundLook) -> int:
    """How many decisions are to be applied."""
    return sum(each.to_apply for each in look.targets.values())


def _informants(study: Study, standing: RoundStanding) -> Mapping[str, tuple[str, ...]]:
    named: list[tuple[str, str]] = [
        (source.case, speaker.name)
        for source in study.sources.values()
        for speaker in source.speakers
        if source.case and not speaker.is_interviewer
    ]
    named += ((each.case, each.informant) for each in standing.informants)
    return _by_case(named)


def _by_case(named: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for case, name in named:
        found.setdefault(case, {})[name] = None
    return {case: tuple(names) for case, names in found.items()}
