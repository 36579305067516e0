"""crosscase import: files people have become sources."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date as Date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, complain, note, write
from crosscase.cli.progress import counted, slow
from crosscase.cli.speaker_option import HELP, speaker_of
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.reading.files import AnswersWanted, Found
    from crosscase.reading.importing import Headings, Item, Plan, Said
    from crosscase.study.folder import Study
    from crosscase.study.originals import Original

EXAMPLE = "Example: crosscase import notat.docx --case alta --kind interview --speaker I1=rådgiver"


class Speakers(StrEnum):
    """Whose turns count: all that are proposed, or only those that are listed."""

    all = "all"
    listed = "listed"


class HeadingsOption(StrEnum):
    """Which headings count."""

    all = "all"
    marked = "marked"
    none = "none"


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Texts, Word, LibreOffice, PDF, subtitles, tables; or folders."),
    ],
    case: Annotated[
        str, typer.Option(metavar="CASE", help="The case they belong to; a new one is made.")
    ] = "",
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="focus-group, interview, document or open-answers.")
    ] = "",
    date: Annotated[
        str, typer.Option(metavar="DATE", help="When it was said or written, as 2021-11-30.")
    ] = "",
    title: Annotated[
        str, typer.Option(metavar="TITLE", help="What the source is called; for one file.")
    ] = "",
    speaker: Annotated[list[str] | None, typer.Option(metavar="NAME=ROLE", help=HELP)] = None,
    look: Annotated[
        bool, typer.Option("--look", help="Show what each file would give; change nothing.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Accept every speaker and heading that is proposed.")
    ] = False,
    speakers: Annotated[
        Speakers | None, typer.Option(metavar="WHICH", help="Who speaks: all that are proposed, or listed.")
    ] = None,
    headings: Annotated[
        HeadingsOption | None,
        typer.Option(metavar="WHICH", help="all that look like headings, marked in the file, or none."),
    ] = None,
    comments: Annotated[
        bool, typer.Option("--comments", help="A file's comments become a memo about its source.")
    ] = False,
    into: Annotated[
        str, typer.Option(metavar="SOURCE", help="The file is a new version of this source.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="A new version's words win over what was edited in the study.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Of a table: a question whose answers are taken in; may be repeated."
        ),
    ] = None,
    respondent: Annotated[
        str, typer.Option(metavar="NAME", help="Of a table: the column that says whose answer it is.")
    ] = "",
    sheet: Annotated[str, typer.Option(metavar="NAME", help="Which sheet of a workbook.")] = "",
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Take files in as sources.

    What is given here wins over what a file says. Speakers and headings that a file only seems to have count once
    they are accepted. A file that was imported before and has changed is a new version of its source.
    """
    from crosscase.cli.import_asked import Choice
    from crosscase.reading.files import AnswersWanted, files_in
    from crosscase.reading.importing import Said
    from crosscase.study.originals import private_folder, read_index

    _check_date(date)
    said = Said(case, kind, date, title, tuple(speaker_of(word) for word in speaker or ()))
    changed = opened(context, study, coder)
    if into:
        from crosscase.cli.naming import source_named

        source_named(changed, into)
    private_folder(changed.root)  # refused before anything is read
    index = read_index(changed.root)
    found = files_in(files)
    _something(files, found)
    wanted = AnswersWanted(tuple(column or ()), respondent, sheet)
    _one_text([one for one in found if not one.skipped], title, into)
    items, refused = _read(changed, found, wanted, said, index, into)
    _one_text(items, title, into)
    choice = Choice(
        None if speakers is None and not yes else speakers is not Speakers.listed,
        _headings(headings, yes),
    )
    asks = not look and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    if asks:
        items = choice.asked(items, lambda item: _known(changed, item, index, into))
    else:
        items = [choice.taken(item, _known(changed, item, index, into)) for item in items]
    plan = _planned(changed, items, index, into, replace, comments)
    refused += [one.refused for one in plan.outcomes if one.refused]
    if look:
        return _look(changed, plan, found, refused, form)
    return _done(changed, plan, found, refused, form, said, asks)


