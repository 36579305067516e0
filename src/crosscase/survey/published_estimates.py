"""Printed shares described, where only a report is at hand: with the uncertainty that percent and base allow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from crosscase.study.problems import StudyError
from crosscase.survey.estimates import Description, Line
from crosscase.survey.inference import Interval, wilson
from crosscase.survey.model import Box, Group, Item, Option, Question, Row, Variable
from crosscase.survey.percent import attainable, exact, half_up
from crosscase.survey.published import Claim, Published, PublishedFigure
from crosscase.survey.published_shapes import Printed


def describe_published(
    published: Published,
    question: Question,
    by: Variable | None = None,
    *,
    row: Row | None = None,
    only: Collection[str] = (),
    population: int = 0,
    confidence: float = 0.95,
) -> Description:
    """What a report printed of a question, or of a row of a grid, and of the groups it speaks of.

    Wilson's interval goes from the low end for the least count that prints so to the high end for the largest; there
    is none where the base is not printed, or no count prints so. Nothing is tested: what a group's rest answered is
    not printed.

    Args:
        only: ids of options and boxes, where not all are meant.
        population: for the finite population correction; 0 for none.
        confidence: of intervals, a part of one.

    Raises:
        StudyError: the report printed nothing of it.
    """
    figure = published.figure_of(question)
    address = question.id if row is None else f"{question.id}.{row.id}"
    if figure is None:
        raise StudyError(f"there are no responses, and {published.file} has nothing of {question.id}")
    every: tuple[Option | Box, ...] = (*question.options, *question.boxes)
    parts = [part for part in every if not only or part.id in only]
    found: list[Line] = []
    for part in parts:
        share = next(
            (each for each in figure.shares if each.percent is not None and _is(each.item, row, part)), None
        )
        if share is not None and share.percent is not None:
            line = _line(part, None)
            found.append(_printed(line, share.percent, share.base or figure.base, population, confidence))
    groups = _groups(figure, by, row, parts)
    for group, claims in groups:
        for part, claim in claims:
            base = claim.bases[0] if len(claim.bases) == 1 else 0
            if claim.percent is not None:
                line = _line(part, group.id)
                found.append(_printed(line, claim.percent, base, population, confidence))
    if not found:
        raise StudyError(f"there are no responses, and {published.file} prints no percent of {address}")
    sizes = tuple(
        (group, max((line.base for line in found if line.group == group.id), default=0))
        for group, _ in groups
    )
    bases = {line.base for line in found if line.group is None}
    base = bases.pop() if len(bases) == 1 else figure.base
    return Description(
        question, row, by, tuple(found), published.answers, base, base, sizes, 0, population,
        False, confidence, tuple(only), published=True,
    )  # fmt: skip


def _groups(
    figure: PublishedFigure, by: Variable | None, row: Row | None, parts: list[Option | Box]
) -> list[tuple[Group, list[tuple[Option | Box, Claim]]]]:
    """The groups of which a percent is printed, with the claims about each, in the order of the question."""
    found = []
    for group in by.groups if by is not None else ():
        claims = [
            (part, claim)
            for part in parts
            for claim in figure.claims
            if by is not None and claim.variable.id == by.id and claim.groups == (group.id,)
            and claim.percent is not None and _is(claim.item, row, part)
        ]  # fmt: skip
        if claims:
            found.append((group, claims))
    return found


def _is(item: Item, row: Row | None, part: Option | Box) -> bool:
    return item.row == row and item.address.rpartition(".")[2] == part.id


def _line(part: Option | Box, group: str | None) -> Line:
    return Line(part.id, "box" if isinstance(part, Box) else "option", part.label, 0, 0, 0, group=group)


def _printed(line: Line, percent: Printed, base: int, population: int, confidence: float) -> Line:
    share = percent.value / 100
    if population and base > population:
        raise StudyError(f"{base} answers cannot come from a population of {population}; correct its size")
    counts = attainable(percent.value, base, percent.decimals)
    interval = None
    if counts:
        low = wilson(counts[0], base, confidence, population).low
        interval = Interval(low, wilson(counts[-1], base, confidence, population).high)
    count = int(half_up(exact(share) * base))
    return replace(
        line,
        count=count,
        base=base,
        size=base,
        share=float(share),
        interval=interval,
        decimals=percent.decimals,
    )
