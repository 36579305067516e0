"""crosscase moved: hand the codings of a source that is gone to the source its text is in now."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import known, source_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import say
from crosscase.study.plurals import counted

EXAMPLE = "Example: crosscase moved alta/notat alta/intervju"


def moved(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The source that is gone.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The source that has its text now.")],
    study: StudyOption = None,
) -> None:
    """Hand the codings of a vanished source to another.

    Every coder's codings are handed over; `crosscase check` names the sources that are gone.
    """
    from crosscase.study.vanished import follow_move, vanished

    changed = opened(context, study)
    if old not in changed.sources:
        known("source without a text", old, vanished(changed), "see crosscase check")
    edit = follow_move(changed, old, source_named(changed, new).id)
    count = len(changed.codings(old))
    carry_out(changed, edit)
    say(f"{counted(count, 'coding')} of {old} now belong{'s' * (count == 1)} to {new}")
