"""What the answers to a question come to: shares, means and medians with their uncertainty, in all and by group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from crosscase.study.problems import StudyError
from crosscase.survey.answers import asked, choice, holds, number
from crosscase.survey.inference import (
    Difference,
    Interval,
    adjusted,
    corrected_size,
    effective_size,
    mean_interval,
    two_proportions,
    wilson_bounds,
)
from crosscase.survey.model import Group, Item, Labels, Question, Questionnaire, Row, Variable
from crosscase.survey.responses import Flags, Numbers, Responses
from crosscase.survey.totals import Part, People, Totals

SMALL = 30
"""A base under this is marked."""
MEAN, MEDIAN = "mean", "median"
_MEAN: Labels = {"nb": "Gjennomsnitt", "en": "Mean"}
_MEDIAN: Labels = {"nb": "Median", "en": "Median"}

LineKind: TypeAlias = Literal["option", "box", "mean", "median"]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what came of one option, or of all values, among everybody or in one group.

    Attributes:
        id: of the option or box; `mean` or `median` for what is made of all values.
        count: how many chose it, of a mean or median how many values there are; never weighted.
        base: how many it is a share of: who was asked and answered, of a mean or median who gave a value.
        size: what the base is worth: Kish's effective size where weighted, else the base.
        share: a part of one; None for means and medians, and for a base of 0.
        interval: of the share or the mean.
        mean, median, quartiles: in the unit of the values.
        group: id of the group; None for everybody.
        difference: this group against those in the variable's other groups; None where one side is empty, and
            where nobody or everybody on both sides chose it.
        q: p of that difference, adjusted for all comparisons of the table.
        decimals: of the share in percent, as a report printed it; 0 where it was counted.
        small: the base is under 30.
    """

    id: str
    kind: LineKind
    label: Labels
    count: int
    base: int
    size: float
    share: float | None = None
    interval: Interval | None = None
    mean: float | None = None
    median: float | None = None
    quartiles: tuple[float, float] | None = None
    group: str | None = None
    difference: Difference | None = None
    q: float | None = None
    decimals: int = 0

    @property
    def small(self) -> bool:
        """Whether the base is so small that the figure must be marked."""
        return self.base < SMALL


@dataclass(frozen=True, slots=True)
class Description:
    """A question, or a row of a grid, described.

    Attributes:
        by: what it is broken down by, if anything.
        lines: everybody's in the order of options, boxes, mean, median; then those of each group, in the same order.
        size: how many respondents there are.
        asked: how many of them were asked.
        base: how many of those answered.
        groups: of `by`, each with its base.
        without_group: how many of the base are in none of the groups.
        population: what the intervals are corrected for; 0 where they are not.
        confidence: of the intervals, a part of one.
        only: the options and boxes that were asked for; empty where all were.
        published: the shares are as a report printed them; counts are the likeliest.
    """

    question: Question
    row: Row | None
    by: Variable | None
    lines: tuple[Line, ...]
    size: int
    asked: int
    base: int
    groups: tuple[tuple[Group, int], ...] = ()
    without_group: int = 0
    population: int = 0
    weighted: bool = False
    confidence: float = 0.95
    only: tuple[str, ...] = ()
    published: bool = False

    @property
    def address(self) -> str:
        """The question, or the row of the grid: `F4`, `F7.samer`."""
        return self.question.id if self.row is None else f"{self.question.id}.{self.row.id}"

    @property
    def compared(self) -> tuple[Line, ...]:
        """The lines that were tested against the rest."""
        return tuple(line for line in self.lines if line.difference is not None)

    def of(self, group: str | None = None) -> tuple[Line, ...]:
        """The lines of a group; everybody's where none is named."""
        return tuple(line for line in self.lines if line.group == group)

    def line(self, id: str, group: str | None = None) -> Line | None:
        """The line of an option or box, `mean` or `median`, in a group or of everybody."""
        return next((line for line in self.lines if line.id == id and line.group == group), None)


