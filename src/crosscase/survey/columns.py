"""A CSV file of responses as columns of texts; what they mean is asked of `responses`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NoReturn, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from crosscase.documents.escaping import is_formula
from crosscase.reading.encodings import decoded, text_of
from crosscase.study.plurals import counted
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.yaml_in import shown

Places: TypeAlias = npt.NDArray[np.int32]

_TOLD = re.compile(r"sep=([;,\t])(?:\r\n|\r|\n)", re.IGNORECASE)  # Excel's own first line
_DELIMITERS = "\t;,"  # on a tie the first: commas stand inside cells more often than the others
_QUOTED = re.compile(r'"[^"]*"')
_FIRST_ROW = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_UNCLOSED = "a quotation mark in this row is never closed; close it, or remove it"
_HEAD = 1_000_000  # characters among which the first row is
_TOLD_OF = re.compile(r"(?s):(?:(?P<line>[0-9]+):)? (?P<rest>.*)")  # behind a file's name


class Columns:
    """The rows of a file by their columns.

    Attributes:
        file: what problems call it.
        names: of the columns, as far as they have one.
        size: rows, without the first one.
        note: a remark on how its bytes were read; empty where there is none.
    """

    def __init__(self, text: str, file: str, note: str = "") -> None:
        """Take a text; `read_columns` does."""
        self.file = file
        self.note = note
        told = _TOLD.match(text)
        self._text = text[told.end() :] if told is not None else text
        self._above = 1 if told is not None else 0
        self._delimiter = told[1] if told is not None else delimiter_of(text)
        self._header = self._first_row()
        self._place = {name: place for place, name in enumerate(self._header) if name}
        self._table = self._read()
        self.size = len(self._table)
        self._coded: dict[int, tuple[Places, list[str]]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that have a name."""
        return tuple(self._place)

    def coded(self, name: str) -> tuple[Places, list[str]]:
        """A column as places in a list of its different texts: so many rows cost little more than few.

        Blanks around a text, and the `'` that keeps a spreadsheet from taking it for a formula, are left out, so
        a text may be in the list twice. A column that is not there is empty.
        """
        place = self._place.get(name)
        return (np.zeros(self.size, np.int32), [""]) if place is None else self._at(place)

    def texts(self, name: str) -> list[str]:
        """The cells of a column, from the top."""
        places, texts = self.coded(name)
        return [texts[place] for place in places]

    def empty(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        """Which of some rows hold nothing at all."""
        found = np.ones(len(rows), np.bool_)
        for place in range(len(self._header)):
            places, texts = self._at(place)
            found &= ~np.array([bool(text) for text in texts], np.bool_)[places[rows]]
        return found

    def line_of(self, row: int) -> int:
        """The line of the file on which a row begins."""
        return self._layout[0][row] if row < len(self._layout[0]) else 0

    def problems(self) -> Iterator[Problem]:
        """What is odd about the file itself: cells without a name above them, rows that end too early."""
        if self.note:
            yield Problem(self.file, 0, 0, "encoding", f"{self.note}; save the file as UTF-8")
        if not self.size:
            yield Problem(self.file, 1, 0, "csv", "it names columns and holds no rows; take the responses in")
        for place, name in enumerate(self._header):
            if name or not (texts := [text for text in self._at(place)[1] if text]):
                continue
            message = f"column {place + 1} has no name, so nobody reads {shown(texts[0])} in it; name it"
            yield Problem(self.file, 1 + self._above, 0, "column", message)
        yield from self._short_rows()

    def _short_rows(self) -> Iterator[Problem]:
        _, texts = self._at(len(self._header) - 1)
        if all(texts) or not self.size:
            return  # a row that has its last cell has all of them
        wanted = len(self._header)
        short = [row for row, width in enumerate(self._layout[1]) if width < wanted]
        if not short:
            return
        more = f", and {_more(len(short) - 1)} as short" if len(short) > 1 else ""
        yield Problem(
            self.file, self.line_of(short[0]), 0, "csv",
            f"the row has {_cells(self._layout[1][short[0]])} and the first row {wanted}{more}; "
            "what is missing counts as no answer: see that no line end stands in a cell without quotation marks",
        )  # fmt: skip

    def _at(self, place: int) -> tuple[Places, list[str]]:
        if (found := self._coded.get(place)) is None:
            places, texts = pd.factorize(self._table[place].to_numpy())
            found = self._coded[place] = places.astype(np.int32), [_cleaned(str(text)) for text in texts]
        return found

    # reading

    def _refuse(self, line: int, kind: str, message: str) -> NoReturn:
        raise FileError(Problem(self.file, line, 0, kind, message))

    def _first_row(self) -> list[str]:
        line, cells = next(self._records(self._text[:_HEAD]), (0, []))
        if cells is None:
            self._refuse(line, "csv", _UNCLOSED)
        names = [_cleaned(name) for name in cells]
        if not any(names):
            self._refuse(
                0, "csv", "it is empty: there are no responses in it; take them in, or remove the file"
            )
        seen: set[str] = set()
        for name in filter(None, names):
            if name in seen:
                self._refuse(line, "column", f"the column {shown(name)} stands twice; rename one of the two")
            seen.add(name)
        return names

    def _read(self) -> pd.DataFrame:
        # The first row is read as one of the rows: it tells how long they may be, and a longer one is refused.
        try:
            table: pd.DataFrame = pd.read_csv(
                io.BytesIO(self._text.encode()), sep=self._delimiter, header=None, names=range(len(self._header)),
                dtype=object, keep_default_na=False, na_filter=False, index_col=False, engine="c",
            )  # fmt: skip
        except pd.errors.ParserError as error:
            table = self._read_slowly(unclosed="EOF inside string" in str(error))
        return table.iloc[1:]

    def _read_slowly(self, unclosed: bool) -> pd.DataFrame:
        """A file in which rows are longer than the first: they may be if nothing stands there."""
        wanted, line = len(self._header), 0
        rows: list[list[str]] = []
        long: list[tuple[int, int]] = []
        for line, cells in self._records(self._text):
            if cells is None:
                self._refuse(line, "csv", _UNCLOSED)
            while len(cells) > wanted and not cells[-1].strip():
                cells.pop()
            if len(cells) > wanted:
                long.append((line, len(cells)))
            rows.append([*cells, *[""] * (wanted - len(cells))])
        if unclosed:
            self._refuse(line, "csv", _UNCLOSED)
        if long:
            more = f" (and {_more(len(long) - 1)} longer too)" if len(long) > 1 else ""
            self._refuse(
                long[0][0], "csv",
                f"the row has {_cells(long[0][1])} and the first row {wanted}{more}; "
                f"put a cell that holds {_NAMES[self._delimiter]} in quotation marks",
            )  # fmt: skip
        return pd.DataFrame(rows, dtype=object)

    def _records(self, text: str) -> Iterator[tuple[int, list[str] | None]]:
        """The rows that are not blank, the first one too, each with the line on which it begins.

        The last one is None where the module gives up: a cell is longer than it takes.
        """
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter)
        before = self._above
        try:
            for cells in reader:
                if cells and (len(cells) > 1 or not cells[0] or cells[0].strip(" \t")):
                    yield before + 1, cells
                before = reader.line_num + self._above
        except csv.Error:
            yield before + 1, None

    @cached_property
    def _layout(self) -> tuple[list[int], list[int]]:
        """For each row its line and how many cells it has; only problems ask for them."""
        lines: list[int] = []
        widths: list[int] = []
        for line, cells in self._records(self._text):
            if cells is not None:
                lines.append(line)
                widths.append(len(cells))
        return lines[1:], widths[1:]


