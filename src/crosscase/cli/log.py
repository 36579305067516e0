"""crosscase log: what each commit did to a study, in words."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.history_words import COLUMNS, ByCoder, OfCode, OfSource, chosen, lines, row
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, say, write
from crosscase.cli.progress import counted_aloud

EXAMPLE = "Example: crosscase log --coder koder-a"
_COMMIT = ("commit", "time", "author", "subject")
_SHORT = 10


def log(
    context: typer.Context,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="How many commits to look at.")
    ] = 20,
    coder: ByCoder = None,
    source: OfSource = None,
    code: OfCode = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Say in words what the newest commits did: codings, codes, sources, memos, cases."""
    from crosscase.study.history import log as told

    form = form_for(form, output)
    looked_into = opened(context, study)
    asked = bool(coder or source or code)
    listed = [
        (each.commit, chosen(each.differences, coder, source, code))
        for each in counted_aloud(told(looked_into.root, most), "commits")
    ]
    if form is not Format.table:
        rows = [
            (commit.id[:_SHORT], commit.time, commit.author, commit.subject, *row(each))
            for commit, found in listed
            for each in found
        ]
        columns = (*_COMMIT, *COLUMNS)
        write(columns, rows, form, caption="History", study=looked_into, output=output, replace=replace)
        return 0
    shown = 0
    for commit, found in listed:
        if not found and asked:
            continue
        shown += 1
        say(f"{commit.id[:_SHORT]}  {commit.time}  {commit.author}: {commit.subject}")
        for line in lines(found):
            say(f"    {line}")
    if not shown:
        say("no commit has anything of that" if asked else "no commits yet")
    return 0
