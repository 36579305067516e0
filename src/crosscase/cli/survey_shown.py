"""What the survey's commands write: on a terminal long words wrap, so that 80 columns are enough; or files."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as changed
from typing import TYPE_CHECKING

from crosscase.cli.output import Format, OutputOption, hand_out, note, say, visible, width

if TYPE_CHECKING:
    from crosscase.documents.values import Cell, Document, Table
    from crosscase.study.folder import Study

DATA = (Format.csv, Format.xlsx)
"""Forms that hold numbers rather than texts; JSON, which also holds what is said beside them, goes its own way."""

_USUAL = 80  # columns, where nobody says
_GAP = 2
_LEAST_LABEL = 12
_LONGEST_LABEL_WORD = 18
_LONGEST_HEAD = 14  # letters of a word that a column is made as wide as
_MARK = re.compile(r"\*?(?: [▲▼])?$")


def hand_out_text(
    study: Study, document: Document, form: Format, output: OutputOption, replace: bool
) -> None:
    """A document on the terminal, or as a file to read."""
    if form is Format.table:
        show_document(document)
    else:
        hand_out(study, document, form, output, replace)


def hand_out_data(
    study: Study, table: Table, notes: Sequence[str], form: Format, output: OutputOption, replace: bool
) -> None:
    """Numbers as a file; what must be said beside them stands below, or on stderr where the file cannot hold it."""
    hand_out(study, changed(table, note=" ".join(notes)), form, output, replace)
    if form is Format.csv:
        for line in notes:
            note(line)


def room() -> int:
    """Columns to write in."""
    return shutil.get_terminal_size((_USUAL, 24)).columns if sys.stdout.isatty() else _USUAL


def show_words(words: str) -> None:
    """A text, wrapped for a terminal and on one line for whatever else reads it."""
    if sys.stdout.isatty():
        _paragraph(words, room())
    else:
        say(words)


def tell_beside(document: Document) -> None:
    """On stderr what a document says beside its tables, for forms that hold numbers alone."""
    from crosscase.documents.values import Paragraph, plain

    for block in document.blocks:
        if isinstance(block, Paragraph):
            note(plain(block.runs))
    if document.notice:
        note(document.notice)


def show_document(document: Document, columns: int | None = None) -> None:
    """A document of headings, paragraphs and tables."""
    from crosscase.documents.values import Heading, Paragraph, Table, plain

    columns = columns or room()
    _paragraph(document.title, columns)
    before = ""
    for block in document.blocks:
        after = block.style if isinstance(block, Paragraph) else ""
        if not (before == after == "note"):
            say()
        before = after
        if isinstance(block, Heading):
            _paragraph(block.text, columns)
        elif isinstance(block, Paragraph):
            _paragraph(plain(block.runs), columns)
        elif isinstance(block, Table):
            for number, part in enumerate(parted(block, columns)):
                if number:
                    say()
                show_table(part, columns)
    if document.notice and before != "note":
        say()
    _paragraph(document.notice, columns)


def show_table(table: Table, columns: int | None = None) -> None:
    """A table whose first column holds words and wraps; what stands alone in a row takes all of it."""
    columns = columns or room()
    _paragraph(table.caption, columns)
    for line in lines_of(table, columns):
        print(line)
    if table.note:
        _paragraph(table.note, columns)


def lines_of(table: Table, columns: int) -> Iterator[str]:
    """The lines of a table, none wider than the columns where the figures leave the words any room."""
    rows = [tuple(_cell(cell) for cell in row) for row in table.rows]
    padded = _padded(rows)
    figures = _sizes(table.columns, padded)
    longest = max([width(table.columns[0]), *(width(row[0]) for row in rows if not _alone(row))])
    # names of columns stand on one line where there is room
    whole = [max(size, width(name)) for size, name in zip(figures, table.columns[1:], strict=True)]
    sizes = whole if longest + sum(whole) + _GAP * len(whole) <= columns else figures
    least = min(longest, max(_LEAST_LABEL, _longest_word(rows)))
    gap = _GAP if least + sum(sizes) + _GAP * len(sizes) <= columns else 1
    label = min(longest, max(_LEAST_LABEL, columns - sum(sizes) - gap * len(sizes)))
    yield from _row(table.columns, label, sizes, gap)
    for row, cells in zip(rows, padded, strict=True):
        if _alone(row):
            yield from textwrap.wrap(row[0], columns, break_on_hyphens=False) or [""]
        else:
            yield from _row((row[0], *cells), label, sizes, gap)


def _longest_word(rows: Sequence[Sequence[str]]) -> int:
    """Of what wraps, with what it is set in by."""
    found = [0]
    for row in rows:
        if not _alone(row):
            found += [_inset(row[0]) + width(word) for word in row[0].split()]
    return min(max(found), _LONGEST_LABEL_WORD)


def _inset(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _alone(row: Sequence[str]) -> bool:
    return len(row) > 1 and not any(row[1:])


def parted(table: Table, columns: int) -> list[Table]:
    """A table too wide as several, each with the first two columns and as many others as fit, evenly."""
    from crosscase.documents.values import Table

    count = len(table.columns)
    for parts in range(1, max(count - 1, 2)):
        size = -(-(count - 2) // parts) if count > 2 else 0
        starts = range(2, count, size) if size else (2,)
        found = []
        for start in starts:
            places = (*range(min(2, count)), *range(start, min(start + size, count)))
            found.append(
                Table(
                    tuple(table.columns[place] for place in places),
                    tuple(tuple(row[place] for place in places) for row in table.rows),
                    table.caption,
                    table.note,
                )
            )
        if all(_fits(each, columns) for each in found):
            break
    return found


def _fits(table: Table, columns: int) -> bool:
    rows = _padded([tuple(_cell(cell) for cell in row) for row in table.rows])
    return sum(_sizes(table.columns, rows)) + len(table.columns) - 1 + _LEAST_LABEL <= columns


def _sizes(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths of all columns but the first: their widest figure, and their names' words."""
    found = []
    for place, name in enumerate(names[1:]):
        words = max((min(width(word), _LONGEST_HEAD) for word in name.split(" ")), default=0)
        found.append(max([words, *(width(row[place]) for row in rows)]))
    return found