def _done(
    study: Study,
    plan: Plan,
    found: Sequence[Found],
    refused: Sequence[str],
    form: Format,
    said: Said,
    asked: bool,
) -> int:
    from crosscase.cli.import_shown import COLUMNS, passed_over, row, told
    from crosscase.reading.importing import keep_originals

    taken = [one for one in plan.outcomes if not one.refused]
    if plan.edit is not None:
        with slow("saving"):
            carry_out(study, plan.edit)
    for line in refused:
        complain(line)
    with slow("keeping the files themselves"):
        for line in keep_originals(study, taken):
            note(line)
    for line in told(study, taken, [one.name for one in said.speakers], asked):
        note(line)
    rows = [row(study, one) for one in taken]
    if rows or not refused:
        rows += passed_over(found)
        write(COLUMNS, rows, form, whole="source", study=study)
    return (1 if taken else 2) if refused else 0


def _look(study: Study, plan: Plan, found: Sequence[Found], refused: Sequence[str], form: Format) -> int:
    from crosscase.cli.import_shown import LOOK_COLUMNS, looked_at, skipped_rows

    for line in refused:
        complain(line)
    rows = [row for one in plan.outcomes if not one.refused for row in looked_at(one)]
    if rows or not refused:
        write(LOOK_COLUMNS, [*rows, *skipped_rows(found)], form, whole="words", study=study)
    return (1 if rows else 2) if refused else 0


def _read(
    study: Study,
    found: Sequence[Found],
    wanted: AnswersWanted,
    said: Said,
    index: Sequence[Original],
    into: str,
) -> tuple[list[Item], list[str]]:
    """The texts of the files, one file in memory at a time, and a line for each that cannot be read."""
    from crosscase.reading.files import read_file
    from crosscase.reading.importing import items_of, with_said

    items: list[Item] = []
    refused: list[str] = []
    for one in counted([one for one in found if not one.skipped], "reading"):
        try:
            read = read_file(one.path, wanted)
            for item in items_of(read, wanted):
                known = _known(study, item, index, into)
                source = study.sources.get(into or (known.source if known is not None else ""))
                items.append(with_said(item, said, one.case, source))
        except StudyError as error:
            refused.append(str(error))
    return items, refused


def _known(study: Study, item: Item, index: Sequence[Original], into: str) -> Original | None:
    from crosscase.reading.importing import known_as

    return known_as(study, item, index, into)


def _planned(
    study: Study, items: Iterable[Item], index: Sequence[Original], into: str, over: bool, comments: bool
) -> Plan:
    from crosscase.reading.importing import base_of, plan_import

    return plan_import(
        study, items, index,
        into=into, over=over, comments=comments, coder=study.coder, bases=lambda known: base_of(study, known),
    )  # fmt: skip


def _headings(given: HeadingsOption | None, yes: bool) -> Headings | None:
    if given is None:
        return "all" if yes else None
    return "all" if given is HeadingsOption.all else "none" if given is HeadingsOption.none else "marked"


def _something(files: Sequence[Path], found: Sequence[Found]) -> None:
    if not all(one.skipped for one in found):
        return
    passed = f"; {found[0].path.name} is passed over: {found[0].skipped}" if found else ""
    raise StudyError(f"{', '.join(map(str, files))}: holds no file that can be read{passed}")


def _one_text(items: Sequence[object], title: str, into: str) -> None:
    for option, given in (("--title", title), ("--into", into)):
        if given and len(items) > 1:
            raise StudyError(f"{option} is for one text; import the files one by one, or leave it out")


def _check_date(text: str) -> None:
    try:
        good = not text or Date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    if not good:
        raise StudyError(f"`{text}` is no date; write it as 2021-11-30")
