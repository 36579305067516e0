"""A packet as a Word file: numbered statements in tables, boxes to tick, room for words.

What the file is known by when it comes back stands in `word_marks`. The boxes are Word's own; where a program does not
know them, they are signs in the text, and an x beside the words does as well.
"""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from crosscase.casework.form_words import day_in_words, earlier_in_words, spoken, words_of
from crosscase.casework.packets import Packet, PacketSection, PacketStatement
from crosscase.casework.word_form_words import word_form_words
from crosscase.casework.word_marks import (
    CHECKED,
    FORMAT,
    GENERAL,
    KIND,
    OWN_MARK,
    PACKET,
    PREFIX,
    TICKS,
    UNCHECKED,
    Reference,
    mark_of,
    missing_mark,
    statement_mark,
    tick_mark,
    words_mark,
)
from crosscase.documents.escaping import xml_text
from crosscase.documents.word_runs import sub
from crosscase.documents.word_styles import CELL, NOTICE, TABLE_STYLE, styled
from crosscase.documents.zipped import CORE, core_properties, steady
from crosscase.study.validation_file import Verdict

_WIDTHS = (680, 4480, 1820, 2431)
"""Of the columns in twips: number, statement, boxes, words."""
_ROOM_ROWS = 1134  # twips: two centimetres, at the least, for what is missing
_KEPT_WHOLE = 1000  # letters, less than half a page; a longer row may go on on the next page
_NOTE = "TableNote"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SIGNS_FONT = "MS Gothic"  # has the signs of the boxes wherever Word is
_BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="8A939C"'
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what every property of a user's own is marked with


def word_form(packet: Packet, mark: str = "") -> bytes:
    """The file's content; the same bytes for the same packet and versions of the libraries.

    Its texts are not seen by the name gate here: `packet_gate.let_out` does that for every form.

    Args:
        mark: of the packet, by which its reply is known for the informant's.
    """
    word = styled(packet.language, landscape=False)
    _note_style(word)
    _Form(word, packet).write()
    _know(word, packet, mark)
    out = io.BytesIO()
    word.save(out)
    title = words_of(spoken(packet.language))["title"].format(case=packet.case_name)
    return steady(out.getvalue(), {CORE: core_properties(title, packet.language)})


