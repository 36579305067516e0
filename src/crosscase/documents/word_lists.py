"""Lists in a box: list styles of a Word document, and the styles of the paragraphs that are their points."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

BOX_NUMBER, BOX_BULLET = "Box List Number", "Box List Bullet"
BOXES = (BOX_NUMBER.replace(" ", ""), BOX_BULLET.replace(" ", ""))
"""Their ids."""
_RULE, _PAPER, _EDGE = "BFC5CC", "F3F5F7", "0B5394"
_LEFT, _HANGING = 680, 400  # twips
_FORMS = {BOX_NUMBER: ("decimal", "%1."), BOX_BULLET: ("bullet", "\u2022")}


def add_box_lists(word: Word) -> None:
    """Give a document the two styles, each with its own numbering."""
    numbering: Any = word.part.numbering_part.element
    styles: Any = word.styles.element
    for name, (form, sign) in _FORMS.items():
        id, listed = name.replace(" ", ""), name.replace(" ", "") + "List"
        abstract = _free(numbering, "w:abstractNum", "w:abstractNumId")
        number = _free(numbering, "w:num", "w:numId")
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:styleLink w:val="{listed}"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:pStyle w:val="{id}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{_LEFT}" w:hanging="{_HANGING}"/></w:pPr></w:lvl></w:abstractNum>'
        )
        first = numbering.find(qn("w:num"))
        first.addprevious(made)  # all of them stand before the numbers
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'
            )
        )
        styles.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="numbering" w:customStyle="1" w:styleId="{listed}">'
                f'<w:name w:val="{name} List"/><w:basedOn w:val="NoList"/><w:uiPriority w:val="99"/>'
                f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
            )
        )
        styles.append(parse_xml(_paragraph(name, id, number)))


def _paragraph(name: str, id: str, number: int) -> str:
    """The style of a point: points below each other have the same frame, so it goes around all of them."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="{color}"/>'
        for side, size, color in (
            ("top", 4, _RULE),
            ("left", 24, _EDGE),
            ("bottom", 4, _RULE),
            ("right", 4, _RULE),
        )
    )
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{id}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:keepLines/>'
        f'<w:numPr><w:numId w:val="{number}"/></w:numPr><w:pBdr>{sides}</w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_PAPER}"/><w:spacing w:before="40" w:after="80"/>'
        f'<w:ind w:left="{_LEFT}" w:right="227" w:hanging="{_HANGING}"/></w:pPr></w:style>'
    )


def _free(numbering: Any, tag: str, attribute: str) -> int:
    return 1 + max((int(each.get(qn(attribute))) for each in numbering.iter(qn(tag))), default=0)
