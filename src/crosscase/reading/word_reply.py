"""A Word file that somebody has written into: its rows, cells and lines, each with its bookmarks and its place.

A form that comes back is read by these; what hangs on the words (comments, tracked changes, boxes to tick) has its
places in the same body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crosscase.reading.docx import contents_of
from crosscase.reading.docx_found import plain_words
from crosscase.reading.docx_package import Package, W, open_package
from crosscase.reading.docx_parts import Contents
from crosscase.reading.docx_styles import switch, value
from crosscase.reading.docx_walk import Walk
from crosscase.reading.flow import Line, Mark
from crosscase.reading.limits import has_part, parse_xml, read_part
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from lxml.etree import _Element

_CUSTOM, _CORE = "docProps/custom.xml", "docProps/core.xml"
_COMMENTS = (W + "commentRangeStart", W + "commentReference")
_NOTE = re.compile(r"\[([0-9]{1,6})\] ?")
_TERMS = "{http://purl.org/dc/terms/}"


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
    """A Word file that came back.

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


def read_word_reply(raw: bytes, label: str) -> WordReply:
    """Read a Word file that came back.

    Args:
        label: what messages call the file.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    try:
        return _read(open_package(raw, label))
    except StudyError:
        raise
    except Exception as error:  # made-up files reach places that no program writes
        raise StudyError(
            f"{label}: cannot be read as a Word file; open it in Word and save it again"
        ) from error


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


def _read(package: Package) -> WordReply:
    walk = _Rows(package)
    lines = walk.text()
    places = walk.places | {id(line): _Place(line) for line in lines}
    contents = contents_of(package, walk, lines)
    shown = _Shown(walk, places, _notes(lines, walk))
    rows = tuple(shown.row(row) for row in walk.rows)
    spans = [(line.start, line.end) for row in rows for line in row.lines if line.text]
    outside = (shown.line(line) for line in lines if line.number >= 0 and line.kind != "row")
    return WordReply(
        contents,
        rows,
        tuple(line for line in outside if not _inside(line.start, spans)),
        {name: (start.offset, walk.ends.get(name, start).offset) for name, start in walk.starts.items()},
        _properties(package),
        _modified(package),
        tuple(Marked(struck, start.offset, end.offset) for struck, start, end in walk.marked),
    )


@dataclass(slots=True)
class _Cells:
    """A row on the way: the lines of its cells, or what is known of one that was taken out."""

    table: int
    cells: list[list[Line]] = field(default_factory=list)
    start: Mark = field(default_factory=Mark)
    comments: tuple[str, ...] = ()
    deleted: str = ""
    bookmarks: tuple[str, ...] = ()
    author: str = ""
    date: str = ""


class _Rows(Walk):
    """A walk that keeps rows, cells and bookmarks.

    Attributes:
        rows: of the tables that stand in no other table.
        inside: the lines of their cells; `places` where these stand.
        starts: by the name of each bookmark, where it begins; `ends` where it ends.
        marked: whether words are struck, where they begin and end.
    """

    def __init__(self, package: Package) -> None:
        super().__init__(package)
        self.rows: list[_Cells] = []
        self.inside: list[Line] = []
        self.places: dict[int, _Place] = {}
        self.starts: dict[str, Mark] = {}
        self.ends: dict[str, Mark] = {}
        self.marked: list[tuple[bool, Mark, Mark]] = []
        self._names: dict[str, str] = {}
        self._depth = 0
        self._tables = -1
        for handlers in (self._inline, self._blocks):
            handlers[W + "bookmarkStart"] = self._begin
            handlers[W + "bookmarkEnd"] = self._finish

    def _begin(self, element: _Element) -> None:
        name = element.get(W + "name", "")
        self._names[element.get(W + "id", "")] = name
        if name and name not in self.starts:
            self.starts[name] = self.flow.mark()

    def _finish(self, element: _Element) -> None:
        name = self._names.get(element.get(W + "id", ""), "")
        if name in self.starts and name not in self.ends:
            self.ends[name] = self.flow.mark()

    def _run(self, run: _Element) -> None:
        pens = list(_pens(run.find(W + "rPr")))
        start = self.flow.mark() if pens else Mark()
        super()._run(run)
        end = self.flow.mark_end() if pens else start
        self.marked += ((struck, start, end) for struck in pens)

    def _table(self, table: _Element) -> None:
        self._tables += not self._depth
        self._depth += 1
        super()._table(table)
        self._depth -= 1

    def row(self, row: _Element) -> list[list[Line]]:
        """A row of a table; it is kept."""
        before = set(self._commented())
        cells = super().row(row)
        if self._depth == 1:
            comments = tuple(name for name in self._commented() if name not in before)
            self.rows.append(_Cells(self._tables, [list(cell) for cell in cells], comments=comments))
            inside = [line for cell in cells for line in cell]
            self.inside += inside
            # before the cells become a row: then their marks go with them
            self.places |= {id(line): _Place(line) for line in inside}
        return cells

    def _commented(self) -> dict[str, Mark]:
        return self.found.references | self.found.starts

    def deleted_row(self, row: _Element) -> None:
        """A row that was taken out; its words and bookmarks are kept."""
        super().deleted_row(row)
        if self._depth == 1:
            who = row.find(f"{W}trPr/{W}del")
            names = tuple(one.get(W + "name", "") for one in row.iter(W + "bookmarkStart"))
            comments = [one.get(W + "id", "") for one in row.iter(*_COMMENTS)]
            self.rows.append(
                _Cells(
                    self._tables, start=self.flow.mark(), comments=tuple(dict.fromkeys(comments)),
                    deleted=plain_words(row, W + "delText"), bookmarks=names,
                    author=who.get(W + "author", "") if who is not None else "",
                    date=who.get(W + "date", "") if who is not None else "",
                )
            )  # fmt: skip


def _pens(properties: _Element | None) -> Iterator[bool]:
    """Whether a run is struck through (True), and whether it is highlighted or underlined (False)."""
    if switch(properties, "strike") or switch(properties, "dstrike"):
        yield True
    if any(value(properties, pen) not in (None, "", "none") for pen in ("highlight", "u")):
        yield False


class _Place:
    """Where a line begins and ends: marks that go with it into the body."""

    __slots__ = ("end", "marks", "start")

    def __init__(self, line: Line) -> None:
        self.start, self.end = Mark(0), Mark(len(line.text))
        self.marks = tuple(map(id, line.marks))
        line.marks += [self.start, self.end]


class _Shown:
    """Rows and lines with their places, once the body is put together."""

    def __init__(self, walk: _Rows, places: Mapping[int, _Place], notes: Mapping[str, str]) -> None:
        self._places, self._notes = places, notes
        self._names = {id(mark): name for name, mark in walk.starts.items()}

    def row(self, row: _Cells) -> WrittenRow:
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


def _notes(lines: Iterable[Line], walk: _Rows) -> dict[str, str]:
    """The words of foot- and endnotes by their number in the text."""
    found: dict[str, list[str]] = {}
    written = [note for line in (*lines, *walk.inside) for note in line.notes]
    number = ""
    for line in (*written, *walk.endnotes):
        if match := _NOTE.match(line.text):
            number = match[1]
            found.setdefault(number, [])
        if number and (words := line.text[match.end() if match else 0 :]) and words not in found[number]:
            found[number].append(words)
    return {number: "\n".join(words) for number, words in found.items()}


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _properties(package: Package) -> dict[str, str]:
    """What the maker of the file noted in it; nothing where that is damaged: the text is what counts."""
    found: dict[str, str] = {}
    with suppress(StudyError):
        if has_part(package.archive, _CUSTOM):
            for one in parse_xml(read_part(package.archive, _CUSTOM, package.label), package.label):
                found[one.get("name", "")] = "".join(one.itertext()).strip()
    return found


def _modified(package: Package) -> str:
    with suppress(StudyError):
        if has_part(package.archive, _CORE):
            root = parse_xml(read_part(package.archive, _CORE, package.label), package.label)
            return (root.findtext(_TERMS + "modified") or "").strip()
    return ""
