"""Open answers of a survey: one source for each question, one paragraph for each answer, `R017: ` before it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crosscase.reading.statistics_file import STATISTICS, read_statistics_file
from crosscase.reading.tables import TextTable, read_table
from crosscase.reading.taken import LeftOut, Taken
from crosscase.study.adding import NewText
from crosscase.study.model import OPEN_ANSWERS
from crosscase.study.problems import StudyError
from crosscase.study.segments import RESPONDENT
from crosscase.study.shapes import nearest
from crosscase.study.text import normalise

MOST_NAMED = 8
"""Columns that a message names."""

_LONGEST = 40
_WORDS = 3  # a cell of so many words is more than a choice from a list, most often
_BREAK = re.compile(r"\s*(?:[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|_x000[dDaA]_)(?:\s|_x000[dDaA]_)*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_NO_WORD = re.compile(r"[\s.…·_*/\-‐‑‒–—−]*")
_NOT_IN_LABEL = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True, slots=True)
class _Who:
    """Who answered, row by row.

    Attributes:
        labels: what stands before each row's answers; empty where a row names nobody.
        notes: what whoever imports should know.
    """

    labels: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_answers(
    path: Path, columns: Sequence[str] = (), respondent: str = "", sheet: str = ""
) -> tuple[Taken, ...]:
    """The open answers of a .csv, .tsv, .txt, .xlsx, .sav or .zsav file, a text for each column.

    Args:
        columns: names of the columns that hold open answers.
        respondent: name of the column that says who answered; where it is empty the rows are numbered.
        sheet: which sheet of a workbook; the first visible one where nothing is said.

    Raises:
        StudyError: one line that names the file and the place and says what to do.
    """
    if path.suffix.lower() not in STATISTICS:
        return answers_of(read_table(path, sheet, guess=True), columns, respondent)
    if sheet:
        raise StudyError(f"{path}: an SPSS file has no sheets; leave --sheet out")
    found = read_statistics_file(path)
    return answers_of(found.table, columns, respondent, found.questions, found.missing)


def answers_of(
    table: TextTable,
    columns: Sequence[str],
    respondent: str = "",
    questions: Mapping[str, str] | None = None,
    missing: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Taken, ...]:
    """The open answers of a table, a text for each column, in the order of `columns`.

    Args:
        questions: the words of a column's question, which become the text's title.
        missing: cells of a column that stand for no answer.

    Raises:
        StudyError: no columns are named, or there is no such column, or no answer in any; a respondent is
            there twice, or is missing before an answer.
    """
    who_column = _named(table, respondent, "respondent") if respondent else ""
    if not columns:
        raise StudyError(f"{table.label}: {_which(table, who_column)}")
    wanted = list(dict.fromkeys(_named(table, column, "column") for column in columns))
    if who_column in wanted:
        raise StudyError(
            f"{table.label}: column {who_column} cannot both hold answers and say who answered; "
            "leave it out of one of --column and --respondent"
        )
    places = [table.columns.index(column) for column in wanted]
    gone = missing or {}
    answers = [_answers(table, place, gone.get(table.columns[place], frozenset())) for place in places]
    answered = {row for column, _ in answers for row, answer in enumerate(column) if answer}
    who = _respondents(table, who_column, answered) if who_column else _numbered(table)
    taken, empty = [], []
    for column, (texts, left_out) in zip(wanted, answers, strict=True):
        if any(texts):
            title = (questions or {}).get(column, "")
            taken.append(_taken(table.label, column, title, texts, left_out, who))
        else:
            empty.append(column)
    if not taken:
        raise StudyError(f"{table.label}: there is no answer in {_listed(empty)}; name another column")
    if empty:
        note = f"there is no answer in {_listed(empty)}"
        taken[0] = replace(taken[0], notes=(*taken[0].notes, note))
    return (replace(taken[0], notes=(*table.notes, *taken[0].notes)), *taken[1:])


def _taken(
    label: str, column: str, title: str, texts: Sequence[str], left_out: tuple[LeftOut, ...], who: _Who
) -> Taken:
    body = "".join(f"{name}: {text}\n\n" for name, text in zip(who.labels, texts, strict=True) if text)
    text = NewText(
        f"{label}, column {column}",
        column,
        body.removesuffix("\n"),
        kind=OPEN_ANSWERS,
        title="" if title == column else title,
        question=column,
    )
    return Taken(text, left_out=left_out, notes=who.notes)


# columns


def _named(table: TextTable, word: str, option: str) -> str:
    """The column a word names: as it is written, else but for capitals and blanks."""
    if word in table.columns:
        return word
    alike = [name for name in table.columns if _plain(name) == _plain(word)]
    if len(alike) == 1:
        return alike[0]
    near = nearest(word, table.columns)
    hint = f"did you mean {near}?" if near else f"it has {_listed(table.columns)}"
    raise StudyError(f"{table.label}: has no column {word}, which --{option} names; {hint}")


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFC", name).casefold().split())


def _which(table: TextTable, besides: str) -> str:
    """What to say where no column was named."""
    others = [name for name in table.columns if name != besides]
    likely = [name for name in others if _looks_open(table, table.columns.index(name))]
    if likely:
        return f"which column holds open answers? give --column; it looks like {_listed(likely)}"
    return f"which column holds open answers? give --column; it has {_listed(others)}"


def _looks_open(table: TextTable, place: int) -> bool:
    """Whether a column's cells are sentences rather than choices, numbers or names."""
    filled = [cell for cell in (row[place].strip() for row in table.rows) if not _NO_WORD.fullmatch(cell)]
    long = sum(len(cell.split()) >= _WORDS for cell in filled)
    return 2 * long >= len(filled) > 0 and 2 * len(set(filled)) > len(filled)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


