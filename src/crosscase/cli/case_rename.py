"""crosscase case rename: another slug or name for a case."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.followed import carry_out_move
from crosscase.cli.naming import case_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import note
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

EXAMPLE = 'Example: crosscase case rename skiptvet "Skiptvet kommune" --keep-slug'


def case_rename(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Slug or name of the case.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A slug, or a name that a slug is made of.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="Its name, where NEW is a slug.")] = "",
    slug: Annotated[str, typer.Option(metavar="SLUG", help="Its slug, where NEW is a name.")] = "",
    keep_slug: Annotated[bool, typer.Option("--keep-slug", help="Change the name alone.")] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Give a case another slug or name.

    A NEW that is a slug as it stands changes the slug and leaves the name; any other text is the name, and the
    slug is made of it. Its sources, their codings, memos and saved queries follow, in one step.
    """
    from crosscase.study.ids import is_slug
    from crosscase.study.moving import left_behind, moves, rename_case, slug_of

    changed = opened(context, study, coder)
    old = case_named(changed, case)
    if slug and keep_slug:
        raise StudyError("--slug and --keep-slug say different things; give one of them")
    if is_slug(new) and not slug and not keep_slug:
        slug = new
    elif name:
        raise StudyError(f"{new} and --name {name} are both names; give one of them")
    else:
        name, slug = " ".join(new.split()), old.id if keep_slug else slug or new
    slug = old.id if slug == old.id else slug_of(slug, "case")
    stays = left_behind(changed, old.id) if slug != old.id else ()
    edit = rename_case(changed, old.id, slug, name)
    called = f" ({name})" if name else ""
    told = f"case {old.id} is now {slug}{called}" if slug != old.id else f"case {old.id} is now called {name}"
    if sources := moves(edit):
        told = f"{told}, with {counted(len(sources), 'source')}"
    carry_out_move(changed, edit, told)
    for file in stays:
        note(f"{file} is no source and stays where it is")
