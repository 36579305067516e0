"""crosscase codebook add: a new code."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import code_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = (
    "Example: crosscase codebook add 'Lite tid' --under barriers --definition 'Tiden strekker ikke til.'"
)


def codebook_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name in the study's language.")],
    under: Annotated[
        str, typer.Option(metavar="CODE", help="The code it shall stand under; else at the top.")
    ] = "",
    definition: Annotated[str, typer.Option(metavar="TEXT", help="What it means.")] = "",
    include: Annotated[str, typer.Option(metavar="TEXT", help="What to take with it.")] = "",
    exclude: Annotated[str, typer.Option(metavar="TEXT", help="What to leave out.")] = "",
    example: Annotated[str, typer.Option(metavar="TEXT", help="Words that are coded so.")] = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Make a new code.

    Its path is made of its name; it gets a tag, and the colour of the code above.
    """
    from dataclasses import replace

    from crosscase.study.code_edits import add_codes, new_code

    changed = opened(context, study, coder)
    parent = code_named(changed, under) if under else None
    code = new_code(changed.codebook, name, changed.settings.language, parent)
    code = replace(
        code,
        definition=definition.strip(),
        include=include.strip(),
        exclude=exclude.strip(),
        example=example.strip(),
    )
    carry_out(changed, add_codes([code]))
    say(f"new code {changed.codebook.path(code)} ({code.tag})")
