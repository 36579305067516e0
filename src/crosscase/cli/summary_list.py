"""crosscase summary list: what is written of each case under each code, and what is not."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.naming import case_named, code_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    note,
    say,
    write,
)

EXAMPLE = "Example: crosscase summary list --case alta"
BRIEF = ("case", "code", "state", "codings", "by", "text")
UNREAD = 1


def summary_list(
    context: typer.Context,
    case: Annotated[
        list[str] | None, typer.Option("--case", metavar="CASE", help="Only of this case; may be repeated.")
    ] = None,
    code: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Only under this code; may be repeated."),
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """List the cells of the framework matrix, with what is written in them and whether it still fits.

    Word, Markdown and HTML have each summary beside the quotes it rests on.
    """
    from crosscase.documents.writing import Form
    from crosscase.reports.synthesis.framework import framework_for, framework_table
    from crosscase.reports.synthesis.framework_words import completeness_line, left_out
    from crosscase.synthesis.framework import framework

    form = form_for(form, output)
    shown = opened(context, study)
    cases = [case_named(shown, word).id for word in case or ()]
    codes = [shown.codebook.path(code_named(shown, word)) for word in code or ()]
    found = framework(shown, cases or None, codes or None)
    if form is Format.table:
        table = framework_table(shown, found, shown.settings.language)
        write(table.columns, table.rows, form, BRIEF, "code", study=shown)
        say(completeness_line(found.whole, "en"))
    else:
        value = framework_for(shown, found, Form(form), shown.settings.language)
        hand_out(shown, value, form, output, replace)
    for line in left_out(found, "en"):
        note(line)
    for problem in found.unreadable:
        note(str(problem))
    return UNREAD if found.unreadable else 0
