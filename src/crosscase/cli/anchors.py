"""crosscase anchors: what became of codings after their texts were edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import known, source_named
from crosscase.cli.opened import StudyOption, coder_of, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    note,
    say,
    write,
    write_json,
)
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from crosscase.study.folder import Study
    from crosscase.study.review import Anchored

EXAMPLE = "Example: crosscase anchors --source alta/fokusgruppe --format json"
COLUMNS = (
    "id", "source", "coder", "code", "status", "old_start", "old_end", "new_start", "new_end", "score", "lines", "quote",
)  # fmt: skip
BRIEF = ("id", "source", "coder", "code", "status", "lines", "quote")


def anchors(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="Only of this source; may be repeated.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the codings of texts that were not edited.")
    ] = False,
    save: Annotated[
        bool, typer.Option("--write", help="Write the new places of your own codings into their files.")
    ] = False,
    coder: Annotated[
        str, typer.Option("--coder", metavar="NAME", help="Only by this coder; with --write, who codes.")
    ] = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Show where codings are after their texts were edited; exit code 1 if any changed or was lost."""
    from crosscase.study.review import WANTING, anchored

    form = form_for(form, output)
    looked_into = opened(context, study, coder)
    sources = [source_named(looked_into, word).id for word in source] if source else None
    coders = [known("coder", coder, looked_into.coders, "see crosscase status")] if coder else None
    if save:
        coder_of(looked_into)
    with slow("looking"):
        found = list(anchored(looked_into, sources, coders, everything=everything))
    _show(looked_into, found, form, output, replace, everything)
    tell = say if form is Format.table else note
    _tell(looked_into, found, tell, save)
    if save:
        _write(looked_into, sources, tell)
    return int(any(each.status in WANTING for each in found))


def _show(
    study: Study,
    found: Sequence[Anchored],
    form: Format,
    output: Path | None,
    replace: bool,
    everything: bool,
) -> None:
    from crosscase.study.review import WANTING

    if form is Format.json:
        facts = [
            {
                "id": each.coding.id,
                "source": each.coding.source,
                "coder": each.coding.coder,
                "status": each.status,
                "old": each.old,
                "new": each.new,
                "score": round(each.score, 4),
            }
            for each in found
        ]
        write_json(facts, study=study, output=output, replace=replace)
        return
    # who reads a table wants what needs a look; another program wants all of it
    chosen = (
        found
        if everything or form is not Format.table
        else [each for each in found if each.status in WANTING]
    )
    rows = [_row(study, each) for each in chosen]
    if rows or form is not Format.table:
        write(
            COLUMNS, rows, form, BRIEF, "id", caption="Codings after their texts were edited",
            study=study, output=output, replace=replace,
        )  # fmt: skip


def _row(study: Study, each: Anchored) -> tuple[object, ...]:
    from crosscase.study.places import lines_of

    coding = each.coding
    old, new = each.old or (None, None), each.new or (None, None)
    lines = lines_of(each.new, study.segments(coding.source)) if each.new is not None else ""
    named = (coding.id, coding.source, coding.coder, coding.code, each.status)
    return (*named, *old, *new, round(each.score, 4), lines, coding.quote)


def _tell(study: Study, found: Sequence[Anchored], tell: Callable[[str], None], save: bool) -> None:
    """What the rows add up to, and what could not be looked at."""
    from crosscase.study.codings import FOLDER as CODINGS
    from crosscase.study.review import WANTING, counts
    from crosscase.study.sources import FOLDER as INTERVIEWS

    for problem in study.problems:
        if problem.file.startswith((f"{CODINGS}/", f"{INTERVIEWS}/")):
            note(f"not looked at: {problem}")
    if tell is not say:
        return
    by_status = counts(found)
    if not found:
        tell("no text was edited since its codings were written")
        return
    tell(", ".join(f"{count} {status}" for status, count in by_status.items() if count))
    if any(by_status[status] for status in WANTING):
        tell("look at those that are changed or lost: press R on the text in the workbench")
    elif not save and by_status["moved"]:
        tell("they are written with the next change of each coder, or now with --write")


def _write(study: Study, sources: Sequence[str] | None, tell: Callable[[str], None]) -> None:
    from crosscase.cli.changing import carry_out
    from crosscase.study.review import write_places

    edit = write_places(study, study.coder, sources)
    if edit is None:
        tell(f"nothing to write: the files of {study.coder} are up to date")
        return
    carry_out(study, edit)
    files = f"{counted(len(edit.files), 'file')}"
    tell(f"wrote the places of {study.coder}'s codings in {files}; crosscase undo takes it back")
