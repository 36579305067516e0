"""Who was asked, who answered, and what: one flag or place for each respondent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from crosscase.survey.columns import Places
from crosscase.survey.items import expanded, find_item, find_variable
from crosscase.survey.model import Condition, Item, Question, Row, Variable
from crosscase.survey.responses import NONE, Flags, Numbers, Responses

T = TypeVar("T", bound=np.generic)


def asked(responses: Responses, question: Question, row: Row | None = None) -> Flags:
    """Who was asked: everybody, or those who meet all conditions of the question and of the row."""

    def find() -> Flags:
        found = np.ones(responses.size, np.bool_)
        for condition in (*question.asked, *(row.asked if row is not None else ())):
            found &= meets(responses, condition)
        return found

    return _kept(responses, ("asked", question.id, row.id if row is not None else ""), find)


def given(responses: Responses, question: Question, row: Row | None = None) -> Flags:
    """For whom there is an answer, whether they were asked or not; of a grid as a whole: to any row.

    "Don't know" is an answer; an empty cell, or one that holds none of the question's answers, is none. A multiple
    question was answered where anything stands in its columns, be it only that nothing was chosen.
    """
    if question.kind == "grid" and row is None:
        rows = [given(responses, question, each) for each in question.rows]
        return np.logical_or.reduce(rows) if rows else np.zeros(responses.size, np.bool_)
    if question.kind == "multiple":
        return responses.filled(question)
    if question.kind == "number":
        return ~np.isnan(responses.numbers(question))
    if question.kind == "open":
        return np.array([bool(text.strip()) for text in responses.text_of(question.column)], np.bool_)
    return np.asarray(responses.choices(question, row) >= 0)


def answered(responses: Responses, question: Question, row: Row | None = None) -> Flags:
    """Who was asked and answered: the base of shares. Of a grid as a whole: who was asked and answered any row."""

    def find() -> Flags:
        if question.kind == "grid" and row is None:
            rows = [answered(responses, question, each) for each in question.rows]
            return np.logical_or.reduce(rows) if rows else np.zeros(responses.size, np.bool_)
        return given(responses, question, row) & asked(responses, question, row)

    return _kept(responses, ("answered", question.id, row.id if row is not None else ""), find)


def choice(responses: Responses, question: Question, row: Row | None = None) -> Places:
    """The place in `question.options` of what those in the base chose, -1 for all others (single, grid)."""
    places = responses.choices(question, row)
    return np.where(answered(responses, question, row), places, NONE).astype(np.int32)


def number(responses: Responses, question: Question) -> Numbers:
    """The number that those in the base gave, NaN for all others."""
    return np.where(answered(responses, question), responses.numbers(question), np.nan)


def holds(responses: Responses, item: Item) -> Flags:
    """Who is in the base and chose one of an item's options; of an item without options: who is in the base."""
    base = answered(responses, item.question, item.row)
    if not item.options:
        return base
    places = [place for place, option in enumerate(item.question.options) if option.id in item.options]
    if item.question.kind == "multiple":
        return np.asarray(base & responses.ticks(item.question)[:, places].any(axis=1))
    return base & np.isin(responses.choices(item.question, item.row), places)


def chosen(responses: Responses, question: Question) -> Places:
    """How many options of a multiple question each respondent of the base chose, those aside that stand for none."""
    counted = [
        place for place, option in enumerate(question.options) if not (option.exclusive or option.unsure)
    ]
    ticks = responses.ticks(question)[:, counted].sum(axis=1)
    return np.where(answered(responses, question), ticks, 0).astype(np.int32)


def group_of(responses: Responses, variable: Variable) -> Places:
    """The place of each respondent's group in `variable.groups`, -1 for those in none."""

    def find() -> Places:
        item = find_item(responses.questionnaire, variable.question)
        found = np.full(responses.size, NONE, np.int32)
        if item.question.kind == "number":
            numbers = number(responses, item.question)
            for place, group in enumerate(variable.groups):
                low = -np.inf if group.low is None else group.low
                high = np.inf if group.high is None else group.high
                found[(numbers >= low) & (numbers <= high)] = place
            return found
        by_option = {id: place for place, group in enumerate(variable.groups) for id in group.options}
        means = np.array(
            [by_option.get(option.id, NONE) for option in item.question.options] + [NONE], np.int32
        )
        return means[choice(responses, item.question, item.row)]

    groups = tuple((group.options, group.low, group.high) for group in variable.groups)
    return _kept(responses, ("group", variable.question, groups), find)


def meets(responses: Responses, condition: Condition) -> Flags:
    """Who meets a condition. Who was not asked, or did not answer, meets none, not even `!=`.

    Raises:
        StudyError: it names what is not in the survey.
    """
    questionnaire = responses.questionnaire
    if condition.subject in questionnaire.variables:
        variable = find_variable(questionnaire, condition.subject)
        groups = group_of(responses, variable)
        wanted = [place for place, group in enumerate(variable.groups) if group.id in condition.values]
        found = np.isin(groups, wanted)
        return (groups >= 0) & ~found if condition.relation == "!=" else found
    item = find_item(questionnaire, condition.subject)
    base = answered(responses, item.question, item.row)
    if condition.relation in (">=", "<="):
        limit = float(condition.values[0])
        size = (
            number(responses, item.question)
            if item.question.kind == "number"
            else chosen(responses, item.question).astype(np.float64)
        )
        with np.errstate(invalid="ignore"):
            return base & (size >= limit if condition.relation == ">=" else size <= limit)
    options = expanded(item.question, condition.values)
    found = holds(responses, Item(item.address, item.question, item.row, options))
    return base & ~found if condition.relation == "!=" else found


def _kept(responses: Responses, key: object, find: Callable[[], npt.NDArray[T]]) -> npt.NDArray[T]:
    """What was found for these responses before, or now; nobody may write into it."""
    if (found := responses.derived.get(key)) is None:
        found = find()
        found.flags.writeable = False
        responses.derived[key] = found
    return found  # type: ignore[return-value]  # each key has one kind of array
