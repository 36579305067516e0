"""Retrieval: the quotes that a query asks for, in order, with what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Literal

from crosscase.study.folder import Study
from crosscase.study.query_parser import parse
from crosscase.synthesis.conditions import members_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.sets import indices
from crosscase.synthesis.universe import universe

Sort = Literal["place", "case", "code", "coder", "date"]
SORTS: tuple[Sort, ...] = ("place", "case", "code", "coder", "date")


def retrieve(
    study: Study, where: str = "", *, coders: Collection[str] | None = None, sort: Sort = "place"
) -> tuple[Passage, ...]:
    """The codings that fulfil a query, as passages.

    Args:
        where: a query, see `docs/queries.md`; empty for all codings.
        coders: whose codings; everybody's where None; `counted` for those that count in each source.
        sort: by source and position (`place`); by case, then code; by code; by coder; by the source's date, the
            earliest first and those without one last. What is the same in that is in order of source and position.

    Raises:
        QueryError: the query cannot be read, or names what is not there.
        StudyError: nobody of a name codes here.
    """
    query = parse(where)
    chosen_from = universe(study, coders)
    found = [chosen_from.passage(index) for index in indices(members_of(chosen_from, query))]
    if sort != "place":
        found.sort(key=_keys(study)[sort])
    return tuple(found)


def _keys(study: Study) -> Mapping[str, Callable[[Passage], tuple[object, ...]]]:
    cases = {case: place for place, case in enumerate(study.cases)}
    codes = {path: place for place, path in enumerate(study.codebook.by_path)}
    coders = {coder: place for place, coder in enumerate(study.coders)}

    def code(passage: Passage) -> tuple[int, str]:
        # codes that the codebook does not have come last
        return codes.get(passage.path, len(codes)), passage.path

    def case(passage: Passage) -> tuple[int, str]:
        return cases.get(passage.case, len(cases)), passage.case

    return {
        "case": lambda passage: (*case(passage), *code(passage)),
        "code": code,
        "coder": lambda passage: (coders.get(passage.coding.coder, len(coders)), passage.coding.coder),
        "date": lambda passage: (not passage.date.strip(), passage.date),
    }
