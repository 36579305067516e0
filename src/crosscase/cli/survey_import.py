"""crosscase survey import: a table of responses taken into the study."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, Row, complain, note, say, write
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.survey.taking.filed import Filed
    from crosscase.survey.taking.importing import Plan

EXAMPLE = "Example: crosscase survey import survey/responses.csv --look"
COLUMNS = ("what", "column", "item", "count", "line", "message")
BRIEF = ("what", "column", "item", "count", "message")
FINDINGS = 1

_SHOWN = 20  # changed cells, or respondents that go, that a table lists; other formats list all


def survey_import(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table: .csv, .tsv, .txt, .xlsx or .sav (SPSS).")
    ],
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")] = "",
    respondent: Annotated[
        str, typer.Option("--respondent", metavar="COLUMN", help="The column that names the respondents.")
    ] = "",
    number: Annotated[
        bool, typer.Option("--number", help="No column names them: number them by their rows.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Draft survey/questions.yaml from the table, where there is none.")
    ] = False,
    look: Annotated[
        bool, typer.Option("--look", help="Show what would be taken in; change nothing.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Leave cells empty, and rows out, that cannot be placed.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let respondents go that the file does not have.")
    ] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Take responses in from a table, all in one step.

    Columns are matched to the questions, and cells to their options, by id, code or label. What cannot be placed is
    named, and then nothing is taken in unless --accept is given.
    """
    from crosscase.survey.taking.filed import read_filed

    changed = opened(context, study, coder)
    if number and respondent:
        raise StudyError("--number is for tables without a column of respondents; leave one of the two out")
    with slow("reading"):
        found = read_filed(file, sheet)
        _may_draft(changed, draft)
        plan = _planned(changed, found, respondent, number, draft)
    refused = _refused(plan, str(file), accept, replace)
    if plan.edit is not None and not look and not refused:
        with slow("saving"):
            carry_out(changed, plan.edit)
    for line in found.notes:
        note(line)
    write(COLUMNS, _rows(plan, form), form, BRIEF, "column", study=changed)
    if refused:
        complain(refused)
        return FINDINGS
    tell = say if form is Format.table else note
    for line in _told(plan, str(file), look, draft):
        tell(line)
    return 0


def _refused(plan: Plan, file: str, accept: bool, replace: bool) -> str:
    """Why nothing is taken in; empty where nothing speaks against it."""
    from crosscase.survey.taking.importing import check_plan

    try:
        check_plan(plan, file, accept=accept, replace=replace)
    except StudyError as error:
        return str(error)
    return ""


def _may_draft(study: Study, draft: bool) -> None:
    from crosscase.survey.questions import FILE as QUESTIONS
    from crosscase.survey.station import has_survey

    if draft and has_survey(study):
        raise StudyError(f"there is a {QUESTIONS} already; leave --draft out, or move the file away first")
    if not draft and not has_survey(study):
        raise StudyError(
            f"there is no {QUESTIONS}, which says what was asked; give --draft to draft it from the file"
        )


def _planned(study: Study, found: Filed, respondent: str, number: bool, draft: bool) -> Plan:
    from crosscase.survey.station import questionnaire_of
    from crosscase.survey.taking.importing import plan_import

    if not draft:
        return plan_import(study, questionnaire_of(study), found, respondent, number=number)
    from crosscase.survey.questions import read_questions
    from crosscase.survey.taking.drafting import draft_questions

    text = draft_questions(found, respondent, number=number)
    return plan_import(study, read_questions(text), found, respondent, number=number, draft=text)


def _rows(plan: Plan, form: Format) -> Iterator[Row]:
    """What could not be placed first, then the columns of the file, then what is otherwise than before."""
    first = {"error": 0, "note": 2}
    for one in sorted(plan.clean.findings, key=lambda one: first.get(one.what, 1)):
        yield (
            one.what,
            one.column,
            one.item,
            one.count if one.what != "absent" else None,
            one.line or None,
            one.message,
        )
    comparison = plan.comparison
    changed: list[Row] = [
        ("changed", column, respondent, None, None, f"{was or 'nothing'} becomes {now or 'nothing'}")
        for respondent, column, was, now in comparison.changed
    ]
    gone: list[Row] = [("gone", "", id, None, None, "is not in the file") for id in comparison.gone]
    for rows in (changed, gone):
        most = _SHOWN if form is Format.table else len(rows)
        yield from rows[:most]
        if (more := len(rows) - most) > 0:
            yield rows[0][0], "", "", more, None, "and so many more; --format csv lists all"


def _told(plan: Plan, file: str, look: bool, draft: bool) -> Iterator[str]:
    from crosscase.survey.questions import FILE as QUESTIONS
    from crosscase.survey.taking.importing import cannot_be_placed
    from crosscase.survey.wording import listed

    comparison, errors = plan.comparison, plan.clean.errors
    many = len(plan.clean.respondents)
    changed = len({respondent for respondent, *_ in comparison.changed})
    counts = f"{len(comparison.new)} new, {changed} changed, {len(comparison.gone)} gone"
    done = "would take in" if look else "took in"
    if plan.edit is None:
        yield f"the responses of {many} respondents are there already; nothing is changed"
    else:
        yield f"{done} the responses of {counted(many, 'respondent')}: {counts}"
    if errors:
        yield f"{cannot_be_placed(plan)}, and {'would be' if look else 'were'} left out or empty"
    if comparison.kept:
        yield f"columns not taken in, and as they were: {listed(comparison.kept)}"
    if plan.clean.open:
        who = f" --respondent {_quoted(plan.respondent)}" if plan.respondent else ""
        columns = " ".join(f"--column {_quoted(column)}" for column in plan.clean.open[:4])
        yield f"open answers are texts to code: crosscase import {_quoted(file)} {columns}{who}"
    if draft and not look:
        yield f"drafted {QUESTIONS}: read it, and give options ids and boxes as the figures shall have them"


def _quoted(word: str) -> str:
    import shlex

    return shlex.quote(word)
