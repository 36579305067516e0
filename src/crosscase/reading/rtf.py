"""RTF files become texts of a study: striprtf reads their letters, `rtf_marks` what these belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from crosscase.reading.flow import (
    Flow,
    Line,
    Mark,
    guessed_headings,
    inked,
    note_lines,
    put_together,
    table_lines,
)
from crosscase.reading.foreign import refuse_foreign
from crosscase.reading.limits import check_size
from crosscase.reading.numerals import BULLET, LONGEST
from crosscase.reading.rtf_marks import (
    BOLD,
    CELL,
    COMMENT_ENDS,
    COMMENT_STARTS,
    DEPTH,
    END,
    HEADING,
    IN_TABLE,
    LABEL,
    LABEL_ENDS,
    LIGHT,
    PART,
    PIECE,
    PLAIN,
    ROW,
    Marked,
    Piece,
    marked,
)
from crosscase.reading.taken import Comment, LeftOut, Taken
from crosscase.study.adding import NewText
from crosscase.study.problems import StudyError

_NUMBERED = HEADING + DEPTH + PIECE + COMMENT_STARTS + COMMENT_ENDS
_SIGN = re.compile(
    f"([{_NUMBERED}])([0-9]{{1,7}}){END}|([{PLAIN}{BOLD}{LIGHT}{IN_TABLE}{CELL}{ROW}{LABEL}{LABEL_ENDS}])|([^{PLAIN}-{END}]+)"
)
_ANY_SIGN = re.compile(f"[{_NUMBERED}][0-9]{{1,7}}{END}|[{PLAIN}-{END}]")
_LETTER = re.compile(r"[^\W\d_]")
_INDENT = "  "
_TOLD = ("running head", "running foot", "deletion", "hidden text")


def read_rtf(raw: bytes, label: str) -> Taken:
    """A text from an RTF file.

    Args:
        label: what messages call the file.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    check_size(raw, label)
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    refuse_foreign(raw, label, b"{\\rtf", "an RTF file")
    try:
        taken = _taken(marked(raw, label), label)
    except StudyError:
        raise
    except Exception as error:  # made-up files reach places that no program writes
        raise StudyError(
            f"{label}: cannot be read as an RTF file; open it in Word and save it as .docx"
        ) from error
    if not taken.text.body.strip():
        raise StudyError(f"{label}: holds no words; there is nothing to import")
    return taken


def _taken(made: Marked, label: str) -> Taken:
    from striprtf.striprtf import rtf_to_text

    decode: Callable[..., str] = rtf_to_text  # striprtf says that it has types, and has none
    text = decode(made.rtf, encoding=made.encoding, errors="replace")
    # signs beyond U+FFFF stand as two halves
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text, *pieces = text.split(PART)
    reading = _Reading(made.pieces, pieces)
    reading.read(text)
    lines = reading.closed()
    body = put_together(lines)
    left_out = [LeftOut(what, "", "", count) for what, count in made.dropped.items()]
    left_out += [LeftOut(what, words, "", count) for (what, words), count in reading.told.items()]
    unread = body.count("\ufffd")
    notes = [f"{unread} signs could not be read and stand as \ufffd"] if unread else []
    if gone := sum(count for (what, _), count in reading.told.items() if what == "deletion"):
        notes.append(f"changes were tracked: what was taken out is left out ({gone})")
    return Taken(
        NewText(label, "", body),
        guesses=guessed_headings(lines),
        comments=tuple(one.comment(body) for one in reading.comments),
        left_out=tuple(left_out),
        notes=tuple(notes),
    )


@dataclass(slots=True)
class _Noted:
    author: str
    text: str
    start: Mark
    end: Mark

    def comment(self, body: str) -> Comment:
        return Comment(*inked(body, self.start.offset, self.end.offset), self.author, "", self.text)


