"""survey/responses.csv: one row a respondent, every cell read as text first."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from crosscase.documents.escaping import is_formula
from crosscase.reading.encodings import decoded
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.survey.model import Option, Question, Questionnaire, Row

FILE = "survey/responses.csv"
Flags: TypeAlias = npt.NDArray[np.bool_]
Places: TypeAlias = npt.NDArray[np.int32]
Numbers: TypeAlias = npt.NDArray[np.float64]

NONE, WRONG = -1, -2
"""Instead of an option's place: no answer; an answer that is none of the question's."""

_NUMBER = re.compile(r"[-+\u2212]?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f.][0-9]{3})+)(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YES = frozenset({"1", "ja", "yes", "x", "true", "valgt", "selected", "sant"})
_NO = frozenset({"", "0", "nei", "no", "false", "ikke valgt", "not selected", "usant"})
_PROBLEMS_SHOWN = 20  # of one column; the rest is a number


class Responses:
    """What respondents answered. Columns are made sense of when they are asked for, and kept.

    A respondent that stands in two rows counts once, by the first; rows without a respondent are left out.

    Attributes:
        questionnaire: what the columns mean.
        respondents: in the order of the file.
        file: what problems call it.
    """

    def __init__(self, table: pd.DataFrame, questionnaire: Questionnaire, file: str, text: str) -> None:
        """Take a table of texts; `read_responses` makes it."""
        self.questionnaire = questionnaire
        self.file = file
        self._text = text
        self._found: dict[tuple[str, str], list[Problem]] = {}
        self._cells: dict[str, tuple[Places, list[str]]] = {}
        self._choices: dict[str, Places] = {}
        self._ticks: dict[str, npt.NDArray[np.bool_]] = {}
        self._numbers: dict[str, Numbers] = {}
        # what `answers` makes of it, by its own keys
        self.derived: dict[object, npt.NDArray[np.generic]] = {}
        if questionnaire.respondent not in table.columns:
            guess = nearest(questionnaire.respondent, table.columns)
            hint = f"did you mean {guess}?" if guess else f"its columns are {_some(table.columns)}"
            raise FileError(
                Problem(
                    file, 1, 0, "column",
                    f"there is no column {questionnaire.respondent} that names the respondents; {hint} "
                    f"Say so with `respondent:` in {questionnaire.file}",
                )
            )  # fmt: skip
        ids = table[questionnaire.respondent].str.strip()
        keep = (ids != "") & ~ids.duplicated()
        self._rows = np.flatnonzero(keep.to_numpy())
        self._table = table.iloc[self._rows].reset_index(drop=True)
        self.respondents: tuple[str, ...] = tuple(ids[keep])
        self._note_rows(ids)

    @property
    def size(self) -> int:
        """How many respondents there are."""
        return len(self.respondents)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file."""
        return tuple(self._table.columns)

    @cached_property
    def weights(self) -> Numbers | None:
        """One weight for each respondent; None where the survey has none.

        A weight that is none (below 0, no number, nothing) is NaN, and a problem.
        """
        name = self.questionnaire.weight
        if not name:
            return None
        if name not in self._table.columns:
            self._note(
                name,
                "",
                [(None, f"there is no column {name}, which {self.questionnaire.file} names as weight")],
            )
            return np.full(self.size, np.nan)
        values = self._parsed_numbers(name)
        cells = self._table[name]
        wrong = np.flatnonzero(~(values >= 0))
        self._note(
            name, "weight",
            [
                (int(row), f"{self.respondents[row]}: the weight {shown(cells[row]) or 'is missing'}"
                 f"{' ' if cells[row] else ''}is no number of 0 or more; correct it")
                for row in wrong
            ],
        )  # fmt: skip
        values[wrong] = np.nan
        return values

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in the columns looked at so far, by line."""
        return sorted((p for found in self._found.values() for p in found), key=lambda p: (p.line, p.message))

    def check(self) -> list[Problem]:
        """What is wrong in any column that the survey reads."""
        for question in self.questionnaire.questions.values():
            if question.kind == "multiple":
                self.ticks(question)
            elif question.kind == "number":
                self.numbers(question)
            elif question.kind == "single":
                self.choices(question)
            for row in question.rows:
                self.choices(question, row)
        _ = self.weights
        return self.problems

    def row_of(self, respondent: str) -> int:
        """The place of a respondent, -1 where there is none."""
        return self._places.get(respondent, -1)

    def line_of(self, row: int) -> int:
        """The line of the file on which a respondent's row begins; 0 where it cannot be found."""
        return self._lines(int(self._rows[row]))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {id: place for place, id in enumerate(self.respondents)}

    def text_of(self, column: str) -> list[str]:
        """The cells of a column as they stand; empty ones where there is no such column."""
        return list(self._table[column]) if column in self._table.columns else [""] * self.size

    # columns, made sense of

    def has(self, question: Question) -> bool:
        """Whether the file has any column of a question."""
        if question.kind == "grid":
            return any(row.column in self._table.columns for row in question.rows)
        if question.kind == "multiple" and self._option_columns(question):
            return True
        return question.column in self._table.columns

    def choices(self, question: Question, row: Row | None = None) -> Places:
        """The place of the option in `question.options`, for each respondent; `NONE` or `WRONG` else."""
        column = row.column if row is not None else question.column
        if (found := self._choices.get(column)) is None:
            places, texts = self._coded(column)
            known = _lookup(question.options)
            means = np.array(
                [NONE if not text else known.get(_folded(text), WRONG) for text in texts], np.int32
            )
            found = means[places]
            self._wrong_cells(column, found == WRONG, question)
            self._choices[column] = found
        return found

    def ticks(self, question: Question) -> Flags:
        """Which options were chosen: a row for each respondent, a column for each option.

        A respondent for whom nothing stands in any of the columns has not answered; see `ticked_none`.
        """
        if (found := self._ticks.get(question.column)) is None:
            found = np.zeros((self.size, len(question.options)), np.bool_)
            for place, name in self._option_columns(question).items():
                found[:, place] |= self._flags(question, name)
            if question.column in self._table.columns:
                found |= self._parted(question)
            self._ticks[question.column] = found
        return found

    def filled(self, question: Question) -> Flags:
        """Whether anything stands in the columns of a multiple question, be it only that nothing was chosen."""
        found = np.zeros(self.size, np.bool_)
        names = [*self._option_columns(question).values()]
        for name in (*names, question.column):
            if name in self._table.columns:
                places, texts = self._coded(name)
                found |= np.array([bool(text) for text in texts], np.bool_)[places]
        return found

    def numbers(self, question: Question) -> Numbers:
        """The number of each respondent, NaN where there is none."""
        if (found := self._numbers.get(question.column)) is None:
            found = self._numbers[question.column] = self._parsed_numbers(question.column)
            places, texts = self._coded(question.column)
            wrong = np.isnan(found) & np.array([bool(text) for text in texts], np.bool_)[places]
            self._note(
                question.column, "number",
                [(int(row), f"{question.id}: {shown(texts[places[row]])} is no number; correct it, or empty the cell")
                 for row in np.flatnonzero(wrong)],
            )  # fmt: skip
        return found

    def _parsed_numbers(self, column: str) -> Numbers:
        places, texts = self._coded(column)
        return np.array([_number(text) for text in texts], np.float64)[places]

    def _coded(self, column: str) -> tuple[Places, list[str]]:
        """A column as places in a list of its different texts; so many rows cost little more than few."""
        if (found := self._cells.get(column)) is None:
            if column in self._table.columns:
                places, texts = pd.factorize(self._table[column])
                found = places.astype(np.int32), [str(text).strip() for text in texts]
            else:
                found = np.zeros(self.size, np.int32), [""]
            self._cells[column] = found
        return found

    def _option_columns(self, question: Question) -> dict[int, str]:
        there = set(self._table.columns)
        names = {place: f"{question.column}.{each.id}" for place, each in enumerate(question.options)}
        return {place: name for place, name in names.items() if name in there}

    def _flags(self, question: Question, name: str) -> Flags:
        places, texts = self._coded(name)
        option = name.removeprefix(f"{question.column}.")
        words = {_folded(option)} | {_folded(text) for each in question.options if each.id == option
                                     for text in (each.code, *each.label.values())}  # fmt: skip
        means = np.array([_means(_folded(text), words) for text in texts], np.int32)
        found = means[places]
        self._note(
            name, "answer",
            [(int(row), f"{name}: {shown(texts[places[row]])} says neither chosen (1) nor not chosen (0); correct it")
             for row in np.flatnonzero(found == WRONG)],
        )  # fmt: skip
        return np.asarray(found == 1)

    def _parted(self, question: Question) -> Flags:
        places, texts = self._coded(question.column)
        known = _lookup(question.options)
        means = np.zeros((len(texts), len(question.options)), np.bool_)
        wrong: dict[int, str] = {}
        for number, text in enumerate(texts):
            for part in filter(None, map(str.strip, text.split(";"))):
                place = known.get(_folded(part), WRONG)
                if place == WRONG:
                    wrong[number] = part
                else:
                    means[number, place] = True
        rows = np.flatnonzero(np.isin(places, list(wrong)))
        self._note(
            question.column, "answer",
            [(int(row), self._not_an_answer(question, wrong[int(places[row])])) for row in rows],
        )  # fmt: skip
        return means[places]

    # problems

    def _wrong_cells(self, column: str, wrong: Flags, question: Question) -> None:
        places, texts = self._coded(column)
        self._note(
            column, "answer",
            [(int(row), self._not_an_answer(question, texts[places[row]])) for row in np.flatnonzero(wrong)],
        )  # fmt: skip

    @staticmethod
    def _not_an_answer(question: Question, text: str) -> str:
        known = [option.id for option in question.options]
        names = {
            label: option.id for option in question.options for label in (option.id, *option.label.values())
        }
        guess = nearest(text, names)
        hint = f"did you mean {names[guess]}?" if guess else f"known are {_some(known)}"
        return f"{question.id}: {shown(text)} is no answer of the question and is not counted; {hint}"

    def _note_rows(self, ids: pd.Series[str]) -> None:
        twice = np.flatnonzero((ids.duplicated() & (ids != "")).to_numpy())
        nobody = np.flatnonzero((ids == "").to_numpy())
        self._note(
            "", "respondent",
            [(-1 - int(row), f"the respondent {shown(ids[row])} stands in an earlier row too; only that one counts")
             for row in twice]
            + [(-1 - int(row), "the row names no respondent and is left out; give it an id") for row in nobody],
        )  # fmt: skip

    def _note(self, column: str, kind: str, found: Sequence[tuple[int | None, str]]) -> None:
        """Keep problems of a column: by row among the respondents, by -1 - row of the file, or of all of it."""
        if not found or (column, kind) in self._found:
            return
        lines = self._lines
        told = [
            Problem(
                self.file, 1 if row is None else lines(-1 - row if row < 0 else int(self._rows[row])), 0, kind or "column",
                message,
            )
            for row, message in found[:_PROBLEMS_SHOWN]
        ]  # fmt: skip
        if (more := len(found) - len(told)) > 0:
            told.append(
                Problem(self.file, told[-1].line, 0, kind or "column", f"and {more} more rows like this")
            )
        self._found[column, kind] = told

    @cached_property
    def _lines(self) -> Callable[[int], int]:
        """The line of the file for a row of the table; found by reading it again, only for problems."""
        return _line_finder(self._text)


