"""Printed percents beside those of the responses: alike wherever whole counts say so."""

import pytest

from crosscase.survey.estimates import describe
from crosscase.survey.published import read_published
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import read_responses
from crosscase.tui.survey.printed import OTHER, printed_beside

QUESTIONS = """\
questions:
  - id: A
    type: single
    text: A
    options: [{id: ja, label: Ja}, {id: nei, label: Nei}]
"""


def beside(count: int, base: int, percent: int) -> str:
    questionnaire = read_questions(QUESTIONS, "q.yaml")
    rows = "".join(f"{n},{'ja' if n < count else 'nei'}\n" for n in range(base))
    responses = read_responses(f"respondent,A\n{rows}".encode(), questionnaire)
    published = read_published(
        f"figures: [{{id: A, question: A, base: {base}, shares: [{{item: A.ja, percent: {percent}}}]}}]",
        questionnaire,
    )
    question = questionnaire.questions["A"]
    (shown,) = printed_beside(published, question, [describe(responses, question)]).values()
    return shown


@pytest.mark.parametrize(("count", "base"), [(23, 40), (1, 8), (29, 200), (115, 200), (57, 200), (7, 40)])
def test_a_half_that_a_report_rounds_up_is_no_difference(count: int, base: int) -> None:
    up = (200 * count + base) // (2 * base)
    assert beside(count, base, up) == f"{up}"
    assert beside(count, base, up - 1) == f"{OTHER}{up - 1}"