def _padded(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The figures of each row with room for marks that others of their column have, so that digits stand below digits."""
    if not rows:
        return []
    marks = [
        max(len(_mark(row[place])) for row in rows) for place in range(1, len(rows[0]))
    ]  # fmt: skip
    return [
        tuple(
            cell + " " * (most - len(_mark(cell))) if cell else ""
            for cell, most in zip(row[1:], marks, strict=True)
        )
        for row in rows
    ]


def _mark(cell: str) -> str:
    found = _MARK.search(cell)
    return found[0] if found is not None else ""


def _row(cells: Sequence[str], label: int, sizes: Sequence[int], gap: int) -> Iterator[str]:
    inset = " " * _inset(cells[0])
    words = textwrap.wrap(
        cells[0].strip(), label, initial_indent=inset, subsequent_indent=inset, break_on_hyphens=False
    )
    wrapped = [words or [""]]
    for cell, size in zip(cells[1:], sizes, strict=True):
        fits = width(cell) <= size
        wrapped.append([cell] if fits else textwrap.wrap(cell, size, break_on_hyphens=False))
    for number in range(max(map(len, wrapped))):
        parts = [column[number] if number < len(column) else "" for column in wrapped]
        aligned = [_right(part, size) for part, size in zip(parts[1:], sizes, strict=True)]
        yield visible((" " * gap).join([_left(parts[0], label), *aligned]).rstrip())


def _left(text: str, size: int) -> str:
    return text + " " * (size - width(text))


def _right(text: str, size: int) -> str:
    return " " * (size - width(text)) + text


def _cell(cell: Cell) -> str:
    from crosscase.documents.values import plain

    shown = plain(cell).replace("\N{EM SPACE}", "  ")
    inset = _inset(shown)
    return " " * inset + visible(shown[inset:])


def _paragraph(words: str, columns: int) -> None:
    for line in _wrapped(words, columns):
        say(line)


def _wrapped(words: str, columns: int) -> Iterable[str]:
    return textwrap.wrap(visible(words), columns, break_on_hyphens=False) if words else ()
