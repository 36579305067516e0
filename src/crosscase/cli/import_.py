"""crosscase import: texts people have become sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, complain, note, write
from crosscase.cli.progress import counted, slow
from crosscase.cli.speaker_option import HELP, speaker_of, with_speakers
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.adding import Added, NewText
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase import notat.txt --case alta --kind interview --speaker I1=rådgiver"
COLUMNS = ("file", "source", "path", "words", "outcome")
_TOLD = 5  # beginnings of lines that are told of one file


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Text files: .txt or .md.")],
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
    speaker: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=ROLE", help=HELP),
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Take text files in as sources.

    What is given here wins over a Markdown file's front matter. Nothing that is there is written over.
    """
    from crosscase.study.adding import add_texts

    if title and len(files) > 1:
        raise StudyError("--title names one file; import the files one by one, or leave it out")
    _check_date(date)
    speakers = [speaker_of(word) for word in speaker or ()]
    changed = opened(context, study)
    texts, refused = _read(files)
    texts = [
        replace(
            with_speakers(text, speakers),
            case=case or text.case,
            kind=kind or text.kind,
            date=date or text.date,
            title=title or text.title,
        )
        for text in texts
    ]
    edit, added = add_texts(changed, texts)
    refused += [one.refused for one in added if one.refused]
    taken = [one for one in added if not one.refused]
    _warn_of_likeness(changed, taken)
    if edit is not None:
        with slow("saving"):
            carry_out(changed, edit)
    for line in refused:
        complain(line)
    _tell_of_speakers(taken, [one.name for one in speakers])
    if taken or not refused:
        write(COLUMNS, [_row(one) for one in taken], form, whole="source", study=changed)
    return (1 if taken else 2) if refused else 0


def _read(files: list[Path]) -> tuple[list[NewText], list[str]]:
    from crosscase.reading.texts import read_text

    texts, refused = [], []
    for path in counted(files, "reading"):
        try:
            texts.append(read_text(path))
        except StudyError as error:
            refused.append(str(error))
    return texts, refused


def _row(one: Added) -> tuple[str, str, str, int, str]:
    from crosscase.study.sources import source_file

    outcome = "new" if one.new else "there already, skipped"
    if one.new_case:
        outcome += f", and case {one.new_case}"
    return one.text.label, one.source, source_file(one.source), len(one.text.body.split()), outcome


def _warn_of_likeness(study: Study, added: Iterable[Added]) -> None:
    from crosscase.study.shapes import nearest

    for case in dict.fromkeys(one.new_case for one in added if one.new_case):
        if (like := nearest(case, study.cases, 75)) is not None:
            note(f"case {case} is new; the study has {like} too, in case that was meant")


def _tell_of_speakers(taken: Sequence[Added], given: Iterable[str]) -> None:
    """Who was given and does not speak, and who seems to speak and is not listed."""
    from crosscase.reading.speakers import unlisted
    from crosscase.study.sources import source_file

    listed = {one.text.label: [speaker.name for speaker in one.text.speakers] for one in taken}
    silent = [name for name in dict.fromkeys(given) if not any(name in names for names in listed.values())]
    if silent and taken:
        who = f"speaker {silent[0]} opens" if len(silent) == 1 else f"speakers {', '.join(silent)} open"
        note(f"{who} no turn in what was imported; look how the text has the name")
    for one in taken:
        # in documents and open answers nobody need speak
        if not one.new or (one.text.kind not in ("focus-group", "interview") and not one.text.speakers):
            continue
        labels = unlisted(one.text.body, listed[one.text.label])
        told = ", ".join(f"“{label}” {count}×" for label, count in labels[:_TOLD])
        if told:
            more = f" and {len(labels) - _TOLD} more" if len(labels) > _TOLD else ""
            where = source_file(one.source)
            note(
                f"{one.text.label}: not listed as speakers: {told}{more}; if they speak, list them in {where}"
            )


def _check_date(text: str) -> None:
    try:
        good = not text or Date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    if not good:
        raise StudyError(f"`{text}` is no date; write it as 2021-11-30")
