"""crosscase case draft: the evidence of a case in the order of the template."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import Annotated

import typer

from crosscase.cli.joint_shown import show_joint
from crosscase.cli.naming import case_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    may_go_to,
    write_json,
)
from crosscase.cli.progress import slow

EXAMPLE = "Example: crosscase case draft alta"


def case_draft(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Slug or name of the case.")],
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Gather what is coded into an outline: by section of the template, its codes and the quotes that count.

    Nothing is invented: an outline has quotes, the case's own answers to the survey, and what is used already.
    """
    from crosscase.casework.handing_on import settings_readable

    form = form_for(form, output)
    may_go_to(form, output, replace)
    shown = opened(context, study)
    found = case_named(shown, case).id
    settings_readable(shown)
    with slow("gathering the evidence"):
        from crosscase.reports.case_description.draft import draft_document, draft_facts, draft_table

        if form is Format.json:
            write_json(draft_facts(shown, found), study=shown, output=output, replace=replace)
            return
        if form in (Format.csv, Format.xlsx):
            table = changed(draft_table(shown, found), caption=shown.cases[found].name)
            hand_out(shown, table, form, output, replace)
            return
        document = draft_document(shown, found)
    if form is Format.table:
        show_joint(document)
    else:
        hand_out(shown, document, form, output, replace)
