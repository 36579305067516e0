"""crosscase source list: every source with what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, write
from crosscase.cli.progress import slow

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Source

EXAMPLE = "Example: crosscase source list --format csv"
COLUMNS = ("id", "case", "kind", "title", "date", "words", "coded", "speakers", "notes by", "session")


def source_list(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the sources with their case, kind, title, date, words, share coded, speakers and who took the notes."""
    form = form_for(form, output)
    shown = opened(context, study)
    with slow("counting"):
        shares = [_share(shown, source) for source in shown.sources.values()]
    plain = form in (Format.csv, Format.json, Format.xlsx)
    rows = [
        (
            *_known(source),
            round(share, 4) if plain else f"{100 * share:.0f} %",
            [f"{s.name} ({s.role})" if s.role and not plain else s.name for s in source.speakers],
            source.notes_by,
            source.session,
        )
        for source, share in zip(shown.sources.values(), shares, strict=True)
    ]
    write(COLUMNS, rows, form, whole="id", caption="Sources", study=shown, output=output, replace=replace)


def _known(source: Source) -> tuple[object, ...]:
    return (source.id, source.case, source.kind, source.title, source.date, len(source.body.split()))


def _share(study: Study, source: Source) -> float:
    from crosscase.study.counting import counted_coders
    from crosscase.study.progress import progress_of

    return progress_of(study, source.id, counted_coders(study, source.id)).share
