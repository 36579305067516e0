"""What is reckoned from the responses, in a thread: each function here may take a while and raise a StudyError."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.survey import station
from crosscase.survey.items import find_variable
from crosscase.survey.model import Item, Question, Row
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
    from crosscase.survey.estimates import describe_rows

    responses = survey.responses
    if responses is None or question.kind == "open":
        return Described()
    if not responses.has(question):
        return Described(note=f"The responses have no answers to {question.id}.")
    notes: list[str] = []
    by = None
    if how.by:
        try:
            by = find_variable(responses.questionnaire, how.by)
            if by.question == question.id or by.question in {
                f"{question.id}.{row.id}" for row in question.rows
            }:
                by, notes = None, [f"Not broken down by {how.by}: it is made of the same answers."]
        except StudyError as error:
            notes = [f"Not broken down: {error}."]
    found = describe_rows(responses, question, by, fpc=how.corrected, weighted=how.weighted)
    return Described(found, " ".join(notes))


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
    chosen = [case.respondent for case in study.cases.values() if case.respondent in known]
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
