"""What is asked of the study, and what answers it: quotes in the order of the screen, in groups, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from crosscase.study.codings import codings_file, split_file
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
        passages: all quotes as they stand below each other.
        groups: what stands over the groups, in order; empty where nothing is grouped.
        total: how many quotes there are to choose from.
        cases: how many cases the study has.
    """

    passages: tuple[Passage, ...] = ()
    groups: tuple[Heading, ...] = ()
    total: int = 0
    cases: int = 0

    @cached_property
    def headings(self) -> dict[int, Heading]:
        """What stands over a quote, by the quote's place."""
        found: dict[int, Heading] = {}
        place = 0
        for heading in self.groups:
            found[place] = heading
            place += heading.count
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
    headings: tuple[Heading, ...] = ()
    if asked.group:
        groups = grouped(study, found, asked.group)
        headings = tuple(Heading(title, len(inside)) for title, inside in groups)
        found = tuple(passage for _, inside in groups for passage in inside)
    return Answer(found, headings, len(universe(study, coders)), len(study.cases))


def changed(study: Study, before: Answer, files: Collection[str]) -> dict[int, Passage] | None:
    """The quotes that changed, as they are now, by place; None where some are gone or have another code.

    Whether they still answer is not asked: that takes long where there are very many.

    Args:
        files: codings files that changed.
    """
    whose_files = {split_file(file) for file in files}
    found: dict[int, Passage] = {}
    for place, passage in enumerate(before.passages):
        coding = passage.coding
        if (coding.source, coding.coder) not in whose_files:
            continue
        now = study.store.records(codings_file(coding.source, coding.coder)).get(coding.id)
        if not isinstance(now, Coding) or now.code != coding.code:
            return None
        if now is not coding:
            found[place] = passage_of(study, now)
    return found


def amended(before: Answer, quotes: Mapping[int, Passage]) -> Answer:
    """The answer with other quotes at some places; all of them keep their codes, cases and places."""
    passages = list(before.passages)
    for place, passage in quotes.items():
        passages[place] = passage
    after = replace(before, passages=tuple(passages))
    # what is counted stays as it was
    vars(after).update({name: getattr(before, name) for name in ("headings", "places", "by_case", "by_code")})
    return after


def whose(coders: Collection[str], me: str) -> str:
    """Whose codings these are, in words."""
    if not coders:
        return "all coders"
    if set(coders) == {COUNTED}:
        return "those that count"
    if me and set(coders) == {me}:
        return f"mine ({me})"
    return f"by {', '.join(coders)}"


def summary(found: Answer, asked: Asked, me: str) -> tuple[str, str]:
    """How much was found, and how it was asked for: two parts of one line."""
    cases = len([case for case in found.by_case if case])
    quotes = f"{len(found.passages)} of {found.total} quote{'s' * (found.total != 1)}"
    in_cases = f"in {cases} of {found.cases} case{'s' * (found.cases != 1)}"
    order = f"by {asked.sort}"
    groups = f"grouped by {asked.group}" if asked.group else "not grouped"
    return f"{quotes} {in_cases}", " · ".join((whose(asked.coders, me), order, groups))
