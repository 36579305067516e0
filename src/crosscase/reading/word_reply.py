"""A Word file that somebody has written into: its rows, cells and lines, each with its bookmarks and its place.

A form that comes back is read by these; what hangs on the words (comments, tracked changes, boxes to tick) has its
places in the same body.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from crosscase.reading.docx import contents_of
from crosscase.reading.docx_found import plain_words
from crosscase.reading.docx_package import Package, W, open_package
from crosscase.reading.docx_styles import switch, value
from crosscase.reading.docx_walk import Walk
from crosscase.reading.flow import Line, Mark
from crosscase.reading.limits import has_part, parse_xml, read_part
from crosscase.reading.written import Cells, Kept, WordReply, put_in_order
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from lxml.etree import _Element

_CUSTOM, _CORE = "docProps/custom.xml", "docProps/core.xml"
_COMMENTS = (W + "commentRangeStart", W + "commentReference")
_TERMS = "{http://purl.org/dc/terms/}"


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


def _read(package: Package) -> WordReply:
    walk = _Rows(package)
    lines = walk.text()
    walk.kept.outside(lines)
    contents = contents_of(package, walk, lines)
    return put_in_order(contents, walk.kept, lines, walk.endnotes, _properties(package), _modified(package))


class _Rows(Walk):
    """A walk that keeps rows, cells and bookmarks."""

    def __init__(self, package: Package) -> None:
        super().__init__(package)
        self.kept = Kept()
        self._names: dict[str, str] = {}
        self._depth = 0
        self._tables = -1
        for handlers in (self._inline, self._blocks):
            handlers[W + "bookmarkStart"] = self._begin
            handlers[W + "bookmarkEnd"] = self._finish

    def _begin(self, element: _Element) -> None:
        name = element.get(W + "name", "")
        self._names[element.get(W + "id", "")] = name
        self.kept.begin(name, self.flow)

    def _finish(self, element: _Element) -> None:
        self.kept.finish(self._names.get(element.get(W + "id", ""), ""), self.flow)

    def _run(self, run: _Element) -> None:
        pens = list(_pens(run.find(W + "rPr")))
        start = self.flow.mark() if pens else Mark()
        super()._run(run)
        end = self.flow.mark_end() if pens else start
        self.kept.marked += ((struck, start, end) for struck in pens)

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
            self.kept.row(Cells(self._tables, [list(cell) for cell in cells], comments=comments))
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
            self.kept.row(
                Cells(
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
    if any(value(properties, pen) not in (None, "", "none") for pen in ("highlight", "u")) or _shaded(
        properties
    ):
        yield False


def _shaded(properties: _Element | None) -> bool:
    """Whether a run has a colour behind it, as LibreOffice writes what was highlighted."""
    shade = properties.find(W + "shd") if properties is not None else None
    return shade is not None and shade.get(W + "fill", "auto").casefold() not in ("", "auto", "ffffff")


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
