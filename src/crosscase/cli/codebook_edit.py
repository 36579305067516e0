"""crosscase codebook edit: a code's definition, rules and marks."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.codebook_words import CodeArgument
from crosscase.cli.naming import code_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase codebook edit barriers/capacity --exclude 'Manglende kunnskap.' --tag KP"


def codebook_edit(
    context: typer.Context,
    path: CodeArgument,
    definition: Annotated[str | None, typer.Option(metavar="TEXT", help="What it means.")] = None,
    include: Annotated[str | None, typer.Option(metavar="TEXT", help="What to take with it.")] = None,
    exclude: Annotated[str | None, typer.Option(metavar="TEXT", help="What to leave out.")] = None,
    example: Annotated[str | None, typer.Option(metavar="TEXT", help="Words that are coded so.")] = None,
    color: Annotated[str | None, typer.Option(metavar="#RRGGBB", help="Its colour.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="LETTERS", help="One or two letters of its own.")] = None,
    keywords: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Words to search for, with commas between.")
    ] = None,
    survey: Annotated[
        str | None, typer.Option(metavar="ITEMS", help="Survey items it is set beside, with commas between.")
    ] = None,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Write a code's definition, rules, example, colour, tag, keywords or survey items.

    What is not given stays; an empty text takes a text away.
    """
    from crosscase.study.code_edits import LISTS
    from crosscase.study.refactoring import edit_code

    given: dict[str, str | None] = {
        "definition": definition, "include": include, "exclude": exclude, "example": example, "color": color,
        "tag": tag, "keywords": keywords, "survey": survey,
    }  # fmt: skip
    fields = {field: value for field, value in given.items() if value is not None}
    if not fields:
        raise StudyError("say what to write, such as --definition TEXT; nothing was changed")
    changed = opened(context, study, coder)
    code = code_named(changed, path)
    values = {field: value.split(",") if field in LISTS else value for field, value in fields.items()}
    carry_out(changed, edit_code(changed.codebook, code, **values))
    say(f"{changed.codebook.path(code)} has another {', '.join(fields)} now")
