"""Everything in a study's survey that a person should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from crosscase.study import codebook_file
from crosscase.study.cases import case_file
from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.shapes import nearest, read_yaml
from crosscase.study.sources import decode, source_file
from crosscase.study.text import normalise, split_front_matter
from crosscase.study.yaml_in import Locator, YamlError, parse, shown
from crosscase.survey.items import has_item, unknown_item
from crosscase.survey.model import Question, Questionnaire, Row
from crosscase.survey.questions import FILE as QUESTIONS
from crosscase.survey.station import (
    FILES,
    has_population,
    has_published,
    has_responses,
    has_survey,
    population_of,
    published_of,
    questionnaire_of,
    responses_of,
)

if TYPE_CHECKING:  # it brings pandas along
    from crosscase.survey.responses import Responses

T = TypeVar("T")
_NAMED = 3  # respondents named in one message
_UNREAD = (
    f"nobody can read it without {QUESTIONS}; write that, or draft it: `crosscase survey import FILE --draft`"
)


def survey_problems(study: Study, *, responses: bool = True) -> list[Problem]:
    """All problems of the survey's files, and of what names a question, an answer or a respondent elsewhere.

    Args:
        responses: look into the responses too, which takes pandas to be imported.
    """
    found: list[Problem] = list(_other_files(study))
    if not has_survey(study):
        lone = [file for file in FILES if (study.root / file).is_file()]
        return [*found, *(Problem(file, 0, 0, "no-questions", _UNREAD) for file in lone)]
    questionnaire = _noted(found, lambda: questionnaire_of(study))
    if questionnaire is None:
        return found
    found += _codebook(study, questionnaire)
    found += _open_questions(study, questionnaire)
    if has_published(study):
        _noted(found, lambda: published_of(study))
    answers = _noted(found, lambda: responses_of(study)) if responses and has_responses(study) else None
    if has_population(study):
        found += _population(study, questionnaire, answers)
    if answers is not None:
        found += answers.check()
        found += _nowhere(questionnaire, answers)
        found += _not_asked(questionnaire, answers)
        found += _respondents(study, frozenset(answers.respondents))
    return found


def _noted(found: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except FileError as error:
        found.append(error.problem)
    return None


def _other_files(study: Study) -> Iterator[Problem]:
    """Files of the folder that no station reads; a slip in one is told all the same."""
    for path in sorted((study.root / "survey").rglob("*.yaml")):
        file = path.relative_to(study.root).as_posix()
        if file in FILES:
            continue
        try:
            read_yaml(decode(read_bytes(study.root, file) or b"", file).removeprefix("\ufeff"), file)
        except FileError as error:
            yield error.problem


def _codebook(study: Study, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Codes that name an item of the survey that is not there."""
    wrong = [
        (path, address)
        for path, code in study.codebook.by_path.items()
        for address in code.survey
        if not has_item(questionnaire, address)
    ]
    if not wrong:
        return
    try:
        text = _text(study, codebook_file.FILE)
        places = dict(_links(parse(text)))
    except (FileError, YamlError):
        return  # somebody has broken it since it was read, which is told elsewhere
    lines = Locator(text)
    for path, address in wrong:
        message = f"{path}: {unknown_item(questionnaire, address)}"
        yield Problem(codebook_file.FILE, *lines.of(places.get((path, address), [])), "unknown-item", message)


def _links(
    data: Any, above: str = "", path: Sequence[str | int] = ()
) -> Iterator[tuple[tuple[str, str], list[str | int]]]:
    """Where each code names each item, as (code's path, address) and the steps to it."""
    key = "children" if above else "codes"
    records = data.get(key) if isinstance(data, dict) else None
    for place, record in enumerate(records if isinstance(records, list) else ()):
        if not isinstance(record, dict):
            continue
        name = f"{above}/{record.get('code', '')}".removeprefix("/")
        here = [*path, key, place]
        linked = record.get("survey")
        for number, address in enumerate(linked if isinstance(linked, list) else ()):
            yield (name, str(address)), [*here, "survey", number]
        yield from _links(record, name, here)


