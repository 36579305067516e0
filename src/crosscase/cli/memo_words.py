"""What the memo commands share: a memo by the name a user gives it, and where the words of one come from."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import known
from crosscase.cli.output import note
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.memo_file import Memo

AboutArgument = Annotated[
    str,
    typer.Argument(
        metavar="ABOUT",
        help="study, case/alta, source/alta/fokusgruppe, code/barriers/capacity or coding/ID.",
    ),
]
MemoArgument = Annotated[
    str, typer.Argument(metavar="MEMO", help="The memo's name, or coding/ID for that of a coding.")
]
TextOption = Annotated[str, typer.Option("--text", metavar="TEXT", help="The words, as Markdown.")]
FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="A text file that holds the words.")
]


def memo_named(study: Study, word: str) -> Memo:
    """The memo of a name, or of a coding that has one; raises StudyError with the nearest name."""
    from crosscase.study.memos import coding_of, memo_of

    word = word.removeprefix("memos/").removesuffix(".md")
    kind, slash, coding_id = word.partition("/")
    if kind != "coding" or not slash:
        return study.memos[known("memo", word, study.memos, "see crosscase memo list")]
    coding = coding_of(study, coding_id)
    if coding is None or not coding.memo:
        what = "no coding" if coding is None else "no memo on the coding"
        raise StudyError(f"there is {what} {coding_id}; see crosscase memo list --codings")
    return memo_of(coding)


def words_given(text: str, file: Path | None, former: str = "") -> str:
    """The words of a memo: as given, from a file, from a pipe, or from the user's editor.

    Args:
        former: what the editor begins with.

    Raises:
        StudyError: two ways at once, no words, a file that cannot be read, no editor.
    """
    if text and file is not None:
        raise StudyError("give the words with --text or with --file, not both")
    if file is not None:
        words = _read(file)
    elif text:
        words = text
    elif sys.stdin is not None and sys.stdin.isatty():
        words = _edited(former)
    else:
        words = _piped() if sys.stdin is not None else ""
    if not words.strip():
        raise StudyError("no words were given; nothing was changed")
    return words


def _read(file: Path) -> str:
    from crosscase.reading.texts import read_text

    taken = read_text(file)
    for remark in taken.notes:
        note(f"{file}: {remark}")
    return taken.text.body


def _piped() -> str:
    from crosscase.reading.texts import decoded
    from crosscase.study.text import normalise

    return normalise(decoded(sys.stdin.buffer.read(), "standard input", "text (UTF-8)"))


def _edited(former: str) -> str:
    """What the user's editor leaves of a text; it lies in a folder of its own for as long as that takes."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise StudyError("give the words with --text or --file, or name an editor in EDITOR")
    with tempfile.TemporaryDirectory(prefix="crosscase-") as folder:
        file = Path(folder) / "memo.txt"
        file.write_text(f"{former}\n" if former else "", encoding="utf-8")
        try:
            code = subprocess.run([*command, str(file)], check=False).returncode
        except OSError as error:
            raise StudyError(f"the editor {command[0]} cannot be started: {error.strerror}") from error
        if code:
            raise StudyError(f"the editor {command[0]} ended with {code}; nothing was changed")
        return _read(file)
