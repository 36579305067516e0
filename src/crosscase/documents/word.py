"""A document as a Word file: real styles, so that its outline, lists and tables are Word's own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.shared import Emu

from crosscase.documents.anchors import Anchors, listed
from crosscase.documents.escaping import color_of, xml_text
from crosscase.documents.layout import numeric_columns
from crosscase.documents.numbering import label_word
from crosscase.documents.values import (
    Block,
    Bullets,
    Contents,
    Document,
    Figure,
    Heading,
    Paragraph,
    Rich,
    Table,
    plain,
    runs_of,
    shade_of,
    text,
)
from crosscase.documents.word_lists import BOX_BULLET, BOX_NUMBER, BOXES
from crosscase.documents.word_notes import WordNotes
from crosscase.documents.word_pages import Pages
from crosscase.documents.word_runs import Runs, sub
from crosscase.documents.word_styles import (
    CELL,
    DENSE,
    NOTE,
    NOTICE,
    SIZES,
    TABLE_STYLE,
    styled,
)
from crosscase.documents.word_widths import column_widths
from crosscase.documents.zipped import CORE, core_properties, steady
from crosscase.study.problems import StudyError

MOST_COLUMNS = 63
_DEEPEST = 9
_EMU_OF_TWIP = 635
_MANY_COLUMNS = 10  # from here on the text in a table is smaller
_SHORT_ROWS, _SHORT_LETTERS = 6, 700
_TOGETHER = 2  # rows at the head and at the foot of a longer table
_LED = 350  # letters between a heading and its figure or table, up to which all of it stays together
_KEPT_WHOLE = 600  # letters; a row whose texts are longer may go on on the next page
_LIST_STYLE = {
    (False, False): "List Bullet",
    (False, True): "List Number",
    (True, False): BOX_BULLET,
    (True, True): BOX_NUMBER,
}
"""By whether it is boxed, and numbered."""
_STYLE_OF = {"": "Normal", "quote": "Quote", "note": NOTE, "caption": "Caption"}


def write_word(document: Document) -> bytes:
    """The file's content.

    Raises:
        StudyError: a table has more columns than Word can hold.
    """
    wide = max((len(table.columns) for table in document.tables), default=0)
    if wide > MOST_COLUMNS:
        raise StudyError(
            f"a table of Word holds at most {MOST_COLUMNS} columns, this one has {wide}; write it as xlsx or html"
        )
    pages = Pages(document)
    word = styled(document.language, pages.all_landscape, document.title if document.long else "")
    _Writer(word, document, pages).write()
    out = io.BytesIO()
    word.save(out)
    return steady(out.getvalue(), {CORE: core_properties(document.title, document.language)})


class _Writer:
    """Appends the blocks of a document to a Word document."""

    def __init__(self, word: Word, document: Document, pages: Pages) -> None:
        self._document = document
        self._word = word
        self._pages = pages
        body: Any = word.element.body
        self._end: Any = body.sectPr  # what is written stands before it
        self._ids = {
            style.name: style.style_id for style in word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH
        }
        self._anchors = Anchors(document, "_")
        self._runs = Runs(self._anchors, word.part, WordNotes(word, self._anchors).put)

    def write(self) -> None:
        document = self._document
        self._paragraph(text(document.title), "Title")
        if document.subtitle:
            self._paragraph(text(document.subtitle), "Subtitle")
        if document.notice:
            self._paragraph(text(document.notice), NOTICE)
        leading = _leading(document.blocks)
        for place, block in enumerate(document.blocks):
            self._pages.turn(place, self._end)
            self._block(block)
            if place in leading:
                sub(self._end.getprevious().pPr, "w:keepNext", at=1)
        self._pages.end(self._end)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block.runs, _STYLE_OF[block.style])
        elif isinstance(block, Bullets):
            self._bullets(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Contents):
            self._contents(block)
        else:
            self._table(block)

    def _paragraph(self, runs: Rich, style: str) -> Any:
        """Append a paragraph and hand out its properties."""
        paragraph = OxmlElement("w:p")
        properties = sub(sub(paragraph, "w:pPr"), "w:pStyle", val=self._ids.get(style, style)).getparent()
        self._runs.put(paragraph, runs)
        self._end.addprevious(paragraph)
        return properties

    def _heading(self, heading: Heading) -> None:
        level = min(max(heading.level, 1), _DEEPEST)
        paragraph = self._paragraph(text(heading.text), f"Heading {level}").getparent()
        self._runs.mark(paragraph, heading.anchor, at=1)

    def _contents(self, contents: Contents) -> None:
        """A line a heading with a field for its page, which LibreOffice works out on opening too, as it does not Word's TOC."""
        if contents.title:
            self._paragraph(text(contents.title), "TOC Heading")
        for heading in listed(self._document, contents):
            level = min(max(heading.level, 1), _DEEPEST)
            paragraph = self._paragraph((), f"toc {level}").getparent()
            self._runs.entry(paragraph, heading.text, self._anchors.to(heading.anchor))

    def _bullets(self, bullets: Bullets) -> None:
        style = _LIST_STYLE[bullets.boxed, bullets.numbered]
        above = self._end.getprevious()
        if bullets.boxed and getattr(above, "style", "") in BOXES:
            _small(self._paragraph((), "Normal"))  # else the two boxes would be one
        number = self._new_numbering(style) if bullets.numbered else ""
        for place, item in enumerate(bullets.items, 1):
            properties = self._paragraph(item, style)
            if bullets.boxed and place < len(bullets.items):
                sub(properties, "w:keepNext")  # one box, on one page
            if number:
                numbering = sub(properties, "w:numPr")
                sub(numbering, "w:ilvl", val="0")
                sub(numbering, "w:numId", val=number)
            if bullets.boxed and place == len(bullets.items):
                sub(properties, "w:spacing", before="40", after="200")

    def _new_numbering(self, name: str) -> str:
        """A list of its own that begins at 1: else every numbered list would go on from the one before."""
        style: Any = self._word.styles[name]
        numbering: Any = self._word.part.numbering_part.element
        of_style = style.element.pPr.numPr.numId.val
        number = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return str(number.numId)

    def _figure(self, figure: Figure) -> None:
        if not self._picture(figure):
            self._runs.mark(self._paragraph(text(figure.alt), "Normal").getparent(), figure.anchor, at=1)
        if figure.caption:
            self._caption(figure)

    def _caption(self, block: Figure | Table) -> Any:
        paragraph = self._paragraph((), "Caption").getparent()
        if block.number:
            word = label_word(block, self._document.language)
            self._runs.number(paragraph, word, block.number)
        self._runs.put(paragraph, text(block.caption))
        return paragraph

    def _picture(self, figure: Figure) -> bool:
        """Place the picture, no wider than the page; False where there is none that Word can show."""
        if not figure.png:
            return False
        holder = self._word.add_paragraph()
        try:
            picture = holder.add_run().add_picture(io.BytesIO(figure.png))
        except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
            holder._p.getparent().remove(holder._p)
            return False
        holder.paragraph_format.keep_with_next = bool(figure.caption)
        self._runs.mark(holder._p, figure.anchor, at=1)
        room = self._pages.room(self._end)
        if picture.width > room:
            picture.width, picture.height = Emu(room), Emu(picture.height * room // picture.width)
        inline: Any = picture._inline
        for side in "TBLR":
            inline.set(f"dist{side}", "0")  # where nothing is said some programs leave a gap
        inline.docPr.set("descr", xml_text(figure.alt))
        return True

    def _table(self, table: Table) -> None:
        if table.caption:
            self._runs.mark(self._caption(table), table.anchor, at=1)
        if table.columns:
            room = self._pages.room(self._end) // _EMU_OF_TWIP
            style = DENSE if len(table.columns) >= _MANY_COLUMNS else CELL
            widths = column_widths(table, room, SIZES[style])
            kept = _kept_rows(table) if self._document.long else frozenset[int]()
            self._end.addprevious(_table(table, widths, style, self._runs, kept))
        # without a paragraph between them two tables would be one
        below = self._paragraph(text(table.note) if table.note else (), NOTE)
        if not table.note:
            _small(below)
        if not table.caption:
            self._runs.mark(below.getparent(), table.anchor, at=1)


def _small(properties: Any) -> None:
    sub(properties, "w:spacing", before="0", after="0", line="120", lineRule="exact")


def _leading(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of paragraphs that stay with what stands below them.

    They lead to points or to words of others, or are the few words between a heading and its figure or table.
    """
    found: set[int] = set()
    for place, block in enumerate(blocks):
        if isinstance(block, Bullets) or _is_quote(block):
            found |= {place - 1} if place and _is_plain(blocks[place - 1]) else set()
        elif isinstance(block, Figure | Table):
            first = place
            while first and isinstance(blocks[first - 1], Paragraph) and not _is_quote(blocks[first - 1]):
                first -= 1
            if first and isinstance(blocks[first - 1], Heading) and _letters(blocks[first:place]) <= _LED:
                found |= set(range(first, place))
    return frozenset(found)


def _letters(blocks: Sequence[Block]) -> int:
    return sum(len(run.text) for block in blocks if isinstance(block, Paragraph) for run in block.runs)


def _is_plain(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.style


def _is_quote(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "quote"


def _kept_rows(table: Table) -> frozenset[int]:
    """The rows that stay on the page of the one below: all of a short table, of others the first and the last but one."""
    letters = sum(len(plain(cell)) for row in table.rows for cell in row)
    last = len(table.rows) - 1
    if len(table.rows) <= _SHORT_ROWS and letters <= _SHORT_LETTERS:
        return frozenset(range(last))
    return frozenset({*range(_TOGETHER - 1), *range(last - _TOGETHER + 1, last)})


def _table(table: Table, widths: list[int], style: str, runs: Runs, kept: frozenset[int]) -> Any:
    """The table; `kept` are the rows that stay with the one below."""
    element = OxmlElement("w:tbl")
    properties = sub(element, "w:tblPr")
    sub(properties, "w:tblStyle", val=TABLE_STYLE)
    sub(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    sub(properties, "w:tblLayout", type="fixed")
    sub(properties, "w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0",
        noHBand="1", noVBand="1")  # fmt: skip
    grid = sub(element, "w:tblGrid")
    for width in widths:
        sub(grid, "w:gridCol", w=str(width))
    row_of = _Rows(element, widths, numeric_columns(table), style, runs)
    head = row_of.add([text(column) for column in table.columns], kept=True)
    sub(_keep_whole(head), "w:tblHeader")
    for place, cells in enumerate(table.rows):
        row = row_of.add([runs_of(cell) for cell in cells], place in kept)
        if all(len(plain(cell)) <= _KEPT_WHOLE for cell in cells):
            _keep_whole(row)
    return element


def _keep_whole(row: Any) -> Any:
    properties = sub(row, "w:trPr", at=0)
    sub(properties, "w:cantSplit")
    return properties


class _Rows:
    """Appends rows to a table."""

    def __init__(
        self, table: Any, widths: list[int], numeric: tuple[bool, ...], style: str, runs: Runs
    ) -> None:
        self._table, self._style, self._runs = table, style, runs
        self._columns = list(zip(widths, numeric, strict=True))

    def add(self, cells: list[Rich], kept: bool = False) -> Any:
        """A row; `kept` on the page of the one below."""
        row = sub(self._table, "w:tr")
        for words, (width, number) in zip(cells, self._columns, strict=True):
            cell = sub(row, "w:tc")
            properties = sub(cell, "w:tcPr")
            sub(properties, "w:tcW", w=str(width), type="dxa")
            if shade := color_of(shade_of(words)):
                sub(properties, "w:shd", val="clear", color="auto", fill=shade[1:])
            paragraph = sub(cell, "w:p")
            properties = sub(paragraph, "w:pPr")
            sub(properties, "w:pStyle", val=self._style)
            if kept:
                sub(properties, "w:keepNext")
            if number:
                sub(properties, "w:jc", val="right")
            self._runs.put(paragraph, words)
        return row
