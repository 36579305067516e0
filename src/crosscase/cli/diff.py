"""crosscase diff: what became otherwise in a study since a version that git has."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.history_words import COLUMNS, ByCoder, OfCode, OfSource, chosen, lines, row
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, say, write
from crosscase.cli.progress import slow

EXAMPLE = "Example: crosscase diff HEAD"


def diff(
    context: typer.Context,
    rev: Annotated[str, typer.Argument(metavar="REV", help="The earlier version: a commit, branch or tag.")],
    later: Annotated[
        str, typer.Argument(metavar="[LATER]", help="The later one; else the files as they are.")
    ] = "",
    coder: ByCoder = None,
    source: OfSource = None,
    code: OfCode = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Say in words what changed: codings, codes, sources, memos, cases."""
    from crosscase.study.history import differences

    form = form_for(form, output)
    looked_into = opened(context, study)
    with slow("comparing"):
        found = chosen(differences(looked_into.root, rev, later), coder, source, code)
    if form is not Format.table:
        rows = [row(each) for each in found]
        write(
            COLUMNS, rows, form, caption="Differences", study=looked_into, output=output, replace=replace
        )  # fmt: skip
        return 0
    for line in lines(found):
        say(line)
    if not found:
        say("nothing differs")
    return 0
