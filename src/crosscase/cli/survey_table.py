"""crosscase survey table: the table book, every question by every variable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, write_json
from crosscase.cli.progress import slow
from crosscase.cli.survey_describe import described
from crosscase.cli.survey_options import (
    Asked,
    ConfidenceOption,
    FpcOption,
    How,
    PopulationOption,
    WeightedOption,
    asked_for,
    tell_unread,
    variables_named,
)
from crosscase.cli.survey_shown import DATA, hand_out_data, hand_out_text

if TYPE_CHECKING:
    from crosscase.reports.survey.book import Breakdown
    from crosscase.study.folder import Study
    from crosscase.survey.model import Questionnaire, Variable
    from crosscase.survey.responses import Responses

EXAMPLE = "Example: crosscase survey table F4 F6 --by landsdel,sentralitet"


def survey_table(
    context: typer.Context,
    questions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUESTION]", help="Only these, as in survey describe; else all."),
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="VARIABLE,...", help="Break down by these; else by all there are.")
    ] = "",
    fpc: FpcOption = False,
    population: PopulationOption = None,
    weighted: WeightedOption = False,
    confidence: ConfidenceOption = 95,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Make the table book: a table a question, with everybody and the groups of variables as columns.

    Percents are in the cells and bases below; groups that differ from the rest are marked.
    """
    from crosscase.survey.station import questionnaire_of, responses_of

    form = form_for(form, output)
    shown = opened(context, study)
    questionnaire = questionnaire_of(shown)
    addresses = dict.fromkeys(questions or _countable(questionnaire))
    asked = [asked_for(questionnaire, address) for address in addresses]
    variables = variables_named(questionnaire, [by]) if by else usual_variables(questionnaire)
    with slow("counting"):
        responses = responses_of(shown)
        how = How.of(fpc, population, weighted, confidence)
        breakdowns = [each for one in asked for each in _broken_down(responses, one, variables, how)]
    with slow("writing"):
        _write(shown, breakdowns, form, output, replace)
    tell_unread(responses)


def usual_variables(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """Every variable, and what is known of respondents as one choice where no variable is made of it."""
    from crosscase.survey.items import find_variable

    used = {variable.question for variable in questionnaire.variables.values()}
    known = (
        question.id
        for question in questionnaire.questions.values()
        if question.background and question.kind == "single" and question.id not in used
    )
    return (*questionnaire.variables.values(), *(find_variable(questionnaire, id) for id in known))


def _countable(questionnaire: Questionnaire) -> Iterator[str]:
    return (question.id for question in questionnaire.asked_questions() if question.kind != "open")


def _broken_down(
    responses: Responses, asked: Asked, variables: Sequence[Variable], how: How
) -> Iterator[Breakdown]:
    """A breakdown for each row that is asked for, else one: all its comparisons are adjusted together."""
    from crosscase.reports.survey.book import Breakdown
    from crosscase.survey.estimates import adjusted_together

    for row in asked.rows:
        one = Asked(asked.question, (row,), asked.only)
        address = asked.question.id if row is None else f"{asked.question.id}.{row.id}"
        # a question says nothing of groups that are made of its own answers
        others: list[Variable | None] = [each for each in variables if each.question != address]
        others = others or [None]
        found = [each for variable in others for each in described(responses, one, variable, how)]
        yield Breakdown(adjusted_together(found))


def _write(
    study: Study, breakdowns: Sequence[Breakdown], form: Format, output: OutputOption, replace: bool
) -> None:
    from crosscase.reports.survey.book import as_descriptions, breakdown_data, breakdown_document
    from crosscase.reports.survey.notes import notes
    from crosscase.reports.survey.tables import describe_facts
    from crosscase.survey.station import questionnaire_of

    questionnaire, language = questionnaire_of(study), study.settings.language
    if form is Format.json:
        facts = describe_facts(as_descriptions(breakdowns), questionnaire, language, book=True)
        write_json(facts, study=study, output=output, replace=replace)
    elif form in DATA:
        every = [each for breakdown in breakdowns for each in breakdown.descriptions]
        told = notes(every, questionnaire, language, book=True)
        hand_out_data(study, breakdown_data(breakdowns, language), told, form, output, replace)
    else:
        document = breakdown_document(study, questionnaire, breakdowns)
        hand_out_text(study, document, form, output, replace)
