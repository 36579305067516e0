"""crosscase import: texts people have become sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, complain, note, write
from crosscase.cli.progress import counted, slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.adding import Added, NewText
    from crosscase.study.folder import Study
    from crosscase.study.model import Speaker

EXAMPLE = "Example: crosscase import notat.txt --case alta --kind interview --speaker I1=rådgiver"
COLUMNS = ("file", "source", "words", "outcome")


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Text files: .txt or .md.")],
    case: Annotated[str, typer.Option(help="The case they belong to; a new one is made.")] = "",
    kind: Annotated[str, typer.Option(help="focus-group, interview, document or open-answers.")] = "",
    date: Annotated[str, typer.Option(help="When it was said or written, as 2021-11-30.")] = "",
    title: Annotated[str, typer.Option(help="What the source is called; for one file.")] = "",
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=ROLE",
            help="A name that opens a turn; NAME=coder:CODER for an interviewer; may be repeated.",
        ),
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
    speakers = [_speaker(word) for word in speaker or ()]
    changed = opened(context, study)
    texts, refused = _read(files)
    edit, added = add_texts(
        changed, [_with_options(text, case, kind, date, title, speakers) for text in texts]
    )
    refused += [one.refused for one in added if one.refused]
    taken = [one for one in added if not one.refused]
    _warn_of_likeness(changed, taken)
    if edit is not None:
        with slow("saving"):
            changed.apply(edit)
    for line in refused:
        complain(line)
    if taken or not refused:
        write(COLUMNS, [_row(one) for one in taken], form)
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


def _with_options(
    text: NewText, case: str, kind: str, date: str, title: str, speakers: Iterable[Speaker]
) -> NewText:
    by_name = {speaker.name: speaker for speaker in (*text.speakers, *speakers)}
    return replace(
        text,
        case=case or text.case,
        kind=kind or text.kind,
        date=date or text.date,
        title=title or text.title,
        speakers=tuple(by_name.values()),
    )


def _row(one: Added) -> tuple[str, str, int, str]:
    outcome = "new" if one.new else "there already, skipped"
    if one.new_case:
        outcome += f", and case {one.new_case}"
    return one.text.label, one.source, len(one.text.body.split()), outcome


def _warn_of_likeness(study: Study, added: Iterable[Added]) -> None:
    from crosscase.study.shapes import nearest

    for case in dict.fromkeys(one.new_case for one in added if one.new_case):
        if (like := nearest(case, study.cases, 75)) is not None:
            note(f"case {case} is new; the study has {like} too, in case that was meant")


def _check_date(text: str) -> None:
    try:
        good = not text or Date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    if not good:
        raise StudyError(f"`{text}` is no date; write it as 2021-11-30")


def _speaker(word: str) -> Speaker:
    import unicodedata

    from crosscase.study.me import checked_coder
    from crosscase.study.model import Speaker

    # composed, as the text will be: else the name would open no turn
    name, _, role = (part.strip() for part in unicodedata.normalize("NFC", word).partition("="))
    if not name or ":" in name or any(unicodedata.category(sign) == "Cc" for sign in name):
        raise StudyError(f"`{word}` names no speaker; write NAME=ROLE, such as I1=rådgiver")
    if role.startswith("coder:"):
        return Speaker(name, coder=checked_coder(role.removeprefix("coder:").strip()))
    return Speaker(name, role=role)
