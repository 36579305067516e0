"""What is handed out, as values: tables and documents, without a word on how a file holds them.

Every text here is data. Nothing is escaped before a writer writes it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file of the study that something comes from: data, and never an address.

    Attributes:
        path: from the study's folder, with `/`.
        record: what of the file is meant: the id of a coding, an item; for people, since no program jumps there.

    Raises:
        ValueError: the path leads out of the folder, or could be an address.
    """

    path: str
    record: str = ""

    def __post_init__(self) -> None:
        parts = self.path.split("/")
        if any(part in ("", ".", "..") for part in parts) or re.search(r"[\\:\x00-\x1f]", self.path):
            raise ValueError(f"no path within a study: {self.path!r}")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks the same throughout.

    Attributes:
        text: as people read it; a newline begins a new line of the same paragraph.
        shade: colour behind the text, `#RRGGBB`, or nothing.
        color: colour of the text, `#RRGGBB`, or nothing.
        link: `#anchor` of something in the same document, or nothing; never an address elsewhere. A run without
            words that leads to a numbered figure or table is named by it (`numbering.numbered`).
        file: what of the study it leads to, if anything.
        anchor: what links of the document name it by.
        number: the number that the text shows, unrounded, where it stands alone in a cell and is to be a number in a
            sheet; a share where the text is a percent.
        note: a footnote whose mark stands behind the text; where a file has no footnotes it is left out.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    shade: str = ""
    color: str = ""
    link: str = ""
    file: FileLink | None = None
    anchor: str = ""
    number: int | float | None = None
    note: tuple[Run, ...] = ()


Rich: TypeAlias = tuple[Run, ...]
Cell: TypeAlias = bool | int | float | str | Rich | Mapping[str, int] | tuple[str, ...] | None


def text(words: str) -> Rich:
    """Plain words as a rich text."""
    return (Run(words),)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes:
        columns: names, which are CSV's first row and JSON's keys; no two alike.
        rows: one cell for each column.
        caption: what the table shows, above it.
        note: what one has to know to read it, below it.
        widths: parts of the page's width by column, in any unit; empty where the content decides.
        anchor: what links of the document name it by.
        number: its place among the document's tables, from 1; 0 where they are not numbered.

    Raises:
        ValueError: two columns of one name, or a row or the widths of another length than the columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    note: str = ""
    widths: tuple[float, ...] = ()
    anchor: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        if len(set(self.columns)) != len(self.columns):
            raise ValueError(f"two columns of one name: {self.columns}")
        if self.widths and len(self.widths) != len(self.columns):
            raise ValueError(f"{len(self.widths)} widths for {len(self.columns)} columns")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (below the title) to 6; `anchor` is what links of the document name."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, a quote, a note in small print, or the caption of what stands beside it."""

    runs: Rich
    style: Literal["", "quote", "note", "caption"] = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, with numbers or without; `boxed` in a frame that sets it apart from the text around it."""

    items: tuple[Rich, ...]
    numbered: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: `svg` for pages, `png` for Word, and `alt`, which says in words what it shows.

    Attributes:
        anchor: what links of the document name it by.
        number: its place among the document's figures, from 1; 0 where they are not numbered.
    """

    svg: str
    png: bytes
    alt: str
    caption: str = ""
    anchor: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of the document's headings that have an anchor, down to a level, each with a link to it.

    Attributes:
        deeper: how the anchors of headings begin that are listed although they stand lower, by one level at most.
    """

    title: str = ""
    levels: int = 2
    deeper: str = ""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Figure | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A text with headings, lists, tables and figures.

    Attributes:
        language: of the text, as a code such as `nb` or `en`.
        notice: a sentence that must be read with it, shown before everything else.
        long: it has chapters (headings of level 1), which begin on pages of their own under a running title, and tables
            too wide for the page lie on their side; else the whole document does.
        study: the way from the document's file to the study's folder, empty or ending in `/`; None where there is
            none that may be told, so that links to files are plain words.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "nb"
    subtitle: str = ""
    notice: str = ""
    long: bool = False
    study: str | None = None

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    @property
    def anchors(self) -> tuple[str, ...]:
        """Every anchor in it, in order: what stands first keeps the name where two have one."""
        return tuple(filter(None, (anchor for block in self.blocks for anchor in _anchors(block))))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def plain(cell: Cell) -> str:
    """A cell as people read it: a star for true, nothing for false and for what is not there."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "★" if cell else ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return f"{cell:g}"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Mapping):
        return ", ".join(f"{name} {number}" for name, number in cell.items())
    if is_rich(cell):
        return "".join(run.text for run in runs_of(cell))
    return ", ".join(map(str, cell))


