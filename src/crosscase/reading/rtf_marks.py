"""An RTF file made plain for striprtf, which reads letters well but knows nothing of what they belong to.

Notes, comments, running heads and text boxes are taken out of the text and put behind it, pictures and
instructions of fields are dropped, and headings, lists, cells and bold words are marked by signs of the private
use area, which come out of striprtf where they went in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from crosscase.study.problems import StudyError

PLAIN, BOLD, LIGHT = "\ue0e0", "\ue0e1", "\ue0e2"
IN_TABLE, CELL, ROW = "\ue0e3", "\ue0e4", "\ue0e5"
LABEL, LABEL_ENDS = "\ue0e6", "\ue0e7"
HEADING, DEPTH, PIECE, COMMENT_STARTS, COMMENT_ENDS = "\ue0e8", "\ue0e9", "\ue0ea", "\ue0eb", "\ue0ec"
END = "\ue0ef"
"""Ends the number that follows the signs of the last group."""
PART = "\ue0ee"
"""Stands before each piece behind the text."""

LARGEST = 16 * 2**20
"""Characters that are left without pictures."""

_TOKEN = re.compile(
    r"\\bin(\d{1,9}) ?|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}]+)",
    re.DOTALL,
)
_EIGHT_BITS = re.compile("[\x80-\xff]")
_HEADING = re.compile(r"(?:heading|overskrift|rubrik) ?([1-9])|(?:title|tittel|titel);", re.IGNORECASE)
_DROPPED = frozenset((
    "fldinst", "pict", "shppict", "nonshppict", "object", "objdata", "shprslt", "info", "sp", "generator",
    "themedata", "colorschememapping", "latentstyles", "datastore", "xe", "tc", "rsidtbl", "listtable",
    "listoverridetable", "revtbl", "filetbl",
))  # fmt: skip
_TOLD = {"pict": "picture", "object": "embedded object"}
_SET_APART = {
    "footnote": "note", "annotation": "comment", "shptxt": "box", "dptxbxtext": "box",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "running head"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "running foot"),
    "atnauthor": "author", "atnid": "initials", "atrfstart": "starts", "atrfend": "ends", "atnref": "refers",
}  # fmt: skip
_LABELS = ("listtext", "pntext")
_ENCODINGS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARSETS_UNKNOWN = frozenset((*range(78, 85), 86, 88, *range(131, 134)))
_SHAPES = ("shp", "shpinst", "do")  # a text box stands in them
_LETTERS = frozenset((
    "u", "tab", "line", "emdash", "endash", "emspace", "enspace", "qmspace", "bullet", "lquote", "rquote", "ldblquote",
    "rdblquote",
))  # fmt: skip
_NO_SIGN = r"\u65535 "
_SIGNS = {"cell": CELL, "row": ROW, "nestrow": "", "intbl": IN_TABLE}


@dataclass(slots=True)
class Piece:
    """Something that was taken out of the text.

    Attributes:
        kind: `note`, `comment`, `author` of the next comment, `box`, `running head`, `running foot`, `deletion` or
            `hidden text`.
        number: what the place of a comment is marked with, if it is.
    """

    kind: str
    parts: list[str] = field(default_factory=list)
    number: str = ""

    @property
    def rtf(self) -> str:
        """Its words, as RTF."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within one pair of braces."""

    out: list[str] | None
    piece: Piece | None = None
    label: bool = False
    kind: str = ""
    bold: bool = False
    hidden: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Marked:
    """A text for striprtf.

    Attributes:
        rtf: the text, and after it each of `pieces` behind a `PART`.
        dropped: how often something was dropped, by what it is.
    """

    rtf: str = ""
    encoding: str = "cp1252"
    pieces: list[Piece] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def marked(raw: bytes, label: str) -> Marked:
    """Make an RTF file plain.

    Raises:
        StudyError: it is cut off, or far too large.
    """
    return _Marking(raw.decode("latin-1")).made(label)


