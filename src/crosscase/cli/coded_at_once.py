"""Many passages under one code: shown first, coded with --yes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.output import Format, note, say, write
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Code, Coding, Source

YesOption = Annotated[bool, typer.Option("--yes", help="Code them; without it nothing is changed.")]
COLUMNS = ("source", "place", "start", "end", "quote")
BRIEF = ("source", "place", "quote")

Placed = tuple[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Out:
    """How and where a list is written, as in `cli.output.write`."""

    form: Format
    output: Path | None = None
    replace: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is read on the terminal, where another line may follow it."""
        return self.form is Format.table and self.output is None


def code_at_once(
    study: Study,
    who: str,
    code: Code,
    spans: Collection[Placed],
    out: Out,
    *,
    yes: bool,
    name: str,
    origin: str = "",
) -> None:
    """Show what would be coded, or code it.

    Args:
        out: how and where the list is written; where it is coded, it is listed only if that was asked for.
        name, origin: as in `add_codings`.

    Raises:
        StudyError: the code is retired, or there is nothing to code.
    """
    from crosscase.study.coding_edits import add_codings

    path = study.codebook.path(code)
    edit, made, skipped = add_codings(study, who, code, spans, origin, name)
    if edit is None:
        what = f"{who} has {path} on all {skipped} of them already" if skipped else "there is nothing to code"
        raise StudyError(f"{what}; nothing was changed")
    if yes:
        with slow("coding"):
            carry_out(study, edit)
    if not yes or not out.is_plain:
        _list(study, made, out, edit.name)
    sources = len({one.source for one in made})
    line = f"{edit.name} in {counted(sources, 'source')} by {who}"
    there = f"; {skipped} {'was' if skipped == 1 else 'were'} coded so already" if skipped else ""
    told = say if out.is_plain or out.output is not None else note
    told(f"{line}: done{there}" if yes else f"{line}: nothing is changed yet{there}; add --yes to do it")


def _list(study: Study, made: Collection[Coding], out: Out, caption: str) -> None:
    from crosscase.study.places import lines_of

    rows = [
        (one.source, lines_of(one.at, study.segments(one.source)), *(one.at or ()), one.quote) for one in made
    ]
    write(
        COLUMNS, rows, out.form, BRIEF, "source",
        caption=caption, study=study, output=out.output, replace=out.replace,
    )  # fmt: skip


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