def describe(
    responses: Responses,
    question: Question,
    by: Variable | None = None,
    *,
    row: Row | None = None,
    only: Collection[str] = (),
    fpc: bool = False,
    population: int = 0,
    weighted: bool = False,
    confidence: float = 0.95,
) -> Description:
    """What the answers to a question come to.

    Args:
        by: a variable whose groups are described too, each against the rest: those in its other groups.
        row: of a grid.
        only: ids of options and boxes, where not all are meant; means and medians are then left out.
        fpc: correct intervals for a finite population; tests are not corrected.
        population: its size, where it is not the one in the file of questions.
        weighted: count weights in place of respondents, with intervals at Kish's effective size.
        confidence: of intervals, a part of one.

    Raises:
        StudyError: the question has no answers that can be counted, a grid comes without a row, there is no size of
            the population or more answered than it has, or the weights cannot be used.
    """
    _must_count(question, row, by)
    weights = _weights(responses) if weighted else None
    people = People.of(responses, question, row, by, weights)
    base = int(people.base.sum())
    size = population_size(responses.questionnaire, population, base) if fpc else 0
    items = [item for item in _items(question, row) if not only or item[0] in only]
    lines = [
        line
        for id, kind, label, item in items
        for line in _shares(people, Line(id, kind, label, 0, 0, 0), holds(responses, item), size, confidence)
    ]
    if not only and (values := _values(responses, question, row)) is not None:
        lines += _averages(people, values, size, confidence)
    groups = tuple(zip(by.groups, people.sizes[1:].tolist(), strict=True)) if by is not None else ()
    found = Description(
        question, row, by, _in_order(lines, groups), responses.size,
        int(asked(responses, question, row).sum()), base, groups,
        int(people.sizes[0]) if by is not None else 0, size, weighted, confidence, tuple(only),
    )  # fmt: skip
    return adjusted_together((found,))[0]


def describe_rows(
    responses: Responses,
    question: Question,
    by: Variable | None = None,
    *,
    only: Collection[str] = (),
    fpc: bool = False,
    population: int = 0,
    weighted: bool = False,
    confidence: float = 0.95,
) -> tuple[Description, ...]:
    """`describe` for each row of a grid, each a table of its own; of any other question the one description."""
    rows: Sequence[Row | None] = question.rows if question.kind == "grid" else (None,)
    return tuple(
        describe(
            responses, question, by, row=row, only=only, fpc=fpc, population=population,
            weighted=weighted, confidence=confidence,
        )
        for row in rows
    )  # fmt: skip


def population_size(questionnaire: Questionnaire, population: int = 0, answered: int = 0) -> int:
    """How many there are in all, for the finite population correction: the number given, else the survey's own.

    Raises:
        StudyError: there is none, or more answered.
    """
    size = population or questionnaire.population
    if size <= 0:
        raise StudyError(
            "the correction for a finite population needs its size: give --population N, "
            f"or write `population: N` in {questionnaire.file}"
        )
    if answered > size:
        raise StudyError(f"{answered} answers cannot come from a population of {size}; correct its size")
    return size


def adjusted_together(descriptions: Iterable[Description]) -> tuple[Description, ...]:
    """Descriptions that are shown as one table, with `q` over all comparisons in them.

    What is adjusted is Fisher's p where it was needed, else that of z.
    """
    descriptions = tuple(descriptions)
    ps = [
        line.difference.decisive
        for each in descriptions
        for line in each.lines
        if line.difference is not None
    ]
    qs = iter(adjusted(ps))
    return tuple(
        replace(
            each,
            lines=tuple(
                line if line.difference is None else replace(line, q=next(qs)) for line in each.lines
            ),
        )
        for each in descriptions
    )


def _must_count(question: Question, row: Row | None, by: Variable | None) -> None:
    if question.kind == "open":
        where = f"; they are the source {question.source}" if question.source else ""
        raise StudyError(f"{question.id} is open: its answers are words, and cannot be counted{where}")
    if question.kind == "grid" and row is None:
        raise StudyError(
            f"{question.id} is a grid; name one of its rows, such as {question.id}.{question.rows[0].id}"
        )
    address = question.id if row is None else f"{question.id}.{row.id}"
    if by is not None and by.question == address:
        raise StudyError(f"{address} cannot be broken down by {by.id}: both are the same answers")


def _weights(responses: Responses) -> Numbers:
    weights = responses.weights
    if weights is None:
        raise StudyError(
            f"there are no weights: name their column with `weight:` in {responses.questionnaire.file}"
        )
    wrong = np.flatnonzero(~(weights >= 0))
    column = responses.questionnaire.weight
    if wrong.size:
        others = wrong.size - 1
        also = f", nor {'has 1 other' if others == 1 else f'have {others} others'}" if others else ""
        raise StudyError(
            f"{responses.file}: {responses.respondents[wrong[0]]} has no weight of 0 or more in column {column}{also}; "
            f"correct {'them' if others else 'it'}, or leave weights out"
        )
    if responses.size and not weights.any():
        raise StudyError(
            f"{responses.file}: every weight in column {column} is 0, so that nobody counts; correct them, or leave weights out"
        )
    return weights


def _items(question: Question, row: Row | None) -> list[tuple[str, LineKind, Labels, Item]]:
    address = question.id if row is None else f"{question.id}.{row.id}"
    found: list[tuple[str, LineKind, Labels, Item]] = [
        (
            option.id,
            "option",
            option.label,
            Item(f"{address}.{option.id}", question, row, (option.id,), option.label),
        )
        for option in question.options
    ]
    found += [
        (box.id, "box", box.label, Item(f"{address}.{box.id}", question, row, box.options, box.label))
        for box in question.boxes
    ]
    return found


