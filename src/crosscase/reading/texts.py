"""Plain text and Markdown files become texts of a study."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crosscase.study.adding import NewText
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import reason
from crosscase.study.shapes import Text, validate
from crosscase.study.sources import Described
from crosscase.study.text import normalise, split_front_matter
from crosscase.study.yaml_in import YamlError, parse

PLAIN = (".txt", ".text")
MARKDOWN = (".md", ".markdown")
LARGEST = 64 * 1024 * 1024
"""Bytes: larger files are no notes of anything."""

# longest first: the mark of UTF-32 begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, LibreOffice or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
)


@dataclass(frozen=True, slots=True)
class HeadShape(Described):
    """What is taken from the front matter of a Markdown file: its case may be a name, its kind wrong."""

    case: Text = ""
    kind: Text = ""


def read_text(path: Path) -> NewText:
    """A text from a .txt or .md file: composed letters (NFC), lines ending in `\\n`, nothing stripped.

    Front matter of a Markdown file gives title, date, mode, speakers, case and kind; keys that are
    none of these are left out.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    label = str(path)
    suffix = path.suffix.lower()
    if path.is_dir():
        raise StudyError(f"{label}: is a folder; name the files in it")
    if suffix not in PLAIN + MARKDOWN:
        raise StudyError(f"{label}: only .txt and .md files can be read; save it as one of these")
    text = unicodedata.normalize("NFC", normalise(decoded(_raw(path), label)))
    front, body = "", text
    if suffix in MARKDOWN:
        front, body, _ = split_front_matter(text)
    if (data := _front_matter(front, label)) is None:
        # two rules with something between them, as Markdown may have: that is text
        data, body = {}, text
    if not body.strip():
        raise StudyError(f"{label}: is empty; there is nothing to import")
    return replace(_with_head(data, front, label), name=path.stem, body=body)


def decoded(raw: bytes, label: str, wanted: str = "text (.txt, UTF-8)") -> str:
    """The characters of a file that is UTF-8, or says by its first bytes that it is UTF-16 or UTF-32.

    Args:
        label: what messages call the file.
        wanted: what they advise to save it as.

    Raises:
        StudyError: it is no text, or in another encoding.
    """
    for start, what in _OTHERS:
        if raw.startswith(start):
            raise StudyError(f"{label}: is {what}, not a text; save it as {wanted} and import that")
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and b"\0" in raw:
        raise StudyError(f"{label}: is not a text (it holds zero bytes); save it as {wanted}")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        name = encoding.removesuffix("-sig").upper()
        how = (
            ", such as with: iconv -f cp1252 -t utf-8 OLD > NEW"
            if name == "UTF-8"
            else " and import it again"
        )
        raise StudyError(
            f"{label}:{line}: byte 0x{raw[error.start]:02x} is not {name}; save the file as UTF-8{how}"
        ) from error


def _raw(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise StudyError(f"{path}: is larger than {LARGEST // 2**20} MB; divide it and import the parts")
        if not path.is_file():
            raise StudyError(f"{path}: is not a file")
        return path.read_bytes()
    except FileNotFoundError:
        raise StudyError(f"{path}: there is no such file") from None
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}") from error


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
