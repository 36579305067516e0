"""crosscase query remove: forget a saved query."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = 'Example: crosscase query remove "tid i store kommuner"'


def query_remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The query's name.")],
    study: StudyOption = None,
) -> None:
    """Forget a saved query; `crosscase undo` brings it back."""
    from crosscase.study.queries import query_named, remove_query

    changed = opened(context, study)
    query = query_named(changed, name)
    carry_out(changed, remove_query(query))
    say(f"removed “{query.name}”: {query.where}")
