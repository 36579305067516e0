"""A text that is being put together from what stands in a document: lines, and places in them that are kept.

Readers of documents write into a `Flow`, and `put_together` makes the body of its lines. A `Mark` is a place
that somebody asks for later, such as where a comment begins: it moves along while labels are put before a line,
cells become rows and blanks go, and holds the offset into the body at last.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from crosscase.reading.taken import Heading

Kind = Literal["text", "heading", "item", "row", "blank"]

DEEPEST = 6
LONGEST_HEADING = 100
"""Characters of a line that can be taken for a heading though nothing in its file says so."""
SHORT_ROW = 200
"""Characters of a table's row that stays on one line though its cells have more lines than one."""

_SENTENCE_ENDS = (".", ",", ";", ":", "!", "…")
_LABEL = re.compile(r"[^\s:][^:]{0,39}:\s")
# control characters, soft hyphens and marks of byte order are not seen; other programs' line ends are, and a
# hyphen that keeps a line together is a hyphen to whoever searches for its word
_SIGNS: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), 0x7F, 0xAD, 0xFEFF, 0xFFFE, 0xFFFF)),
    0x09: "\t",
    0x0A: "\n",
    0x0B: "\n",
    0x0C: "\n",
    0x2011: "-",
}
_UNTIDY = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u2011\ufeff\ufffe\uffff]")


@dataclass(slots=True, eq=False)
class Mark:
    """A place in a text; `offset` is its column in its line until the body is put together."""

    offset: int = 0


@dataclass(slots=True)
class Line:
    """One line of a text.

    Attributes:
        level: of a heading, from 1.
        marks: places in it.
        notes: the lines of the notes that it refers to.
        bold: whether all of it is.
        size: of its letters, in points; 0 where nothing is known.
        number: which line of the body it became, from 0; -1 until then.
    """

    text: str
    kind: Kind = "text"
    level: int = 0
    marks: list[Mark] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    bold: bool = False
    size: float = 0.0
    number: int = -1


class Flow:
    """Lines in order, the last of them still open.

    Attributes:
        lines: those that are closed.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str | Mark] = []
        self._notes: list[Line] = []
        self._after: list[Line] = []
        self._bold = True
        self._size = 0.0
        self._inked = False
        self._looked_at = 0
        self._last: Line | None = None

    def put(self, text: str, *, bold: bool = False, size: float = 0.0) -> None:
        """Add words to the open line; `\\n` in them begins another one."""
        self._pieces.append(text)
        if text and not text.isspace():
            self._inked = True
            self._bold = self._bold and bold
            self._size = min(self._size or size, size)

    def mark(self) -> Mark:
        """Keep the place where the next word will stand."""
        mark = Mark()
        self._pieces.append(mark)
        return mark

    def mark_end(self) -> Mark:
        """Keep the place after the last word."""
        line = self._last_inked()
        if line is None or self._inked:
            return self.mark()
        line.marks.append(mark := Mark(len(line.text)))
        return mark

    def _last_inked(self) -> Line | None:
        """The last closed line that has words; each line is looked at once, however often it is asked for."""
        for place in range(len(self.lines) - 1, self._looked_at - 1, -1):
            if self.lines[place].kind != "blank":
                self._last = self.lines[place]
                break
        self._looked_at = len(self.lines)
        return self._last

    def note(self, lines: Sequence[Line]) -> None:
        """Lines that shall stand at the end of the section of the open line."""
        self._notes += lines

    def after(self, lines: Sequence[Line]) -> None:
        """Lines that shall stand after the open one."""
        self._after += lines

    def add(self, lines: Sequence[Line]) -> None:
        """Lines as they are, after the open one if there is one."""
        if self._pieces:
            self.end()
        self.lines += [*self._after, *lines]
        self._after = []

    def end(self, kind: Kind = "text", *, level: int = 0, label: str = "") -> None:
        """Close the open line: its blanks at both ends go, and what no reader sees.

        Args:
            label: what stands before it, such as `- ` or `1. `.
        """
        rows = _split(self._pieces)
        if kind == "heading":
            rows = [[" " if piece == "\n" else piece for row in rows for piece in (*row, "\n")][:-1]]
        label = label.translate(_SIGNS).replace("\n", " ").replace("\t", " ")
        for pieces in rows:
            text, marks = _tidy(pieces)
            line = Line(text, kind if text else "blank", level, marks, [], self._bold, self._size)
            if label and text:
                _shift(line, len(label))
                line.text, label = label + text, " " * len(label)
            self.lines.append(line)
        self.lines[-1].notes += self._notes
        self.lines += self._after
        self._pieces, self._notes, self._after = [], [], []
        self._bold, self._size, self._inked = True, 0.0, False

    def closed(self) -> list[Line]:
        """All lines, also one that was still open."""
        if self._pieces or self._notes or self._after:
            self.end()
        return self.lines


def _split(pieces: Sequence[str | Mark]) -> list[list[str | Mark]]:
    """Pieces by lines, without what no reader sees."""
    rows: list[list[str | Mark]] = [[]]
    for piece in pieces:
        if isinstance(piece, Mark):
            rows[-1].append(piece)
            continue
        if _UNTIDY.search(piece) is not None:
            piece = piece.translate(_SIGNS)
        first, *others = piece.split("\n")
        rows[-1].append(first)
        rows += [[other] for other in others]
    return rows


def _tidy(pieces: Sequence[str | Mark]) -> tuple[str, list[Mark]]:
    """A line's text with composed letters, and the marks in it with their columns."""
    marks = [piece for piece in pieces if isinstance(piece, Mark)]
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    if unicodedata.is_normalized("NFC", text):
        length = 0
        for piece in pieces:
            if isinstance(piece, Mark):
                piece.offset = length
            else:
                length += len(piece)
    else:
        text = unicodedata.normalize("NFC", text)
        _columns(pieces)
    stripped = text.strip()
    indent = len(text) - len(text.lstrip())
    for mark in marks:
        mark.offset = min(max(mark.offset - indent, 0), len(stripped))
    return stripped, marks


