"""Footnotes of a Word file: a part of its own, which Word and LibreOffice lay out at the foot of the page."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from crosscase.documents.anchors import Anchors
from crosscase.documents.values import Rich, Run
from crosscase.documents.word_runs import Runs, sub
from crosscase.documents.word_styles import NOTE_MARK, NOTE_TEXT

_SEPARATORS = {"separator": "-1", "continuationSeparator": "0"}


class WordNotes:
    """Writes the footnotes of one document; the part is made when there is a first one."""

    def __init__(self, word: Word, anchors: Anchors) -> None:
        self._word = word
        self._anchors = anchors
        self._count = 0
        self._root: Any = None
        self._runs: Runs | None = None

    def put(self, paragraph: Any, note: Rich) -> None:
        """Append the mark of a note, and the note to the others."""
        if self._runs is None:
            self._runs = self._begin()
        self._count += 1
        number = str(self._count)
        sub(_marked(sub(paragraph, "w:r")), "w:footnoteReference", id=number)
        inside = sub(sub(self._root, "w:footnote", id=number), "w:p")
        sub(sub(inside, "w:pPr"), "w:pStyle", val=NOTE_TEXT)
        sub(_marked(sub(inside, "w:r")), "w:footnoteRef")
        self._runs.put(inside, (Run(" "), *note))

    def _begin(self) -> Runs:
        document = self._word.part
        self._root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        for kind, id in _SEPARATORS.items():
            paragraph = sub(sub(self._root, "w:footnote", type=kind, id=id), "w:p")
            spacing = sub(sub(paragraph, "w:pPr"), "w:spacing", after="0", line="240", lineRule="auto")
            sub(sub(spacing.getparent().getparent(), "w:r"), f"w:{kind}")
        settings: Any = self._word.settings.element
        listed = parse_xml(f"<w:footnotePr {nsdecls('w')}/>")
        for id in _SEPARATORS.values():
            sub(listed, "w:footnote", id=id)
        settings.find(qn("w:compat")).addprevious(listed)  # where Word asks for it
        name = PackURI("/word/footnotes.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, self._root, document.package)
        document.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        return Runs(self._anchors, part)


def _marked(run: Any) -> Any:
    sub(sub(run, "w:rPr"), "w:rStyle", val=NOTE_MARK)
    return run
