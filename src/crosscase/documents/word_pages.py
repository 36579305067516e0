"""Which pages of a Word file lie on their side."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from crosscase.documents.layout import natural_widths
from crosscase.documents.values import Block, Document, Heading, Paragraph, Table

_LANDSCAPE = 7  # columns from which the page lies on its side
_UPRIGHT = (
    108  # letters of a table's text, with the columns' margins, that an upright page of a long document holds
)
_MARGIN = 3  # letters
_EMU_OF_TWIP = 635


class Pages:
    """Turns pages of a long document for wide tables; a short one lies on its side as a whole."""

    def __init__(self, document: Document) -> None:
        self._long = document.long
        self._turned = _turned(document.blocks) if document.long else ()
        self._now = False
        self._first = True
        self.all_landscape = not document.long and any(map(_has_many, document.tables))

    def turn(self, place: int, end: Any) -> None:
        """Begin new pages where the block at this place wants others than the one before.

        Args:
            end: the document's last section, before which everything is written.
        """
        if self._long and self._turned[place] != self._now:
            paragraph = OxmlElement("w:p")
            properties = OxmlElement("w:pPr")
            properties.append(self._section(end))
            paragraph.append(properties)
            end.addprevious(paragraph)
            self._now = not self._now

    def end(self, end: Any) -> None:
        """Lay the last pages as their blocks want."""
        if self._long:
            _lay(end, self._now)
            if not self._first:
                _without_title_page(end)

    def room(self, end: Any) -> int:
        """How wide the text is here, in EMU."""
        size, margins = end.find(qn("w:pgSz")), end.find(qn("w:pgMar"))
        sides = sorted(int(size.get(qn(f"w:{side}"))) for side in ("w", "h"))
        width = sides[1] if self._now or self.all_landscape else sides[0]
        taken = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
        return (width - taken) * _EMU_OF_TWIP

    def _section(self, end: Any) -> Any:
        section = deepcopy(end)
        _lay(section, self._now)
        if not self._first:
            _without_title_page(section)
        self._first = False
        return section


def _lay(section: Any, landscape: bool) -> None:
    size = section.find(qn("w:pgSz"))
    short, long = sorted((size.get(qn("w:w")), size.get(qn("w:h"))), key=int)
    size.set(qn("w:w"), long if landscape else short)
    size.set(qn("w:h"), short if landscape else long)
    size.set(qn("w:orient"), "landscape" if landscape else "portrait")


def _without_title_page(section: Any) -> None:
    for element in section.findall(qn("w:titlePg")):
        section.remove(element)


def _turned(blocks: tuple[Block, ...]) -> tuple[bool, ...]:
    """Which blocks stand on pages that lie on their side: wide tables, with the headings and words right above."""
    found = [isinstance(block, Table) and _has_many(block) and not _fits(block) for block in blocks]
    for place in range(len(blocks) - 2, -1, -1):
        block, below = blocks[place], blocks[place + 1]
        if not found[place + 1]:
            continue
        above = blocks[place - 1] if place else None
        leads = isinstance(block, Paragraph) and isinstance(below, Table) and isinstance(above, Heading)
        found[place] |= isinstance(block, Heading) or leads
    return tuple(found)


def _has_many(table: Table) -> bool:
    return len(table.columns) >= _LANDSCAPE


def _fits(table: Table) -> bool:
    return sum(natural_widths(table)) + _MARGIN * len(table.columns) <= _UPRIGHT