def _open_questions(study: Study, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Open questions and the sources that hold their answers, either of which may be missing."""
    for question in questionnaire.questions.values():
        if question.source and question.source not in study.sources:
            if study.store.refused(source_file(question.source)) is not None:
                continue
            guess = nearest(question.source, study.sources)
            hint = (
                f"did you mean {guess}?"
                if guess
                else "take the answers in with `crosscase import`, or leave it out"
            )
            message = f"{question.id}: there is no source {shown(question.source)}; {hint}"
            yield Problem(questionnaire.file, question.line, 0, "unknown-source", message)
    for source in study.sources.values():
        if source.kind == OPEN_ANSWERS and source.question and not has_item(questionnaire, source.question):
            message = f"question: {unknown_item(questionnaire, source.question)}"
            front = split_front_matter(normalise(_text(study, source.file)))[0]
            # below the line of `---`
            yield Problem(source.file, Locator(front).of(["question"])[0] + 1, 0, "unknown-item", message)


def _nowhere(questionnaire: Questionnaire, responses: Responses) -> Iterator[Problem]:
    """Open questions whose answers are neither a source nor a column."""
    for question in questionnaire.questions.values():
        if question.kind == "open" and not question.source and not responses.has(question):
            message = (
                f"{question.id}: nobody says where its answers are: there is no column {shown(question.column)}; "
                "take them in with `crosscase import` and name the `source`, or remove the question"
            )
            yield Problem(questionnaire.file, question.line, 0, "unknown-source", message)


def _not_asked(questionnaire: Questionnaire, responses: Responses) -> Iterator[Problem]:
    """Answers of respondents whom the filter leaves out: they are not counted."""
    for question in questionnaire.questions.values():
        if question.kind == "grid":
            for row in question.rows:
                yield from _beyond_filter(responses, question, row)
        elif question.asked:
            yield from _beyond_filter(responses, question, None)


def _beyond_filter(responses: Responses, question: Question, row: Row | None) -> Iterator[Problem]:
    import numpy as np

    from crosscase.survey.answers import asked, given

    answers = given(responses, question, row)
    if question.kind == "multiple":
        # programs write 0 for what was not asked, too: that is no answer that gets lost
        answers = np.asarray(responses.ticks(question).any(axis=1))
    outside = np.flatnonzero(answers & ~asked(responses, question, row))
    if not len(outside):
        return
    conditions = [*question.asked, *(row.asked if row is not None else ())]
    named = ", ".join(responses.respondents[place] for place in outside[:_NAMED])
    more = f" and {len(outside) - _NAMED} more" if len(outside) > _NAMED else ""
    name = f"{question.id}.{row.id}" if row is not None else question.id
    yield Problem(
        responses.file, responses.line_of(int(outside[0])), 0, "filter",
        f"{name} is answered by {named}{more}, but only {' and '.join(map(str, conditions))} was asked; "
        "these answers are not counted: mend them, or the filter",
    )  # fmt: skip


def _population(study: Study, questionnaire: Questionnaire, responses: Responses | None) -> list[Problem]:
    found: list[Problem] = []
    if (population := _noted(found, lambda: population_of(study))) is None:
        return found
    from crosscase.survey.nonresponse import population_problems

    try:
        return population_problems(population, questionnaire, responses)
    except FileError as error:
        return [error.problem]
    except StudyError as error:
        return [Problem(population.file, 0, 0, "population", str(error))]


def _respondents(study: Study, known: frozenset[str]) -> Iterator[Problem]:
    """Cases that are no respondent, and two cases that are the same one."""
    taken: dict[str, str] = {}
    for case in study.cases.values():
        if not case.respondent:
            continue
        message = ""
        if case.respondent not in known:
            guess = nearest(case.respondent, known)
            hint = f"did you mean {guess}?" if guess else "correct it, or leave it out"
            message = f"there is no respondent {shown(case.respondent)} in the responses; {hint}"
        elif (other := taken.setdefault(case.respondent, case.id)) != case.id:
            message = f"the respondent {case.respondent} is the case {other} too; correct one of the two"
        if message:
            file = case_file(case.id)
            yield Problem(file, *Locator(_text(study, file)).of(["respondent"]), "respondent", message)


def _text(study: Study, file: str) -> str:
    """The text of a file that was read before, empty where somebody has broken it since."""
    try:
        return decode(read_bytes(study.root, file) or b"", file).removeprefix("\ufeff")
    except FileError:
        return ""
