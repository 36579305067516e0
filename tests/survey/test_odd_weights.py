"""Weights that say nothing."""

from __future__ import annotations

import pytest

from crosscase.study.problems import StudyError
from crosscase.survey.estimates import describe
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import read_responses

ASKED = """weight: w
questions:
  - {id: Q, type: single, text: Hva?, options: [{id: ja, label: Ja}, {id: nei, label: Nei}]}
"""


def weighted(*weights: str) -> str:
    """The line that weighting is refused with."""
    questionnaire = read_questions(ASKED)
    rows = "".join(f"R{place},{weight},ja\n" for place, weight in enumerate(weights))
    responses = read_responses(f"respondent,w,Q\n{rows}".encode(), questionnaire)
    with pytest.raises(StudyError) as refused:
        describe(responses, questionnaire.questions["Q"], weighted=True)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_weights_that_are_all_0_are_refused_rather_than_shown_as_nothing() -> None:
    told = weighted("0", "0.0", "0")
    assert told == (
        "survey/responses.csv: every weight in column w is 0, so that nobody counts; correct them, or leave weights out"
    )


def test_who_has_no_weight_is_named_and_the_others_counted() -> None:
    assert "R1 has no weight of 0 or more in column w; correct it, or leave" in weighted("1", "", "1")
    assert "R1 has no weight of 0 or more in column w, nor has 1 other; correct them, or" in weighted(
        "1", "", "-1"
    )
    assert "R0 has no weight of 0 or more in column w, nor have 2 others; correct them" in weighted(
        "x", "", "-1"
    )
