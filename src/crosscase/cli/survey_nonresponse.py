"""crosscase survey nonresponse: the respondents set against the population."""

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
    hand_out,
    say,
    write_json,
)
from crosscase.cli.progress import slow
from crosscase.cli.survey_shown import show_words, tell_beside
from crosscase.study.problems import FileError, StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.problems import Problem
    from crosscase.survey.model import Questionnaire
    from crosscase.survey.nonresponse import NonResponse
    from crosscase.survey.population import Population, PopulationTable

EXAMPLE = "Example: crosscase survey nonresponse fylke"


def survey_nonresponse(
    context: typer.Context,
    variables: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VARIABLE...]", help="Only these, by variable or by table; else all."),
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Set the respondents against the population, group by group.

    Exit code 1 where the population's numbers cannot be right.
    """
    form = form_for(form, output)
    shown = opened(context, study)
    with slow("counting"):
        questionnaire, found, problems = _found(shown, variables or [])
    if form is Format.table:
        _show(shown, questionnaire, found)
        for problem in problems:
            say(f"{problem} ({problem.kind})")
    else:
        _write(shown, questionnaire, found, form, output, replace)
    return 1 if problems else 0


def _found(study: Study, wanted: list[str]) -> tuple[Questionnaire, list[NonResponse], list[Problem]]:
    from crosscase.survey.nonresponse import group_problems, nonresponse, population_problems
    from crosscase.survey.station import population_of, questionnaire_of, responses_of

    questionnaire, population = questionnaire_of(study), population_of(study)
    tables = _tables(population, wanted)
    for table in tables:
        if unknown := group_problems(table, questionnaire):
            raise FileError(unknown[0])
    responses = responses_of(study)
    if not responses.size:
        raise StudyError(f"{responses.file} has no respondents: there is nothing to compare")
    found = [nonresponse(responses, questionnaire, table) for table in tables]
    return questionnaire, found, population_problems(population, questionnaire, responses)


def _tables(population: Population, wanted: list[str]) -> list[PopulationTable]:
    """The tables asked for, each once, in the order asked; all where none is."""
    if not population.tables:
        raise StudyError(f"{population.file} has no `tables`; write down how many there are in each group")
    if not wanted:
        return list(population.tables)
    from crosscase.survey.items import unknown

    found: dict[str, PopulationTable] = {}
    for name in wanted:
        fitting = [table for table in population.tables if name in (table.id, table.variable)]
        if not fitting:
            known = dict.fromkeys(one for table in population.tables for one in (table.variable, table.id))
            raise StudyError(f"{population.file}: {unknown(name, known, 'table of the population by')}")
        found |= {table.id: table for table in fitting}
    return list(found.values())


def _show(study: Study, questionnaire: Questionnaire, found: list[NonResponse]) -> None:
    from crosscase.documents.values import Paragraph, plain
    from crosscase.reports.survey.nonresponse import nonresponse_document

    document = nonresponse_document(study, questionnaire, found)
    for table in document.tables:
        say(table.caption)
        hand_out(study, table, Format.table)
        show_words(table.note)
        say()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            show_words(plain(block.runs))
    if document.notice:
        show_words(document.notice)


def _write(
    study: Study,
    questionnaire: Questionnaire,
    found: list[NonResponse],
    form: Format,
    output: OutputOption,
    replace: bool,
) -> None:
    from crosscase.reports.survey.nonresponse import nonresponse_data, nonresponse_document, nonresponse_facts

    document = nonresponse_document(study, questionnaire, found, numbers=form is Format.xlsx)
    if form is Format.json:
        write_json(nonresponse_facts(found), study=study, output=output, replace=replace)
    elif form is Format.csv:
        hand_out(study, nonresponse_data(found), form, output, replace)
    else:
        hand_out(study, document, form, output, replace)
    if form in (Format.json, Format.csv):
        tell_beside(document)
