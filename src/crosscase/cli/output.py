"""One writer for everything a command lists: a table on the terminal, or a file. What is listed is data, never markup."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosscase.cli.progress import slow
from crosscase.documents.escaping import visible as visible
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.documents.values import Document, Table
    from crosscase.study.folder import Study
    from crosscase.study.name_gate import NameGate

Cell = object
Row = Sequence[Cell]

_GAP = "  "
_NARROWEST = 8  # columns are not shortened below this


class Format(StrEnum):
    """How a list is written."""

    table = "table"
    csv = "csv"
    json = "json"
    md = "md"
    xlsx = "xlsx"
    docx = "docx"
    html = "html"

    def notes_language(self, language: str) -> str:
        """The language of the notes under a table: English where they go to stderr, as commands speak it.

        Args:
            language: of the study, in which files are written.
        """
        return "en" if self is Format.csv else language


_BINARY = (Format.xlsx, Format.docx)
_EVERY_COLUMN = (Format.csv, Format.json, Format.xlsx)

FormatOption = Annotated[Format, typer.Option("--format", help="How to write it.")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write it to this file; the name's ending says how."),
]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Write over the file that is there.")]


def form_for(form: Format, output: Path | None) -> Format:
    """How to write it: as the format says, else as the ending of the file's name says.

    Raises:
        StudyError: neither does.
    """
    if output is None or form is not Format.table:
        return form
    from crosscase.documents.writing import form_of_name

    return Format(form_of_name(str(output)))


def write(
    columns: Sequence[str],
    rows: Iterable[Row],
    form: Format,
    brief: Sequence[str] = (),
    whole: str = "",
    *,
    caption: str = "",
    note: str = "",
    study: Study | None = None,
    output: Path | None = None,
    replace: bool = False,
) -> None:
    """Write rows to stdout or to a file.

    Args:
        columns: names; CSV's first row and JSON's keys.
        rows: cells as str, int, float, bool (a star where true), None (nothing), a mapping of text to number,
            texts, or a rich text of `documents.values`.
        brief: the columns that people read, where not all; CSV, JSON and Excel get all.
        whole: the column that is shortened last, because people type what stands in it.
        caption, note: what the rows are, and what one has to know to read them; for files that people read.
        study: what the rows are of; needed for whatever leaves the terminal.
        output, replace: as `hand_out`.
    """
    form = form_for(form, output)
    if form in _EVERY_COLUMN or not brief:
        brief = columns
    chosen = [columns.index(name) for name in brief]
    cells = [tuple([row[place] for place in chosen]) for row in rows]
    if form is Format.table:
        _show(brief, cells, whole)
        return
    from crosscase.documents.values import Table

    if form is Format.md and output is None:
        caption = note = ""
    listed: Any = [tuple(map(_cell, row)) for row in cells]
    hand_out(study, Table(tuple(brief), tuple(listed), caption, note), form, output, replace)


def hand_out(
    study: Study | None,
    value: Table | Document,
    form: Format,
    output: Path | None = None,
    replace: bool = False,
) -> None:
    """Write a table or a document to stdout, or to a file, through the name gate of its study.

    A document whose form nothing says is shown as Markdown. What people read as pages or sheets carries the
    study's notice.

    Args:
        study: what the value is made of.
        output: the file; where there is none, stdout, which must not be a terminal for Word and Excel.
        replace: write over the file.

    Raises:
        StudyError: one line that says why nothing was written.
    """
    from crosscase.documents.values import Table

    form = form_for(form, output)
    if form is Format.table and isinstance(value, Table):
        _show(value.columns, value.rows, "")
        return
    if form is Format.table:
        form = Format.md
    may_go_to(form, output, replace)
    with slow("writing"):
        content = written(study, value, form)
    _put(content, form, output, replace)


def written(study: Study | None, value: Table | Document, form: Format) -> bytes:
    """What a file of a table or a document holds; raises StudyError as `hand_out`."""
    from crosscase.documents.notice import with_notice
    from crosscase.documents.writing import Form
    from crosscase.documents.writing import write as content_of

    shown = with_notice(study, value, Form(form)) if study is not None else value
    return content_of(shown, Form(form), gate=_gate(study))


def write_json(
    value: object, *, study: Study | None = None, output: Path | None = None, replace: bool = False
) -> None:
    """Write a value as JSON that no terminal can mistake for commands; raises as `hand_out`."""
    from crosscase.documents.json_out import write_facts

    _put(write_facts(value, gate=_gate(study)), Format.json, output, replace)


def cell_text(cell: Cell) -> str:
    """A cell as people read it."""
    from crosscase.documents.values import plain

    found: Any = _cell(cell)
    return plain(found)


def say(line: str = "") -> None:
    """One line for the reader, on stdout."""
    print(visible(line))


def note(line: str) -> None:
    """One line beside the result, on stderr."""
    print(visible(line), file=sys.stderr)


def complain(line: str) -> None:
    """What went wrong, as one line on stderr."""
    note(f"crosscase: {' '.join(line.split())}")


def _gate(study: Study | None) -> NameGate:
    from crosscase.study.name_gate import NameGate, open_gate

    return NameGate() if study is None else open_gate(study.root)


def may_go_to(form: Format, output: Path | None, replace: bool = False) -> None:
    """See that a form is for a terminal, or that a file may be written, where it would go; raises StudyError."""
    if output is not None:
        from crosscase.documents.files import see_place

        see_place(output, replace)
    if output is None and form in _BINARY and sys.stdout.isatty():
        raise StudyError(f"{form} cannot be shown on a terminal; give --output FILE.{form}")


def _put(content: bytes, form: Format, output: Path | None, replace: bool) -> None:
    if output is not None:
        from crosscase.documents.files import put_file

        put_file(output, content, replace)
        say(f"wrote {output}")
    elif form in _BINARY:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        text = content.decode()
        if sys.stdout.isatty() and form is not Format.json:
            # a pipe gets every character as it is; a terminal must not obey what a file holds
            text = "\n".join(map(visible, text.split("\n")))
        sys.stdout.write(text)


def _cell(cell: Cell) -> Cell:
    """A cell as documents hold it."""
    if isinstance(cell, list):
        return tuple(map(str, cell))
    if cell is None or isinstance(cell, str | int | float | tuple | Mapping):
        return cell
    return str(cell)


def _show(columns: Sequence[str], rows: Iterable[Row], whole: str) -> None:
    from crosscase.documents.layout import numeric_texts

    columns = [visible(column) for column in columns]  # some are values of attributes
    texts = [[visible(cell_text(cell)) for cell in row] for row in rows]
    numeric = [numeric_texts(column) for column in zip(*texts, strict=True)] or [False] * len(columns)
    _table(columns, texts, numeric, whole)


def _table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], whole: str
) -> None:
    widths = [max(map(width, cells)) for cells in zip(columns, *rows, strict=True)]
    if sys.stdout.isatty():
        widths = fitted(widths, shutil.get_terminal_size().columns, columns.index(whole) if whole else -1)
    for row in (columns, *rows):
        cells = [
            _aligned(cell, size, number) for cell, size, number in zip(row, widths, numeric, strict=True)
        ]
        print(_GAP.join(cells).rstrip())


def fitted(widths: Sequence[int], room: int, last: int = -1) -> list[int]:
    """Column widths that fit a terminal, the widest columns shortened first.

    Args:
        widths: cells each column would take.
        room: cells of the terminal.
        last: place of the column that is shortened last, if any.
    """
    found = [min(size, room) for size in widths]
    over = sum(found) + len(_GAP) * (len(found) - 1) - room
    for places in ([place for place in range(len(found)) if place != last], range(len(found))):
        while over > 0 and (widest := max(places, key=found.__getitem__, default=last)) >= 0:
            if found[widest] <= _NARROWEST:
                break
            found[widest] -= 1
            over -= 1
    return found


def width(text: str) -> int:
    """Terminal cells a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _aligned(text: str, size: int, number: bool) -> str:
    if width(text) > size:
        text = shortened(text, size)
    space = " " * (size - width(text))
    return space + text if number else text + space


def shortened(text: str, size: int) -> str:
    """The text in at most `size` cells, cut with `…`."""
    if width(text) <= size:
        return text
    if text.isascii():
        return text[: size - 1] + "…"
    kept = text[:size]
    while kept and width(kept) > size - 1:
        kept = kept[:-1]
    return kept + "…"
