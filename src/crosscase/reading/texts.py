"""Plain text and Markdown files become texts of a study."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from crosscase.reading.encodings import decoded as decoded
from crosscase.reading.encodings import text_of
from crosscase.reading.headings import guessed_headings
from crosscase.reading.limits import LARGEST
from crosscase.reading.taken import Taken
from crosscase.study.adding import NewText
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import reason
from crosscase.study.shapes import Text, validate
from crosscase.study.sources import Described
from crosscase.study.text import split_front_matter
from crosscase.study.yaml_in import YamlError, parse

PLAIN = (".txt", ".text")
MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class HeadShape(Described):
    """What is taken from the front matter of a Markdown file: its case may be a name, its kind wrong."""

    case: Text = ""
    kind: Text = ""


def read_text(path: Path) -> Taken:
    """A text from a .txt or .md file; as `read_plain` and `read_markdown`."""
    label = str(path)
    suffix = path.suffix.lower()
    if path.is_dir():
        raise StudyError(f"{label}: is a folder; name the files in it")
    if suffix not in PLAIN + MARKDOWN:
        raise StudyError(f"{label}: only .txt and .md files can be read; save it as one of these")
    read = read_markdown if suffix in MARKDOWN else read_plain
    taken = read(content_of(path), label)
    return replace(taken, text=replace(taken.text, name=path.stem))


def read_plain(raw: bytes, label: str) -> Taken:
    """A plain text: composed letters (NFC), lines ending in `\\n`, nothing stripped; headings are guessed.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    text, notes = _text(raw, label)
    head = NewText(label, PurePath(label).stem, _inked(text, label))
    return Taken(head, guesses=guessed_headings(text), notes=notes)


def read_markdown(raw: bytes, label: str) -> Taken:
    """A Markdown text: as `read_plain`; its headings are marked.

    Front matter gives title, date, mode, speakers, case and kind; keys that are none of these are left out.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    text, notes = _text(raw, label)
    front, body, _ = split_front_matter(text)
    if (data := _front_matter(front, label)) is None:
        # two rules with something between them, as Markdown may have: that is text
        front, data, body = "", {}, text
    head = replace(_with_head(data, front, label), name=PurePath(label).stem, body=_inked(body, label))
    return Taken(head, notes=notes)


def content_of(path: Path) -> bytes:
    """The bytes of a file, never of a folder, a pipe, or something larger than `LARGEST`; raises StudyError."""
    try:
        status = path.stat()
        if not path.is_file():
            raise StudyError(f"{path}: is not a file")
        if status.st_size > LARGEST:
            raise StudyError(f"{path}: is larger than {LARGEST // 2**20} MB; divide it and import the parts")
        return path.read_bytes()
    except FileNotFoundError:
        raise StudyError(f"{path}: there is no such file") from None
    except ValueError as error:  # a zero byte in the name
        raise StudyError(f"{path}: cannot be the name of a file") from error
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}") from error


def _text(raw: bytes, label: str) -> tuple[str, tuple[str, ...]]:
    text, note = text_of(raw, label)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    # what was decoded strictly holds no half characters, which is most of what `normalise` looks for
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, (note,) if note else ()


def _inked(body: str, label: str) -> str:
    if not body.strip():
        raise StudyError(f"{label}: is empty; there is nothing to import")
    return body


def _front_matter(front: str, label: str) -> dict[str, Any] | None:
    """The keys and values of front matter; None where it is none."""
    if not front.strip():
        return {}
    try:
        data = parse(front, 2)
    except YamlError as error:
        problem = Problem(label, error.line, error.column, "yaml", f"front matter: {error.message}")
        raise FileError(problem) from error
    return data if isinstance(data, dict) else None


def _with_head(data: Mapping[str, Any], front: str, label: str) -> NewText:
    taken = {key: value for key, value in data.items() if key in HeadShape.__dataclass_fields__ and value}
    if isinstance(speakers := taken.get("speakers"), list | dict):
        taken["speakers"] = _speakers(speakers)
    head = validate(taken, HeadShape, front, label, 2) if taken else HeadShape()
    return NewText(
        label, "", "", head.case, head.kind, head.title, head.date, head.mode, head.question, head.notice,
        head.listed,
    )  # fmt: skip


def _speakers(given: list[Any] | dict[str, Any]) -> dict[Any, Any]:
    """Speakers as people write them: names, names with roles, or names with all there is."""
    if isinstance(given, list):
        return {name if isinstance(name, str) else str(name): {} for name in given}
    return {name: ({"role": value} if isinstance(value, str) else value) for name, value in given.items()}
