"""Which groups answer otherwise than the others, by one criterion for all that tells of them.

Each group of a variable is set against those in its other groups together. What differs is what has a p (two-sided z
test, Fisher's exact test where an expected count is under 5) under 0.05 when it is adjusted by Benjamini and Hochberg
for all comparisons in the table of one question, or of one row of a grid, by one variable.

A comparison is told once: where two groups, of one variable or of two, part the same respondents in the same two, the
first variable has it, and of two groups of one variable the one that gives the answer more often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from crosscase.survey.answers import answered, group_of
from crosscase.survey.estimates import Description, Line, describe
from crosscase.survey.inference import LEVEL
from crosscase.survey.model import Question, Questionnaire, Row, Variable
from crosscase.survey.responses import Responses

_Sides: TypeAlias = frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Differing:
    """The answers to a question by the groups of one variable.

    Attributes:
        description: broken down by the variable.
        lines: of it, those of groups that differ, in its order.
    """

    description: Description
    lines: tuple[Line, ...]

    @property
    def variable(self) -> Variable:
        """What the answers are broken down by."""
        assert self.description.by is not None
        return self.description.by


def differing(
    responses: Responses,
    questionnaire: Questionnaire,
    question: Question,
    row: Row | None = None,
    *,
    lower: bool = False,
) -> tuple[Differing, ...]:
    """Every variable of the questionnaire that could be compared, with the groups that differ; see the module.

    Args:
        row: of a grid.
        lower: of two groups of one variable the one that gives the answer less often is told, as where the share of those
            who do not give it is meant.
    """
    told: set[tuple[str, _Sides]] = set()
    address = question.id if row is None else f"{question.id}.{row.id}"
    found: list[Differing] = []
    for variable in questionnaire.variables.values():
        if variable.question in (address, question.id):
            continue
        description = describe(responses, question, variable, row=row)
        if description.compared:
            sides = _sides(responses, question, row, variable)
            kept = set(_told_first(description, sides, told, lower))
            lines = tuple(line for line in description.compared if (line.group, line.id) in kept)
            found.append(Differing(description, lines))
    return tuple(found)


def _told_first(
    description: Description, sides: dict[str, _Sides], told: set[tuple[str, _Sides]], lower: bool
) -> Iterator[tuple[str, str]]:
    """Group and answer of what differs and has not been told, which then it is."""
    surely = [line for line in description.compared if line.q is not None and line.q < LEVEL]
    for line in sorted(surely, key=lambda line: _is_higher(line) == lower):
        assert line.group is not None
        key = (line.id, sides[line.group])
        if key not in told:
            told.add(key)
            yield line.group, line.id


def _is_higher(line: Line) -> bool:
    return line.difference is not None and line.difference.points > 0


def _sides(
    responses: Responses, question: Question, row: Row | None, variable: Variable
) -> dict[str, _Sides]:
    """By group who is in it and who in the others, of those who answered."""
    base, places = answered(responses, question, row), group_of(responses, variable)
    grouped = base & (places >= 0)
    return {
        group.id: frozenset(np.packbits(side).tobytes() for side in (grouped & here, grouped & ~here))
        for group, here in ((group, places == place) for place, group in enumerate(variable.groups))
    }