def _columns(pieces: Sequence[str | Mark]) -> None:
    """Columns of marks among letters that are composed yet; one that parts a letter from its accent is before it."""
    length, run = 0, ""
    for piece in (*pieces, ""):
        if isinstance(piece, str):
            run += piece
        else:
            length, run = length + len(unicodedata.normalize("NFC", run)), ""
            piece.offset = length


def _shift(line: Line, columns: int) -> None:
    for mark in line.marks:
        mark.offset += columns


# tables


def table_lines(rows: Sequence[Sequence[Sequence[Line]]]) -> list[Line]:
    """The lines of a table: for each row its cells, for each cell its lines.

    A row is `a | b | c` where that is how it reads; one whose cells hold paragraphs, as a sheet for
    notes has them, gives its cells one after the other. So does a table of one column. Empty rows are left out.
    """
    lines: list[Line] = []
    single = all(len(row) == 1 for row in rows)
    for row in rows:
        inked = [[line for line in cell if line.kind != "blank"] for cell in row]
        if single or not _is_short(inked):
            lines += [Line("", "blank"), *(line for cell in row for line in cell), Line("", "blank")]
        else:
            lines.append(_row(row))
    return lines


def _is_short(cells: Sequence[Sequence[Line]]) -> bool:
    if all(len(cell) <= 1 for cell in cells):
        return True
    return sum(len(line.text) for cell in cells for line in cell) <= SHORT_ROW


def _row(cells: Sequence[Sequence[Line]]) -> Line:
    """One line of the cells of a row."""
    row = Line("", "row")
    for place, cell in enumerate(cells):
        parts: list[str] = []
        before = len(row.text) + (3 if place else 0)
        for line in cell:
            start = before + sum(map(len, parts)) + len(parts)
            _shift(line, start if line.text else before)
            row.marks += line.marks
            row.notes += line.notes
            if line.text:
                parts.append(line.text)
        row.text += (" | " if place else "") + " ".join(parts)
    text = row.text.strip()
    if not text.strip("| "):
        row.kind, text = "blank", ""
    _shift(row, -(len(row.text) - len(row.text.lstrip())))
    for mark in row.marks:
        mark.offset = min(max(mark.offset, 0), len(text))
    row.text = text
    return row


