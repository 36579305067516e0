"""crosscase source rename: another name or title for a source."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.followed import carry_out_move
from crosscase.cli.naming import source_named
from crosscase.cli.opened import CoderOption, StudyOption, opened

EXAMPLE = (
    "Example: crosscase source rename alta/samarbeidsavtale-sametinget avtale "
    '--title "Avtalen med Sametinget"'
)


def source_rename(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source, as alta/fokusgruppe.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its new name within its case.")],
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="What it is called from now on.")] = None,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Give a source another name.

    Every coder's codings, memos and saved queries follow, in one step.
    """
    from crosscase.study.moving import moves, rename_source

    changed = opened(context, study, coder)
    old = source_named(changed, source).id
    edit = rename_source(changed, old, name, title)
    new = moves(edit).get(old, "")
    carry_out_move(changed, edit, f"{old} is now {new}" if new else f"{old} has another title")
