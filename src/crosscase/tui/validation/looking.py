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
    standing_in,
    standings_of,
)
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import statements_of
from crosscase.study.folder import Study
from crosscase.study.natural_order import naturally
from crosscase.study.rounds import decisions_of, round_numbers, round_of
from crosscase.study.validation_file import FOLDER, Decision, SentStatement, decisions_file

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
        language: in which the round was sent.
        sent: the statements as they were sent, by `<statement>:<version>`.
        decisions: by the id of what was decided on.
        cases: those of the round as `RoundStanding` has them, then the others of the study.
        informants: everybody who could be asked or was, by case, I1 before I10.
        now: the statements of the round's cases as they stand in the descriptions, by id.
        by_case: what can be decided on: the statements of a case as they were sent, then what was said besides.
        undecided_in: ids of what somebody has to decide on, by case.
        to_apply_in: how many decisions are to be applied, by case.
    """

    numbers: tuple[int, ...]
    language: str
    sent: Mapping[str, SentStatement] = field(repr=False)
    decisions: Mapping[str, Decision] = field(repr=False)
    standing: RoundStanding
    cases: tuple[str, ...]
    informants: Mapping[str, tuple[str, ...]] = field(repr=False)
    now: Mapping[str, Statement] = field(repr=False)
    by_case: Mapping[str, tuple[Target, ...]] = field(repr=False)
    undecided_in: Mapping[str, tuple[str, ...]] = field(repr=False)
    to_apply_in: Mapping[str, int] = field(repr=False)

    @property
    def number(self) -> int:
        """Of the round."""
        return self.standing.number

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """What can be decided on by id, case by case."""
        return {id_of(each): each for its in self.by_case.values() for each in its}

    @cached_property
    def people(self) -> Mapping[tuple[str, str], InformantStanding]:
        """Who was asked or answered, by case and name."""
        return {(each.case, each.informant): each for each in self.standing.informants}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the informants of all cases."""
        names = {name for case in self.cases for name in self.informants.get(case, ())}
        return tuple(sorted(names, key=naturally))

    @cached_property
    def undecided(self) -> tuple[str, ...]:
        """Ids of everything that somebody has to decide on, case by case."""
        return tuple(id for case in self.by_case for id in self.undecided_in[case])

    @property
    def to_apply(self) -> int:
        """How many decisions are to be applied."""
        return sum(self.to_apply_in.values())

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
    standing = standing_in(study, round.number, today, opened)
    cases = tuple(dict.fromkeys((*standing.cases, *study.cases)))
    now = {
        each.id: each for case in standing.cases if case in study.cases for each in statements_of(study, case)
    }
    by_case = _targets(cases, standing)
    return RoundLook(
        numbers, round.language, round.statements, round.decisions, standing, cases,
        _informants(study, standing), now, by_case,
        {case: _undecided(its) for case, its in by_case.items()},
        {case: _to_apply(its) for case, its in by_case.items()},
    )  # fmt: skip


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
    number, file_of_decisions = before.number, decisions_file(before.number)
    answers = f"{FOLDER}/round-{number}/answers/"
    if not all(file == file_of_decisions or file.startswith(answers) for file in files):
        return None
    decisions = decisions_of(study, number)
    about = [file.removeprefix(answers).partition("/")[0] for file in files if file != file_of_decisions]
    for id in {*before.decisions, *decisions}:
        pair = before.decisions.get(id), decisions.get(id)
        if pair[0] is not pair[1]:
            about += [each.case for each in pair if each is not None]
    found = replace(before, decisions=decisions)
    for case in dict.fromkeys(about):
        if case not in before.standing.cases:
            return None
        found = _with_case(found, case, standing_in(study, number, today, opened, case))
    return replace(found, informants=_informants(study, found.standing))


def _with_case(look: RoundLook, case: str, now: RoundStanding) -> RoundLook:
    """The same with a case as it stands now."""
    there = look.standing
    standing = replace(
        there,
        statements=_put(case, there.statements, now.statements),
        additions=_put(case, there.additions, now.additions, "answer.case"),
        informants=_put(case, there.informants, now.informants),
    )
    its = _targets((case,), now)[case]
    return replace(
        look,
        standing=standing,
        by_case={**look.by_case, case: its},
        undecided_in={**look.undecided_in, case: _undecided(its)},
        to_apply_in={**look.to_apply_in, case: _to_apply(its)},
    )


def _put(case: str, every: tuple[T, ...], anew: tuple[T, ...], path: str = "case") -> tuple[T, ...]:
    """A list with other ones of a case, which each of them has at `path`: they stand where the former ones began."""
    cases = list(map(attrgetter(path), every))
    first = cases.index(case) if case in cases else len(cases)
    kept = [each for each, its in zip(every, cases, strict=True) if its != case]
    return (*kept[:first], *anew, *kept[first:])


def _targets(cases: Iterable[str], standing: RoundStanding) -> dict[str, tuple[Target, ...]]:
    listed: dict[str, list[Target]] = {case: [] for case in cases}
    every: tuple[Target, ...] = (*standing.statements, *standing.additions)
    for each in every:
        listed.setdefault(case_of(each), []).append(each)
    return {case: tuple(its) for case, its in listed.items()}


def _undecided(targets: Iterable[Target]) -> tuple[str, ...]:
    return tuple(id_of(each) for each in targets if wants_decision(each))


def _to_apply(targets: Iterable[Target]) -> int:
    return sum(each.to_apply for each in targets)


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
        numbers = [number for number in round_numbers(self._study) if number < self.number]
        for standing in reversed(standings_of(round_of(self._study, number) for number in numbers)):
            for each in standing.statements:
                found.setdefault(each.id, []).append((standing.number, each))
            for other in standing.additions:
                if other.decision is not None and other.decision.statement:
                    found.setdefault(other.decision.statement, []).append((standing.number, other))
        return {id: tuple(its) for id, its in found.items()}


def files_there(root: Path) -> tuple[str, ...]:
    """The files of all rounds, from `root`: a program that takes replies in makes new ones, of which nothing is known yet."""
    begin = len(os.path.join(root, ""))
    walked = os.walk(root / FOLDER)
    return tuple(sorted(os.path.join(folder, name)[begin:] for folder, _, names in walked for name in names))


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
    return {case: tuple(sorted(names, key=naturally)) for case, names in found.items()}
