"""crosscase check: everything in a study that a person should look at."""

from __future__ import annotations

from dataclasses import astuple

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, say, write
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted

EXAMPLE = "Example: crosscase check --format json"
COLUMNS = ("file", "line", "column", "kind", "message")


def check(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """List what is wrong in the study; exit code 1 if anything."""
    from crosscase.cli.checked import every_problem

    form = form_for(form, output)
    opened_study = opened(context, study)
    with slow("checking"):
        problems = every_problem(opened_study)
    if form is not Format.table:
        write(
            COLUMNS,
            [astuple(problem) for problem in problems],
            form,
            caption="Problems",
            study=opened_study,
            output=output,
            replace=replace,
        )
    else:
        # one line each and never shortened: its end says what to do
        for problem in problems:
            say(f"{problem} ({problem.kind})")
        say(f"{counted(len(problems), 'problem')}" if problems else "no problems")
    return 1 if problems else 0
