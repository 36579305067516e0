"""What is asked of the study, and what answers it: quotes in the order of the screen, in groups, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from crosscase.study.codings import codings_file
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.synthesis.passages import Passage, passage_of
from crosscase.synthesis.quotes import Group, grouped
from crosscase.synthesis.retrieval import Sort, retrieve
from crosscase.synthesis.universe import COUNTED, universe

Key = tuple[str, str]
"""A coding by coder and id: two coders may have written the same id."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        where: the query; empty for all quotes.
        coders: whose codings; everybody's where empty, `counted` for those that count.
    """

    where: str = ""
    coders: tuple[str, ...] = ()
    sort: Sort = "place"
    group: Group = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a group, and how many quotes are in it."""

    title: str
    count: int


@dataclass(frozen=True)
class Answer:
    """The quotes that answer.

    Attributes:
        groups: title and quotes; one without a title where nothing is grouped.
        total: how many quotes there are to choose from.
        cases: how many cases the study has.
    """

    groups: tuple[tuple[str, tuple[Passage, ...]], ...] = field(default=())
    total: int = 0
    cases: int = 0

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All quotes as they stand below each other."""
        return tuple(passage for _, inside in self.groups for passage in inside)

    @cached_property
    def headings(self) -> dict[int, Heading]:
        """What stands over a quote, by the quote's place."""
        found: dict[int, Heading] = {}
        place = 0
        for title, inside in self.groups:
            if title and inside:
                found[place] = Heading(title, len(inside))
            place += len(inside)
        return found

    @cached_property
    def places(self) -> dict[Key, int]:
        """The place of each quote."""
        return {key_of(passage.coding): place for place, passage in enumerate(self.passages)}

    @cached_property
    def by_case(self) -> Counter[str]:
        """How many quotes of each case; open answers under the empty one."""
        return Counter(passage.case for passage in self.passages)

    @cached_property
    def by_code(self) -> Counter[str]:
        """How many quotes of each code, by path."""
        return Counter(passage.path for passage in self.passages)


def key_of(coding: Coding) -> Key:
    """What tells a coding from all others, also after it was changed."""
    return coding.coder, coding.id


def answer(study: Study, asked: Asked) -> Answer:
    """The quotes that answer.

    Raises:
        QueryError: the query cannot be read, or names what is not there.
        StudyError: nobody of a name codes here.
    """
    coders = asked.coders or None
    found = retrieve(study, asked.where, coders=coders, sort=asked.sort)
    groups = tuple(grouped(study, found, asked.group)) if asked.group else (("", found),)
    return Answer(groups, len(universe(study, coders)), len(study.cases))


def after_changes(study: Study, before: Answer, files: Collection[str]) -> Answer:
    """The same quotes as they are now, without those that are gone; whether they still answer is not asked.

    Args:
        files: those that changed.
    """
    if not any(codings_file(p.coding.source, p.coding.coder) in files for p in before.passages):
        return before
    groups = tuple((title, tuple(_as_now(study, inside, files))) for title, inside in before.groups)
    return replace(before, groups=groups)


def _as_now(study: Study, passages: Iterable[Passage], files: Collection[str]) -> Iterator[Passage]:
    for passage in passages:
        file = codings_file(passage.coding.source, passage.coding.coder)
        now = study.store.records(file).get(passage.coding.id) if file in files else passage.coding
        if now is passage.coding:
            yield passage
        elif isinstance(now, Coding):
            yield passage_of(study, now)


def whose(coders: Collection[str], me: str) -> str:
    """Whose codings these are, in words."""
    if not coders:
        return "everybody's codings"
    if set(coders) == {COUNTED}:
        return "the codings that count"
    if me and set(coders) == {me}:
        return f"my codings ({me})"
    return f"codings of {', '.join(coders)}"


def summary(found: Answer, asked: Asked, me: str) -> tuple[str, str]:
    """How much was found, and how it was asked for: two parts of one line."""
    cases = len([case for case in found.by_case if case])
    quotes = f"{len(found.passages)} of {found.total} quote{'s' * (found.total != 1)}"
    in_cases = f"in {cases} of {found.cases} case{'s' * (found.cases != 1)}"
    order = f"by {asked.sort}"
    groups = f"grouped by {asked.group}" if asked.group else "not grouped"
    return f"{quotes} {in_cases}", " · ".join((whose(asked.coders, me), order, groups))