class _Reading:
    """Puts what came out of striprtf into lines.

    Attributes:
        told: how often something was left out, by what it is and its words.
    """

    def __init__(self, pieces: list[Piece], words: list[str]) -> None:
        self._pieces = list(zip(pieces, words, strict=False))
        self._main = self._flow = Flow()
        self._cells: list[list[Line]] = []
        self._rows: list[list[list[Line]]] = []
        self._in_table = self._bold = False
        self._heading = self._depth = self._notes = 0
        self._label = self._author = ""
        self._in_label = False
        self._starts: dict[str, Mark] = {}
        self._ends: dict[str, Mark] = {}
        self.comments: list[_Noted] = []
        self.told: Counter[tuple[str, str]] = Counter()

    def read(self, text: str) -> None:
        """Words and signs, in order."""
        for found in _SIGN.finditer(text):
            if found[1] is not None:
                self._numbered(found[1], found[2])
            elif found[3] is not None:
                self._sign(found[3])
            elif self._in_label:
                self._label += found[4]
            else:
                first, *others = found[4].split("\n")
                self._put(first)
                for other in others:
                    self._end()
                    self._put(other)

    def closed(self) -> list[Line]:
        """All lines."""
        self._in_table = False
        self._end_table()
        return self._main.closed()

    def _put(self, words: str) -> None:
        if words.strip():
            self._end_table()
        if words:
            self._flow.put(words, bold=self._bold)

    def _end(self) -> None:
        self._end_table()
        label, self._label = self._label.strip()[:LONGEST], ""
        if label and (not any(map(str.isalnum, label)) or _LETTER.fullmatch(label) is not None):
            label = BULLET
        if self._heading and not self._in_table:
            self._flow.end("heading", level=self._heading, label=f"{label} " if label.strip(BULLET) else "")
        elif label:
            self._flow.end("item", label=f"{_INDENT * min(self._depth, 8)}{label} ")
        else:
            self._flow.end()

    def _sign(self, sign: str) -> None:
        if sign == PLAIN:
            self._heading = self._depth = 0
            self._in_table = False
        elif sign in (BOLD, LIGHT):
            self._bold = sign == BOLD
        elif sign in (LABEL, LABEL_ENDS):
            self._in_label = sign == LABEL
        elif sign == IN_TABLE:
            self._in_table = True
            if self._flow is self._main:
                self._flow = Flow()
        elif sign == CELL:
            self._cell()
        elif self._cells:
            self._rows.append(self._cells)
            self._cells = []

    def _cell(self) -> None:
        if self._flow is self._main:  # nothing said that a table begins
            self._cells.append([])
            return
        if self._label:
            self._end()
        self._cells.append(self._flow.closed())
        self._flow = Flow()

    def _end_table(self) -> None:
        """Words outside a table come: the rows up to here are one."""
        if self._in_table or self._flow is self._main:
            return
        rest, self._flow = self._flow.closed(), self._main
        if self._cells:
            self._rows.append(self._cells)
        if self._rows:
            self._main.add(table_lines(self._rows))
        self._rows, self._cells = [], []
        if any(line.text for line in rest):
            self._main.add(rest)

    def _numbered(self, sign: str, number: str) -> None:
        if sign == HEADING:
            self._heading = min(int(number), 9)
        elif sign == DEPTH:
            self._depth = min(int(number), 8)
        elif sign == COMMENT_STARTS:
            self._starts[number] = self._flow.mark()
        elif sign == COMMENT_ENDS:
            self._ends[number] = self._flow.mark_end()
        elif int(number) < len(self._pieces):
            self._piece(*self._pieces[int(number)])

    def _piece(self, piece: Piece, words: str) -> None:
        words = _ANY_SIGN.sub("", words)
        if piece.kind in _TOLD:
            if any(map(str.isalpha, words)):
                self.told[piece.kind, " ".join(words.split())] += 1
        elif piece.kind == "author":
            self._author = words.strip()
        elif piece.kind == "comment":
            start = self._starts.get(piece.number) or self._flow.mark_end()
            end = self._ends.get(piece.number, start)
            self.comments.append(_Noted(self._author, words.strip(), start, end))
        elif words.strip():
            aside = Flow()
            for line in words.split("\n"):
                aside.put(line)
                aside.end()
            if piece.kind == "box":
                self._flow.after(aside.closed())
                return
            self._notes += 1
            self._flow.note(note_lines(aside.closed(), self._notes))
            self._flow.put(f"[{self._notes}]", bold=self._bold)
