"""The text of a Word file in the order of its body: paragraphs, lists, tables, notes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crosscase.reading.docx_fields import Fields, balanced
from crosscase.reading.docx_found import plain_words
from crosscase.reading.docx_numbering import Numbering
from crosscase.reading.docx_package import MC, Package, W
from crosscase.reading.docx_runs import Handler, Runs, chosen
from crosscase.reading.docx_styles import Style, Styles, numbered_by, outline_of, value
from crosscase.reading.flow import Flow, Line, note_lines, table_lines
from crosscase.reading.numerals import BULLET

if TYPE_CHECKING:
    from lxml.etree import _Element

_INDENT = "  "
_THROUGH = ("sdtContent", "customXml", "ins", "moveTo", "smartTag")


class Walk(Runs):
    """One way through a Word file; `text` takes it.

    Attributes:
        title: the words of its title, as it is marked.
        endnotes: lines for the end of the body.
    """

    def __init__(self, package: Package) -> None:
        self._root = package.root(package.main)
        super().__init__(Styles(package.one("styles")), closed_well=balanced(self._root))
        self._package = package
        self._numbering = Numbering(package.one("numbering"))
        self._notes: dict[bool, dict[str, _Element]] = {}
        self._numbers: dict[tuple[bool, str], int] = {}
        self._in_note = False
        self.title = ""
        self.endnotes: list[Line] = []
        self._blocks: dict[str, Handler] = {
            **{W + name: self._walk for name in _THROUGH},
            **{W + name: self._comment for name in ("commentRangeStart", "commentRangeEnd")},
            W + "p": self._paragraph,
            W + "tbl": self._table,
            W + "sdt": lambda element: self.control(element, self._walk),
            W + "altChunk": lambda element: self.leave_out("attached document"),
            MC + "AlternateContent": lambda element: self._walk(chosen(element)),
        }

    def text(self) -> list[Line]:
        """The lines of the whole body."""
        self._walk(self._root.find(W + "body"))
        for _ in range(self.fields.tables_of_contents):
            self.leave_out("table of contents")
        self._heads()
        return self.flow.closed()

    def _walk(self, parent: _Element | None) -> None:
        for child in parent if parent is not None else ():
            if (handler := self._blocks.get(child.tag)) is not None:
                handler(child)

    def _heads(self) -> None:
        for kind, what in (("header", "running head"), ("footer", "running foot")):
            for root in self._package.related(kind):
                words = " ".join(plain_words(root).split())
                if any(map(str.isalpha, words)):
                    self.found.left_out[what, words, ""] += 1

    # paragraphs

    def _paragraph(self, paragraph: _Element) -> None:
        properties = paragraph.find(W + "pPr")
        around = self.style
        self.style = style = self.styles.style(value(properties, "pStyle") or self.styles.standard)
        contents = style.contents and self.fields.closed_well
        if contents and not self.quiet and plain_words(paragraph):
            self.leave_out("line of a table of contents")
        self.muted += contents
        self.inline(paragraph)
        self.muted -= contents
        self.style = around
        self.fields.end_paragraph()
        if not _is_joined(properties):
            self._end(properties, style)

    def _end(self, properties: _Element | None, style: Style) -> None:
        outline = outline_of(properties)
        level = style.level if outline is None else outline
        numbered = numbered_by(properties) or style.numbered
        label = self._numbering.label(numbered) if numbered is not None and numbered.list else ""
        if level:
            self.flow.end("heading", level=level, label=f"{label} " if label.strip(BULLET) else "")
            line = self.flow.lines[-1]
            self.section = line.text[:60] or self.section
            if style.title and not self.title:
                self.title = line.text
        elif numbered is not None and numbered.list:
            # one without a label goes on with the item above it
            self.flow.end("item", label=_INDENT * numbered.level + (f"{label} " if label else _INDENT))
        else:
            self.flow.end()

    # tables

    def _table(self, table: _Element) -> None:
        rows = []
        for row in _through(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self.deleted_row(row)
            else:
                rows.append(self.row(row))
        self.flow.add(table_lines([row for row in rows if row]))

    def row(self, row: _Element) -> list[list[Line]]:
        """A row of a table: the lines of each of its cells."""
        return [self._cell(cell) for cell in _through(row, W + "tc")]

    def deleted_row(self, row: _Element) -> None:
        """A row that was taken out while changes were tracked."""
        if words := plain_words(row, W + "delText"):
            self.leave_out("deleted row", words)

    def _cell(self, cell: _Element) -> list[Line]:
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            return []
        around, self.flow = self.flow, Flow()
        self._walk(cell)
        lines, self.flow = self.flow.closed(), around
        return lines

    # what stands apart

    def aside(self, content: _Element) -> list[Line]:
        """Lines that stand apart from the open one, as those of a text box."""
        fields, self.fields = self.fields, Fields(closed_well=self.fields.closed_well)
        style = self.style
        lines = self._cell(content)
        self.fields, self.style = fields, style
        return lines

    def refer(self, at_the_end: bool, name: str) -> None:
        """A foot- or endnote: its number here, its words at the end of the section or of the body."""
        if self._in_note:
            return
        key = at_the_end, name
        if (number := self._numbers.get(key)) is None:
            note = self._notes_of(at_the_end).get(name)
            if note is None:
                return
            number = self._numbers[key] = len(self._numbers) + 1
            self._in_note = True
            lines = note_lines(self.aside(note), number)
            self._in_note = False
            if at_the_end:
                self.endnotes += lines
            else:
                self.flow.note(lines)
        self.flow.put(f"[{number}]")

    def _notes_of(self, at_the_end: bool) -> dict[str, _Element]:
        if (notes := self._notes.get(at_the_end)) is None:
            kind = "endnote" if at_the_end else "footnote"
            root = self._package.one(f"{kind}s")
            notes = self._notes[at_the_end] = {
                note.get(W + "id", ""): note
                for note in (root.iterchildren(W + kind) if root is not None else ())
                if note.get(W + "type", "normal") == "normal"
            }
        return notes


def _is_joined(properties: _Element | None) -> bool:
    """Whether the end of a paragraph was taken out while changes were tracked: it goes on in the next one."""
    return properties is not None and any(
        properties.find(f"{W}rPr/{W}{how}") is not None for how in ("del", "moveFrom")
    )


def _through(parent: _Element, tag: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, also those within controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            yield from _through(content, tag) if content is not None else ()
        elif child.tag in (W + "customXml", W + "ins"):
            yield from _through(child, tag)
