"""crosscase source move: a source into another case."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.followed import carry_out_move
from crosscase.cli.naming import case_named, source_named
from crosscase.cli.opened import CoderOption, StudyOption, opened

EXAMPLE = "Example: crosscase source move alta/avtale Skiptvet"


def source_move(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source, as alta/fokusgruppe.")],
    case: Annotated[str, typer.Argument(metavar="CASE", help="Slug or name of the case it belongs to.")],
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Put a source into another case.

    Every coder's codings, memos and saved queries follow, in one step.
    """
    from crosscase.study.moving import move_source, moves

    changed = opened(context, study, coder)
    old = source_named(changed, source).id
    edit = move_source(changed, old, case_named(changed, case).id)
    carry_out_move(changed, edit, f"{old} is now {moves(edit)[old]}")
