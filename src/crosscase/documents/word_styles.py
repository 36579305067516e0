"""What a Word document looks like: its styles, page, language and footer."""

from __future__ import annotations

from typing import Any

from docx import Document as new_word
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from crosscase.documents.escaping import locale_of, xml_text
from crosscase.documents.word_lists import add_box_lists

TABLE_STYLE, CELL, DENSE, NOTE, NOTICE = "CrosscaseTable", "TableText", "TableTextDense", "Note", "Notice"
NOTE_TEXT, NOTE_MARK = "FootnoteText", "FootnoteReference"
SIZES = {CELL: 9.5, DENSE: 8.0}
"""Of the text in a table, in points."""
_FONT = "Calibri"
_INK, _QUIET = RGBColor(0x1F, 0x2A, 0x37), RGBColor(0x57, 0x60, 0x6A)
_SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5}

_TABLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">
<w:name w:val="Crosscase Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
<w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="57606A"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="57606A"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFC5CC"/>
</w:tblBorders><w:tblCellMar>
<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
</w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E9EDF1"/></w:tcPr></w:tblStylePr>
</w:style>"""


def styled(language: str, landscape: bool, running: str = "") -> Word:
    """An empty document on A4 with the styles that documents use.

    Args:
        language: of its texts, for hyphens and spelling.
        landscape: lay the page on its side, for wide tables.
        running: the title at the head of every page but the first, of a document whose chapters begin on new pages.
    """
    word = new_word()
    _page(word, landscape)
    _fonts(word)
    _own_styles(word)
    _contents_styles(word)
    _note_styles(word)
    add_box_lists(word)
    _language(word, locale_of(language))
    _footer(word)
    if running:
        _long(word, running)
    _no_picture_of_template(word)
    return word


def _page(word: Word, landscape: bool) -> None:
    section = word.sections[0]
    short, long = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _fonts(word: Word) -> None:
    styles: Any = word.styles
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    _font(normal)
    for level in range(1, 10):
        _heading(styles[f"Heading {level}"])
    _heading(styles["Title"])
    for border in styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    styles["Title"].paragraph_format.space_after = Pt(4)
    _font(styles["Subtitle"])
    styles["Subtitle"].font.size, styles["Subtitle"].font.color.rgb = Pt(12), _QUIET
    styles["Subtitle"].font.italic = styles["Subtitle"].font.bold = False
    caption = styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(10), _INK
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    quote = styles["Quote"]
    quote.font.color.rgb, quote.font.italic = _INK, False
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(0.8)


def _heading(style: Any) -> None:
    _font(style)
    style.font.size = Pt(_SIZES.get(style.name, 10.5))
    style.font.color.rgb, style.font.bold, style.font.italic = _INK, True, False
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(4)
    style.paragraph_format.keep_with_next = True


def _font(style: Any) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # fonts of the template's theme would win over the name
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), _FONT)


def _own_styles(word: Word) -> None:
    styles: Any = word.styles
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = styles["Normal"], Pt(SIZES[CELL])
    cell.paragraph_format.space_after, cell.paragraph_format.line_spacing = Pt(0), 1.05
    dense = styles.add_style("Table Text Dense", WD_STYLE_TYPE.PARAGRAPH)
    dense.base_style, dense.font.size = cell, Pt(SIZES[DENSE])
    note = styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size, note.font.color.rgb = styles["Normal"], Pt(9), _QUIET
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(3), Pt(10)
    notice = styles.add_style("Notice", WD_STYLE_TYPE.PARAGRAPH)
    notice.base_style = styles["Normal"]
    properties = notice.element.get_or_add_pPr()
    ruled = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="B7791F"/>'
        for side, size in (("top", 4), ("left", 24), ("bottom", 4), ("right", 4))
    )
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{ruled}</w:pBdr>")
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFF4D6"/>')
    properties.extend([borders, shade])
    notice.paragraph_format.space_after = Pt(12)
    word.styles.element.append(parse_xml(_TABLE))


def _language(word: Word, locale: str) -> None:
    for language in word.styles.element.xpath(".//w:lang"):
        language.set(qn("w:val"), locale)


def _footer(word: Word) -> None:
    paragraph: Any = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for field, between in (("PAGE", " / "), ("NUMPAGES", "")):
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), f" {field} ")
        element.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
        paragraph._p.append(element)
        if between:
            paragraph.add_run(between)


def _long(word: Word, running: str) -> None:
    styles: Any = word.styles
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles[
        "TOC Heading"
    ].paragraph_format.page_break_before = True  # so that they are on one page, where they can be
    section = word.sections[0]
    section.different_first_page_header_footer = True
    paragraph: Any = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(xml_text(running).replace("\n", " "))
    run.font.size, run.font.color.rgb = Pt(9), _QUIET


def _contents_styles(word: Word) -> None:
    """One style a level, with dots up to the page's number; Word knows them by these names."""
    styles: Any = word.styles
    heading = styles["TOC Heading"]
    _font(heading)
    heading.font.size, heading.font.bold, heading.font.color.rgb = Pt(13), True, _INK
    for level in range(1, 10):
        style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.bold = level == 1
        form = style.paragraph_format
        style.font.size, form.line_spacing = Pt(10), 1.0
        form.left_indent, form.space_after = Cm(0.6 * (level - 1)), Pt(1)
        form.space_before = Pt(4 if level == 1 else 0)
        form.tab_stops.add_tab_stop(Cm(16.6), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _note_styles(word: Word) -> None:
    """Of footnotes; Word knows them by these names."""
    styles: Any = word.styles
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.element.set(qn("w:styleId"), NOTE_TEXT)
    note.base_style, note.font.size = styles["Normal"], Pt(8.5)
    note.paragraph_format.space_after, note.paragraph_format.line_spacing = Pt(2), 1.0
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.element.set(qn("w:styleId"), NOTE_MARK)
    mark.font.superscript = True


def _no_picture_of_template(word: Word) -> None:
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
