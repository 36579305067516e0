"""crosscase status: how far a study has come, source by source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    say,
    write,
    write_json,
)
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted

if TYPE_CHECKING:
    from crosscase.documents.values import Document
    from crosscase.study.folder import Study

Row = tuple[str, str, str, int, float, dict[str, int], list[str]]
"""A source in the order of `COLUMNS`; coded is a share, 0..1."""

EXAMPLE = "Example: crosscase status --format csv"
COLUMNS = ("case", "source", "kind", "words", "coded", "codings", "counted")
BRIEF = (
    "source",
    "kind",
    "words",
    "coded",
    "codings",
)  # the id begins with the case; who counts is said above


def status(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show the sources and how far they are coded."""
    from crosscase.cli.checked import every_problem

    form = form_for(form, output)
    shown = opened(context, study)
    with slow("counting"):
        rows = [_row(shown, source_id) for source_id in shown.sources]
        problems = len(every_problem(shown))
    if form is Format.json:
        write_json(_facts(shown, rows, problems), study=shown, output=output, replace=replace)
    elif form is Format.table:
        _tell(shown, rows, problems)
    elif form in (Format.csv, Format.xlsx):
        title, note = shown.settings.title, _counted(shown)
        write(
            COLUMNS, rows, form, caption=title, note=note, study=shown, output=output, replace=replace
        )  # fmt: skip
    else:
        hand_out(shown, _document(shown, rows), form, output, replace)


def _row(study: Study, source_id: str) -> Row:
    from crosscase.study.counting import counted_coders
    from crosscase.study.progress import progress_of

    source = study.sources[source_id]
    counted = counted_coders(study, source_id)
    share = progress_of(study, source_id, counted).share
    by_coder = {coder: study.count(source_id, [coder]) for coder in study.coders_of(source_id)}
    words = len(source.body.split())
    return source.case, source_id, source.kind, words, round(share, 4), by_coder, list(counted)


def _facts(study: Study, rows: list[Row], problems: int) -> object:
    settings = study.settings
    return {
        "title": settings.title,
        "language": settings.language,
        "notice": settings.notice_shown,
        "main_coder": settings.main_coder,
        "coders": list(study.coders),
        "codes": len(study.codebook),
        "sources": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
        "problems": problems,
    }


def _document(study: Study, rows: list[Row]) -> Document:
    from crosscase.documents.values import Document, Table

    chosen = [COLUMNS.index(name) for name in BRIEF]
    listed: Any = tuple(tuple(row[place] for place in chosen) for row in _read(rows))
    return Document(
        study.settings.title, (Table(BRIEF, listed, note=_counted(study)),), study.settings.language
    )


def _tell(
    study: Study,
    rows: list[Row],
    problems: int,
) -> None:
    from crosscase.study.review import waiting

    say(study.settings.title)
    if notice := study.settings.notice_shown:
        say(notice)
    say(
        f"{counted(len(study.cases), 'case')}, {counted(len(rows), 'source')}, {counted(len(study.codebook), 'code')}"
    )
    say(_counted(study))
    say()
    if rows:
        write(COLUMNS, _read(rows), Format.table, BRIEF, "source")
    else:
        say("no sources yet: crosscase import FILE... --case CASE --kind focus-group")
    empty = [case for case in study.cases if all(row[0] != case for row in rows)]
    if empty:
        say(f"without sources: {', '.join(empty)}")
    say()
    if wanting := waiting(study):
        say(f"{counted(wanting, 'coding')} changed or lost by edits of a text: see crosscase anchors")
    say(f"{counted(problems, 'problem')}: see crosscase check" if problems else "no problems")


def _read(rows: list[Row]) -> list[tuple[object, ...]]:
    """The rows with the share coded as people read it."""
    return [(*row[:4], f"{100 * row[4]:.0f} %", *row[5:]) for row in rows]


def _counted(study: Study) -> str:
    main = study.settings.main_coder
    return (
        f"counted in each source: consensus, else {f'{main} (main coder), else ' if main else ''}all coders"
    )
