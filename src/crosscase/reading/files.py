"""Whatever file people have, read by what it is; and the files of a folder, in order."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from crosscase.reading.encodings import what_else
from crosscase.reading.taken import Taken
from crosscase.reading.texts import content_of
from crosscase.study.problems import StudyError
from crosscase.study.save import digest, reason

Reader = Callable[[bytes, str], Taken]

# by the ending of the name: what people call the format, and who reads it; each is imported when it is needed
_READERS = {
    ".txt": ("text", "texts", "read_plain"),
    ".text": ("text", "texts", "read_plain"),
    ".md": ("Markdown", "texts", "read_markdown"),
    ".markdown": ("Markdown", "texts", "read_markdown"),
    ".docx": ("Word", "docx", "read_docx"),
    ".docm": ("Word", "docx", "read_docx"),
    ".odt": ("LibreOffice", "odt", "read_odt"),
    ".rtf": ("RTF", "rtf", "read_rtf"),
    ".html": ("HTML", "html", "read_html"),
    ".htm": ("HTML", "html", "read_html"),
    ".xhtml": ("HTML", "html", "read_html"),
    ".pdf": ("PDF", "pdf", "read_pdf"),
    ".vtt": ("WebVTT", "subtitles", "read_vtt"),
    ".srt": ("SRT", "subtitles", "read_srt"),
}
_TABLES = {".csv": "CSV", ".tsv": "CSV", ".xlsx": "Excel", ".xlsm": "Excel", ".sav": "SPSS", ".zsav": "SPSS"}
TEXTS = frozenset(format for format, _, _ in _READERS.values()) | {"Teams"}
"""Formats of files that are one text; the others are tables."""
_WORD = (".docx", ".docm")
SUFFIXES = (*_READERS, *_TABLES)
"""The endings of names of files that can be read."""

_BINARY = (*_WORD, ".odt", ".pdf", ".rtf", *_TABLES)
_ADVICE = {
    ".doc": "is an old Word file; save it as .docx and import that",
    ".xls": "is an old Excel file; save it as .xlsx and import that",
    ".pages": "is a Pages file; export it as .docx and import that",
    ".ods": "is a LibreOffice sheet; save it as .xlsx and import that",
    ".odp": "holds slides; save what is to be coded as .odt or PDF and import that",
    ".pptx": "holds slides; save what is to be coded as .docx or PDF and import that",
    ".mp3": "is a recording; import its transcript",
    ".m4a": "is a recording; import its transcript",
    ".wav": "is a recording; import its transcript",
    ".mp4": "is a recording; import its transcript",
}
STATIONS = (
    "codebook", "interviews", "codings", "memos", "cases", "survey", "synthesis", "validation", "private",
)  # fmt: skip
"""The folders of a study."""

_LOCKS = ("~$", ".~lock.")
_NOISE = ("desktop.ini", "thumbs.db", "icon\r")


@dataclass(frozen=True, slots=True)
class AnswersWanted:
    """What of a table of open answers is taken in.

    Attributes:
        columns: the questions, one source each; none where nothing was said.
        respondent: the column that says whose answer it is; empty where there is none.
        sheet: of a workbook; empty for the first one.
    """

    columns: tuple[str, ...] = ()
    respondent: str = ""
    sheet: str = ""


ALL_ANSWERS = AnswersWanted()


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, or one that is passed over.

    Attributes:
        case: name of the folder that it lies in, under the one that was named; else empty.
        skipped: why it is not read; empty where it is.
    """

    path: Path
    case: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file gave.

    Attributes:
        format: what people call its format.
        digest: what its content is recognised by.
        takens: one text; of a table, one a question.
    """

    path: Path
    format: str
    digest: str
    takens: tuple[Taken, ...]


def read_file(path: Path, answers: AnswersWanted = ALL_ANSWERS) -> FileRead:
    """The texts of a file: one, or one a question where it is a table of open answers.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    label, suffix = str(path), path.suffix.lower()
    if path.is_dir():
        raise StudyError(f"{label}: is a folder; name the files in it")
    if suffix not in SUFFIXES:
        if not os.path.lexists(path):
            raise StudyError(f"{label}: there is no such file")
        raise StudyError(f"{label}: {_ADVICE.get(suffix, _unknown())}")
    raw = content_of(path)
    if not raw:
        raise StudyError(f"{label}: is empty; there is nothing to import")
    if suffix in _TABLES:
        read_answers = importlib.import_module("crosscase.reading.answers").read_answers
        found: tuple[Taken, ...] = read_answers(path, answers.columns, answers.respondent, answers.sheet)
        return FileRead(path, _TABLES[suffix], digest(raw), found)
    format, taken = read_content(raw, label)
    return FileRead(path, format, digest(raw), (taken,))


