"""crosscase case check: what is to be mended in case descriptions, and what is to be looked at."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.naming import case_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, say, write
from crosscase.cli.progress import slow

EXAMPLE = "Example: crosscase case check alta"
COLUMNS = ("case", "severe", "kind", "section", "number", "statement", "about", "message")


def case_check(
    context: typer.Context,
    case: Annotated[
        list[str] | None, typer.Argument(metavar="CASE...", help="Slugs or names of cases; else all.")
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """List every mark of case descriptions, the severe ones with a star; exit code 1 if any is severe."""
    form = form_for(form, output)
    shown = opened(context, study)
    chosen = dict.fromkeys(case_named(shown, word).id for word in case or shown.cases)
    with slow("checking"):
        from crosscase.casework.description import description_of
        from crosscase.casework.marks import marks_of

        numbers = {each: description_of(shown, each).numbers for each in chosen}
        marks = [mark for each in chosen for mark in marks_of(shown, each)]
    severe = sum(mark.severe for mark in marks)
    if form is Format.table:
        # one line each and never shortened: its end says what to do
        for mark in marks:
            say(f"{'*' if mark.severe else ' '} {mark.case}: {mark.text} ({mark.kind})")
        say(f"{len(marks)} mark{'s' * (len(marks) != 1)}, {severe} severe" if marks else "no marks")
    else:
        rows = [
            (
                mark.case, mark.severe, mark.kind, mark.section, numbers[mark.case].get(mark.statement, ""),
                mark.statement, mark.about, mark.text,
            )
            for mark in marks
        ]  # fmt: skip
        write(COLUMNS, rows, form, caption="Marks", study=shown, output=output, replace=replace)
    return 1 if severe else 0
