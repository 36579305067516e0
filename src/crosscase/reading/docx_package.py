"""The parts of a Word file and how they hang together; what is no Word file is told so."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from crosscase.reading.foreign import refuse_foreign
from crosscase.reading.limits import Archive, check_size, checked_archive, has_part, parse_xml, read_part
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# “Strict” files name the same things by other addresses
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_WHAT = "a Word file (.docx)"
_OTHERS = {
    "xl": "an Excel workbook; open answers are imported from .xlsx with --column",
    "ppt": "a PowerPoint file; save its text as .docx",
    "visio": "a Visio drawing; save its text as .docx",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of the file points to: the last word of its type (`footnotes`), and the part's name."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True)
class Package:
    """An opened Word file.

    Attributes:
        main: the name of the part that holds the text.
        relations: what that part points to within the file.
    """

    archive: Archive
    label: str
    main: str
    relations: tuple[Relation, ...]

    def root(self, name: str) -> _Element:
        """A part's XML.

        Raises:
            StudyError: it is damaged or too large.
        """
        raw = read_part(self.archive, name, self.label)
        for strict, usual in _STRICT:
            raw = raw.replace(strict, usual)
        return parse_xml(raw, self.label)

    def related(self, kind: str) -> list[_Element]:
        """The parts of one kind that the text points to, such as `styles` or `header`, each once."""
        names = dict.fromkeys(relation.target for relation in self.relations if relation.kind == kind)
        return [self.root(name) for name in names if has_part(self.archive, name)]

    def one(self, kind: str) -> _Element | None:
        """The first part of a kind; None where there is none."""
        return next(iter(self.related(kind)), None)

    @cached_property
    def has_macros(self) -> bool:
        """Whether the file carries programs."""
        return any(name.lower().endswith("vbaproject.bin") for name in self.archive.namelist())


def open_package(raw: bytes, label: str) -> Package:
    """Open a Word file.

    Raises:
        StudyError: it is none, is protected, damaged or too large.
    """
    check_size(raw, label)
    refuse_foreign(raw, label, b"PK\x03\x04", _WHAT)
    archive = checked_archive(raw, label)
    if not has_part(archive, "[Content_Types].xml"):
        if has_part(archive, "mimetype") and has_part(archive, "content.xml"):
            raise StudyError(f"{label}: is a LibreOffice file, not {_WHAT}; rename it to .odt")
        raise StudyError(f"{label}: is a zip file, not {_WHAT}; unpack it and import what it holds")
    top = _relations(archive, "_rels/.rels", "", label)
    main = next((one.target for one in top if one.kind == "officeDocument"), "")
    folder, name = posixpath.split(main)
    if (other := _OTHERS.get(folder)) is not None:
        raise StudyError(f"{label}: is {other}")
    if not main or not has_part(archive, main):
        raise StudyError(f"{label}: is damaged: nothing in it says where its text is; save it again in Word")
    return Package(archive, label, main, _relations(archive, f"{folder}/_rels/{name}.rels", folder, label))


def _relations(archive: Archive, name: str, folder: str, label: str) -> tuple[Relation, ...]:
    """What a part points to; addresses outside the file are no parts of it."""
    if not has_part(archive, name):
        return ()
    found = []
    for one in parse_xml(read_part(archive, name, label), label):
        if one.get("TargetMode") == "External":
            continue
        target = unquote(one.get("Target", ""))
        path = target if target.startswith("/") else posixpath.join(folder, target)
        kind = one.get("Type", "").rpartition("/")[2]
        found.append(Relation(one.get("Id", ""), kind, posixpath.normpath(path).lstrip("/")))
    return tuple(found)
