"""What is reckoned from the responses, in a thread: each function here may take a while and raise a StudyError."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.survey import station
from crosscase.survey.items import find_variable
from crosscase.survey.model import Item, Question, Questionnaire, Row, Variable
from crosscase.survey.questions import FILE as QUESTIONS
from crosscase.tui.survey.reading import Survey

if TYPE_CHECKING:  # these bring pandas along
    from crosscase.survey.checking import Finding
    from crosscase.survey.estimates import Description
    from crosscase.survey.nonresponse import NonResponse
    from crosscase.survey.selection import Selection

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class How:
    """How answers are described.

    Attributes:
        by: the variable they are broken down by; empty for none.
        corrected: for a finite population.
    """

    by: str = ""
    corrected: bool = False
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """A question described; one description, or one for each row of a grid.

    Attributes:
        note: what was asked for and could not be done.
    """

    descriptions: tuple[Description, ...] = ()
    note: str = ""


def describe_question(survey: Survey, question: Question, how: How) -> Described:
    """What the answers to a question come to; where they cannot be broken down, undivided and with a note."""
    questionnaire, responses = survey.questionnaire, survey.responses
    if question.kind == "open" or questionnaire is None:
        return Described()
    if responses is not None and not responses.has(question):
        return Described(note=f"The responses have no answers to {question.id}.")
    by, note = _variable(questionnaire, question, how.by)
    if responses is None:
        return (
            Described(_printed(survey, question, by), note) if survey.published is not None else Described()
        )
    from crosscase.survey.estimates import describe_rows

    return Described(describe_rows(responses, question, by, fpc=how.corrected, weighted=how.weighted), note)


def _variable(questionnaire: Questionnaire, question: Question, name: str) -> tuple[Variable | None, str]:
    """What a question is broken down by; nothing, and why, where it cannot be."""
    if not name:
        return None, ""
    try:
        by = find_variable(questionnaire, name)
    except StudyError as error:
        return None, f"Not broken down: {error}."
    if by.question in {question.id, *(f"{question.id}.{row.id}" for row in question.rows)}:
        return None, f"Not broken down by {name}: it is made of the same answers."
    return by, ""


def _printed(survey: Survey, question: Question, by: Variable | None) -> tuple[Description, ...]:
    """What the report printed, row by row of a grid; rows of which it printed nothing are left out."""
    from crosscase.survey.published_estimates import describe_published

    assert survey.published is not None
    rows: tuple[Row | None, ...] = question.rows if question.kind == "grid" else (None,)
    found: list[Description] = []
    for row in rows:
        with suppress(StudyError):
            found.append(describe_published(survey.published, question, by, row=row))
    if not found:
        raise StudyError(f"The report prints no percent of {question.id}.")
    return tuple(found)


def nonresponse_of(study: Study, survey: Survey, table_id: str) -> NonResponse:
    """One table of the population against the respondents."""
    from crosscase.survey.nonresponse import nonresponse

    population = survey.population or station.population_of(study)
    table = next((table for table in population.tables if table.id == table_id), None)
    if table is None:
        raise StudyError(f"{population.file} has no tables: write down how many there are in each group")
    responses = survey.responses or station.responses_of(study)
    return nonresponse(responses, responses.questionnaire, table)


def selection_of(study: Study, survey: Survey) -> Selection:
    """Who fits the rule for cases, beside the cases that the study has."""
    from crosscase.survey.selection import candidates

    responses = survey.responses or station.responses_of(study)
    rule = responses.questionnaire.selection
    if not rule.where and not rule.spread:
        raise StudyError(
            f"no rule for choosing cases: write `selection:` with where, spread and number in {QUESTIONS}"
        )
    known = set(responses.respondents)
    chosen = [case.respondent for case in tuple(study.cases.values()) if case.respondent in known]
    return candidates(responses, responses.questionnaire, rule, chosen)


def findings_of(study: Study) -> list[Finding]:
    """What the check of the published figures finds, the gravest first."""
    from crosscase.survey.checking import check_published

    return sorted(check_published(study), key=lambda finding: SEVERITIES.index(finding.severity))


def who_answered(
    survey: Survey, question: Question, row: Row | None, id: str, how: How, group: str
) -> list[str]:
    """The respondents who gave an answer, in the order of the file.

    Args:
        id: of an option or box; any other for all who are in the base.
        group: of the variable they are broken down by; empty for all.
    """
    from crosscase.survey.answers import group_of, holds

    responses = survey.responses
    if responses is None:
        return []
    box = question.box(id)
    options = box.options if box is not None else (id,) if question.option(id) is not None else ()
    flags = holds(responses, Item(question.id, question, row, options))
    if group and how.by:
        variable = find_variable(responses.questionnaire, how.by)
        place = next((n for n, each in enumerate(variable.groups) if each.id == group), -1)
        flags = flags & (group_of(responses, variable) == place)
    return [name for name, flag in zip(responses.respondents, flags.tolist(), strict=True) if flag]


def respondents_in(survey: Survey, variable: str, group: str) -> list[str]:
    """The respondents in a group of a variable, in the order of the file."""
    from crosscase.survey.answers import group_of

    responses = survey.responses
    if responses is None:
        return []
    groups = find_variable(responses.questionnaire, variable)
    place = next((n for n, each in enumerate(groups.groups) if each.id == group), -1)
    return [
        name
        for name, at in zip(responses.respondents, group_of(responses, groups).tolist(), strict=True)
        if at == place >= 0
    ]