def read_content(raw: bytes, label: str) -> tuple[str, Taken]:
    """What the content of a file gives that is no table.

    Args:
        label: its name, which says by its ending what it is; also what messages call it.

    Returns:
        What people call its format, and the text.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    suffix = Path(label).suffix.lower()
    what, other = what_else(raw)
    if other and other != suffix and other in _BINARY:
        raise StudyError(f"{label}: is {what} by another name; rename it to end in {other}")
    format, module, name = _READERS[suffix]
    read: Reader = getattr(importlib.import_module(f"crosscase.reading.{module}"), name)
    taken = read(raw, label)
    if suffix in _WORD:
        spoken = importlib.import_module("crosscase.reading.teams").teams_transcript(taken)
        if spoken is not None:
            format, taken = "Teams", spoken
    return format, replace(taken, text=replace(taken.text, label=label, name=Path(label).stem))


def files_in(paths: Iterable[Path], study: Path | None = None) -> list[Found]:
    """The files of a command line: those that are named, and those in the folders that are named, in order.

    Folders are walked to their ends; a file's case is the folder it lies in right under the one that was named.
    Links to folders are not followed.

    Args:
        study: the study folder; what it holds itself is passed over where a folder around it is named.

    Raises:
        StudyError: a folder that is named cannot be listed.
    """
    found: list[Found] = []
    own = frozenset(os.path.realpath(study / name) for name in STATIONS) if study is not None else frozenset()
    for path in paths:
        if path.is_dir():
            found += _walked(path, "", own)
        else:
            found.append(Found(path))
    # the same file may be named, and lie in a folder that is named too
    once: dict[str, Found] = {}
    for one in found:
        once.setdefault(os.path.normpath(one.path), one)
    return list(once.values())


def _walked(folder: Path, case: str, own: frozenset[str]) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        raise StudyError(f"{folder}: cannot be listed: {reason(error)}") from error
    for entry in entries:
        path = folder / entry.name
        if skipped := _passed_over(entry):
            yield Found(path, case, skipped)
        elif entry.is_dir():
            if os.path.realpath(path) in own:
                yield Found(path, case, "part of the study")
                continue
            try:
                yield from _walked(path, case or entry.name, own)
            except StudyError as error:  # it keeps nobody from the others
                yield Found(path, case, str(error).removeprefix(f"{path}: "))
        else:
            yield Found(path, case)


def _passed_over(entry: os.DirEntry[str]) -> str:
    """Why an entry of a folder is not read; empty where it is."""
    name = entry.name
    if name.startswith(_LOCKS):
        return "a lock file"
    if name.startswith(".") or name.casefold() in _NOISE:
        return "hidden"
    if entry.is_dir(follow_symlinks=False):
        return ""
    try:
        if entry.is_dir():
            return "a link to a folder"
        if not entry.is_file():
            return "a link to what is gone" if entry.is_symlink() and not os.path.exists(entry) else "no file"
    except OSError as error:  # a link that leads in a circle
        return f"cannot be read: {reason(error)}"
    suffix = Path(name).suffix.lower()
    return "" if suffix in SUFFIXES else _ADVICE.get(suffix, "of no kind that can be read")


def _unknown() -> str:
    return f"is of no kind that can be read; save it as one of {', '.join(('.docx', '.odt', '.txt', '.pdf'))}"