def _values(responses: Responses, question: Question, row: Row | None) -> Numbers | None:
    """The value that each respondent gave, NaN where none; None where the question has no values."""
    if question.kind == "number":
        return number(responses, question)
    if question.kind == "multiple" or all(
        option.value is None or option.unsure for option in question.options
    ):
        return None
    scale = [np.nan if option.value is None or option.unsure else option.value for option in question.options]
    return np.array([*scale, np.nan])[choice(responses, question, row)]


def _shares(people: People, line: Line, flags: Flags, population: int, confidence: float) -> list[Line]:
    """One line for everybody and one for each group."""
    totals = Totals.of(people, flags)
    everybody, groups = totals.together(slice(None)), range(1, len(people.ids) + 1)
    parts = [everybody, *(totals.together(slice(place, place + 1)) for place in groups)]
    sizes = np.array([corrected_size(part.size, population) for part in parts])
    shares = np.array([part.share for part in parts])
    low, high = wilson_bounds(shares, sizes, confidence)
    exact = people.weights is None
    return [
        replace(
            line,
            count=part.count,
            base=part.base,
            size=part.size,
            share=part.share if part.size else None,
            interval=Interval(float(low[place]), float(high[place])) if part.size else None,
            group=people.ids[place - 1] if place else None,
            difference=_against(part, totals.rest(place), exact, confidence) if place else None,
        )
        for place, part in enumerate(parts)
    ]


def _against(part: Part, rest: Part, exact: bool, confidence: float) -> Difference | None:
    if not part.size or not rest.size:
        return None
    if part.count + rest.count in (0, part.base + rest.base):
        return None  # nobody chose it, or everybody: no test to make, nor one to adjust others for
    if exact:
        return two_proportions(part.count, part.base, rest.count, rest.base, confidence)
    return two_proportions(
        part.share * part.size, part.size, rest.share * rest.size, rest.size, confidence, exact=False
    )


def _averages(people: People, values: Numbers, population: int, confidence: float) -> list[Line]:
    """Mean and median of everybody and of each group."""
    known = people.base & ~np.isnan(values)
    found: list[Line] = []
    for place in range(len(people.ids) + 1):
        here = np.flatnonzero(known & (people.places == place) if place else known)
        group = people.ids[place - 1] if place else None
        weights = None if people.weights is None else people.weights[here]
        found += _average(values[here], weights, group, population, confidence)
    return found


def _average(
    values: Numbers, weights: Numbers | None, group: str | None, population: int, confidence: float
) -> tuple[Line, Line]:
    count = len(values)
    size = float(count) if weights is None else effective_size(weights)
    mean_line = Line(MEAN, "mean", _MEAN, count, count, size, group=group)
    median_line = replace(mean_line, id=MEDIAN, kind="median", label=_MEDIAN)
    if not size:
        return mean_line, median_line
    mean = float(np.average(values, weights=weights))
    spread = float(np.average((values - mean) ** 2, weights=weights))
    deviation = (spread * size / (size - 1)) ** 0.5 if size > 1 else 0.0
    parts = (0.25, 0.5, 0.75)
    if weights is None:
        low, middle, high = map(float, np.quantile(values, parts))
    else:
        low, middle, high = (_weighted_quantile(values, weights, part) for part in parts)
    interval = mean_interval(mean, deviation, size, confidence, population)
    return replace(mean_line, mean=mean, interval=interval), replace(
        median_line, median=middle, quartiles=(low, high)
    )


def _weighted_quantile(values: Numbers, weights: Numbers, part: float) -> float:
    """The value that so much of the weight lies up to; halfway to the next where it is just so much.

    So the median of equal weights is the plain one.
    """
    heavy = weights > 0
    order = np.argsort(values[heavy], kind="stable")
    sorted_, below = values[heavy][order], np.cumsum(weights[heavy][order])
    wanted = part * below[-1]
    slip = 1e-9 * below[-1]  # of adding up floats
    first = np.searchsorted(below, wanted - slip)
    last = np.searchsorted(below, wanted + slip, side="right")
    ends = sorted_[[first, min(last, len(sorted_) - 1)]]
    return float(ends.mean())


def _in_order(lines: Sequence[Line], groups: Iterable[tuple[Group, int]]) -> tuple[Line, ...]:
    """Everybody's lines first, then group by group."""
    order: dict[str | None, int] = {group.id: place for place, (group, _) in enumerate(groups, 1)}
    order[None] = 0
    return tuple(sorted(lines, key=lambda line: order[line.group]))
