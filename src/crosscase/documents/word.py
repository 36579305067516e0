"""A document as a Word file: real styles, so that its outline, lists and tables are Word's own."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu

from crosscase.documents.escaping import color_of, ink_on, safe_names, xml_text
from crosscase.documents.layout import numeric_columns, shares
from crosscase.documents.values import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
    plain,
    runs_of,
    text,
)
from crosscase.documents.word_styles import CELL, DENSE, NOTE, NOTICE, TABLE_STYLE, styled
from crosscase.documents.zipped import CORE, core_properties, steady
from crosscase.study.problems import StudyError

MOST_COLUMNS = 63
_LANDSCAPE = 7  # columns from which the page lies on its side
_DEEPEST = 9
_EMU_OF_TWIP = 635
_MANY_COLUMNS = 10  # from here on the text in a table is smaller
_TWIPS_OF_LETTER = {CELL: 100, DENSE: 85}  # of the text in a table
_KEPT_WHOLE = 600  # letters; a row whose texts are longer may go on on the next page
_LINK = "0B5394"
_BREAK = re.compile("([\n\t])")
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
    word = styled(document.language, wide >= _LANDSCAPE)
    _Writer(word, document).write()
    out = io.BytesIO()
    word.save(out)
    return steady(out.getvalue(), {CORE: core_properties(document.title, document.language)})


class _Writer:
    """Appends the blocks of a document to a Word document."""

    def __init__(self, word: Word, document: Document) -> None:
        self._document = document
        self._word = word
        body: Any = word.element.body
        self._end: Any = body.sectPr  # what is written stands before it
        self._ids = {
            style.name: style.style_id for style in word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH
        }
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        self._marks = safe_names((block.anchor for block in headings if block.anchor), "_")
        self._placed: set[str] = set()

    def write(self) -> None:
        document = self._document
        self._paragraph(text(document.title), "Title")
        if document.subtitle:
            self._paragraph(text(document.subtitle), "Subtitle")
        if document.notice:
            self._paragraph(text(document.notice), NOTICE)
        for block in document.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block.runs, _STYLE_OF[block.style])
        elif isinstance(block, Bullets):
            self._bullets(block)
        elif isinstance(block, Figure):
            self._figure(block)
        else:
            self._table(block)

    def _paragraph(self, runs: Rich, style: str) -> Any:
        paragraph = OxmlElement("w:p")
        properties = _sub(_sub(paragraph, "w:pPr"), "w:pStyle", val=self._ids.get(style, style)).getparent()
        _put_runs(paragraph, runs, self._marks)
        self._end.addprevious(paragraph)
        return properties

    def _heading(self, heading: Heading) -> None:
        level = min(max(heading.level, 1), _DEEPEST)
        paragraph = self._paragraph(text(heading.text), f"Heading {level}").getparent()
        name = self._marks.get(heading.anchor, "")
        if not name or name in self._placed:
            return
        self._placed.add(name)
        number = str(len(self._placed))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), name)
        end.set(qn("w:id"), number)
        paragraph.insert(1, start)
        paragraph.append(end)

    def _bullets(self, bullets: Bullets) -> None:
        number = self._new_numbering() if bullets.numbered else ""
        for item in bullets.items:
            properties = self._paragraph(item, "List Number" if bullets.numbered else "List Bullet")
            if number:
                numbering = _sub(properties, "w:numPr")
                _sub(numbering, "w:ilvl", val="0")
                _sub(numbering, "w:numId", val=number)

    def _new_numbering(self) -> str:
        """A list of its own that begins at 1: else every numbered list would go on from the one before."""
        style: Any = self._word.styles["List Number"]
        numbering: Any = self._word.part.numbering_part.element
        of_style = style.element.pPr.numPr.numId.val
        number = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return str(number.numId)

    def _figure(self, figure: Figure) -> None:
        if not self._picture(figure):
            self._paragraph(text(figure.alt), "Normal")
        if figure.caption:
            self._paragraph(text(figure.caption), "Caption")

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
        room = self._room()
        if picture.width > room:
            picture.width, picture.height = Emu(room), Emu(picture.height * room // picture.width)
        inline: Any = picture._inline
        for side in "TBLR":
            inline.set(f"dist{side}", "0")  # where nothing is said some programs leave a gap
        inline.docPr.set("descr", xml_text(figure.alt))
        return True

    def _room(self) -> int:
        section: Any = self._word.sections[0]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _table(self, table: Table) -> None:
        if table.caption:
            self._paragraph(text(table.caption), "Caption")
        if table.columns:
            room = self._room() // _EMU_OF_TWIP
            style = DENSE if len(table.columns) >= _MANY_COLUMNS else CELL
            parts = shares(table, room // _TWIPS_OF_LETTER[style])
            self._end.addprevious(_table(table, [int(room * part) for part in parts], style, self._marks))
        # without a paragraph between them two tables would be one
        self._paragraph(text(table.note) if table.note else (), NOTE)


def _table(table: Table, widths: list[int], style: str, marks: Mapping[str, str]) -> Any:
    element = OxmlElement("w:tbl")
    properties = _sub(element, "w:tblPr")
    _sub(properties, "w:tblStyle", val=TABLE_STYLE)
    _sub(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    _sub(properties, "w:tblLayout", type="fixed")
    _sub(properties, "w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0",
         noHBand="1", noVBand="1")  # fmt: skip
    grid = _sub(element, "w:tblGrid")
    for width in widths:
        _sub(grid, "w:gridCol", w=str(width))
    numeric = numeric_columns(table)
    head = _row(element, [text(column) for column in table.columns], widths, numeric, style, marks)
    _sub(_keep_whole(head), "w:tblHeader")
    for cells in table.rows:
        row = _row(element, [runs_of(cell) for cell in cells], widths, numeric, style, marks)
        if all(len(plain(cell)) <= _KEPT_WHOLE for cell in cells):
            _keep_whole(row)
    return element


def _keep_whole(row: Any) -> Any:
    properties = _sub(row, "w:trPr", at=0)
    _sub(properties, "w:cantSplit")
    return properties


def _row(
    table: Any,
    cells: list[Rich],
    widths: list[int],
    numeric: tuple[bool, ...],
    style: str,
    marks: Mapping[str, str],
) -> Any:
    row = _sub(table, "w:tr")
    for runs, width, number in zip(cells, widths, numeric, strict=True):
        cell = _sub(row, "w:tc")
        _sub(_sub(cell, "w:tcPr"), "w:tcW", w=str(width), type="dxa")
        paragraph = _sub(cell, "w:p")
        properties = _sub(paragraph, "w:pPr")
        _sub(properties, "w:pStyle", val=style)
        if number:
            _sub(properties, "w:jc", val="right")
        _put_runs(paragraph, runs, marks)
    return row


def _put_runs(paragraph: Any, runs: Rich, marks: Mapping[str, str]) -> None:
    for run in runs:
        holder, to = paragraph, marks.get(run.link.removeprefix("#"), "") if run.link else ""
        if to:
            holder = _sub(paragraph, "w:hyperlink", anchor=to)
        element = _sub(holder, "w:r")
        _put_look(element, run, bool(to))
        for part in _BREAK.split(xml_text(run.text)):
            if part == "\n":
                _sub(element, "w:br")
            elif part == "\t":
                _sub(element, "w:tab")
            elif part:
                words = _sub(element, "w:t")
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                words.text = part


def _put_look(element: Any, run: Run, linked: bool) -> None:
    """The run's properties, in the order that Word asks for."""
    shade, color = color_of(run.shade), color_of(run.color)
    if not color:
        color = ink_on(shade) if shade else f"#{_LINK}" if linked else ""
    if not (run.bold or run.italic or run.underline or run.superscript or shade or color):
        return
    look = _sub(element, "w:rPr")
    if run.bold:
        _sub(look, "w:b")
    if run.italic:
        _sub(look, "w:i")
    if color:
        _sub(look, "w:color", val=color[1:])
    if run.underline or linked:
        _sub(look, "w:u", val="single")
    if shade:
        _sub(look, "w:shd", val="clear", color="auto", fill=shade[1:])
    if run.superscript:
        _sub(look, "w:vertAlign", val="superscript")


def _sub(parent: Any, tag: str, at: int = -1, **attributes: str) -> Any:
    """A new element in its parent, with attributes of Word's namespace."""
    element = parent.makeelement(qn(tag), {qn(f"w:{name}"): value for name, value in attributes.items()})
    if at < 0:
        parent.append(element)
    else:
        parent.insert(at, element)
    return element
