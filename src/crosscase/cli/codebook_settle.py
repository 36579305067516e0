"""crosscase codebook settle: the codes' present paths in everybody's codings."""

from __future__ import annotations

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.codebook_words import counted
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase codebook settle"


def codebook_settle(context: typer.Context, coder: CoderOption = "", study: StudyOption = None) -> None:
    """Write the codes' present paths into every coder's codings.

    Without it each coder's files get them when that coder saves next; codings count as the present code either way.
    """
    from crosscase.study.codings import split_file
    from crosscase.study.refactoring import settle

    changed = opened(context, study, coder)
    if (edit := settle(changed)) is None:
        say("every coding has its code's present path already")
        return
    carry_out(changed, edit)
    coders = {split_file(file)[1] for file in edit.files}
    files = f"{len(edit.files)} file{'s' * (len(edit.files) != 1)}"
    say(f"{counted(len(edit.changes), len(coders))} in {files} now name their code by its present path")