def read_columns(raw: bytes, file: str) -> Columns:
    """The columns of a CSV file.

    Cells are parted by comma, semicolon or tab, whichever parts the first row, or as a line `sep=;` above it says.
    It is UTF-8, UTF-16 by its first bytes, else cp1252.

    Raises:
        FileError: it is no text, or empty; git left two versions in it; a column's name stands twice; a row is
            longer than the first one; a quotation mark is not closed. With the line, where it is one.
    """
    note = ""
    if (at := raw.find(b"\n<<<<<<< ")) >= 0:
        line = raw.count(b"\n", 0, at) + 2
        message = "git left two versions side by side here; keep one of the two, and remove the marks"
        raise FileError(Problem(file, line, 0, "merge-conflict", message))
    try:
        text = decoded(raw, file, "CSV (UTF-8)")
    except StudyError as error:
        if not isinstance(error.__cause__, UnicodeDecodeError):
            raise FileError(_told(error, file)) from None
        try:
            text, note = text_of(raw, file)
        except StudyError as other:
            raise FileError(_told(other, file)) from None
    if "\0" in text:
        raise FileError(
            Problem(file, 0, 0, "encoding", "it holds zero characters and is no text; save it as CSV (UTF-8)")
        )
    return Columns(text.removeprefix("\ufeff"), file, note)


def delimiter_of(text: str) -> str:
    """What parts the cells of the first row: the mark it has most of outside quotation marks."""
    first = _FIRST_ROW.search(_QUOTED.sub("x", text[:_HEAD]))
    return max(_DELIMITERS, key=first[0].count) if first is not None else ","


_NAMES = {"\t": "a tab", ";": "a semicolon", ",": "a comma"}


def _told(error: StudyError, file: str) -> Problem:
    """What `encodings` says of a file, with its line in its place."""
    match = _TOLD_OF.fullmatch(str(error).removeprefix(file))
    line, rest = (int(match["line"] or 0), match["rest"]) if match is not None else (0, str(error))
    return Problem(file, line, 0, "encoding", rest)


def _cleaned(cell: str) -> str:
    guarded = cell.startswith("'") and is_formula(cell.lstrip("'"))
    return (cell[1:] if guarded else cell).strip()


def _cells(many: int) -> str:
    return f"{counted(many, 'cell')}"


def _more(many: int) -> str:
    return f"{many} more row{'s are' if many != 1 else ' is'}"


def names_for(names: Sequence[str], most: int = 8) -> str:
    """Names for a message, not too many of them."""
    told = [shown(name) for name in names]
    return ", ".join(told[:most]) + (f" and {len(told) - most} more" if len(told) > most else "")
