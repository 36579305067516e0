"""What stands in a form that came back, as values: its rows, cells and lines, each with its bookmarks and its place.

Readers of Word and LibreOffice files keep what they come upon in a `Kept`; `put_in_order` gives the values once the body
is put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from crosscase.reading.docx_parts import Contents
from crosscase.reading.flow import Flow, Line, Mark

_NOTE = re.compile(r"\[([0-9]{1,6})\] ?")


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One line.

    Attributes:
        text: without the numbers of notes.
        start: in code points into the body; `end` exclusive.
        bookmarks: names of those that begin in it.
        notes: the words of the foot- and endnotes that it refers to.
        heading: its level where it is one, else 0.
    """

    text: str
    start: int
    end: int
    bookmarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    heading: int = 0


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row of a table.

    Attributes:
        table: the table's place in the file, from 0.
        cells: the lines of each, empty ones too where bookmarks stand in them.
        comments: ids of the comments that begin in it.
        start: of the row in the body; `end` exclusive.
        deleted: what stood in it, where it was taken out while changes were tracked; its cells are empty then.
        bookmarks: of a row that was taken out.
        author: who took it out; date: when.
    """

    table: int
    cells: tuple[tuple[WrittenLine, ...], ...]
    start: int
    end: int
    comments: tuple[str, ...] = ()
    deleted: str = ""
    bookmarks: tuple[str, ...] = ()
    author: str = ""
    date: str = ""

    @property
    def lines(self) -> Iterator[WrittenLine]:
        """The lines of all its cells."""
        return (line for cell in self.cells for line in cell)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that somebody marked with a pen of the word processor.

    Attributes:
        struck: they are struck through, which is no tracked change; else they are highlighted or underlined.
        start: in code points into the body; `end` exclusive.
    """

    struck: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordReply:
    """A Word form that came back, as Word or LibreOffice saved it.

    Attributes:
        contents: its body, with comments, tracked changes and controls.
        rows: of all tables, in the order of the file; of a table within another one its words alone.
        lines: those in no table.
        bookmarks: by name, where each stands in the body, those of rows that were taken out left out.
        properties: the file's own ones by name, as its maker set them.
        modified: when it was last saved, as it tells; empty where it does not.
        marked: words that are struck through, highlighted or underlined, in the order of the text.
    """

    contents: Contents
    rows: tuple[WrittenRow, ...] = ()
    lines: tuple[WrittenLine, ...] = ()
    bookmarks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    modified: str = ""
    marked: tuple[Marked, ...] = ()


def before_changes(contents: Contents, start: int, end: int) -> str:
    """A stretch of the body as it was before tracked changes: what was put in is left out, what was taken out is in."""
    body = contents.body
    pieces: list[str] = []
    at = start
    changes = sorted(
        [(one.start, 0, one.text) for one in contents.deletions if start <= one.start <= end]
        + [(one.start, one.end, "") for one in contents.insertions if start <= one.start < one.end <= end]
    )
    for place, until, words in changes:
        if place >= at:
            pieces += [body[at:place], words]
            at = max(place, until)
        elif words:
            pieces.append(words)
        else:
            at = max(at, until)
    return "".join((*pieces, body[at:end]))


@dataclass(slots=True)
class Cells:
    """A row on the way: the lines of its cells, or what is known of one that was taken out; as `WrittenRow`."""

    table: int
    cells: list[list[Line]] = field(default_factory=list)
    start: Mark = field(default_factory=Mark)
    comments: tuple[str, ...] = ()
    deleted: str = ""
    bookmarks: tuple[str, ...] = ()
    author: str = ""
    date: str = ""


class Place:
    """Where a line begins and ends: marks that go with it into the body."""

    __slots__ = ("end", "marks", "start")

    def __init__(self, line: Line) -> None:
        self.start, self.end = Mark(0), Mark(len(line.text))
        self.marks = tuple(map(id, line.marks))
        line.marks += [self.start, self.end]


