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
    from crosscase.survey.station import questionnaire_of, responses_of

    form = form_for(form, output)
    shown = opened(context, study)
    questionnaire = questionnaire_of(shown)
    asked = asked_for(questionnaire, question, row)
    variable = find_variable(questionnaire, by) if by else None
    with slow("describing"):
        responses = responses_of(shown)
        found = described(responses, asked, variable, How.of(fpc, population, weighted, confidence))
    write_described(shown, found, form, output, replace)
    tell_unread(responses)


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
    from crosscase.reports.survey_notes import notes
    from crosscase.reports.survey_tables import describe_data, describe_document, describe_facts
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
