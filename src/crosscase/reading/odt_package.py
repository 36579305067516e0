"""Opening a LibreOffice text: only its words and styles are unpacked, within limits, and given to odfpy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crosscase.reading.foreign import refuse_foreign
from crosscase.reading.limits import Archive, check_size, checked_archive, has_part, parse_xml, read_part
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from odf.element import Element, Node
    from odf.opendocument import OpenDocument

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
DC = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"

_KIND = "application/vnd.oasis.opendocument."
_WHAT = "a LibreOffice text (.odt)"
_OTHERS = {"spreadsheet": "spreadsheet", "presentation": "presentation", "graphics": "drawing"}
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}'
    "</manifest:manifest>"
)
_ENTRY = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'

Name = tuple[str, str]


def open_odt(raw: bytes, label: str) -> OpenDocument:
    """A LibreOffice text, without its pictures, scripts and embedded documents.

    Raises:
        StudyError: it is none, is protected, damaged or too large.
    """
    check_size(raw, label)
    refuse_foreign(raw, label, b"PK\x03\x04", _WHAT)
    archive = checked_archive(raw, label)
    if not has_part(archive, "content.xml"):
        if has_part(archive, "[Content_Types].xml"):
            raise StudyError(f"{label}: is a Word or Office file, not {_WHAT}; rename it to .docx")
        raise StudyError(f"{label}: is a zip file, not {_WHAT}; unpack it and import what it holds")
    if (kind := _kind(archive, label)) in _OTHERS.values():
        raise StudyError(f"{label}: is a LibreOffice {kind}, not {_WHAT}; save what is to be coded as .odt")
    manifest = "META-INF/manifest.xml"
    if has_part(archive, manifest) and b"encryption-data" in read_part(archive, manifest, label):
        raise StudyError(f"{label}: is protected by a password; take it off and save the file again")
    parts = {
        name: _as_utf8(read_part(archive, name, label), label)
        for name in ("styles.xml", "content.xml")
        if has_part(archive, name)
    }
    return _loaded(parts)


def libreoffice_kind(raw: bytes, label: str) -> str:
    """What a packed file of LibreOffice is: `text`, `spreadsheet`, `presentation`, `drawing`; empty where it is none.

    Raises:
        StudyError: it cannot be unpacked.
    """
    archive = checked_archive(raw, label)
    return _kind(archive, label) if has_part(archive, "content.xml") else ""


def _kind(archive: Archive, label: str) -> str:
    """Empty where the file does not say that it is one of LibreOffice."""
    if not has_part(archive, "mimetype"):
        return ""
    told = read_part(archive, "mimetype", label).decode("ascii", "replace").strip()
    if not told.startswith(_KIND):
        return ""
    kind = told.removeprefix(_KIND)
    return next((word for start, word in _OTHERS.items() if kind.startswith(start)), "text")


def _as_utf8(raw: bytes, label: str) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(parse_xml(raw, label), encoding="UTF-8", xml_declaration=True)
    return written


def _loaded(parts: dict[str, bytes]) -> OpenDocument:
    from odf.opendocument import load

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", f"{_KIND}text")
        entries = "".join(_ENTRY.format(name, "text/xml") for name in parts)
        archive.writestr(
            "META-INF/manifest.xml", _MANIFEST.format(_ENTRY.format("/", f"{_KIND}text") + entries)
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return load(packed)


# what odfpy's elements hold


def elements(parent: Element) -> Iterator[Element]:
    """The elements in one, in order."""
    return (child for child in parent.childNodes if child.nodeType == child.ELEMENT_NODE)


def children(parent: Element, *names: Name) -> Iterator[Element]:
    """The elements in one that have one of some names."""
    return (child for child in elements(parent) if child.qname in names)


def child(parent: Element, name: Name) -> Element | None:
    """The first element of a name in another; None where there is none."""
    return next(children(parent, name), None)


def attribute(element: Element, *names: Name) -> str:
    """The first of some attributes that is there; empty where none is."""
    found: dict[Name, Any] = element.attributes
    return next((str(found[name]) for name in names if name in found), "")


def inside(element: Element) -> Iterator[Node]:
    """Everything in an element, in order, however deep."""
    waiting: list[Any] = list(reversed(element.childNodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.childNodes)


def words_of(element: Element) -> str:
    """The words in an element without any form; paragraphs, tabs and line breaks part them."""
    parts: list[str] = []
    for node in inside(element):
        if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE):
            parts.append(node.data)
        elif node.qname in ((TEXT, "p"), (TEXT, "h"), (TEXT, "line-break")):
            parts.append("\n")
        elif node.qname in ((TEXT, "s"), (TEXT, "tab")):
            parts.append(" ")
    return "".join(parts).strip()
