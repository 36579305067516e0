"""crosscase source link: notes of one meeting by several note-takers belong together."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import source_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase source link skiptvet/fokusgruppe --remove"


def source_link(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Two or more sources of one case.")
    ],
    session: Annotated[
        str, typer.Option(metavar="NAME", help="What the meeting is called; else the first source's name.")
    ] = "",
    notes_by: Annotated[
        list[str] | None,
        typer.Option(metavar="WHO", help="Who took the notes, in the order of the sources; may be repeated."),
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="They are notes of that meeting no longer.")
    ] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Say that sources are notes of one meeting; the workbench shows them side by side (i on F2)."""
    from crosscase.study.edits import Edit
    from crosscase.study.problems import StudyError
    from crosscase.study.sessions import link, unlink

    changed = opened(context, study, coder)
    ids = [source_named(changed, each).id for each in sources]
    if remove:
        if notes_by or session:
            raise StudyError("--remove goes without --session and --notes-by")
        edits = [unlink(changed, each) for each in ids]
        edit = Edit(f"unlink notes {', '.join(ids)}", tuple(c for one in edits for c in one.changes))
        carry_out(changed, edit)
        say(f"{', '.join(ids)}: linked with no other notes any more")
        return
    edit = link(changed, ids, session, notes_by or ())
    carry_out(changed, edit)
    say(f"{' and '.join(ids)} are notes of one meeting: {changed.sources[ids[0]].session}")