class _Marking:
    def __init__(self, text: str) -> None:
        self._text = text
        self._made = Marked()
        self._body: list[str] = []
        self._group = _Group(self._body)
        self._around: list[_Group] = []
        self._headings: dict[str, int] = {}
        self._style = ""
        self._fonts: dict[str, str] = {}
        self._font = ""
        self._starts = ""
        self._bold = self._starred = False
        self._diverting = ""

    def made(self, label: str) -> Marked:
        place, end = 0, len(self._text)
        closed = False
        while place < end and not closed and (token := _TOKEN.match(self._text, place)) is not None:
            place = token.end()
            if token[1] is not None:
                place += int(token[1])  # bytes of a picture, whatever they look like
            elif token[6] == "{":
                self._starred = False
                self._write("{", self._group)
                self._around.append(self._group)
                self._group = replace(self._group, label=False)
            elif token[6] == "}":
                self._close()
                closed = not self._around
            elif token[2] is not None:
                self._word(token[2], token[3] or "", token[0])
            else:
                self._words(token)
        if not closed:
            raise StudyError(f"{label}: is cut off: its end is missing; get the whole file")
        parts = [f"{{{_sign(PART)}{piece.rtf}}}" for piece in self._made.pieces]
        fonts = "".join(f"{{\\f{name}\\fcharset{charset} x;}}" for name, charset in self._fonts.items())
        text = "".join(self._body)
        self._made.rtf = f"{{\\rtf1{{\\fonttbl{fonts}}}{text}{''.join(parts)}}}"
        if len(self._made.rtf) > LARGEST:
            raise StudyError(f"{label}: holds far more than a text can; save it as .docx or divide it")
        return self._made

    # groups

    def _close(self) -> None:
        group = self._group
        if not self._around:
            return
        self._group = self._around.pop()
        self._write("}", self._group)
        if group.label:
            self._write(_sign(LABEL_ENDS), self._group)
        piece = group.piece
        if piece is not None and piece is not self._group.piece:
            self._finish(piece)

    def _finish(self, piece: Piece) -> None:
        """A piece is whole: what says where a comment stands belongs to the next one."""
        words = piece.rtf.strip()
        if piece.kind in ("starts", "ends") and words.isdigit() and len(words) < 7:
            sign = COMMENT_STARTS if piece.kind == "starts" else COMMENT_ENDS
            self._write(_sign(sign, words), self._group)
            self._starts = words
        elif piece.kind == "comment":
            piece.number, self._starts = self._starts, ""
            self._keep(piece)
        elif piece.kind in (
            "author",
            "note",
            "box",
            "running head",
            "running foot",
            "deletion",
            "hidden text",
        ):
            self._keep(piece)

    def _keep(self, piece: Piece) -> None:
        self._made.pieces.append(piece)
        self._write(_sign(PIECE, str(len(self._made.pieces) - 1)), self._group)

    def _drop(self, what: str) -> None:
        # the same picture stands once more for old programs, and another one shows an object
        if what in _TOLD and self._group.kind not in ("nonshppict", "object"):
            self._made.dropped[_TOLD[what]] += 1
        self._group = replace(self._group, out=None, kind=what)

    def _set_apart(self, word: str) -> None:
        kind = _SET_APART[word]
        # a comment's number stands within it
        if kind == "refers" or self._group.out is None:
            self._group = replace(self._group, out=None)
            return
        piece = Piece(kind)
        self._group = replace(self._group, piece=piece, out=piece.parts, kind=kind)

    # words

    def _word(self, word: str, number: str, whole: str) -> None:
        group = self._group
        starred, self._starred = self._starred, False
        if word in _SHAPES:
            return
        if word in _DROPPED:
            self._drop(word)
        elif word in _SET_APART:
            self._set_apart(word)
        elif word in _LABELS:
            self._write(_sign(LABEL), group)
            self._group = replace(group, label=True)
        elif word in ("stylesheet", "fonttbl"):
            self._group = replace(group, out=None, kind=word)
        elif group.kind == "stylesheet":
            self._in_stylesheet(word, number)
        elif group.kind == "fonttbl":
            self._in_fonts(word, number)
        elif word in ("b", "v", "deleted", "plain"):
            self._letters(word, number)
        elif word in ("pard", "s", "outlinelevel", "ilvl"):
            self._paragraph(word, number, whole)
        elif word in _SIGNS:
            self._write(_sign(_SIGNS[word]) if _SIGNS[word] else "", group)
        elif word in _ENCODINGS and not self._around[1:]:
            self._made.encoding = _ENCODINGS[word]
        elif word == "u" and number and PLAIN <= chr(int(number) & 0xFFFF) <= END:
            self._write(_NO_SIGN, group)  # it would be taken for one of the marks
        elif word == "nestcell":
            self._write("\\par ", group)
        elif word in _LETTERS and (group.deleted or group.hidden) and group.out is not None:
            self._divert(whole)
        else:
            self._write(f"\\*{whole}" if starred else whole, group)

    def _in_stylesheet(self, word: str, number: str) -> None:
        if word == "s":
            self._style = number
        elif word in ("outlinelevel", "soutlvl") and len(number) == 1 and self._style:
            self._headings[self._style] = int(number) + 1

    def _in_fonts(self, word: str, number: str) -> None:
        if word == "f":
            self._font = number
        elif word == "fcharset" and number.isdigit() and self._font.isdigit() and len(self._fonts) < 10_000:
            known = int(number) not in _CHARSETS_UNKNOWN
            self._fonts[self._font] = number if known else "0"

    def _letters(self, word: str, number: str) -> None:
        on = number != "0"
        if word == "b":
            self._group = replace(self._group, bold=on)
        elif word == "v":
            self._group = replace(self._group, hidden=on)
        elif word == "deleted":
            self._group = replace(self._group, deleted=on)
        else:
            self._group = replace(self._group, bold=False, hidden=False, deleted=False)
            self._write("\\plain ", self._group)

    def _paragraph(self, word: str, number: str, whole: str) -> None:
        group = self._group
        if word == "pard":
            if not group.label:
                self._write(_sign(PLAIN), group)
            self._write(whole, group)
        elif word == "ilvl" and len(number) == 1:
            self._write(_sign(DEPTH, number), group)
        elif word == "s" and number in self._headings:
            self._write(_sign(HEADING, str(self._headings[number])), group)
        elif word == "outlinelevel" and len(number) == 1:
            self._write(_sign(HEADING, str(int(number) + 1)), group)

    def _words(self, token: re.Match[str]) -> None:
        group = self._group
        text = token[0]
        if group.kind == "stylesheet":
            if (
                token[7] is not None
                and (found := _HEADING.match(token[7].strip())) is not None
                and self._style
            ):
                self._headings.setdefault(self._style, int(found[1] or 1))
            return
        if token[5] == "*":
            self._starred = True  # the next word is left out by whoever does not know it
            return
        if token[7] is not None:
            text = _EIGHT_BITS.sub(lambda sign: f"\\'{ord(sign[0]):02x}", text)
        if (group.deleted or group.hidden) and group.out is not None:
            self._divert(text)
            return
        self._diverting = ""
        if group.out is self._body and group.bold is not self._bold and not text.isspace():
            self._bold = group.bold
            self._write(_sign(BOLD if self._bold else LIGHT), group)
        self._write(text, group)

    def _divert(self, text: str) -> None:
        """Words that are no part of the text, kept to be told."""
        kind = "deletion" if self._group.deleted else "hidden text"
        if self._diverting != kind:
            self._diverting = kind
            self._keep(Piece(kind))
        self._made.pieces[-1].parts.append(text)

    @staticmethod
    def _write(text: str, group: _Group) -> None:
        if group.out is not None:
            group.out.append(text)


def _sign(sign: str, number: str = "") -> str:
    """A mark, as RTF that stands for itself whatever is around it."""
    return f"{{\\uc0\\u{ord(sign)} {number}" + (f"\\u{ord(END)} }}" if number else "}")