def read_responses(raw: bytes, questionnaire: Questionnaire, file: str = FILE) -> Responses:
    """The responses that a CSV file holds.

    Cells are parted by comma, semicolon or tab, whichever parts the first row; UTF-8, UTF-16 or cp1252. A cell holds an
    option's id, code or label (in any case); numbers may have a decimal comma.

    Raises:
        FileError: no table, no column of respondents, two columns of one name.
    """
    try:
        text = decoded(raw, file, "CSV (UTF-8)").removeprefix("\ufeff")
    except StudyError as error:
        raise FileError(Problem(file, 0, 0, "encoding", str(error).removeprefix(f"{file}: "))) from error
    delimiter = delimiter_of(text)
    try:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        _check_header([name.strip() for name in header], file)
        table: pd.DataFrame = pd.read_csv(
            io.StringIO(text), sep=delimiter, dtype=str, keep_default_na=False, na_filter=False,
            skip_blank_lines=True, index_col=False, engine="c",
        )  # fmt: skip
    except (csv.Error, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        reason = " ".join(str(error).split()) or "no table"
        raise FileError(
            Problem(
                file,
                0,
                0,
                "csv",
                f"it cannot be read as a table ({shown(reason, 100)}); export it anew as CSV",
            )
        ) from None
    table.columns = pd.Index([name.strip() for name in header])
    return Responses(table.map(_unguarded) if _guarded(text) else table, questionnaire, file, text)


def _means(text: str, words: Collection[str]) -> int:
    """Whether a cell of an option's own column says chosen: 1, 0 or `WRONG`. `0` is "no", even where it is a code."""
    if text in _YES or (text and text in words and text != "0"):
        return 1
    return 0 if text in _NO else WRONG


def delimiter_of(text: str) -> str:
    """What parts the cells of the first row: the mark it has most of outside quotation marks."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)


def _check_header(names: Sequence[str], file: str) -> None:
    if not any(names):
        raise FileError(Problem(file, 1, 0, "csv", "it is empty; there are no responses in it"))
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise FileError(
                Problem(
                    file,
                    1,
                    0,
                    "column",
                    f"the column {shown(name) or 'without a name'} stands twice; rename one",
                )
            )
        seen.add(name)


def _guarded(text: str) -> bool:
    return "'" in text


def _unguarded(cell: str) -> str:
    """The cell without the `'` that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def _line_finder(text: str) -> Callable[[int], int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    lines: list[int] = []
    before = 0
    for cells in reader:
        if cells:
            lines.append(before + 1)
        before = reader.line_num
    return lambda row: lines[row + 1] if row + 1 < len(lines) else 0


def _lookup(options: Iterable[Option]) -> dict[str, int]:
    """What may stand for each option; what would stand for two stands for the one it is the id or code of."""
    found: dict[str, int] = {}
    listed = list(options)
    by_rank = (
        [(option.id,) for option in listed],
        [(option.code,) for option in listed],
        [tuple(option.label.values()) for option in listed],
    )
    for words in by_rank:
        for place, names in enumerate(words):
            for name in filter(None, names):
                found.setdefault(_folded(name), place)
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _number(text: str) -> float:
    """A number with a decimal comma or point, with blanks or points between thousands; NaN where it is none."""
    if _PLAIN.fullmatch(text):
        return float(text)
    if not _NUMBER.fullmatch(text):
        return float("nan")
    bare = re.sub(r"[ \u00a0\u202f]", "", text).replace("\u2212", "-")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(".") > 1:
        bare = bare.replace(".", "")
    return float(bare)


def _some(names: Iterable[str]) -> str:
    listed = [shown(name) for name in names]
    return ", ".join(listed[:8]) + (f" and {len(listed) - 8} more" if len(listed) > 8 else "")
