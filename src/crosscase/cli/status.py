"""crosscase status: how far a study has come, source by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, say, write, write_json
from crosscase.cli.progress import slow

if TYPE_CHECKING:
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


def status(context: typer.Context, study: StudyOption = None, form: FormatOption = Format.table) -> None:
    """Show the sources and how far they are coded."""
    from crosscase.study.check import check

    shown = opened(context, study)
    with slow("counting"):
        rows = [_row(shown, source_id) for source_id in shown.sources]
        problems = len(check(shown))
    if form is Format.json:
        write_json(_facts(shown, rows, problems))
    elif form is Format.csv:
        write(COLUMNS, rows, form)
    else:
        _tell(shown, rows, problems, form)


def _row(study: Study, source_id: str) -> Row:
    from crosscase.study.counting import counted_coders
    from crosscase.study.progress import progress

    source = study.sources[source_id]
    counted = counted_coders(study, source_id)
    share = progress(source, study.segments(source_id), study.codings(source_id, counted)).share
    by_coder = {coder: len(study.codings(source_id, [coder])) for coder in study.coders_of(source_id)}
    words = len(source.body.split())
    return source.case, source_id, source.kind, words, round(share, 4), by_coder, list(counted)


def _facts(study: Study, rows: list[Row], problems: int) -> object:
    settings = study.settings
    return {
        "title": settings.title,
        "language": settings.language,
        "notice": _notice(study),
        "main_coder": settings.main_coder,
        "coders": list(study.coders),
        "codes": len(study.codebook),
        "sources": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
        "problems": problems,
    }


def _tell(
    study: Study,
    rows: list[Row],
    problems: int,
    form: Format,
) -> None:
    say(study.settings.title)
    if notice := _notice(study):
        say(notice)
    say(
        f"{_many(len(study.cases), 'case')}, {_many(len(rows), 'source')}, {_many(len(study.codebook), 'code')}"
    )
    main = study.settings.main_coder
    say(f"counted in each source: consensus, else {f'{main} (main coder), else ' if main else ''}all coders")
    say()
    if rows:
        write(COLUMNS, [(*row[:4], f"{100 * row[4]:.0f} %", *row[5:]) for row in rows], form, BRIEF, "source")
    else:
        say("no sources yet: crosscase import FILE... --case CASE --kind focus-group")
    empty = [case for case in study.cases if all(row[0] != case for row in rows)]
    if empty:
        say(f"without sources: {', '.join(empty)}")
    say()
    say(f"{_many(problems, 'problem')}: see crosscase check" if problems else "no problems")


def _notice(study: Study) -> str:
    notice = study.settings.notice
    return notice.get(study.settings.language) or notice.get("") or next(iter(notice.values()), "")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
