"""A table of responses as it came in a file: CSV, Excel or SPSS, every cell as a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crosscase.reading.statistics_file import STATISTICS, read_statistics_file
from crosscase.reading.tables import EXCEL, SEPARATED, TextTable, read_table
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.survey.wording import cut, listed, plain_words

MOST_CELLS = 10_000_000
"""Of a CSV file or a sheet; an SPSS file may hold half as many."""

_BARE = re.compile(r"[\s._:/()\[\]–—-]+")
_PERSONAL = {
    "e-mail address": ("email", "epost", "mail", "mailadresse", "epostadresse", "emailaddress"),
    "name": (
        "name", "navn", "fornavn", "etternavn", "firstname", "lastname", "surname", "fullname", "kontaktperson",
        "kontakt", "contact", "recipientfirstname", "recipientlastname",
    ),
    "phone number": ("telefon", "telefonnummer", "tlf", "mobil", "mobilnummer", "phone", "mobile"),
    "address": ("adresse", "address", "postadresse", "ip", "ipaddress", "ipadresse"),
    "number of a person": ("fødselsnummer", "personnummer", "fnr", "ssn"),
}  # fmt: skip
_WHAT = {word: what for what, words in _PERSONAL.items() for word in words}
_LOOKS = {
    "e-mail address": re.compile(r"\S+@\S+\.\w+"),
    "address": re.compile(r"\d{1,3}(?:\.\d{1,3}){3}"),
    "number of a person": re.compile(r"\d{6} ?\d{5}"),
}
_SENTENCE = 3  # words; a cell of so many is more than a choice from a list, most often


@dataclass(frozen=True, slots=True)
class Filed:
    """What a file of responses holds.

    Attributes:
        label: what messages call the file.
        cells: by column, in the order of the file; all of one length.
        lines: for each row its line (CSV), its row (Excel), or its number (SPSS).
        questions: the words of a column's question, where the file has them.
        labels: (code, label) of a column's values, in the order of the codes, where the file has them.
        missing: texts of a column that the file declares missing.
        notes: remarks of the reader.
    """

    label: str
    cells: Mapping[str, tuple[str, ...]]
    lines: tuple[int, ...]
    questions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    missing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self.cells)

    def where(self, row: int) -> str:
        """The file and the line of a row, for messages."""
        return f"{self.label}:{self.lines[row]}"


def read_filed(path: Path, sheet: str = "") -> Filed:
    """The table of responses of a .csv, .tsv, .txt, .xlsx, .sav or .zsav file.

    Args:
        sheet: which sheet of a workbook; the first visible one where nothing is said.

    Raises:
        StudyError: one line that names the file and the place and says what to do.
    """
    suffix = path.suffix.lower()
    if suffix not in (*STATISTICS, *SEPARATED, *EXCEL, ".xls") and not path.is_dir():
        raise StudyError(f"{path}: responses are read from .csv, .tsv, .txt, .xlsx, .sav and .zsav files")
    if suffix not in STATISTICS:
        return filed(read_table(path, sheet, guess=True, most=MOST_CELLS))
    if sheet:
        raise StudyError(f"{path}: an SPSS file has no sheets; leave --sheet out")
    found = read_statistics_file(path)
    return filed(found.table, found.questions, found.labels, found.missing)


def filed(
    table: TextTable,
    questions: Mapping[str, str] | None = None,
    labels: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
    missing: Mapping[str, frozenset[str]] | None = None,
) -> Filed:
    """A table by its columns; raises StudyError where it holds no rows, or one column alone."""
    if not table.rows:
        raise StudyError(f"{table.label}: names columns and holds no rows; there are no responses in it")
    if len(table.columns) < 2:
        raise StudyError(
            f"{table.label}: is no table of responses: it has one column alone ({cut(table.columns[0])}); "
            "the first row names the columns, and each row below is a respondent"
        )
    cells = dict(zip(table.columns, zip(*table.rows, strict=True), strict=True))
    return Filed(table.label, cells, table.lines, questions or {}, labels or {}, missing or {}, table.notes)


# what columns look like


def named_column(columns: Iterable[str], label: str, word: str, option: str) -> str:
    """The column a word names: as it is written, else but for capitals and blanks.

    Raises:
        StudyError: there is none; says the nearest.
    """
    columns = list(columns)
    if word in columns:
        return word
    alike = [name for name in columns if plain_words(name) == plain_words(word)]
    if len(alike) == 1:
        return alike[0]
    near = nearest(word, columns)
    hint = f"did you mean {near}?" if near else f"it has {listed(columns)}"
    raise StudyError(f"{label}: has no column {word}, which {option} names; {hint}")


def personal(found: Filed, column: str) -> str:
    """What a column tells of a person, such as `e-mail address`, by its name or by its cells; else nothing."""
    words = _BARE.split(column.casefold())
    for word in ("".join(words), *(words if len(words) <= 3 else ())):
        if word in _WHAT:
            return _WHAT[word]
    filled = _filled(found.cells[column])
    for what, looks in _LOOKS.items():
        if 2 * sum(count for cell, count in filled.items() if looks.fullmatch(cell)) > filled.total():
            return what
    return ""


def looks_open(cells: Iterable[str]) -> bool:
    """Whether cells are sentences in people's own words rather than choices, numbers or keys."""
    filled = _filled(cells)
    long = sum(count for cell, count in filled.items() if len(cell.split()) >= _SENTENCE)
    return 2 * long >= filled.total() > 0 and 2 * len(filled) > filled.total()


def _filled(cells: Iterable[str]) -> Counter[str]:
    """How often each text stands in cells that are not empty: so many rows cost little more than few."""
    found: Counter[str] = Counter()
    for cell, count in Counter(cells).items():
        if text := cell.strip():
            found[text] += count
    return found


def tells_apart(cells: Iterable[str]) -> bool:
    """Whether cells could be what respondents are known by: each is there once, and is short."""
    cells = list(cells)
    if len(set(cells)) < len(cells):
        return False
    keys = {plain_words(cell) for cell in cells}
    return len(keys) == len(cells) and all(keys) and max(map(len, keys)) <= 40
