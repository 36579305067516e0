"""crosscase codebook rename: another path or another name for a code."""

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

EXAMPLE = "Example: crosscase codebook rename barriers/capacity staffing"


def codebook_rename(
    context: typer.Context,
    path: CodeArgument,
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW",
            help="A slug for the last part of its path, or its new name, of which the slug is made.",
        ),
    ],
    name: Annotated[str, typer.Option(metavar="TEXT", help="Its new name, beside a new slug.")] = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="The name's language; else the study's.")
    ] = "",
    keep_path: Annotated[bool, typer.Option("--keep-path", help="Change the name alone.")] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Rename a code; its codings count on under its new path."""
    from crosscase.study.ids import is_slug, slugify
    from crosscase.study.refactoring import rename_code

    changed = opened(context, study, coder)
    code = code_named(changed, path)
    last = _last(changed, code, new)
    called = name or ("" if is_slug(last) and not keep_path else last)
    slug = "" if keep_path else (last if is_slug(last) else slugify(last))
    names = {language or changed.settings.language: called} if called else {}
    before = changed.codebook.path(code)
    carry_out(changed, rename_code(changed.codebook, code, slug=slug, names=names))
    now = changed.codebook.by_id[code.id]
    if (after := changed.codebook.path(now)) != before:
        say(f"{before} is now {after}{now_count(changed, code.id)}")
    else:
        say(f"{before} is now called {called}; its path stays")


def _last(study: Study, code: Code, new: str) -> str:
    """The last part of what a code shall be called: what stands before it must be where the code is."""
    above, slash, last = new.rpartition("/")
    if not slash:
        return new
    if (parent := study.codebook.parent(code)) is None or study.codebook.resolve(above) != parent:
        path = study.codebook.path(code)
        raise StudyError(
            f"{path} does not stand under {above}; to put it elsewhere: crosscase codebook move {path} {above}"
        )
    return last
