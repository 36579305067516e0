"""What was described of a survey as the values that figures show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from crosscase.reports.figures.palette import MOST
from crosscase.reports.figures.values import (
    Answer,
    Breakdown,
    Deviation,
    Deviations,
    Estimate,
    Kind,
    Panel,
    Ranked,
    Stack,
    Stacked,
)
from crosscase.reports.figures.words import based, hard, signed, wording
from crosscase.study.problems import StudyError
from crosscase.survey.model import Group, Labels, Option, Question, Row, in_language
from crosscase.survey.percent import half_up, percent_text, share_text

if TYPE_CHECKING:
    from crosscase.survey.estimates import Description, Line
    from crosscase.survey.nonresponse import NonResponse

CERTAIN = 0.05
"""An adjusted p under this is marked."""

Chart: TypeAlias = Stacked | Ranked | Breakdown | Deviations

_OTHER = re.compile("(annet|annen|anna|andre|other|others)(-|$)")  # stands last, however many chose it


def usual_kind(question: Question, by: bool, only: bool) -> Kind:
    """How a question is usually shown.

    Args:
        by: it is broken down.
        only: only some of its answers are shown.
    """
    if by:
        return Kind.breakdown
    sure = [option for option in question.options if not option.unsure]
    if question.kind == "multiple" or only or len(sure) > MOST:
        return Kind.ranked
    return Kind.stacked


def shown_in_breakdown(question: Question) -> tuple[str, ...]:
    """The options and boxes that a breakdown shows: boxes, with the options that are in none, in the question's order.

    Where there are no boxes it shows every option.
    """
    if not question.boxes:
        return tuple(option.id for option in question.options)
    places = {option.id: place for place, option in enumerate(question.options)}
    boxed = {option for box in question.boxes for option in box.options}
    found = [(min(places[option] for option in box.options), box.id) for box in question.boxes]
    found += [
        (places[each.id], each.id) for each in question.options if each.id not in boxed and not each.unsure
    ]
    return tuple(id for _, id in sorted(found, key=lambda each: each[0]))


def stacked_of(descriptions: Sequence[Description], language: str) -> Stacked:
    """A bar for each description, or for each group of the one there is.

    Raises:
        StudyError: several answers could be chosen, so that they are no parts of a whole.
    """
    question = descriptions[0].question
    if question.kind not in ("single", "grid"):
        raise StudyError(
            f"{question.id} is no choice of one answer, so its answers do not add up to a bar; take --kind ranked"
        )
    answers = tuple(Answer(_label(each.label, language, each.id), each.unsure) for each in question.options)
    order = _order([option.value for option in question.options if not option.unsure])
    if len(descriptions) == 1 and descriptions[0].by is not None:
        stacks = _stacks_of_groups(descriptions[0], language)
    elif len(descriptions) == 1:
        stacks = (_stack(descriptions[0].of(), "", language),)
    else:
        differ = len({each.base for each in descriptions}) > 1
        stacks = tuple(
            _stack(
                each.of(),
                based(row_label(each.row, language), each.base) if differ else row_label(each.row, language),
                language,
            )
            for each in descriptions
        )
    return Stacked(answers, stacks, order)


def ranked_of(description: Description, language: str) -> Ranked:
    """A bar for each answer: those of a scale as it goes, others from the most chosen down, "other" and "don't know" last.

    Raises:
        StudyError: it is broken down by groups.
    """
    if description.by is not None:
        raise StudyError("ranked bars show everybody; leave --by out, or take --kind breakdown")
    question = description.question
    options = {option.id: option for option in question.options}
    lines = [
        line for line in description.of() if line.kind == ("box" if _only_boxes(description) else "option")
    ]
    chosen = {line.id: (line.id,) for line in lines} | {box.id: box.options for box in question.boxes}
    lines.sort(key=lambda line: ranked_place(question, chosen[line.id], line.share or 0.0))
    return Ranked(
        tuple(
            _estimate(line, _label(line.label, language, line.id), language, apart=_apart(line, options))
            for line in lines
        )
    )


def ranked_place(question: Question, options: Sequence[str], share: float) -> tuple[float, ...]:
    """What bars are sorted by: answers of a scale as it goes; others by their share, "other" and "don't know" last.

    Args:
        options: that the bar is of.
    """
    if _order([option.value for option in question.options if not option.unsure]):
        return (min(place for place, each in enumerate(question.options) if each.id in options),)
    unsure = all(option.unsure for option in question.options if option.id in options)
    return (2 if unsure else 1 if _OTHER.match(options[0]) else 0, -share)


def breakdown_of(descriptions: Sequence[Description], language: str) -> Breakdown:
    """A panel for each answer: everybody, then the groups with their bases."""
    panels = []
    for description in descriptions:
        row = row_label(description.row, language)
        lines = [line for line in description.of() if line.kind in ("option", "box")]
        if description.only:
            lines.sort(key=lambda line: description.only.index(line.id))
        for line in lines:
            label = _label(line.label, language, line.id)
            panels.append(Panel(f"{row}: {label}" if row else label, _points(description, line, language)))
    return Breakdown(tuple(panels))


def deviations_of(found: NonResponse, language: str) -> Deviations:
    """The groups of a population's table with how far the respondents are from it, as it is printed."""
    decimals, words = found.table.decimals, wording(language)
    groups = tuple(
        Deviation(
            _label(row.label, language, row.group),
            float(half_up(row.deviation, decimals.deviation)),
            signed(row.deviation, language, decimals.deviation),
            percent_text(row.population_percent, language, decimals.population),
            percent_text(row.sample_percent, language, decimals.sample),
        )
        for row in found.rows
    )
    return Deviations(
        groups,
        f"{words['population']} {hard(f'(N = {found.totals.population_count})')}",
        f"{words['sample']} {hard(f'(n = {found.totals.sample_count})')}",
    )


