"""The words within a paragraph of a Word file, run by run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from crosscase.reading.docx_fields import Fields, filled_in, is_contents
from crosscase.reading.docx_found import Found, plain_words
from crosscase.reading.docx_package import MC, W
from crosscase.reading.docx_styles import Look, Style, Styles, look_of, value
from crosscase.reading.flow import Flow, Line
from crosscase.reading.symbols import in_font, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "picture",
    "{urn:schemas-microsoft-com:vml}imagedata": "picture",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagram",
}
_BOX = W + "txbxContent"
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WRAPPERS = ("hyperlink", "smartTag", "customXml", "dir", "bdo", "rubyBase")
_NOWHERE = Style()

Handler = Callable[["_Element"], None]


class Runs(ABC):
    """Puts the words of paragraphs into a flow.

    Attributes:
        flow: where words go.
        muted: how many things around here say that words are no part of the text.
        style: of the paragraph that is read.
        section: the words of the last heading.
    """

    def __init__(self, styles: Styles, *, closed_well: bool) -> None:
        self.flow = Flow()
        self.fields = Fields(closed_well=closed_well)
        self.found = Found()
        self.styles = styles
        self.muted = 0
        self.style = _NOWHERE
        self.section = ""
        self._inline: dict[str, Handler] = {
            **{W + name: self.inline for name in _WRAPPERS},
            **{W + name: self._inserted for name in ("ins", "moveTo")},
            **{W + name: self._deleted for name in ("del", "moveFrom")},
            **{W + name: self._comment for name in ("commentRangeStart", "commentRangeEnd")},
            W + "r": self._run,
            W + "sdt": lambda element: self.control(element, self.inline),
            W + "fldSimple": self._simple_field,
            MC + "AlternateContent": lambda element: self.inline(chosen(element)),
            _M + "oMath": self._formula,
            _M + "oMathPara": self._formula,
        }

    @property
    def quiet(self) -> bool:
        """Whether words here are no part of the text."""
        return self.muted > 0 or self.fields.hide

    def leave_out(self, what: str, words: str = "") -> None:
        """Tell of something that is not in the body."""
        self.found.left_out[
            what, " ".join(words.split()), f"under “{self.section}”" if self.section else ""
        ] += 1

    def inline(self, parent: _Element | None) -> None:
        """What stands in a paragraph, or in something within one."""
        for child in parent if parent is not None else ():
            if (handler := self._inline.get(child.tag)) is not None:
                handler(child)

    def control(self, element: _Element, walk: Callable[[_Element], None]) -> None:
        """A content control; its content is walked as what stands around it is."""
        content = element.find(W + "sdtContent")
        if content is None:
            return
        properties = element.find(W + "sdtPr")
        gallery = properties.find(f"{W}docPartObj/{W}docPartGallery") if properties is not None else None
        contents = gallery is not None and gallery.get(W + "val") == "Table of Contents"
        prompts = properties is not None and properties.find(W + "showingPlcHdr") is not None
        if contents:
            self.leave_out("table of contents")
        elif prompts and (words := plain_words(content)) and not self.quiet:
            self.leave_out("prompt", words)
        self.muted += contents or prompts
        start = self.flow.mark()
        walk(content)
        self.found.filled(properties, start, self.flow.mark_end(), prompts=prompts)
        self.muted -= contents or prompts

    # within a run

    def _run(self, run: _Element) -> None:
        look = self._look(run.find(W + "rPr"))
        if look.hidden:
            if (words := plain_words(run)) and not self.quiet:
                self.leave_out("hidden text", words)
            self.muted += 1
        for child in _parts(run):
            self._part(child, look)
        self.muted -= bool(look.hidden)

    def _look(self, properties: _Element | None) -> Look:
        own, whole_paragraph = look_of(properties), self.style.look
        letters = self.styles.style(value(properties, "rStyle") or "").look
        looks = (own, letters, whole_paragraph)
        return Look(
            next((look.bold for look in looks if look.bold is not None), None),
            next((look.size for look in looks if look.size), self.styles.size),
            next((look.font for look in looks if look.font), ""),
            next((look.hidden for look in looks if look.hidden is not None), None),
        )

    def _part(self, part: _Element, look: Look) -> None:
        tag = part.tag
        if tag == W + "t":
            # a line end within words is white space of the file, no end of a line
            self._put(in_font((part.text or "").replace("\n", " "), look.font), look)
        elif (sign := _SIGNS.get(tag)) is not None:
            self._put(sign, look)
        elif tag == W + "sym":
            self._symbol(part, look)
        elif tag == W + "fldChar":
            kind = part.get(W + "fldCharType", "")
            if kind == "begin":
                self._put(filled_in(part), look)
            self.fields.character(kind)
        elif tag == W + "instrText":
            self.fields.instruct(part.text or "")
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            if not self.quiet:
                self.refer(tag == W + "endnoteReference", part.get(W + "id", ""))
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(part)
        elif tag == W + "commentReference":
            self._comment(part)
        elif tag == W + "ruby":
            self.inline(part.find(W + "rubyBase"))

    def _put(self, text: str, look: Look) -> None:
        if text and not self.quiet:
            self.flow.put(text, bold=bool(look.bold), size=look.size)

    def _symbol(self, part: _Element, look: Look) -> None:
        code, font = part.get(W + "char", ""), part.get(W + "font", "")
        try:
            sign = shown(int(code[:8], 16), font)
        except ValueError:
            return
        if sign == "\ufffd" and not self.quiet:
            self.leave_out("symbol", f"{font} {code}")
        self._put(sign, look)

    @abstractmethod
    def refer(self, at_the_end: bool, name: str) -> None:
        """A foot- or endnote is referred to here."""

    @abstractmethod
    def aside(self, content: _Element) -> list[Line]:
        """Lines that stand apart from the open one, as those of a text box."""

    def _drawing(self, drawing: _Element) -> None:
        if self.quiet:
            return
        if drawing.tag == W + "object":
            self.leave_out("embedded object")
        kinds = [kind for one in _outside_boxes(drawing) if (kind := _PICTURES.get(one.tag)) is not None]
        named = drawing.find(f".//{_WP}docPr")
        words = (named.get("descr") or named.get("title") or "") if named is not None else ""
        for kind in kinds if drawing.tag != W + "object" else ():
            self.leave_out(kind, words)
        for box in [one for one in _outside_boxes(drawing) if one.tag == _BOX]:
            self.flow.after(self.aside(box))

    # around runs

    def _comment(self, element: _Element) -> None:
        self.found.comment_mark(element, self.flow)

    def _inserted(self, element: _Element) -> None:
        start = self.flow.mark()
        self.inline(element)
        self.found.inserted(element, start, self.flow.mark_end())

    def _deleted(self, element: _Element) -> None:
        self.found.deleted(element, self.flow)
        # a field may begin or end among deleted words
        for part in element.iter(W + "fldChar", W + "instrText", W + "delInstrText"):
            if part.tag == W + "fldChar":
                self.fields.character(part.get(W + "fldCharType", ""))
            else:
                self.fields.instruct(part.text or "")

    def _simple_field(self, element: _Element) -> None:
        contents = is_contents(element.get(W + "instr", ""))
        if contents:
            self.leave_out("table of contents")
        self.muted += contents
        self.inline(element)
        self.muted -= contents

    def _formula(self, element: _Element) -> None:
        self._put("".join(one.text or "" for one in element.iter(_M + "t")), Look())


def chosen(alternatives: _Element) -> _Element | None:
    """The first of several forms of the same thing; the others are for older programs."""
    found = alternatives.find(MC + "Choice")
    return found if found is not None else alternatives.find(MC + "Fallback")


def _parts(run: _Element) -> Iterator[_Element]:
    for child in run:
        if child.tag == MC + "AlternateContent":
            inner = chosen(child)
            yield from inner if inner is not None else ()
        else:
            yield child


def _outside_boxes(drawing: _Element) -> Iterator[_Element]:
    """What a drawing holds, its text boxes included but not what is in them; of alternatives the first."""
    waiting = [drawing]
    while waiting:
        one = waiting.pop()
        yield one
        if one.tag == MC + "AlternateContent":
            inner = chosen(one)
            waiting += [inner] if inner is not None else []
        elif one.tag != _BOX:
            waiting += reversed(one)
