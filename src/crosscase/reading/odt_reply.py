"""The Word form as LibreOffice saved it in its own format (.odt): the same values as of a Word file that came back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crosscase.reading.docx_parts import Control
from crosscase.reading.flow import Line, Mark, inked
from crosscase.reading.limits import checked_archive, has_part, parse_xml, read_part
from crosscase.reading.odt import contents_of
from crosscase.reading.odt_package import DC, FO, LOEXT, STYLE, TEXT, attribute, child, elements, open_odt
from crosscase.reading.odt_styles import Setting
from crosscase.reading.odt_walk import Around, Walk
from crosscase.reading.written import Cells, Kept, WordReply, put_in_order
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from odf.element import Element
    from odf.opendocument import OpenDocument

_META, _SPACE = "meta.xml", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_MACROS = ("Basic/", "Scripts/")
_NO_PEN = ("", "none", "transparent")


def read_odt_reply(raw: bytes, label: str) -> WordReply:
    """Read a form that came back as a LibreOffice text.

    Args:
        label: what messages call the file.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    try:
        walk = _Rows(open_odt(raw, label))
        lines = walk.text()
        walk.kept.outside(lines)
        contents = contents_of(walk, lines)
        notes = (*contents.notes, *_macros(raw, label))
        contents = replace(contents, controls=tuple(walk.controls(contents.body)), notes=notes)
        properties, modified = _told(raw, label)
        return put_in_order(contents, walk.kept, lines, walk.endnotes, properties, modified)
    except StudyError:
        raise
    except Exception as error:  # made-up files reach places that no program writes
        raise StudyError(
            f"{label}: cannot be read as a LibreOffice text; open it there and save it again"
        ) from error


@dataclass(slots=True)
class _Box:
    """A control that was come upon."""

    tag: str
    title: str
    checked: bool | None
    start: Mark
    end: Mark


class _Rows(Walk):
    """A walk that keeps rows, cells, bookmarks, boxes to tick and what was marked with a pen."""

    def __init__(self, document: OpenDocument) -> None:
        super().__init__(document)
        self.kept = Kept()
        self._boxes: list[_Box] = []
        self._pens = _pens_of(document)
        self._depth = 0
        self._tables = -1
        self._inline |= {
            (TEXT, "bookmark"): lambda element, setting: self._bookmark(element),
            (TEXT, "bookmark-start"): lambda element, setting: self._bookmark(element),
            (TEXT, "bookmark-end"): lambda element, setting: self.kept.finish(
                attribute(element, (TEXT, "name")), self.flow
            ),
            (LOEXT, "content-control"): self._control,
        }

    def controls(self, body: str) -> Iterator[Control]:
        """Its controls, once the body is put together."""
        for box in self._boxes:
            start, end = inked(body, box.start.offset, box.end.offset)
            yield Control(box.tag, box.title, body[start:end], start, end, box.checked)

    def _bookmark(self, element: Element) -> None:
        self.kept.begin(attribute(element, (TEXT, "name")), self.flow)

    def _control(self, element: Element, setting: Setting) -> None:
        start = self.flow.mark()
        self._words(element, setting)
        box = attribute(element, (LOEXT, "checkbox")) == "true"
        checked = attribute(element, (LOEXT, "checked")) == "true" if box else None
        tag, title = attribute(element, (LOEXT, "tag")), attribute(element, (LOEXT, "alias"))
        self._boxes.append(_Box(tag, title, checked, start, self.flow.mark_end()))

    # what was marked with a pen

    def _paragraph(self, paragraph: Element, around: Around) -> None:
        pens = self._pens.get(("paragraph", attribute(paragraph, (TEXT, "style-name"))), ())
        start = self.flow.mark() if pens else Mark()
        super()._paragraph(paragraph, around)
        end = self.flow.mark_end() if pens else start
        self.kept.marked += ((struck, start, end) for struck in pens)

    def _span(self, span: Element, around: Setting) -> None:
        pens = self._pens.get(("text", attribute(span, (TEXT, "style-name"))), ())
        start = self.flow.mark() if pens else Mark()
        super()._span(span, around)
        end = self.flow.mark_end() if pens else start
        self.kept.marked += ((struck, start, end) for struck in pens)

    # tables

    def _table(self, table: Element) -> None:
        self._tables += not self._depth
        self._depth += 1
        super()._table(table)
        self._depth -= 1

    def row(self, row: Element) -> list[list[Line]]:
        """A row of a table; it is kept."""
        comments, deleted = len(self.found.comments), len(self.found.deleted)
        cells = super().row(row)
        if self._depth == 1:
            here = enumerate(self.found.comments[comments:], comments)
            kept = Cells(
                self._tables,
                [list(cell) for cell in cells],
                comments=tuple(one.called(place) for place, one in here),
            )
            gone = self.found.deleted[deleted:]
            if gone and not any(line.text for cell in cells for line in cell):
                # a row that was taken out while changes were tracked is left as cells without words
                kept = replace(
                    kept, cells=[], start=self.flow.mark(), deleted="\n".join(one.text for one in gone),
                    bookmarks=tuple(_bookmarks(row)), author=gone[-1].author, date=gone[-1].date,
                )  # fmt: skip
            self.kept.row(kept)
        return cells


def _bookmarks(row: Element) -> Iterator[str]:
    waiting = [row]
    while waiting:
        for one in elements(waiting.pop()):
            if one.qname in ((TEXT, "bookmark"), (TEXT, "bookmark-start")):
                yield attribute(one, (TEXT, "name"))
            waiting.append(one)


def _pens_of(document: OpenDocument) -> dict[tuple[str, str], tuple[bool, ...]]:
    """By family and name of a style that somebody's hand made: whether it strikes words through (True), or highlights or
    underlines them (False)."""
    found: dict[tuple[str, str], tuple[bool, ...]] = {}
    for style in elements(document.automaticstyles):
        properties = child(style, (STYLE, "text-properties"))
        if properties is not None and (pens := tuple(_pens(properties))):
            found[attribute(style, (STYLE, "family")), attribute(style, (STYLE, "name"))] = pens
    return found


def _pens(properties: Element) -> Iterator[bool]:
    if (
        attribute(properties, (STYLE, "text-line-through-style"), (STYLE, "text-line-through-type"))
        not in _NO_PEN
    ):
        yield True
    pens = ((FO, "background-color"), (STYLE, "text-underline-style"), (STYLE, "text-underline-type"))
    if any(attribute(properties, pen) not in _NO_PEN for pen in pens):
        yield False


def _macros(raw: bytes, label: str) -> Iterator[str]:
    if any(name.startswith(_MACROS) for name in checked_archive(raw, label).namelist()):
        yield "holds macros; nothing of them is read or run"


def _told(raw: bytes, label: str) -> tuple[dict[str, str], str]:
    """What the maker of the file noted in it, and when it was last saved; nothing where that is damaged: the text is
    what counts."""
    properties: dict[str, str] = {}
    with suppress(StudyError):
        archive = checked_archive(raw, label)
        if has_part(archive, _META):
            root: _Element = parse_xml(read_part(archive, _META, label), label)
            for one in root.iter(f"{{{_SPACE}}}user-defined"):
                properties[one.get(f"{{{_SPACE}}}name", "")] = "".join(one.itertext()).strip()
            return properties, (root.findtext(f".//{{{DC}}}date") or "").strip()
    return properties, ""
