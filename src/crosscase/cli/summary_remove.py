"""crosscase summary remove: take a written summary away."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase summary remove alta competence --coder koder-a"


def summary_remove(
    context: typer.Context,
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="Slug or name of the case, also of one that is gone.")
    ],
    code: Annotated[str, typer.Argument(metavar="CODE", help="Path of the code, also of one that is gone.")],
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Take the summary of a cell away, in every language; `crosscase undo` brings it back."""
    from crosscase.cli.naming import case_named
    from crosscase.study.summary_file import summary_file
    from crosscase.study.themes import summary_files
    from crosscase.synthesis.summaries import remove_summary

    changed = opened(context, study, coder)
    slug = case if summary_file(case) in summary_files(changed) else case_named(changed, case).id
    edit = remove_summary(changed, slug, code)
    carry_out(changed, edit)
    say(f"{edit.files[0]}: {edit.name}")
