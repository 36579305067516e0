"""crosscase survey describe: what the answers to a question come to, and how sure one may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    write_json,
)
from crosscase.cli.progress import slow
from crosscase.cli.survey_options import (
    Asked,
    ConfidenceOption,
    FpcOption,
    How,
    PopulationOption,
    WeightedOption,
    asked_for,
    tell_unread,
)
from crosscase.cli.survey_shown import DATA, hand_out_data, hand_out_text
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.survey.estimates import Description
    from crosscase.survey.model import Variable
    from crosscase.survey.responses import Responses

EXAMPLE = "Example: crosscase survey describe F4 --by sentralitet"


def survey_describe(
    context: typer.Context,
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION", help="Its id, such as F4; a row, option or box too: F7.samer, F4.annet."
        ),
    ],
    by: Annotated[
        str, typer.Option(metavar="VARIABLE", help="Break it down by this: each group against the rest.")
    ] = "",
    row: Annotated[str, typer.Option(metavar="ROW", help="Of a grid, this row alone.")] = "",
    fpc: FpcOption = False,
    population: PopulationOption = None,
    weighted: WeightedOption = False,
    confidence: ConfidenceOption = 95,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Describe a question: shares with their intervals, means, medians, and how groups differ."""
    from crosscase.survey.items import find_variable
    from crosscase.survey.station import has_published, has_responses, questionnaire_of, responses_of

    form = form_for(form, output)
    shown = opened(context, study)
    questionnaire = questionnaire_of(shown)
    asked = asked_for(questionnaire, question, row)
    variable = find_variable(questionnaire, by) if by else None
    how = How.of(fpc, population, weighted, confidence)
    if not has_responses(shown) and has_published(shown):
        write_described(shown, _printed(shown, asked, variable, how), form, output, replace)
        return
    with slow("describing"):
        responses = responses_of(shown)
        found = described(responses, asked, variable, how)
    write_described(shown, found, form, output, replace)
    tell_unread(responses)


def _printed(study: Study, asked: Asked, by: Variable | None, how: How) -> tuple[Description, ...]:
    """What the report printed, row by row of a grid; rows of which it printed nothing are left out."""
    from crosscase.survey.estimates import population_size
    from crosscase.survey.published_estimates import describe_published
    from crosscase.survey.station import published_of, questionnaire_of

    if how.weighted:
        raise StudyError("there are no responses to weight: only what the report printed is at hand")
    size = 0
    if how.fpc:
        size = population_size(questionnaire_of(study), how.population)
    found, refused = [], None
    for row in asked.rows:
        try:
            found.append(
                describe_published(
                    published_of(study), asked.question, by, row=row, only=asked.only, population=size,
                    confidence=how.confidence,
                )
            )  # fmt: skip
        except StudyError as error:
            refused = error
    if not found and refused is not None:
        raise refused
    return tuple(found)


def described(responses: Responses, asked: Asked, by: Variable | None, how: How) -> tuple[Description, ...]:
    """One description for each row that is asked for, else one.

    Raises:
        StudyError: as `crosscase.survey.estimates.describe`.
    """
    from crosscase.survey.estimates import describe

    return tuple(
        describe(
            responses, asked.question, by, row=row, only=asked.only, fpc=how.fpc, population=how.population,
            weighted=how.weighted, confidence=how.confidence,
        )
        for row in asked.rows
    )  # fmt: skip


def write_described(
    study: Study, found: tuple[Description, ...], form: Format, output: OutputOption, replace: bool
) -> None:
    """Descriptions of one question on the terminal, or as a file."""
    from crosscase.reports.survey.notes import notes
    from crosscase.reports.survey.tables import describe_data, describe_document, describe_facts
    from crosscase.survey.station import questionnaire_of

    questionnaire, language = questionnaire_of(study), study.settings.language
    if form is Format.json:
        facts = describe_facts(found, questionnaire, language)
        write_json(facts, study=study, output=output, replace=replace)
    elif form in DATA:
        told = notes(found, questionnaire, language)
        hand_out_data(study, describe_data(found, language), told, form, output, replace)
    else:
        hand_out_text(study, describe_document(study, questionnaire, found), form, output, replace)