# notes and the body


def note_lines(lines: Sequence[Line], number: int) -> list[Line]:
    """The lines of a foot- or endnote with its number before them, `[1] `."""
    inked = [line for line in lines if line.kind != "blank"] or [Line("")]
    label = f"[{number}] "
    _shift(inked[0], len(label))
    inked[0].text = label + inked[0].text
    for line in inked:
        line.kind = "text"
    return inked


def put_together(lines: Sequence[Line], closing: Sequence[Line] = ()) -> str:
    """The body of some lines: headings, tables and what follows a list set off by blank lines, notes at the end of their section.

    Marks hold their offsets into the body, and lines their numbers, afterwards. Several blank lines become one.

    Args:
        closing: what stands at the very end, such as endnotes.
    """
    body = _Body()
    notes: list[Line] = []
    for line in lines:
        if line.kind == "heading" and notes:
            body.set_off(notes)
            notes = []
        body.add(line)
        notes += line.notes
    body.set_off([*notes, *closing])
    return body.text()


class _Body:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._last: Kind = "blank"
        self._waiting: list[Mark] = []

    def add(self, line: Line) -> None:
        if line.kind == "blank":
            self._waiting += line.marks  # they stand where the next words do
            self._gap()
            return
        kinds = (self._last, line.kind)
        if "heading" in kinds or kinds.count("row") == 1 or kinds == ("item", "text"):
            self._gap()
        prefix = "#" * min(max(line.level, 1), DEEPEST) + " " if line.kind == "heading" else ""
        for mark in self._waiting:
            mark.offset = self._length
        self._waiting = []
        for mark in line.marks:
            mark.offset += self._length + len(prefix)
        line.number = len(self._lines)
        self._write(prefix + line.text)
        self._last = line.kind

    def set_off(self, lines: Sequence[Line]) -> None:
        if lines:
            self._gap()
            for line in lines:
                self.add(line)

    def _gap(self) -> None:
        if self._last != "blank":
            self._write("")
            self._last = "blank"

    def _write(self, text: str) -> None:
        self._lines.append(text)
        self._length += len(text) + 1

    def text(self) -> str:
        text = "\n".join(self._lines).rstrip("\n")
        for mark in self._waiting:
            mark.offset = len(text)
        return text + "\n" if text else ""


def inked(body: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks at its ends; empty at `start` where nothing else is in it."""
    end = max(start, end)
    words = body[start:end]
    led = len(words) - len(words.lstrip())
    return (start, start) if led == len(words) else (start + led, start + len(words.rstrip()))


def guessed_headings(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Lines of a body that stand out as headings do, and are not marked as such: short, and bold or large.

    Args:
        lines: as they were put together. Where headings are marked these are a level under the first of them;
            else the largest letters are level 1, smaller ones deeper.
    """
    sizes: Counter[float] = Counter()
    letters = bold = 0
    for line in lines:
        if line.kind != "heading":
            sizes[line.size] += len(line.text)
            letters += len(line.text)
            bold += len(line.text) if line.bold else 0
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    counts = 2 * bold < letters  # where most of the text is bold it says nothing
    found = [line for line in lines if _stands_out(line, usual, counts)]
    ranks = sorted({max(line.size, usual) for line in found}, reverse=True)
    above = min((line.level for line in lines if line.kind == "heading"), default=0)
    return tuple(
        Heading(line.number, min(above + 1 + ranks.index(max(line.size, usual)), DEEPEST), line.text)
        for line in found
    )


def _stands_out(line: Line, usual: float, bold_counts: bool) -> bool:
    text = line.text
    if line.kind != "text" or line.number < 0 or len(text) > LONGEST_HEADING or text.startswith("["):
        return False
    if not any(map(str.isalpha, text)) or text.endswith(_SENTENCE_ENDS) or _LABEL.match(text) is not None:
        return False
    return (line.bold and bold_counts) or (usual > 0 and line.size >= usual * 1.15)
