"""The text of a LibreOffice file in the order of its body: paragraphs, lists, tables, notes, comments, changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crosscase.reading.flow import Flow, Line, Mark, note_lines, table_lines
from crosscase.reading.numerals import BULLET, number
from crosscase.reading.odt_package import (
    DC,
    DRAW,
    LOEXT,
    OFFICE,
    STYLE,
    SVG,
    TABLE,
    TEXT,
    XML,
    Name,
    attribute,
    child,
    children,
    elements,
    words_of,
)
from crosscase.reading.odt_styles import Counted, Labels, Setting, Settings

if TYPE_CHECKING:
    from odf.element import Element
    from odf.opendocument import OpenDocument

_BLANKS = re.compile(r"[ \t\r\n]+")
_INDENT = "  "
_MOST_REPEATED = 200
"""How often one cell or row of a file stands for several: more is a sheet that was filled to its end."""
_PARAGRAPHS = ((TEXT, "p"), (TEXT, "h"))
_INDEXES = (
    "table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index",
)  # fmt: skip
_SHAPES = (
    "frame", "custom-shape", "g", "rect", "ellipse", "circle", "line", "polygon", "polyline", "path",
    "regular-polygon", "connector", "caption", "measure", "a", "control",
)  # fmt: skip
_NO_WORDS = (
    "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "ruby-text",
    "script", "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "soft-page-break",
)  # fmt: skip


@dataclass(slots=True)
class Noted:
    """A comment as it was come upon; its places are marks until the body is put together."""

    name: str
    author: str
    date: str
    text: str
    start: Mark
    end: Mark
    answers: str
    done: bool

    def called(self, place: int) -> str:
        """Its id: its name, else its place among the comments, from 0."""
        return self.name or f"#{place}"


@dataclass(slots=True)
class Changed:
    """A tracked change."""

    author: str
    date: str
    text: str
    start: Mark
    end: Mark


@dataclass(slots=True)
class Around:
    """What a paragraph stands in.

    Attributes:
        counted: the list, if any, and `depth` how deep in it.
        label: whether the next paragraph is the first of its item; `start` is the number the file gives it.
    """

    counted: Counted | None = None
    depth: int = 0
    label: bool = False
    start: int | None = None


@dataclass(slots=True)
class WalkState:
    """What was come upon beside words."""

    comments: list[Noted] = field(default_factory=list)
    inserted: list[Changed] = field(default_factory=list)
    deleted: list[Changed] = field(default_factory=list)
    left_out: Counter[tuple[str, str, str]] = field(default_factory=Counter)


class Walk:
    """One way through a LibreOffice text; `text` takes it.

    Attributes:
        flow: what it writes into.
        title: the words of its title, as it is marked.
        endnotes: lines for the end of the body.
    """

    def __init__(self, document: OpenDocument) -> None:
        self._document = document
        self._settings = Settings(document)
        self._labels = Labels(document)
        self.flow = Flow()
        self._changes: dict[str, Element] = {}
        self._lists: dict[str, Counted] = {}
        self._by_style: dict[str, Counted] = {}
        self._notes = 0
        self._in_note = False
        self._section = ""
        self.title = ""
        self.endnotes: list[Line] = []
        self.found = WalkState()
        self._inline: dict[Name, Callable[[Element, Setting], None]] = {
            **{(TEXT, name): lambda element, setting: None for name in _NO_WORDS},
            **{(DRAW, name): lambda element, setting: self._shape(element) for name in _SHAPES},
            (TEXT, "s"): self._blanks,
            (TEXT, "tab"): lambda element, setting: self.flow.put("\t"),
            (TEXT, "line-break"): lambda element, setting: self.flow.put("\n"),
            (TEXT, "span"): self._span,
            (TEXT, "note"): lambda element, setting: self._note(element),
            (TEXT, "placeholder"): lambda element, setting: self._leave_out("prompt", words_of(element)),
            (TEXT, "hidden-text"): lambda element, setting: self._leave_out("hidden text", words_of(element)),
            (TEXT, "change"): lambda element, setting: self._deletion(element),
            (TEXT, "change-start"): lambda element, setting: self._insertion(element),
            (TEXT, "change-end"): lambda element, setting: self._insertion_ends(element),
            (OFFICE, "annotation"): lambda element, setting: self._comment(element),
            (OFFICE, "annotation-end"): lambda element, setting: self._comment_ends(element),
        }

    def text(self) -> list[Line]:
        """The lines of the whole body."""
        body = child(self._document.body, (OFFICE, "text"))
        if body is None:
            return []
        for changes in children(body, (TEXT, "tracked-changes")):
            for region in children(changes, (TEXT, "changed-region")):
                self._changes[attribute(region, (TEXT, "id"), (XML, "id"))] = region
        self._blocks(body, Around())
        self._heads()
        return self.flow.closed()

    def _leave_out(self, what: str, words: str = "") -> None:
        where = f"under “{self._section}”" if self._section else ""
        self.found.left_out[what, " ".join(words.split()), where] += 1

    def _heads(self) -> None:
        for page in elements(self._document.masterstyles):
            for one in elements(page):
                kind = one.qname[1].partition("-")[0] if one.qname[0] == STYLE else ""
                words = " ".join(words_of(one).split()) if kind in ("header", "footer") else ""
                if any(map(str.isalpha, words)):
                    key = ("running head" if kind == "header" else "running foot", words, "")
                    self.found.left_out[key] = 1

    # blocks

    def _blocks(self, parent: Element, around: Around) -> None:
        for one in elements(parent):
            space, name = one.qname
            if one.qname in _PARAGRAPHS:
                self._paragraph(one, around)
            elif one.qname == (TEXT, "list"):
                self._list(one, around)
            elif one.qname == (TEXT, "numbered-paragraph"):
                self._numbered(one)
            elif one.qname == (TABLE, "table"):
                self._table(one)
            elif one.qname == (TEXT, "section") and attribute(one, (TEXT, "display")) == "none":
                self._leave_out("hidden text", words_of(one))
            elif space == TEXT and name in _INDEXES:
                self._leave_out("table of contents" if name == "table-of-content" else "index")
            elif space == DRAW:
                self._shape(one)
                self.flow.add(())
            elif one.qname in self._inline:
                self._inline[one.qname](one, Setting())
            elif one.qname != (OFFICE, "forms"):
                self._blocks(one, around)

    def _paragraph(self, paragraph: Element, around: Around) -> None:
        setting = self._settings.of("paragraph", attribute(paragraph, (TEXT, "style-name")))
        self._words(paragraph, setting)
        level = setting.level or int(setting.title)
        if paragraph.qname == (TEXT, "h"):
            level = max(number(attribute(paragraph, (TEXT, "outline-level")), 1, 10), 1)
        label = ""
        if around.label and around.counted is not None:
            label = self._labels.next(around.counted, around.depth, around.start)
            around.label = False
        elif level and paragraph.qname == (TEXT, "h") and not around.depth:
            label = self._labels.next(self._labels.outline, level)
        if level:
            self.flow.end("heading", level=level, label=f"{label} " if label.strip(BULLET) else "")
            words = self.flow.lines[-1].text
            self._section = words[:60] or self._section
            if setting.title and not self.title:
                self.title = words
        elif around.depth:
            self.flow.end("item", label=_INDENT * (around.depth - 1) + (f"{label} " if label else _INDENT))
        else:
            self.flow.end()

    def _list(self, one: Element, around: Around) -> None:
        style = attribute(one, (TEXT, "style-name")) or (around.counted.style if around.counted else "")
        continued = self._lists.get(attribute(one, (TEXT, "continue-list")))
        if around.counted is not None and around.counted.style == style:
            counted = around.counted
        elif continued is None and attribute(one, (TEXT, "continue-numbering")) == "true":
            counted = self._by_style.get(style) or Counted(style)
        else:
            counted = continued or Counted(style)
        self._by_style[style] = counted
        if name := attribute(one, (XML, "id"), (TEXT, "id")):
            self._lists[name] = counted
        depth = around.depth + 1
        for item in children(one, (TEXT, "list-item"), (TEXT, "list-header")):
            given = attribute(item, (TEXT, "start-value"))
            start = number(given, 1) if given else None
            self._blocks(item, Around(counted, depth, item.qname == (TEXT, "list-item"), start))

    def _numbered(self, one: Element) -> None:
        style = attribute(one, (TEXT, "style-name"))
        name = attribute(one, (TEXT, "list-id")) or style
        counted = self._lists.setdefault(name, Counted(style))
        level = max(number(attribute(one, (TEXT, "level")), 1, 10), 1)
        self._blocks(one, Around(counted, level, True))

    def _table(self, table: Element) -> None:
        self.flow.add(table_lines(list(self._rows(table))))

    def _rows(self, table: Element) -> Iterator[list[list[Line]]]:
        groups = ((TABLE, "table-header-rows"), (TABLE, "table-rows"), (TABLE, "table-row-group"))
        for one in elements(table):
            if one.qname in groups:
                yield from self._rows(one)
            elif one.qname == (TABLE, "table-row"):
                yield self.row(one)

    def row(self, row: Element) -> list[list[Line]]:
        """The lines of a row's cells."""
        cells: list[list[Line]] = []
        for cell in children(row, (TABLE, "table-cell")):
            lines = self.aside(cell)
            cells.append(lines)
            more = number(attribute(cell, (TABLE, "number-columns-repeated")), 1, _MOST_REPEATED)
            cells += [[] for _ in range(more - 1)]
        return cells

    def aside(self, parent: Element) -> list[Line]:
        """Lines that stand apart from the open one: of a cell, a text box, a note."""
        around, self.flow = self.flow, Flow()
        self._blocks(parent, Around())
        lines, self.flow = self.flow.closed(), around
        return lines

    # words

    def _words(self, parent: Element, setting: Setting) -> None:
        for node in parent.childNodes:
            if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE):
                # white space of the file; what stands between words is one blank, others have an element
                text = _BLANKS.sub(" ", node.data)
                self.flow.put(text, bold=bool(setting.bold), size=setting.size or self._settings.size)
            elif (handler := self._inline.get(node.qname)) is not None:
                handler(node, setting)
            elif node.qname[0] not in (OFFICE, SVG, DC):
                self._words(node, setting)

    def _span(self, span: Element, around: Setting) -> None:
        own = self._settings.of("text", attribute(span, (TEXT, "style-name")))
        if own.hidden:
            self._leave_out("hidden text", words_of(span))
            return
        bold = around.bold if own.bold is None else own.bold
        self._words(span, Setting(bold=bold, size=own.size or around.size))

    def _blanks(self, element: Element, setting: Setting) -> None:
        self.flow.put(" " * number(attribute(element, (TEXT, "c")), 1, _MOST_REPEATED))

    def _note(self, note: Element) -> None:
        body = child(note, (TEXT, "note-body"))
        if body is None or self._in_note:
            return
        self._notes += 1
        own = self._notes
        self._in_note = True
        lines = note_lines(self.aside(body), own)
        self._in_note = False
        if attribute(note, (TEXT, "note-class")) == "endnote":
            self.endnotes += lines
        else:
            self.flow.note(lines)
        self.flow.put(f"[{own}]")

    def _shape(self, shape: Element) -> None:
        title = child(shape, (SVG, "desc")) or child(shape, (SVG, "title"))
        words = words_of(title) if title is not None else ""
        kinds = {one.qname for one in elements(shape)}
        if (DRAW, "object") in kinds or (DRAW, "object-ole") in kinds:
            self._leave_out("embedded object", words)
        elif (DRAW, "image") in kinds:
            self._leave_out("picture", words)
        boxes = list(children(shape, (DRAW, "text-box"))) or [shape]
        for box in boxes:
            if any(one.qname in _PARAGRAPHS or one.qname[0] in (DRAW, TEXT, TABLE) for one in elements(box)):
                self.flow.after(self.aside(box))

    # comments and changes

    def _comment(self, element: Element) -> None:
        author, date = (self._said(element, (DC, name)) for name in ("creator", "date"))
        paragraphs = [words_of(one) for one in children(element, (TEXT, "p"), (TEXT, "list"))]
        name = attribute(element, (OFFICE, "name"))
        place = self.flow.mark() if name else self.flow.mark_end()
        answers = attribute(element, (LOEXT, "parent-name"), (OFFICE, "parent-name"))
        done = attribute(element, (LOEXT, "resolved"), (OFFICE, "resolved")) == "true"
        text = "\n".join(paragraphs).strip()
        self.found.comments.append(Noted(name, author, date, text, place, place, answers, done))

    def _comment_ends(self, element: Element) -> None:
        name = attribute(element, (OFFICE, "name"))
        for one in reversed(self.found.comments):
            if one.name == name:
                one.end = self.flow.mark_end()
                return

    @staticmethod
    def _said(element: Element, name: Name) -> str:
        found = child(element, name)
        return words_of(found) if found is not None else ""

    def _change(self, element: Element, kind: str) -> tuple[Element, str, str] | None:
        region = self._changes.get(attribute(element, (TEXT, "change-id")))
        change = child(region, (TEXT, kind)) if region is not None else None
        if change is None:
            return None
        info = child(change, (OFFICE, "change-info"))
        if info is None:
            return change, "", ""
        return change, self._said(info, (DC, "creator")), self._said(info, (DC, "date"))

    def _deletion(self, element: Element) -> None:
        if (found := self._change(element, "deletion")) is None:
            return
        change, author, date = found
        info = child(change, (OFFICE, "change-info"))
        words = "\n".join(words_of(one) for one in elements(change) if one is not info)
        if words.strip():
            place = self.flow.mark()
            self.found.deleted.append(Changed(author, date, words.strip(), place, place))

    def _insertion(self, element: Element) -> None:
        if (found := self._change(element, "insertion")) is not None:
            place = self.flow.mark()
            name = attribute(element, (TEXT, "change-id"))
            self.found.inserted.append(Changed(found[1], found[2], name, place, place))

    def _insertion_ends(self, element: Element) -> None:
        name = attribute(element, (TEXT, "change-id"))
        for one in reversed(self.found.inserted):
            if one.text == name:
                one.end = self.flow.mark_end()
                return
