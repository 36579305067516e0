"""What stands in a paragraph of a Word file: runs with their look, links, bookmarks, fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn

from crosscase.documents.anchors import Anchors
from crosscase.documents.escaping import color_of, ink_on, xml_text
from crosscase.documents.values import Rich, Run

_LINK = "0B5394"
_BREAK = re.compile("([\n\t])")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Runs:
    """Writes runs into paragraphs of one part of a document."""

    def __init__(self, anchors: Anchors, part: Part, note: Callable[[Any, Rich], None] | None = None) -> None:
        """Give what writes a footnote into a paragraph; where there is none, notes are left out."""
        self._anchors = anchors
        self._part = part
        self._note = note
        self._marked = 0

    def put(self, paragraph: Any, runs: Rich) -> None:
        """Append runs."""
        for run in runs:
            holder, linked = self._holder(paragraph, run)
            name = self._anchors.here(run.anchor)
            if name:
                self._start(holder, name)
            element = sub(holder, "w:r")
            _put_look(element, run, linked)
            _put_text(element, run.text)
            if name:
                self._stop(holder)
            if run.note and self._note is not None:
                self._note(paragraph, run.note)

    def mark(self, paragraph: Any, anchor: str, at: int) -> None:
        """Put a bookmark around what a paragraph holds, from a place on, where the anchor has none yet."""
        if name := self._anchors.here(anchor):
            self._start(paragraph, name, at)
            self._stop(paragraph)

    def number(self, paragraph: Any, word: str, number: int) -> None:
        """`Figur 3. `, counted by the program too: so it lists figures, and renumbers them after an edit."""
        bold = Run("", bold=True)
        _plain(paragraph, f"{word} ", bold)
        field = sub(paragraph, "w:fldSimple", instr=f" SEQ {word} \\* ARABIC ")
        _plain(field, str(number), bold)
        _plain(paragraph, ". ", bold)

    def entry(self, paragraph: Any, words: str, name: str) -> None:
        """A line of the contents: a heading, and the page of its bookmark, known to the program that lays the pages out."""
        link = sub(paragraph, "w:hyperlink", anchor=name)
        _plain(link, f"{words}\t")
        begin = sub(sub(link, "w:r"), "w:fldChar", fldCharType="begin")
        begin.set(qn("w:dirty"), "true")  # to be worked out when the file is opened
        instruction = sub(sub(link, "w:r"), "w:instrText")
        instruction.set(_SPACE, "preserve")
        instruction.text = rf" PAGEREF {name} \h "
        sub(sub(link, "w:r"), "w:fldChar", fldCharType="separate")
        sub(sub(link, "w:r"), "w:fldChar", fldCharType="end")

    def _holder(self, paragraph: Any, run: Run) -> tuple[Any, bool]:
        """What a run stands in, and whether that is a link."""
        if name := self._anchors.to(run.link):
            return sub(paragraph, "w:hyperlink", anchor=name), True
        if way := self._anchors.file(run.file):
            link = sub(paragraph, "w:hyperlink")
            link.set(qn("r:id"), self._part.relate_to(way, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            return link, True
        return paragraph, False

    def _start(self, holder: Any, name: str, at: int = -1) -> None:
        self._marked += 1
        sub(holder, "w:bookmarkStart", at, id=str(self._marked), name=name)

    def _stop(self, holder: Any) -> None:
        sub(holder, "w:bookmarkEnd", id=str(self._marked))


def _plain(holder: Any, words: str, look: Run | None = None) -> None:
    element = sub(holder, "w:r")
    if look is not None:
        _put_look(element, look, False)
    _put_text(element, words)


def _put_text(element: Any, text: str) -> None:
    for part in _BREAK.split(xml_text(text)):
        if part == "\n":
            sub(element, "w:br")
        elif part == "\t":
            sub(element, "w:tab")
        elif part:
            words = sub(element, "w:t")
            words.set(_SPACE, "preserve")
            words.text = part


def _put_look(element: Any, run: Run, linked: bool) -> None:
    """The run's properties, in the order that Word asks for."""
    shade, color = color_of(run.shade), color_of(run.color)
    if not color:
        color = ink_on(shade) if shade else f"#{_LINK}" if linked else ""
    marked = run.bold or run.italic or run.underline or run.strike or run.superscript
    if not (marked or shade or color):
        return
    look = sub(element, "w:rPr")
    if run.bold:
        sub(look, "w:b")
    if run.italic:
        sub(look, "w:i")
    if run.strike:
        sub(look, "w:strike")
    if color:
        sub(look, "w:color", val=color[1:])
    if run.underline or (linked and not run.superscript):
        sub(look, "w:u", val="single")
    if shade:
        sub(look, "w:shd", val="clear", color="auto", fill=shade[1:])
    if run.superscript:
        sub(look, "w:vertAlign", val="superscript")


def sub(parent: Any, tag: str, at: int = -1, **attributes: str) -> Any:
    """A new element in its parent, with attributes of Word's namespace."""
    element = parent.makeelement(qn(tag), {qn(f"w:{name}"): value for name, value in attributes.items()})
    if at < 0:
        parent.append(element)
    else:
        parent.insert(at, element)
    return element