@dataclass(slots=True)
class Kept:
    """What a reader comes upon on its way.

    Attributes:
        rows: of the tables that stand in no other table.
        inside: the lines of their cells; `places` where these stand.
        starts: by the name of each bookmark, where it begins; `ends` where it ends.
        marked: whether words are struck, where they begin and end.
    """

    rows: list[Cells] = field(default_factory=list)
    inside: list[Line] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    starts: dict[str, Mark] = field(default_factory=dict)
    ends: dict[str, Mark] = field(default_factory=dict)
    marked: list[tuple[bool, Mark, Mark]] = field(default_factory=list)

    def begin(self, name: str, flow: Flow) -> None:
        """A bookmark begins; of several of a name the first counts."""
        if name and name not in self.starts:
            self.starts[name] = flow.mark()

    def finish(self, name: str, flow: Flow) -> None:
        """A bookmark ends."""
        if name in self.starts and name not in self.ends:
            self.ends[name] = flow.mark()

    def row(self, row: Cells) -> None:
        """A row, before its cells become one line of the body: then their marks go with them."""
        self.rows.append(row)
        inside = [line for cell in row.cells for line in cell]
        self.inside += inside
        self.places |= {id(line): Place(line) for line in inside}

    def outside(self, lines: Iterable[Line]) -> None:
        """The lines of the body, before it is put together."""
        self.places |= {id(line): Place(line) for line in lines}


def put_in_order(
    contents: Contents,
    kept: Kept,
    lines: Iterable[Line],
    endnotes: Iterable[Line],
    properties: Mapping[str, str],
    modified: str,
) -> WordReply:
    """The values of a file.

    Args:
        contents: its body, put together.
        lines: of the body, those of cells as they became rows.
    """
    lines = list(lines)
    shown = _Shown(kept, _notes((*lines, *kept.inside), endnotes))
    rows = tuple(shown.row(row) for row in kept.rows)
    spans = [(line.start, line.end) for row in rows for line in row.lines if line.text]
    outside = (shown.line(line) for line in lines if line.number >= 0 and line.kind != "row")
    return WordReply(
        contents,
        rows,
        tuple(line for line in outside if not _inside(line.start, spans)),
        {name: (start.offset, kept.ends.get(name, start).offset) for name, start in kept.starts.items()},
        properties,
        modified,
        tuple(Marked(struck, start.offset, end.offset) for struck, start, end in kept.marked),
    )


class _Shown:
    """Rows and lines with their places, once the body is put together."""

    def __init__(self, kept: Kept, notes: Mapping[str, str]) -> None:
        self._places, self._notes = kept.places, notes
        self._names = {id(mark): name for name, mark in kept.starts.items()}

    def row(self, row: Cells) -> WrittenRow:
        cells = tuple(tuple(self._lines(cell)) for cell in row.cells)
        offsets = [line.start for cell in cells for line in cell] or [row.start.offset]
        ends = [line.end for cell in cells for line in cell] or [row.start.offset]
        return WrittenRow(
            row.table, cells, min(offsets), max(ends), row.comments, row.deleted, row.bookmarks, row.author,
            row.date,
        )  # fmt: skip

    def _lines(self, cell: Iterable[Line]) -> Iterator[WrittenLine]:
        for line in cell:
            found = self.line(line)
            if found.text or found.bookmarks or found.notes:
                yield found

    def line(self, line: Line) -> WrittenLine:
        place = self._places[id(line)]
        text = line.text
        called = [number for number in _NOTE.findall(text) if number in self._notes]
        if called:
            text = _NOTE.sub(lambda match: "" if match[1] in self._notes else match[0], text).strip()
        names = tuple(self._names[mark] for mark in place.marks if mark in self._names)
        notes = tuple(self._notes[number] for number in called)
        level = line.level if line.kind == "heading" else 0
        return WrittenLine(text, place.start.offset, place.end.offset, names, notes, level)


def _notes(lines: Iterable[Line], endnotes: Iterable[Line]) -> dict[str, str]:
    """The words of foot- and endnotes by their number in the text."""
    found: dict[str, list[str]] = {}
    written = [note for line in lines for note in line.notes]
    number = ""
    for line in (*written, *endnotes):
        if match := _NOTE.match(line.text):
            number = match[1]
            found.setdefault(number, [])
        if number and (words := line.text[match.end() if match else 0 :]) and words not in found[number]:
            found[number].append(words)
    return {number: "\n".join(words) for number, words in found.items()}


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)
