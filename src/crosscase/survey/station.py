"""The files of a study's survey, each read when it is first asked for and again when it has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.save import digest, read_bytes
from crosscase.study.sources import decode
from crosscase.survey.model import Questionnaire
from crosscase.survey.questions import FILE as QUESTIONS
from crosscase.survey.questions import read_questions

if TYPE_CHECKING:  # these bring pandas along
    from crosscase.survey.population import Population
    from crosscase.survey.published import Published
    from crosscase.survey.responses import Responses

RESPONSES = "survey/responses.csv"
POPULATION = "survey/population.yaml"
PUBLISHED = "survey/published.yaml"
FILES = (QUESTIONS, RESPONSES, POPULATION, PUBLISHED)

T = TypeVar("T")


def has_survey(study: Study) -> bool:
    """Whether the study has a questionnaire."""
    return (study.root / QUESTIONS).is_file()


def has_responses(study: Study) -> bool:
    """Whether the study has responses; where not, published shares may be all there is."""
    return (study.root / RESPONSES).is_file()


def has_population(study: Study) -> bool:
    """Whether the study knows its population."""
    return (study.root / POPULATION).is_file()


def has_published(study: Study) -> bool:
    """Whether the study holds what a report printed."""
    return (study.root / PUBLISHED).is_file()


def questionnaire_of(study: Study) -> Questionnaire:
    """The questions that were asked.

    Raises:
        StudyError: there are none.
        FileError: the file cannot be read.
    """
    return _read(
        study, QUESTIONS, "", lambda raw: read_questions(_text(raw, QUESTIONS), QUESTIONS), _NO_QUESTIONS
    )


def responses_of(study: Study) -> Responses:
    """What was answered; raises as `questionnaire_of`."""
    questionnaire = questionnaire_of(study)

    def read(raw: bytes) -> Responses:
        from crosscase.survey.responses import read_responses

        return read_responses(raw, questionnaire, RESPONSES)

    return _read(study, RESPONSES, _digest(study, QUESTIONS), read, _NO_RESPONSES)


def population_of(study: Study) -> Population:
    """The population's tables; raises as `questionnaire_of`."""

    def read(raw: bytes) -> Population:
        from crosscase.survey.population import read_population

        return read_population(_text(raw, POPULATION), POPULATION)

    return _read(study, POPULATION, "", read, _NO_POPULATION)


def published_of(study: Study) -> Published:
    """What a report printed; raises as `questionnaire_of`."""
    questionnaire = questionnaire_of(study)

    def read(raw: bytes) -> Published:
        from crosscase.survey.published import read_published

        return read_published(_text(raw, PUBLISHED), questionnaire, PUBLISHED)

    return _read(study, PUBLISHED, _digest(study, QUESTIONS), read, _NO_PUBLISHED)


def state_of(study: Study) -> tuple[str, ...]:
    """A mark for each file of the survey that changes with its content; empty where there is no such file."""
    return tuple(_digest(study, file) for file in FILES)


_NO_QUESTIONS = (
    f"there is no survey in this study: no {QUESTIONS}; `crosscase survey import FILE --draft` makes one"
)
_NO_RESPONSES = (
    f"there are no responses in this study: no {RESPONSES}; take them in with `crosscase survey import FILE`"
)
_NO_POPULATION = f"there is no {POPULATION}; write down how many there are in each group of the population"
_NO_PUBLISHED = f"there is no {PUBLISHED}; write down what the report prints"


def _read(study: Study, file: str, beside: str, read: Callable[[bytes], T], missing: str) -> T:
    """What was read of a file before, or now where its content, or `beside`, is another."""
    raw = read_bytes(study.root, file)
    if raw is None:
        raise StudyError(missing)
    state = digest(raw) + beside
    known = study.derived.get(file)
    if isinstance(known, tuple) and known[0] == state:
        return cast(T, known[1])
    found = read(raw)
    study.derived[file] = (state, found)
    return found


def _digest(study: Study, file: str) -> str:
    raw = read_bytes(study.root, file)
    return digest(raw) if raw is not None else ""


def _text(raw: bytes, file: str) -> str:
    return decode(raw, file).removeprefix("\ufeff")
