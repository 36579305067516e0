"""A survey of 100,000 responses: a question described by a variable, with every interval and test.

Run alone: python -m benchmarks.survey
"""

from __future__ import annotations

import gc
import random
import statistics
import time

from crosscase.survey.estimates import describe
from crosscase.survey.items import find_variable
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import Responses, read_responses

Figure = tuple[str, float, str, float | None]

RESPONDENTS = 100_000
BUDGET_MS = 500.0
ROUNDS = 3
OPTIONS, GROUPS = 10, 6

_CHOICES = "".join(
    f"      - {{id: svar-{place}, label: Svar {place}, value: '{place}'}}\n" for place in range(OPTIONS)
)
_QUESTIONS = f"""
weight: vekt
population: 5000000
questions:
  - id: fylke
    type: single
    text: Fylke
    options:
{"".join(f"      - {{id: fylke-{place}, label: Fylke {place}}}{chr(10)}" for place in range(2 * GROUPS))}
  - id: en
    type: single
    text: Et valg
    options:
{_CHOICES}
    boxes:
      - {{id: hoye, label: De to øverste, options: [svar-8, svar-9]}}
  - id: flere
    type: multiple
    text: Flere valg
    asked: ["en=svar-1,svar-2,svar-3,svar-4,svar-5,svar-6,svar-7,svar-8,svar-9"]
    options:
{_CHOICES}
  - id: alder
    type: number
    text: Alder
variables:
  - id: landsdel
    question: fylke
    label: Landsdel
    groups:
{
    "".join(
        f"      - {{id: landsdel-{place}, label: Landsdel {place}, "
        f"options: [fylke-{2 * place}, fylke-{2 * place + 1}]}}{chr(10)}"
        for place in range(GROUPS)
    )
}
"""


def run() -> list[Figure]:
    """CPU time of `describe` by a variable: for the first time, with its columns made sense of, and again."""
    chance = random.Random(5)
    content = _responses(chance)
    questionnaire = read_questions(_QUESTIONS)
    before = time.process_time()
    read_responses(content, questionnaire)
    figures: list[Figure] = [
        ("survey, 100,000 responses read", (time.process_time() - before) * 1000, "ms", None)
    ]
    for id, what in (("en", "one choice of ten"), ("flere", "several of ten"), ("alder", "a number")):
        first = statistics.median(_timed(read_responses(content, questionnaire), id) for _ in range(ROUNDS))
        responses = read_responses(content, questionnaire)
        _timed(responses, id)
        again = statistics.median(_timed(responses, id) for _ in range(ROUNDS))
        weighted = statistics.median(_timed(responses, id, weighted=True) for _ in range(ROUNDS))
        figures += [
            (
                f"survey, 100,000 responses described by a variable: {what}, first time",
                first,
                "ms",
                BUDGET_MS,
            ),
            ("the same again", again, "ms", BUDGET_MS),
            ("the same weighted", weighted, "ms", BUDGET_MS),
        ]
    return figures


def _responses(chance: random.Random) -> bytes:
    ticks = [f"flere.svar-{place}" for place in range(OPTIONS)]
    lines = [",".join(["respondent", "vekt", "fylke", "en", *ticks, "alder"])]
    for number in range(RESPONDENTS):
        cells = [f"R{number:06}", f"{chance.uniform(0.2, 5):.3f}", f"fylke-{chance.randrange(2 * GROUPS)}"]
        cells.append(f"svar-{chance.randrange(OPTIONS)}")
        cells += [str(chance.randrange(2)) for _ in ticks]
        lines.append(",".join([*cells, str(chance.randrange(16, 90))]))
    return "\n".join(lines).encode()


def _timed(responses: Responses, id: str, *, weighted: bool = False) -> float:
    questionnaire = responses.questionnaire
    question, variable = questionnaire.questions[id], find_variable(questionnaire, "landsdel")
    gc.collect()
    before = time.process_time()
    found = describe(responses, question, variable, fpc=True, weighted=weighted)
    took = (time.process_time() - before) * 1000
    assert found.size == RESPONDENTS
    assert len(found.groups) == GROUPS
    return took


if __name__ == "__main__":
    for line in run():
        print(line)