def is_rich(cell: Cell) -> bool:
    """Whether a cell is a rich text; an empty tuple is none."""
    return isinstance(cell, tuple) and bool(cell) and isinstance(cell[0], Run)


def shade_of(cell: Cell) -> str:
    """The shade that all runs of a cell share, so that the whole cell has it; empty where there is none."""
    shades = {run.shade for run in runs_of(cell) if run.text}
    return shades.pop() if len(shades) == 1 else ""


def runs_of(cell: Cell) -> Rich:
    """A cell as a rich text."""
    if isinstance(cell, tuple):
        runs = tuple(part for part in cell if isinstance(part, Run))
        if runs:
            return runs
    words = plain(cell)
    return text(words) if words else ()


def texts_of(value: Table | Document) -> Iterator[tuple[str, str]]:
    """Every text that a file of this value would hold, as (where it stands, text)."""
    if isinstance(value, Table):
        yield from _table_texts(value, 1)
        return
    yield "title", value.title
    yield "subtitle", value.subtitle
    yield "notice", value.notice
    section, tables = "", 0
    for number, block in enumerate(value.blocks, 1):
        if isinstance(block, Heading):
            section = block.text
            yield f"heading {number}", block.text
            yield f"anchor of heading {number}", block.anchor
        elif isinstance(block, Table):
            tables += 1
            yield from _table_texts(block, tables)
        else:
            yield from _block_texts(block, f"block {number}" + (f" under “{section}”" if section else ""))


def _anchors(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Table | Figure):
        yield block.anchor
    if isinstance(block, Paragraph):
        yield from (run.anchor for run in block.runs)
    elif isinstance(block, Bullets):
        yield from (run.anchor for item in block.items for run in item)
    elif isinstance(block, Table):
        yield from (
            run.anchor for row in block.rows for cell in row if is_rich(cell) for run in runs_of(cell)
        )


def _block_texts(block: Paragraph | Bullets | Figure | Contents, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(block, Paragraph):
        yield from _run_texts(block.runs, where)
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            yield from _run_texts(item, f"{where}, point {number}")
    elif isinstance(block, Contents):
        yield f"{where}, title of the contents", block.title
    else:
        yield f"anchor of {where}", block.anchor
        yield f"{where}, alternative text", block.alt
        yield f"{where}, caption", block.caption
        drawn = html.unescape(block.svg)
        yield f"{where}, figure", drawn
        yield f"{where}, figure", _TAG.sub("", drawn)  # a name may be parted by tags


def _table_texts(table: Table, number: int) -> Iterator[tuple[str, str]]:
    where = f"table “{table.caption}”" if table.caption else f"table {number}"
    yield f"caption of {where}", table.caption
    yield f"anchor of {where}", table.anchor
    yield f"note of {where}", table.note
    for column in table.columns:
        yield f"{where}, column names", column
    for row_number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row, strict=True):
            place = f"{where}, row {row_number}, column {column}"
            if is_rich(cell):
                yield from _run_texts(runs_of(cell), place)
            else:
                yield place, plain(cell)
        yield from _parted_texts(row, f"{where}, row {row_number}")


def _parted_texts(row: tuple[Cell, ...], where: str) -> Iterator[tuple[str, str]]:
    """Neighbouring texts read as one: a hit, or a quote, in its context may begin or end within a name."""
    for size in (2, 3):
        for first in range(len(row) - size + 1):
            texts = [cell for cell in row[first : first + size] if isinstance(cell, str) and cell]
            if len(texts) == size:
                yield f"{where}, cells {first + 1} to {first + size} read as one", "".join(texts)


def _run_texts(runs: Rich, where: str) -> Iterator[tuple[str, str]]:
    # a name may begin in one run and end in the next
    yield where, "".join(run.text for run in runs)
    for run in runs:
        if run.note:
            yield from _run_texts(run.note, f"{where}, footnote")
        for words in filter(None, (run.link, run.anchor)):
            yield f"{where}, link", words
        if run.file is not None:
            yield f"{where}, link to a file", f"{run.file.path} {run.file.record}"
