"""crosscase import: files people have become sources."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.import_options import (
    CaseOption,
    ColumnOption,
    CommentsOption,
    DateOption,
    FilesArgument,
    Headings,
    HeadingsOption,
    IntoOption,
    KindOption,
    LookOption,
    OverOption,
    RespondentOption,
    SheetOption,
    SpeakerOption,
    Speakers,
    SpeakersOption,
    TitleOption,
    YesOption,
    check_date,
    check_kind,
)
from crosscase.cli.naming import source_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, complain, note, write
from crosscase.cli.progress import counted_aloud, slow
from crosscase.cli.speaker_option import speaker_of
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.cli.import_asked import Choice
    from crosscase.reading.files import AnswersWanted, Found
    from crosscase.reading.importing import Item, Plan, Said
    from crosscase.study.folder import Study
    from crosscase.study.originals import Original

EXAMPLE = "Example: crosscase import notat.docx --case alta --kind interview --speaker I1=rådgiver"


def import_(
    context: typer.Context,
    files: FilesArgument,
    case: CaseOption = "",
    kind: KindOption = "",
    date: DateOption = "",
    title: TitleOption = "",
    speaker: SpeakerOption = None,
    look: LookOption = False,
    yes: YesOption = False,
    speakers: SpeakersOption = None,
    headings: HeadingsOption = None,
    comments: CommentsOption = False,
    into: IntoOption = "",
    replace: OverOption = False,
    column: ColumnOption = None,
    respondent: RespondentOption = "",
    sheet: SheetOption = "",
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Take files in as sources.

    What is given here wins over what a file says. Speakers and headings that a file only seems to have count once
    they are accepted. A file that was imported before and has changed is a new version of its source.
    """
    from crosscase.reading.files import AnswersWanted, files_in
    from crosscase.reading.importing import Said
    from crosscase.study.originals import private_folder, read_index

    check_date(date)
    check_kind(kind)
    said = Said(case, kind, date, title, tuple(speaker_of(word) for word in speaker or ()))
    changed = opened(context, study, coder)
    if into:
        source_named(changed, into)
    private_folder(changed.root)  # refused before anything is read
    index = read_index(changed.root)
    found = files_in(files, changed.root)
    _something(files, found)
    _one_text([one for one in found if not one.skipped], title, into)
    wanted = AnswersWanted(tuple(column or ()), respondent, sheet)
    items, refused = _read(changed, found, wanted, said, index, into)
    _one_text(items, title, into)
    asks = not look and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    items = _accepted(changed, items, index, into, _choice(speakers, headings, yes), asks)
    plan = _planned(changed, items, index, into, replace, comments)
    refused += [one.refused for one in plan.outcomes if one.refused]
    if look:
        return _look(changed, plan, found, refused, form)
    return _done(changed, plan, found, refused, form, said, asks)


def _choice(speakers: Speakers | None, headings: Headings | None, yes: bool) -> Choice:
    from crosscase.cli.import_asked import Choice

    everybody = None if speakers is None and not yes else speakers is not Speakers.listed
    if headings is None:
        return Choice(everybody, "all" if yes else None)
    return Choice(everybody, headings.value)


def _accepted(
    study: Study, items: list[Item], index: Sequence[Original], into: str, choice: Choice, asks: bool
) -> list[Item]:
    from crosscase.reading.importing import accepted_before

    if asks:
        return choice.asked(items, lambda item: accepted_before(study, item, index, into))
    return [choice.taken(item, accepted_before(study, item, index, into)) for item in items]


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
    try:
        with slow("keeping the files themselves"):
            for line in keep_originals(study, taken):
                note(line)
    except KeyboardInterrupt:
        note("stopped: the texts are in already; import the files again to keep copies of the others too")
        raise
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
    from crosscase.reading.importing import items_of, known_as, with_said
    from crosscase.reading.limits import check_amount

    items: list[Item] = []
    refused: list[str] = []
    amount = 0
    for one in counted_aloud([one for one in found if not one.skipped], "reading"):
        check_amount(amount)
        try:
            read = read_file(one.path, wanted)
            for item in items_of(read, wanted):
                amount += len(item.taken.text.body)
                known = known_as(study, item, index, into)
                source = study.sources.get(into or (known.source if known is not None else ""))
                items.append(with_said(item, said, one.case, source))
        except StudyError as error:
            refused.append(str(error))
        except KeyboardInterrupt:
            complain("stopped; nothing was changed")
            raise
    check_amount(amount)
    return items, refused


def _planned(
    study: Study, items: Iterable[Item], index: Sequence[Original], into: str, over: bool, comments: bool
) -> Plan:
    from crosscase.reading.importing import base_of, plan_import

    return plan_import(
        study, items, index,
        into=into, over=over, comments=comments, coder=study.coder, bases=lambda known: base_of(study, known),
    )  # fmt: skip


def _something(files: Sequence[Path], found: Sequence[Found]) -> None:
    if not all(one.skipped for one in found):
        return
    passed = f"; {found[0].path.name} is passed over: {found[0].skipped}" if found else ""
    raise StudyError(f"{', '.join(map(str, files))}: holds no file that can be read{passed}")


def _one_text(items: Sequence[object], title: str, into: str) -> None:
    for option, given in (("--title", title), ("--into", into)):
        if given and len(items) > 1:
            raise StudyError(f"{option} is for one text; import the files one by one, or leave it out")
