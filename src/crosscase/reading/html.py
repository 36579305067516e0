"""Web pages (.html) become texts of a study: what a reader of the page sees, without its menus and scripts."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from crosscase.reading.encodings import text_of
from crosscase.reading.flow import Flow, Line, guessed_headings, put_together, table_lines
from crosscase.reading.limits import LARGEST, MOST_MARKUP, check_size
from crosscase.reading.numerals import BULLET, number, numeral
from crosscase.reading.taken import LeftOut, Taken
from crosscase.study.adding import NewText
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEAD = 4096
"""Bytes in which a page may say how its letters are encoded."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_LOOKS_SO = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|title|p|div|h[1-6]|table|ul|ol|span|br)\b", re.I
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INDENT = "  "
_SILENT = frozenset((
    "script", "style", "head", "template", "noscript", "noframes", "iframe", "object", "embed", "applet", "canvas",
    "svg", "audio", "video", "button", "select", "datalist", "input", "map", "rt", "rp", "progress", "meter",
))  # fmt: skip
_IN_HEAD = frozenset(("title", "meta", "link", "base", "script", "style", "template", "noscript", "object"))
_BLOCKS = frozenset((
    "p", "div", "section", "article", "aside", "main", "header", "footer", "address", "blockquote", "pre", "figure",
    "figcaption", "form", "fieldset", "legend", "details", "summary", "dl", "dt", "dd", "ul", "ol", "menu", "li", "hr",
    "center", "caption", "table", "body", "html", "textarea", "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_NOTE = re.compile(r"[0-9]{1,4}|[ivxIVX]{1,6}|[a-z*†‡]")
_NOTED = ("#fn", "#footnote", "#endnote", "#sdfootnote", "#sdendnote", "#_ftn", "#_edn", "#cite_note")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(raw: bytes, label: str) -> Taken:
    """A text from a web page.

    Args:
        label: what messages call the file.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    check_size(raw, label)
    if not raw.strip():
        raise StudyError(f"{label}: is empty; there is nothing to import")
    text, note = _decoded(raw, label)
    try:
        taken = _taken(text, label)
    except StudyError:
        raise
    except Exception as error:  # made-up files reach places that no program writes
        raise StudyError(f"{label}: cannot be read as a web page; save it anew from a browser") from error
    if not taken.text.body.strip():
        raise StudyError(f"{label}: holds no words; there is nothing to import")
    return Taken(taken.text, (), taken.guesses, (), taken.left_out, (note,) if note else ())


def _decoded(raw: bytes, label: str) -> tuple[str, str]:
    """The page's characters, by its own word where that holds, and a remark where it was guessed."""
    said = _CHARSET.search(raw[:_HEAD])
    name = said[1].decode("ascii").lower() if said is not None else ""
    # browsers read what calls itself Latin-1 as the code page of Windows, and so people wrote it
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(
        name, name
    )
    if name and not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            if codecs.lookup(name)._is_text_encoding and not name.startswith(
                ("utf-16", "utf-32", "utf16", "utf_")
            ):
                return _page(raw.decode(name), raw, label), ""
        except (LookupError, ValueError):
            pass  # it says something else than it does
    text, note = text_of(raw, label)
    return _page(text, raw, label), note


def _page(text: str, raw: bytes, label: str) -> str:
    if "\0" in text or _LOOKS_SO.search(text.encode("utf-8", "replace")) is None:
        text_of(raw, label)  # says what else it is, where that is known
        raise StudyError(f"{label}: is not a web page; rename it to .txt if it is a text")
    return text


def _out_of_the_head(root: HtmlElement) -> None:
    """Put into the body what stands in it: a page need not say where its body begins, and the parser knows no newer elements."""
    head = root.find("head")
    if head is None:
        return
    first = next((at for at, each in enumerate(head) if each.tag not in _IN_HEAD), len(head))
    if first == len(head):
        return
    body = root.find("body")
    if body is None:
        body = root.makeelement("body")
        root.append(body)
    strays = list(head)[first:]
    above = body.text
    body.text = None
    strays[-1].tail = (strays[-1].tail or "") + (above or "") or None
    for place, stray in enumerate(strays):
        body.insert(place, stray)


def _taken(text: str, label: str) -> Taken:
    from lxml import html

    if len(text) > LARGEST or text.count("<") + text.count("=") > MOST_MARKUP:
        raise StudyError(f"{label}: holds far more than a text can; divide it")
    parser = html.HTMLParser(
        # old pages leave hundreds of elements open; nothing here follows them by recursion
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise StudyError(f"{label}: is nested too deep to be read whole; copy its text into a .txt file")
    _out_of_the_head(root)
    page = _Page()
    page.walk(root)
    lines = page.flow.closed()
    left_out = tuple(LeftOut(*key, "", count) for key, count in page.left_out.items())
    title = " ".join((root.findtext(".//head/title") or "").split())
    body = put_together(lines)
    return Taken(NewText(label, "", body, title=title), guesses=guessed_headings(lines), left_out=left_out)


@dataclass(slots=True)
class _Table:
    """A table that is being read, the flow that it stands in and how many items of lists are open around it."""

    around: Flow
    items: int
    rows: list[list[list[Line]]] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    form: str
    next: int


class _Page:
    """Puts a page into lines; elements are met when they begin and when they end, however deep they stand.

    Attributes:
        left_out: how often, by what it is and its words.
    """

    def __init__(self) -> None:
        self.flow = Flow()
        self.left_out: Counter[tuple[str, str]] = Counter()
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._items: list[str] = []
        self._headings: list[int] = []
        self._anchors: list[str] = []
        self._bold = self._verbatim = 0
        self._blank = True
        self._open = False

    def walk(self, root: HtmlElement) -> None:
        """All of a page."""
        waiting: list[tuple[HtmlElement, bool]] = [(root, True)]
        while waiting:
            element, begins = waiting.pop()
            tag = element.tag
            if not isinstance(tag, str):  # an entity that nobody knows
                self._put(element.tail or "")
            elif not begins:
                self._end(tag)
                self._put(element.tail or "")
            elif self._is_left_out(element, tag):
                self._put(element.tail or "")
            else:
                self._begin(element, tag)
                self._put(element.text or "")
                waiting.append((element, False))
                waiting += [(child, True) for child in reversed(element)]

    def _is_left_out(self, element: HtmlElement, tag: str) -> bool:
        if tag in _SILENT:
            return True
        what = ""
        if tag == "nav" or element.get("role") == "navigation":
            what = "navigation"
        elif tag == "div" and element.get("title") in ("header", "footer"):  # as LibreOffice writes them
            what = "running head" if element.get("title") == "header" else "running foot"
        elif tag == "del":
            what = "deletion"
        elif element.get("role") == "doc-backlink":
            return True
        elif element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None:
            what = "hidden text"
        if what and (words := " ".join("".join(element.itertext()).split())):
            self.left_out[what, words] += 1
        return bool(what)

    def _put(self, text: str) -> None:
        if not text:
            return
        if not self._verbatim:
            text = _BLANKS.sub(" ", text)
            if self._blank and text.startswith(" "):
                text = text[1:]
            if not text:
                return
            self._blank = text.endswith(" ")
        self._open = self._open or not text.isspace()
        self.flow.put(text, bold=self._bold > 0)

    def _close(self) -> None:
        """End the open line, if it has words."""
        if self._open:
            if self._headings:
                self.flow.end("heading", level=self._headings[-1])
            elif len(self._items) > (self._tables[-1].items if self._tables else 0):
                label, depth = self._items[-1], max(len(self._lists) - 1, 0)
                self.flow.end("item", label=_INDENT * min(depth, 8) + (f"{label} " if label else _INDENT))
                self._items[-1] = ""
            else:
                self.flow.end()
        self._open, self._blank = False, True

    def _begin(self, element: HtmlElement, tag: str) -> None:
        if tag in _BLOCKS:
            self._close()
        handler = self._beginnings.get(tag)
        if handler is not None:
            handler(self, element)

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._close()
        handler = self._endings.get(tag)
        if handler is not None:
            handler(self)

    # what begins

    def _heading(self, element: HtmlElement) -> None:
        self._headings.append(int(element.tag[1]))

    def _list(self, element: HtmlElement) -> None:
        form = _FORMS.get(element.get("type", ""), "decimal") if element.tag == "ol" else ""
        self._lists.append(_List(form, number(element.get("start", "1"), 1)))

    def _item(self, element: HtmlElement) -> None:
        own = self._lists[-1] if self._lists else _List("", 1)
        if not own.form:
            self._items.append(BULLET)
            return
        own.next = number(element.get("value", ""), own.next)
        self._items.append(f"{numeral(own.next, own.form)}.")
        own.next += 1

    def _table(self, element: HtmlElement) -> None:
        self._tables.append(_Table(self.flow, len(self._items)))
        self.flow = Flow()

    def _row(self, element: HtmlElement) -> None:
        self._close()
        if self._tables:
            self._keep_loose()
            self._tables[-1].rows.append([])

    def _cell(self, element: HtmlElement) -> None:
        self._close()
        if self._tables:
            self._keep_loose()

    def _keep_loose(self) -> None:
        """Words in a table that stand in none of its cells, such as its caption."""
        if lines := [line for line in self.flow.closed() if line.text]:
            self._tables[-1].rows.append([lines])
        self.flow = Flow()

    def _picture(self, element: HtmlElement) -> None:
        self.left_out["picture", " ".join(element.get("alt", "").split())] += 1

    def _break(self, element: HtmlElement) -> None:
        self.flow.put("\n")
        self._blank = True

    def _rule(self, element: HtmlElement) -> None:
        self.flow.end()

    def _verbatim_begins(self, element: HtmlElement) -> None:
        self._verbatim += 1

    def _bold_begins(self, element: HtmlElement) -> None:
        self._bold += 1

    def _quote(self, element: HtmlElement) -> None:
        self._put("“")

    def _anchor(self, element: HtmlElement) -> None:
        """A link; the number of a note is set in brackets, as notes of other files are."""
        to = element.get("href", "")
        noted = element.get("role") == "doc-noteref" or to.startswith(_NOTED)
        noted = noted and _NOTE.fullmatch("".join(element.itertext()).strip()) is not None
        # LibreOffice sets no blank between the number of a note and its words
        self._anchors.append(("] " if to.endswith("anc") else "]") if noted else "")
        self._put("[" if noted else "")

    # what ends

    def _heading_ends(self) -> None:
        if self._headings:
            self._headings.pop()

    def _list_ends(self) -> None:
        if self._lists:
            self._lists.pop()

    def _item_ends(self) -> None:
        if self._items:
            self._items.pop()

    def _anchor_ends(self) -> None:
        if self._anchors:
            self._put(self._anchors.pop())

    def _cell_ends(self) -> None:
        self._close()
        if self._tables:
            rows = self._tables[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append(self.flow.closed())
            self.flow = Flow()

    def _table_ends(self) -> None:
        if self._tables:
            self._keep_loose()
            table = self._tables.pop()
            self.flow = table.around
            self.flow.add(table_lines([row for row in table.rows if row]))

    def _verbatim_ends(self) -> None:
        self._verbatim -= 1

    def _bold_ends(self) -> None:
        self._bold -= 1

    def _quote_ends(self) -> None:
        self._put("”")

    _beginnings: ClassVar[dict[str, Callable[[_Page, HtmlElement], None]]] = {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
        **dict.fromkeys(("ul", "ol", "menu"), _list),
        **dict.fromkeys(("td", "th"), _cell),
        **dict.fromkeys(("b", "strong"), _bold_begins),
        **dict.fromkeys(("pre", "textarea"), _verbatim_begins),
        "a": _anchor, "li": _item, "table": _table, "tr": _row, "img": _picture, "br": _break, "hr": _rule, "q": _quote,
    }  # fmt: skip
    _endings: ClassVar[dict[str, Callable[[_Page], None]]] = {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading_ends),
        **dict.fromkeys(("ul", "ol", "menu"), _list_ends),
        **dict.fromkeys(("td", "th"), _cell_ends),
        **dict.fromkeys(("b", "strong"), _bold_ends),
        **dict.fromkeys(("pre", "textarea"), _verbatim_ends),
        "a": _anchor_ends, "li": _item_ends, "table": _table_ends, "q": _quote_ends,
    }  # fmt: skip
