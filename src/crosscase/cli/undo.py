"""crosscase undo: take back what was done from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, complain, say, write
from crosscase.study.plurals import counted

EXAMPLE = "Example: crosscase undo --coder koder-a"
COLUMNS = ("name", "when", "files")


def undo(
    context: typer.Context,
    listed: Annotated[
        bool, typer.Option("--list", help="Show what can be undone, newest first, and change nothing.")
    ] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Take back the last thing you did with a command.

    It may be repeated, back to the oldest that is kept. What somebody has changed since is left alone.
    """
    from crosscase.study.undo_log import entries, undo_last

    changed = opened(context, study, coder)
    if listed:
        found, problems = entries(changed.root, changed.coder)
        rows = [(entry.name, entry.time, list(entry.step.edit.files)) for entry in found]
        write(COLUMNS, rows, form, study=changed)
        for problem in problems:
            complain(str(problem))
        return 1 if problems else 0
    entry = undo_last(changed)
    count = len(entry.step.edit.files)
    say(f"undone: {entry.name}, in {counted(count, 'file')}")
    return 0
