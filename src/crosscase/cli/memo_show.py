"""crosscase memo show: one memo whole."""

from __future__ import annotations

import typer

from crosscase.cli.memo_words import MemoArgument, memo_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    say,
    write,
    write_json,
)

EXAMPLE = "Example: crosscase memo show forste-lesning"


def memo_show(
    context: typer.Context,
    memo: MemoArgument,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show a memo with what it is about, who wrote it and when."""
    from crosscase.reports.memos import COLUMNS, row_of

    shown = opened(context, study)
    facts = {
        name: value
        for name, value in zip(COLUMNS, row_of(shown, memo_named(shown, memo)), strict=True)
        if value
    }
    form = form_for(form, output)
    if form is Format.json:
        write_json(facts, study=shown, output=output, replace=replace)
    elif form is Format.table:
        # the words last and as they stand: they are there to be read
        text = facts.pop("text")
        size = max(map(len, facts))
        for name, value in facts.items():
            say(f"{name:{size}}  {value}")
        say()
        for line in text.split("\n"):
            say(line)
    else:
        columns = ("field", "value")
        write(columns, list(facts.items()), form, study=shown, output=output, replace=replace)