class _Form:
    """Appends the parts of the form to a Word document."""

    def __init__(self, word: Word, packet: Packet) -> None:
        self._packet = packet
        self._word = word
        language = spoken(packet.language)
        self._language = language
        self._words, self._own = words_of(language), word_form_words(language)
        body: Any = word.element.body
        self._end: Any = body.sectPr
        self._marked = 0
        self._boxes = 0
        self._ids = {
            style.name: style.style_id for style in word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH
        }

    def write(self) -> None:
        packet = self._packet
        self._paragraph("Title", self._words["title"].format(case=packet.case_name))
        if packet.study_title:
            self._paragraph("Subtitle", packet.study_title)
        if packet.notice:
            self._paragraph(NOTICE, packet.notice)
        self._opening()
        for place, section in enumerate(packet.sections, 1):
            self._paragraph("Heading 1", section.title)
            self._statements(section)
            self._room(self._words["missing"].format(title=section.title), missing_mark(place))
        self._paragraph("Heading 1", self._own["end"])
        self._room(self._own["missing whole"], missing_mark(0))
        self._room(self._own["general"], GENERAL)

    def _opening(self) -> None:
        packet, own = self._packet, self._own
        named = own["greeting"].format(name=packet.own_name) if packet.own_name else own["greeting nobody"]
        self._paragraph("Normal", named)
        self._paragraph("Normal", self._words["ask"].format(case=packet.case_name))
        if before := earlier_in_words(packet.earlier, packet.in_part, self._words):
            self._paragraph("Normal", before)
        self._paragraph("Heading 2", self._words["how"])
        to = packet.contact.email
        steps = [own[f"how {step}"] for step in ("tick", "words", "edit", "open", "missing")]
        steps.append(own["how send"].format(to=to) if to else own["how send answer"])
        for step in steps:
            self._paragraph("List Bullet", step)
        if packet.deadline:
            self._labelled(own["deadline"], day_in_words(packet.deadline, self._language))
        contact = packet.contact
        if reached := ", ".join(filter(None, (contact.name, contact.email, contact.phone))):
            self._labelled(own["contact"], reached)
        self._reference()

    def _labelled(self, label: str, words: str) -> None:
        paragraph = self._paragraph("Normal")
        _run(paragraph, f"{label} ", bold=True)
        _run(paragraph, words)

    def _reference(self) -> None:
        packet = self._packet
        reference = Reference(packet.round, packet.case, packet.informant, packet.study_id)
        paragraph = self._paragraph("Note")
        _run(paragraph, f"{self._own['reference']} ")
        with_end = self._start(paragraph, PACKET)
        _run(paragraph, str(reference))
        self._stop(paragraph, with_end)
        _run(paragraph, f". {self._own['reference why']}")

    def _statements(self, section: PacketSection) -> None:
        table = _table(_WIDTHS, inside=True, title=section.title)
        head = sub(table, "w:tr")
        properties = sub(head, "w:trPr")
        sub(properties, "w:cantSplit")
        sub(properties, "w:tblHeader")
        for width, column in zip(_WIDTHS, ("number", "statement", "verdict", "remark"), strict=True):
            _run(_paragraph_in(_cell(head, width)), self._own[column])
        for statement in section.statements:
            self._statement(table, statement)
        self._end.addprevious(table)
        self._gap()

    def _statement(self, table: Any, statement: PacketStatement) -> None:
        row = sub(table, "w:tr")
        letters = len(statement.text) + len(statement.former) + sum(map(len, statement.quotes))
        if letters <= _KEPT_WHOLE:
            sub(sub(row, "w:trPr"), "w:cantSplit")
        number, text, boxes, words = (_cell(row, width) for width in _WIDTHS)
        _run(_paragraph_in(number), statement.number)
        self._text(text, statement)
        for verdict in TICKS:
            self._box(boxes, statement, verdict)
        paragraph = _paragraph_in(words)
        self._stop(paragraph, self._start(paragraph, words_mark(statement.id)))

    def _text(self, cell: Any, statement: PacketStatement) -> None:
        paragraph = _paragraph_in(cell)
        mark = self._start(paragraph, statement_mark(statement.id, statement.version))
        _run(paragraph, statement.text)
        self._stop(paragraph, mark)
        notes = []
        if statement.status:
            status = self._words.get(statement.status, statement.status)
            notes.append(self._own["status"].format(status=status))
        if statement.former:
            notes += [self._words["former"], self._own["quoted"].format(words=statement.former)]
        if statement.quotes:
            quoted = [self._own["quoted"].format(words=quote) for quote in statement.quotes]
            notes += [self._words["quotes"], *quoted]
        for note in notes:
            _run(_paragraph_in(cell, _NOTE), note)

    def _box(self, cell: Any, statement: PacketStatement, verdict: Verdict) -> None:
        label = self._words[verdict]
        paragraph = _paragraph_in(cell)
        sub(paragraph.find(qn("w:pPr")), "w:ind", left="284", hanging="284")
        name = tick_mark(statement.id, verdict)
        mark = self._start(paragraph, name)
        self._boxes += 1
        paragraph.append(_checkbox(f"{statement.number} {label}", name, self._boxes))
        _run(paragraph, f" {label}")
        self._stop(paragraph, mark)

    def _room(self, question: str, name: str) -> None:
        width = sum(_WIDTHS)
        table = _table((width,), inside=False, title=question)
        asked = sub(table, "w:tr")
        sub(sub(asked, "w:trPr"), "w:cantSplit")
        paragraph = _paragraph_in(_cell(asked, width))
        sub(paragraph.find(qn("w:pPr")), "w:keepNext")
        _run(paragraph, question)
        room = sub(table, "w:tr")
        sub(sub(room, "w:trPr"), "w:trHeight", val=str(_ROOM_ROWS), hRule="atLeast")
        paragraph = _paragraph_in(_cell(room, width))
        self._stop(paragraph, self._start(paragraph, name))
        self._end.addprevious(table)
        self._gap()

    def _gap(self) -> None:
        # without a paragraph between them two tables would be one
        sub(self._paragraph("Normal").find(qn("w:pPr")), "w:spacing", before="0", after="0", line="160",
            lineRule="exact")  # fmt: skip

    def _paragraph(self, style: str, words: str = "") -> Any:
        paragraph = OxmlElement("w:p")
        sub(sub(paragraph, "w:pPr"), "w:pStyle", val=self._ids.get(style, style))
        if words:
            _run(paragraph, words)
        self._end.addprevious(paragraph)
        return paragraph

    def _start(self, paragraph: Any, name: str) -> str:
        """Begin a bookmark; none for an id that was written by hand and that no name of one can hold."""
        if name != PACKET and mark_of(name) is None:
            return ""
        self._marked += 1
        sub(paragraph, "w:bookmarkStart", id=str(self._marked), name=name)
        return str(self._marked)

    @staticmethod
    def _stop(paragraph: Any, mark: str) -> None:
        if mark:
            sub(paragraph, "w:bookmarkEnd", id=mark)


