"""Fields of a Word file: what Word computed stands in the text, what it computed it from does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.reading.docx_package import W
from crosscase.reading.docx_styles import switch, value, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

TICKED, EMPTY = "☒", "☐"


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    contents: bool = False


class Fields:
    """The fields that are open at one place of the text; one may stand in another, and reach over paragraphs.

    Attributes:
        closed_well: whether every field that begins in the file also ends there. Else a table of contents is
            not left out, since it would take all that follows with it.
        tables_of_contents: how many there were.
    """

    def __init__(self, *, closed_well: bool) -> None:
        self._open: list[_Field] = []
        self.closed_well = closed_well
        self.tables_of_contents = 0

    @property
    def hide(self) -> bool:
        """Whether words here are no part of the text."""
        return any(not field.in_result or field.contents for field in self._open)

    def instruct(self, words: str) -> None:
        """Words of the instruction of the innermost field."""
        if self._open:
            self._open[-1].instruction += words

    def character(self, kind: str) -> None:
        """A field begins, its result begins, or it ends."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.in_result = True
            if self.closed_well and is_contents(field.instruction):
                field.contents = True
                self.tables_of_contents += 1
        elif kind == "end" and self._open:
            self._open.pop()

    def end_paragraph(self) -> None:
        """Give up a field whose instruction is not over when its paragraph is."""
        while self._open and not self._open[-1].in_result:
            self._open.pop()


def is_contents(instruction: str) -> bool:
    """Whether a field is a table of contents: headings once more, with pages."""
    return instruction.split()[:1] == ["TOC"]


def balanced(root: _Element) -> bool:
    """Whether as many fields end as begin."""
    kinds = [one.get(W + "fldCharType") for one in root.iter(W + "fldChar")]
    return kinds.count("begin") == kinds.count("end")


def filled_in(begin: _Element) -> str:
    """What an old-style form field shows that has no result: a box, ticked or not, or the item that was chosen."""
    data = begin.find(W + "ffData")
    if data is None:
        return ""
    if (box := data.find(W + "checkBox")) is not None:
        ticked = switch(box, "checked")
        return TICKED if (switch(box, "default") if ticked is None else ticked) else EMPTY
    if (chosen := data.find(W + "ddList")) is not None:
        items = [item.get(W + "val", "") for item in chosen.iterchildren(W + "listEntry")]
        place = whole(value(chosen, "result"))
        return items[place] if 0 <= place < len(items) else ""
    return ""
