"""What `crosscase import` can be told."""

from __future__ import annotations

from datetime import date as Date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crosscase.cli.speaker_option import HELP
from crosscase.study.model import KINDS
from crosscase.study.problems import StudyError


class Speakers(StrEnum):
    """Whose turns count: all that are proposed, or only those that are listed."""

    all = "all"
    listed = "listed"


class Headings(StrEnum):
    """Which headings count."""

    all = "all"
    marked = "marked"
    none = "none"


FilesArgument = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="Texts, Word, LibreOffice, PDF, subtitles, tables; or folders."),
]
CaseOption = Annotated[
    str, typer.Option("--case", metavar="CASE", help="The case they belong to; a new one is made.")
]
KindOption = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="focus-group, interview, document or open-answers.")
]
DateOption = Annotated[
    str, typer.Option("--date", metavar="DATE", help="When it was said or written, as 2021-11-30.")
]
TitleOption = Annotated[
    str, typer.Option("--title", metavar="TITLE", help="What the source is called; for one text.")
]
SpeakerOption = Annotated[list[str] | None, typer.Option("--speaker", metavar="NAME=ROLE", help=HELP)]
LookOption = Annotated[bool, typer.Option("--look", help="Show what each file would give; change nothing.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Accept every speaker and heading that is proposed.")]
SpeakersOption = Annotated[
    Speakers | None,
    typer.Option("--speakers", metavar="WHICH", help="Who speaks: all that are proposed, or listed."),
]
HeadingsOption = Annotated[
    Headings | None,
    typer.Option(
        "--headings", metavar="WHICH", help="all that look like headings, marked in the file, or none."
    ),
]
CommentsOption = Annotated[
    bool, typer.Option("--comments", help="A file's comments become a memo about its source.")
]
IntoOption = Annotated[
    str, typer.Option("--into", metavar="SOURCE", help="The file is a new version of this source.")
]
OverOption = Annotated[
    bool, typer.Option("--replace", help="A new version's words win over what was edited in the study.")
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME",
        help="Of a table: a question whose answers are taken in; may be repeated.",
    ),
]
RespondentOption = Annotated[
    str,
    typer.Option("--respondent", metavar="NAME", help="Of a table: the column that says whose answer it is."),
]
SheetOption = Annotated[str, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")]


def check_date(text: str) -> None:
    """Refuse what is no date; raises StudyError."""
    try:
        good = not text or Date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    if not good:
        raise StudyError(f"`{text}` is no date; write it as 2021-11-30")


def check_kind(text: str) -> None:
    """Refuse what is no kind of source, once for all files; raises StudyError."""
    from crosscase.study.shapes import nearest

    if text and text not in KINDS:
        guess = nearest(text, KINDS, 50)
        hint = f" (did you mean {guess}?)" if guess else ""
        raise StudyError(f"there is no kind {text}{hint}; give one of {', '.join(KINDS)}")