def _table(widths: tuple[int, ...], inside: bool, title: str) -> Any:
    sides = ("top", "left", "bottom", "right", *(("insideH", "insideV") if inside else ()))
    table = OxmlElement("w:tbl")
    properties = sub(table, "w:tblPr")
    sub(properties, "w:tblStyle", val=TABLE_STYLE)
    sub(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    drawn = "".join(f"<w:{side} {_BORDER}/>" for side in sides)
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{drawn}</w:tblBorders>"))
    sub(properties, "w:tblLayout", type="fixed")
    sub(properties, "w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0",
        noHBand="1", noVBand="1")  # fmt: skip
    sub(properties, "w:tblCaption", val=xml_text(title))
    grid = sub(table, "w:tblGrid")
    for width in widths:
        sub(grid, "w:gridCol", w=str(width))
    return table


def _cell(row: Any, width: int) -> Any:
    cell = sub(row, "w:tc")
    sub(sub(cell, "w:tcPr"), "w:tcW", w=str(width), type="dxa")
    return cell


def _paragraph_in(cell: Any, style: str = CELL) -> Any:
    paragraph = sub(cell, "w:p")
    sub(sub(paragraph, "w:pPr"), "w:pStyle", val=style)
    return paragraph


def _run(holder: Any, words: str, bold: bool = False) -> None:
    run = sub(holder, "w:r")
    if bold:
        sub(sub(run, "w:rPr"), "w:b")
    for place, line in enumerate(xml_text(words).split("\n")):
        if place:
            sub(run, "w:br")
        text = sub(run, "w:t")
        text.set(_SPACE, "preserve")
        text.text = line


def _checkbox(title: str, name: str, number: int) -> Any:
    """A box that a click ticks, empty."""
    tag = f'<w:tag w:val="{name}"/>' if mark_of(name) is not None else ""
    states = "".join(
        f'<w14:{state} w14:val="{ord(sign):04X}" w14:font="{_SIGNS_FONT}"/>'
        for state, sign in (("checkedState", CHECKED), ("uncheckedState", UNCHECKED))
    )
    fonts = "".join(f' w:{kind}="{_SIGNS_FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="{_W14}"><w:sdtPr>'
        f'<w:alias w:val="{_attribute(title)}"/>{tag}<w:id w:val="{number}"/>'
        f'<w14:checkbox><w14:checked w14:val="0"/>{states}</w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr><w:rFonts{fonts}/></w:rPr><w:t>{UNCHECKED}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _attribute(text: str) -> str:
    return escape(xml_text(text).replace("\n", " "), {'"': "&quot;"})


def _note_style(word: Word) -> None:
    styles: Any = word.styles
    note = styles.add_style("Table Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = styles["Table Text"], Pt(8.5)
    note.font.color.rgb = styles["Note"].font.color.rgb
    note.paragraph_format.space_before, note.paragraph_format.keep_together = Pt(3), True


def _know(word: Word, packet: Packet, mark: str) -> None:
    """Say in the file's own properties which packet it is."""
    values = {
        PREFIX: KIND,
        f"{PREFIX}-format": FORMAT,
        f"{PREFIX}-study": packet.study_id,
        f"{PREFIX}-round": str(packet.round),
        f"{PREFIX}-case": packet.case,
        f"{PREFIX}-informant": packet.informant,
        f"{PREFIX}-language": packet.language,
        f"{PREFIX}-statements": " ".join(statement.key for statement in packet.statements),
        f"{PREFIX}-sections": " ".join(section.section for section in packet.sections),
        **({OWN_MARK: mark} if mark else {}),
    }
    rows = "".join(
        f'<property fmtid="{_PROPERTY}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(xml_text(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{rows}</Properties>"
    )
    package = word.part.package
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, content.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
