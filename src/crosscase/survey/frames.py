"""Responses as a pandas frame, for notebooks and statistics elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crosscase.survey.answers import answered, choice, group_of, number
from crosscase.survey.model import Option, Question, Row, in_language
from crosscase.survey.responses import Responses


def responses_frame(responses: Responses, language: str | None = None) -> pd.DataFrame:
    """One row for each respondent, by respondent.

    Args:
        language: of the labels that stand for answers; their ids where None.

    Returns:
        A frame with the respondents as index and one column for each question of one choice and each row of a grid
        (`F7.samer`; an ordered category), each option of a multiple question (`F4.annet`; boolean), each number, each
        variable (an ordered category of its groups), and `weight` where there are weights. Who was not asked, or did
        not answer, is missing. Open questions are sources, and left out.
    """
    columns: dict[str, object] = {}
    for question in responses.questionnaire.questions.values():
        if question.kind == "single":
            columns[question.id] = _choices(responses, question, None, language)
        elif question.kind == "grid":
            for row in question.rows:
                columns[f"{question.id}.{row.id}"] = _choices(responses, question, row, language)
        elif question.kind == "number":
            columns[question.id] = number(responses, question)
        elif question.kind == "multiple":
            base, ticks = answered(responses, question), responses.ticks(question)
            for place, option in enumerate(question.options):
                columns[f"{question.id}.{option.id}"] = pd.arrays.BooleanArray(ticks[:, place].copy(), ~base)
    for variable in responses.questionnaire.variables.values():
        names = [
            in_language(group.label, language) if language is not None else group.id
            for group in variable.groups
        ]
        columns[variable.id] = _category(
            group_of(responses, variable), names, [g.id for g in variable.groups]
        )
    if responses.weights is not None:
        columns["weight"] = responses.weights
    index = pd.Index(responses.respondents, name=responses.questionnaire.respondent)
    return pd.DataFrame(columns, index=index)


def _choices(
    responses: Responses, question: Question, row: Row | None, language: str | None
) -> pd.Categorical[str]:
    ids = [option.id for option in question.options]
    return _category(
        choice(responses, question, row), [_name(each, language) for each in question.options], ids
    )


def _category(
    places: np.ndarray[tuple[int], np.dtype[np.int32]], names: list[str], ids: list[str]
) -> pd.Categorical[str]:
    """A category in the questionnaire's order; by id where two answers have one label."""
    distinct = names if len(set(names)) == len(names) else ids
    return pd.Categorical.from_codes(places.tolist(), categories=pd.Index(distinct), ordered=True)


def _name(option: Option, language: str | None) -> str:
    return option.id if language is None else in_language(option.label, language)
