"""Many passages under one code: shown first, coded with --yes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.output import Format, note, say, write
from crosscase.cli.progress import slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Code, Source

YesOption = Annotated[bool, typer.Option("--yes", help="Code them; without it nothing is changed.")]
COLUMNS = ("source", "place", "start", "end", "quote")
BRIEF = ("source", "place", "quote")

Placed = tuple[str, tuple[int, int]]


def code_at_once(
    study: Study,
    who: str,
    code: Code,
    spans: Collection[Placed],
    form: Format,
    *,
    yes: bool,
    name: str,
    origin: str = "",
) -> None:
    """Show what would be coded, or code it.

    Args:
        name, origin: as in `add_codings`.

    Raises:
        StudyError: the code is retired, or there is nothing to code.
    """
    from crosscase.study.coding_edits import add_codings
    from crosscase.study.places import lines_of

    path = study.codebook.path(code)
    edit, made, skipped = add_codings(study, who, code, spans, origin, name)
    if edit is None:
        what = f"{who} has {path} on all {skipped} of them already" if skipped else "there is nothing to code"
        raise StudyError(f"{what}; nothing was changed")
    if yes:
        with slow("coding"):
            carry_out(study, edit)
    else:
        rows = [
            (one.source, lines_of(one.at, study.segments(one.source)), *(one.at or ()), one.quote)
            for one in made
        ]
        write(COLUMNS, rows, form, BRIEF, "source")
    sources = len({one.source for one in made})
    where = f"in {sources} source{'s' * (sources != 1)} by {who}"
    there = f"; {skipped} {'was' if skipped == 1 else 'were'} coded so already" if skipped else ""
    if yes:
        say(f"{edit.name} {where}: done{there}")
    else:
        (say if form is Format.table else note)(
            f"{edit.name} {where}: nothing is changed yet{there}; add --yes to do it"
        )


def chosen_sources(
    study: Study, sources: Collection[str], cases: Collection[str], kinds: Collection[str] = ()
) -> list[Source]:
    """The sources that are named, of the cases and kinds that are; all where nothing is.

    Raises:
        StudyError: there is no such source, case or kind, or none that is all of it.
    """
    from crosscase.cli.naming import case_named, known, source_named
    from crosscase.study.model import KINDS

    ids = {source_named(study, word).id for word in sources}
    slugs = {case_named(study, word).id for word in cases}
    wanted = {known("kind", word, KINDS, f"give {', '.join(KINDS)}") for word in kinds}
    found = [
        source
        for source in study.sources.values()
        if (not ids or source.id in ids)
        and (not slugs or source.case in slugs)
        and (not wanted or source.kind in wanted)
    ]
    if not found:
        raise StudyError("no source is all of that; give fewer of --source, --case and --kind")
    return found