# answers


def _answers(table: TextTable, place: int, missing: frozenset[str]) -> tuple[list[str], tuple[LeftOut, ...]]:
    """A column's answers row by row, empty where there is none, and what was taken for none."""
    texts: list[str] = []
    empty: Counter[tuple[str, str]] = Counter()
    for row in table.rows:
        cell = row[place]
        text = _one_line(cell)
        if cell in missing:
            empty["missing", text] += 1
        elif _NO_WORD.fullmatch(text):
            empty["no answer", text] += 1
        else:
            texts.append(text)
            continue
        texts.append("")
    where = f"column {table.columns[place]}"
    return texts, tuple(LeftOut(what, words, where, count) for (what, words), count in empty.items())


def _one_line(cell: str) -> str:
    """An answer as one paragraph: line breaks become blanks."""
    text = unicodedata.normalize("NFC", normalise(cell))
    return _CONTROL.sub("", _BREAK.sub(" ", text).replace("\t", " ")).strip()


# respondents


def _numbered(table: TextTable) -> _Who:
    width = max(3, len(str(len(table.rows))))
    labels = tuple(f"R{number:0{width}}" for number in range(1, len(table.rows) + 1))
    keys = [name for name, cells in _columns(table) if _tells_apart(cells)]
    hint = f"; --respondent {keys[0]} would name them" if keys else ""
    return _Who(labels, (f"respondents are numbered by their rows, {labels[0]} to {labels[-1]}{hint}",))


def _columns(table: TextTable) -> Iterator[tuple[str, list[str]]]:
    for place, name in enumerate(table.columns):
        yield name, [row[place].strip() for row in table.rows]


def _tells_apart(cells: Sequence[str]) -> bool:
    """Whether cells could be what respondents are known by: each there once, none with a blank."""
    alone = len(set(map(str.casefold, cells))) == len(cells) > 1
    return alone and all(RESPONDENT.fullmatch(cell) for cell in cells)


def _respondents(table: TextTable, column: str, answered: set[int]) -> _Who:
    place = table.columns.index(column)
    labels: list[str] = []
    lines: dict[str, int] = {}
    changed: list[str] = []
    for index, (row, line) in enumerate(zip(table.rows, table.lines, strict=True)):
        where, told = f"{table.label}:{line}", " ".join(unicodedata.normalize("NFC", row[place]).split())
        label = _label(told, where, column) if told else ""
        if not label and index in answered:
            raise StudyError(f"{where}: nobody is named in column {column} before an answer; fill it in")
        if label and (first := lines.setdefault(label.casefold(), line)) != line:
            raise StudyError(
                f"{where}: respondent {label} answered in row {first} already; "
                "leave one row out, or give one of them another name"
            )
        if label != told:
            changed.append(f"{told} is written {label}")
        labels.append(label)
    more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
    return _Who(tuple(labels), (f"respondent {changed[0]}{more}",) if changed else ())


def _label(told: str, where: str, column: str) -> str:
    """What stands before an answer: a word without blanks."""
    if "@" in told:
        raise StudyError(
            f"{where}: column {column} holds e-mail addresses, which do not belong in a study; "
            "name a column without names, or leave --respondent out"
        )
    label = _NOT_IN_LABEL.sub("-", told).strip("-._")
    if len(label) > _LONGEST or RESPONDENT.fullmatch(label) is None:
        short = "is longer than 40 characters" if len(label) > _LONGEST else "has no letter or digit"
        raise StudyError(f"{where}: respondent {told[:_LONGEST]} {short}; name a column of short keys")
    return label
