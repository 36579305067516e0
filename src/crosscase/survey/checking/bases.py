"""Who was asked, worked out from the filters and from what is printed of the questions that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from crosscase.survey.checking.counts import Counts, Span
from crosscase.survey.items import expanded, find_item
from crosscase.survey.model import Condition, Question, Questionnaire, Row

Key: TypeAlias = tuple[str, str]
"""A question, and of a grid one of its rows (else nothing)."""


def key_of(question: Question, row: Row | None) -> Key:
    """What stands for a question or a row among the counts."""
    return question.id, row.id if row is not None else ""


def conditions_of(question: Question, row: Row | None) -> tuple[Condition, ...]:
    """All that must hold of those who were asked."""
    return (*question.asked, *(row.asked if row is not None else ()))


def base_by_filter(
    counts: Mapping[Key, Counts],
    questionnaire: Questionnaire,
    answers: int,
    conditions: Iterable[Condition],
) -> Span | None:
    """How many meet all of some conditions; None if nothing printed says so.

    Of several conditions each allows as many as meet it, and none says how many meet the others too.

    Args:
        answers: how many answered in all; 0 where nobody says.
    """
    conditions = tuple(conditions)
    if not conditions:
        return Span(answers, answers) if answers else None
    spans = [span_of(counts, questionnaire, condition) for condition in conditions]
    known = [span for span in spans if span is not None]
    if len(conditions) == 1 or not known:
        return known[0] if known else None
    return Span(0, min(span.high for span in known))


def span_of(counts: Mapping[Key, Counts], questionnaire: Questionnaire, condition: Condition) -> Span | None:
    """How many meet a condition; None where nothing printed says so."""
    if condition.relation != "=":
        return None
    variable = questionnaire.variables.get(condition.subject)
    item = find_item(questionnaire, condition.subject if variable is None else variable.question)
    values = condition.values
    if variable is not None:
        values = tuple(id for group in variable.groups if group.id in values for id in group.options)
    options = expanded(item.question, values)
    known = counts.get(key_of(item.question, item.row))
    return known.of(options) if known is not None and options else None


class Depths:
    """How many filters stand one behind another before a question or a row; each is worked out once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """For one questionnaire, whose filters lead back to none of their own questions."""
        self._questionnaire = questionnaire
        self._found: dict[Key, int] = {}

    def of(self, question: Question, row: Row | None = None) -> int:
        """0 for what everybody was asked."""
        key = key_of(question, row)
        if (found := self._found.get(key)) is None:
            found = self._found[key] = max(map(self._before, conditions_of(question, row)), default=0)
        return found

    def _before(self, condition: Condition) -> int:
        variable = self._questionnaire.variables.get(condition.subject)
        item = find_item(self._questionnaire, condition.subject if variable is None else variable.question)
        return 1 + self.of(item.question, item.row)