def inhabited(description: Description) -> list[tuple[Group, int]]:
    """The groups that anybody of the base is in, each with how many."""
    return [(group, base) for group, base in description.groups if base]


def row_label(row: Row | None, language: str) -> str:
    """What a row of a grid is called."""
    return _label(row.label, language, row.id) if row is not None else ""


def _label(labels: Labels, language: str, id: str) -> str:
    return in_language(labels, language) or id


def _order(values: Sequence[float | None]) -> str:
    """Which way a scale goes; empty where the answers are none."""
    known = [value for value in values if value is not None]
    if len(known) < len(values) or len(known) < 2:
        return ""
    if all(first > second for first, second in pairwise(known)):
        return "falling"
    return "rising" if all(first < second for first, second in pairwise(known)) else ""


def _only_boxes(description: Description) -> bool:
    return not any(line.kind == "option" for line in description.of())


def _apart(line: Line, options: Mapping[str, Option]) -> bool:
    return line.id in options and options[line.id].unsure


def _stacks_of_groups(description: Description, language: str) -> tuple[Stack, ...]:
    everybody = _stack(description.of(), based(wording(language)["all"], description.base), language)
    return (
        everybody,
        *(
            _stack(description.of(group.id), based(_label(group.label, language, group.id), base), language)
            for group, base in inhabited(description)
        ),
    )


def _stack(lines: Iterable[Line], label: str, language: str) -> Stack:
    lines = [line for line in lines if line.kind == "option"]
    if any(line.share is None for line in lines):
        return Stack(label, (), ())
    return Stack(
        label, tuple(line.share or 0.0 for line in lines), tuple(_shown(line, language) for line in lines)
    )


def _points(description: Description, line: Line, language: str) -> tuple[Estimate, ...]:
    points = [_estimate(line, based(wording(language)["all"], line.base), language, apart=True)]
    for group, base in inhabited(description):
        if (part := description.line(line.id, group.id)) is not None:
            points.append(_estimate(part, based(_label(group.label, language, group.id), base), language))
    return tuple(points)


def _estimate(line: Line, label: str, language: str, *, apart: bool = False) -> Estimate:
    low, high = (line.interval.low, line.interval.high) if line.interval is not None else (None, None)
    return Estimate(
        label, line.share, _shown(line, language), low, high, line.small, apart, _difference(line)
    )


def _difference(line: Line) -> int:
    if line.difference is None or line.q is None or line.q >= CERTAIN:
        return 0
    return 1 if line.difference.points > 0 else -1


def _shown(line: Line, language: str) -> str:
    if line.share is None:
        return ""
    # of whole counts exactly, so that a half is never lost; weighted shares are no counts
    exact = line.size == line.base and line.base and abs(line.count / line.base - line.share) < 1e-12
    return share_text(Fraction(line.count, line.base) if exact else line.share, language)
