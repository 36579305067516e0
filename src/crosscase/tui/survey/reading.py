"""What the screen knows of a survey: read in a thread, each file by itself, so that one that is broken hides no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.survey import station
from crosscase.survey.model import Question, Questionnaire
from crosscase.survey.questions import FILE as QUESTIONS

if TYPE_CHECKING:  # these bring pandas along
    from crosscase.survey.population import Population
    from crosscase.survey.published import Published
    from crosscase.survey.responses import Responses

T = TypeVar("T")
Signature = tuple[tuple[int, int, int, int], ...]
NO_SURVEY = (
    f"No survey in this study: {QUESTIONS} says what was asked, survey/responses.csv what was answered."
)


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What could be read.

    Attributes:
        wrong: why a file could not be read, in one line, by file.
        whole: whether everything was read; the questions come before the rest.
    """

    questionnaire: Questionnaire | None = None
    responses: Responses | None = None
    population: Population | None = None
    published: Published | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False


def signature(root: Path) -> Signature:
    """What changes with the survey's files, for the price of a `stat` each."""
    return tuple(_signature(root / file) for file in station.FILES)


def _signature(file: Path) -> tuple[int, int, int, int]:
    try:
        status = os.stat(file)
    except OSError:
        return (0, 0, 0, 0)
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def read_questions(study: Study) -> Survey:
    """The questions alone: they are there at once."""
    if not station.has_survey(study):
        return Survey(whole=True)
    wrong: dict[str, str] = {}
    found = _tried(QUESTIONS, lambda: station.questionnaire_of(study), wrong)
    return Survey(found, wrong=wrong, whole=found is None)


def read_rest(study: Study, first: Survey) -> Survey:
    """Everything else that there is."""
    if first.questionnaire is None:
        return first
    wrong = dict(first.wrong)
    responses = population = published = None
    if station.has_responses(study):
        responses = _tried(station.RESPONSES, lambda: station.responses_of(study), wrong)
    if station.has_population(study):
        population = _tried(station.POPULATION, lambda: station.population_of(study), wrong)
    if station.has_published(study):
        published = _tried(station.PUBLISHED, lambda: station.published_of(study), wrong)
    return Survey(first.questionnaire, responses, population, published, wrong, whole=True)


def _tried(file: str, read: Callable[[], T], wrong: dict[str, str]) -> T | None:
    try:
        return read()
    except StudyError as error:
        wrong[file] = str(error)
        return None


def base_of(responses: Responses, question: Question) -> int | None:
    """How many answered a question; None where that cannot be said."""
    from crosscase.survey.answers import answered

    try:
        return int(answered(responses, question).sum()) if responses.has(question) else None
    except StudyError:
        return None
