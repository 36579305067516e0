"""crosscase codebook move: a code under another one, or among its siblings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.codebook_words import CodeArgument, now_count
from crosscase.cli.naming import code_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Code

EXAMPLE = (
    "Example: crosscase codebook move drivers/representation organisation --before organisation/cross-field"
)


def codebook_move(
    context: typer.Context,
    path: CodeArgument,
    parent: Annotated[
        str, typer.Argument(metavar="PARENT", help="The code it shall stand under; - or top for the top.")
    ],
    before: Annotated[
        str,
        typer.Option(metavar="CODE", help="The code there that it shall stand before; else it is the last."),
    ] = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Move a code, with the codes below it; its codings count on under its new path."""
    from crosscase.study.refactoring import move_code

    changed = opened(context, study, coder)
    book = changed.codebook
    code = code_named(changed, path)
    top = parent == "-" or (parent == "top" and book.resolve(parent) is None)
    above = None if top else code_named(changed, parent)
    at = _place(changed, code, above, before) if before else None
    former = book.path(code)
    carry_out(changed, move_code(book, code, above, at))
    now = changed.codebook.path(changed.codebook.by_id[code.id])
    if now != former:
        say(f"{former} is now {now}{now_count(changed, code.id)}")
    else:
        say(
            f"{now} has another place under {book.path(above)}"
            if above is not None
            else f"{now} has another place"
        )


def _place(study: Study, code: Code, above: Code | None, before: str) -> int:
    book = study.codebook
    wanted = code_named(study, before)
    others = [other for other in book.children(above) if other.id != code.id]
    if wanted not in others:
        where = f"directly under {book.path(above)}" if above is not None else "at the top"
        raise StudyError(f"{book.path(wanted)} does not stand {where}; name another code for --before")
    return others.index(wanted)
