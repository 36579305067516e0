"""survey/responses.csv: one row a respondent, and what its cells mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.survey.cells import NO, YES, plain_number
from crosscase.survey.columns import Columns, Places, names_for, read_columns
from crosscase.survey.model import Option, Question, Questionnaire, Row
from crosscase.survey.questions import columns_of
from crosscase.survey.wording import plain_words

FILE = "survey/responses.csv"
Flags: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.float64]
T = TypeVar("T", bound=np.generic)

NONE, WRONG = -1, -2
"""Instead of an option's place: no answer; an answer that is none of the question's."""

_PROBLEMS_SHOWN = 20  # of one column; the rest is a number


@dataclass(frozen=True, slots=True)
class _Found:
    """What is wrong in some rows of a column; lines and words are found when somebody asks.

    Attributes:
        rows: of the file.
        message: for a row of the file.
    """

    kind: str
    column: str
    rows: Sequence[int]
    message: Callable[[int], str]


class Responses:
    """What respondents answered. Columns are made sense of when they are asked for, and kept.

    A respondent that stands in two rows counts once, by the first; rows without a respondent are left out.

    Attributes:
        questionnaire: what the columns mean.
        respondents: in the order of the file.
        file: what problems call it.
        derived: what `answers` makes of it, by its own keys.
    """

    def __init__(self, columns: Columns, questionnaire: Questionnaire) -> None:
        """Take the columns of a file; `read_responses` does."""
        self.questionnaire = questionnaire
        self.file = columns.file
        self.derived: dict[object, npt.NDArray[np.generic]] = {}
        self._columns = columns
        self._found: dict[tuple[str, str], _Found] = {}
        self._choices: dict[str, Places] = {}
        self._ticks: dict[str, tuple[Flags, Flags]] = {}
        self._numbers: dict[str, Numbers] = {}
        if questionnaire.respondent not in columns.names:
            near = nearest(questionnaire.respondent, columns.names)
            hint = f"did you mean {shown(near)}?" if near else f"its columns are {names_for(columns.names)}."
            if len(columns.names) == 1:
                hint = f"it has one column alone, {shown(columns.names[0])}: part its cells by comma, semicolon or tab."
            raise FileError(
                Problem(
                    self.file, 1, 0, "column",
                    f"there is no column {shown(questionnaire.respondent)} that names the respondents; {hint} "
                    f"Say which with `respondent:` in {questionnaire.file}",
                )
            )  # fmt: skip
        ids = pd.Series(columns.texts(questionnaire.respondent), dtype=object)
        keep = ((ids != "") & ~ids.duplicated()).to_numpy(np.bool_)
        self._rows = np.flatnonzero(keep)
        self.respondents: tuple[str, ...] = tuple(ids[keep])
        self._note_rows(ids)

    @property
    def size(self) -> int:
        """How many respondents there are."""
        return len(self.respondents)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self._columns.names

    @cached_property
    def weights(self) -> Numbers | None:
        """One weight for each respondent; None where the survey has none.

        A weight that is none (below 0, no number, nothing) is NaN, and a problem.
        """
        name = self.questionnaire.weight
        if not name:
            return None
        if name not in self.columns:
            return np.full(self.size, np.nan)  # which `_missing` tells
        places, texts = self._coded(name)
        values = np.array([_number(text) for text in texts], np.float64)[places]
        wrong = ~(values >= 0)
        values[wrong] = np.nan
        self._note("weight", name, wrong, lambda place: _no_weight(texts[places[place]]))
        return values

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in the columns looked at so far, by line."""
        found = [problem for each in self._found.values() for problem in self._problems_of(each)]
        return sorted(found, key=lambda problem: problem.line)

    def check(self) -> list[Problem]:
        """What is wrong in the file, and in any column that the survey reads."""
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
        return [*self._columns.problems(), *self._missing(), *self._unread(), *self.problems]

    def row_of(self, respondent: str) -> int:
        """The place of a respondent, -1 where there is none."""
        return self._places.get(respondent, -1)

    def line_of(self, row: int) -> int:
        """The line of the file on which a respondent's row begins; 0 where it cannot be found."""
        return self._columns.line_of(int(self._rows[row]))

    def text_of(self, column: str) -> list[str]:
        """The cells of a column; empty ones where there is no such column."""
        places, texts = self._coded(column)
        return [texts[place] for place in places]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {id: place for place, id in enumerate(self.respondents)}

    # columns, made sense of

    def has(self, question: Question) -> bool:
        """Whether the file has any column of a question."""
        names = set(self.columns)
        if question.kind == "grid":
            return any(row.column in names for row in question.rows)
        return question.column in names or bool(
            question.kind == "multiple" and self._option_columns(question)
        )

    def choices(self, question: Question, row: Row | None = None) -> Places:
        """The place of the option in `question.options`, for each respondent; `NONE` or `WRONG` else."""
        column = row.column if row is not None else question.column
        if (found := self._choices.get(column)) is None:
            places, texts = self._coded(column)
            known = _Known(question.options)
            means = np.array([known.place(text) if text else NONE for text in texts], np.int32)
            found = self._choices[column] = _kept(means[places])
            self._note(
                "answer", column, found == WRONG, lambda place: known.why(question, texts[places[place]])
            )
        return found

    def ticks(self, question: Question) -> Flags:
        """Which options of a multiple question were chosen: a row for each respondent, a column for each option."""
        return self._ticked(question)[0]

    def filled(self, question: Question) -> Flags:
        """Who answered a multiple question, be it only that nothing was chosen; a cell that says neither is none."""
        return self._ticked(question)[1]

    def numbers(self, question: Question) -> Numbers:
        """The number of each respondent, NaN where there is none."""
        column = question.column
        if (found := self._numbers.get(column)) is None:
            places, texts = self._coded(column)
            found = self._numbers[column] = _kept(
                np.array([_number(text) for text in texts], np.float64)[places]
            )
            wrong = np.isnan(found) & np.array([bool(text) for text in texts], np.bool_)[places]
            self._note(
                "number", column, wrong,
                lambda place: f"{question.id}: {shown(texts[places[place]])} is no number; correct it, or empty the cell",
            )  # fmt: skip
        return found

    def _coded(self, column: str) -> tuple[Places, list[str]]:
        places, texts = self._columns.coded(column)
        return (places if len(places) == self.size else places[self._rows]), texts

    def _option_columns(self, question: Question) -> dict[int, str]:
        there = set(self.columns)
        names = {place: f"{question.column}.{each.id}" for place, each in enumerate(question.options)}
        return {place: name for place, name in names.items() if name in there}

    def _ticked(self, question: Question) -> tuple[Flags, Flags]:
        if (found := self._ticks.get(question.column)) is None:
            ticks = np.zeros((self.size, len(question.options)), np.bool_)
            filled = np.zeros(self.size, np.bool_)
            for place, name in self._option_columns(question).items():
                says = self._flags(question.options[place], name)
                ticks[:, place] = says == 1
                filled |= says >= 0
            if question.column in self.columns:
                some = self._parted(question)
                ticks |= some
                filled |= some.any(axis=1)
            found = self._ticks[question.column] = _kept(ticks), _kept(filled)
        return found

    def _flags(self, option: Option, name: str) -> Places:
        """1 chosen, 0 not chosen; else `NONE` or `WRONG`."""
        places, texts = self._coded(name)
        words = {plain_words(text) for text in (option.id, option.code, *option.label.values())}
        means = np.array([_says(plain_words(text), words) for text in texts], np.int32)
        found = means[places]
        self._note(
            "answer", name, found == WRONG,
            lambda place: f"{name}: {shown(texts[places[place]])} says neither chosen (1) nor not chosen (0); correct it",
        )  # fmt: skip
        return found

    def _parted(self, question: Question) -> Flags:
        places, texts = self._coded(question.column)
        known = _Known(question.options)
        means = np.zeros((len(texts), len(question.options)), np.bool_)
        wrong: dict[int, str] = {}
        for number, text in enumerate(texts):
            parts = [text] if known.place(text) >= 0 else text.split(";")
            for part in filter(None, map(str.strip, parts)):
                if (place := known.place(part)) == WRONG:
                    wrong[number] = part
                else:
                    means[number, place] = True
        self._note(
            "answer", question.column, np.isin(places, list(wrong)),
            lambda place: known.why(question, wrong[int(places[place])]),
        )  # fmt: skip
        return means[places]

    # problems

    def _note_rows(self, ids: pd.Series[str]) -> None:
        """Keep what is wrong with the rows as such."""
        twice = np.flatnonzero((ids.duplicated() & (ids != "")).to_numpy(np.bool_))
        nobody = np.flatnonzero((ids == "").to_numpy(np.bool_))
        nobody = nobody[~self._columns.empty(nobody)] if len(nobody) else nobody
        self._keep(
            "respondent", self.questionnaire.respondent, twice,
            lambda row: f"the respondent {shown(ids[row])} stands in line {self._columns.line_of(self._first(ids[row]))} "
            "too, and only that row counts; remove one, or correct the id",
        )  # fmt: skip
        self._keep(
            "nobody", self.questionnaire.respondent, nobody,
            lambda row: f"the row names no {shown(self.questionnaire.respondent)} and is left out; give it an id",
        )  # fmt: skip

    def _first(self, respondent: str) -> int:
        return int(self._rows[self._places[respondent]])

    def _note(self, kind: str, column: str, wrong: Flags, message: Callable[[int], str]) -> None:
        """Keep what is wrong with some respondents: flags and message are by their place."""
        if wrong.any():
            rows = self._rows
            self._keep(kind, column, rows[wrong], lambda row: message(int(np.searchsorted(rows, row))))

    def _keep(
        self, kind: str, column: str, rows: npt.NDArray[np.intp], message: Callable[[int], str]
    ) -> None:
        if len(rows):
            self._found[column, kind] = _Found(kind, column, [int(row) for row in rows], message)

    def _problems_of(self, found: _Found) -> Iterator[Problem]:
        kind = "respondent" if found.kind == "nobody" else found.kind
        line = 0
        for row in found.rows[:_PROBLEMS_SHOWN]:
            line = self._columns.line_of(row)
            yield Problem(self.file, line, 0, kind, found.message(row))
        if (more := len(found.rows) - _PROBLEMS_SHOWN) > 0:
            message = f"{shown(found.column)}: {more} more row{'s are' if more > 1 else ' is'} like this one"
            yield Problem(self.file, line, 0, kind, message)

    def _missing(self) -> Iterator[Problem]:
        """Columns that the survey reads and the file does not have; open answers may be in sources instead."""
        there = set(self.columns)
        for question in self.questionnaire.questions.values():
            if question.kind == "open" or (question.kind == "multiple" and question.column in there):
                continue
            wanted = [question.column]
            if question.kind == "grid":
                wanted = [row.column for row in question.rows]
            elif question.kind == "multiple":
                wanted = [f"{question.column}.{option.id}" for option in question.options]
            gone = [column for column in wanted if column not in there]
            if gone:
                yield self._no_column(question.id, gone)
        if self.questionnaire.weight and self.questionnaire.weight not in there:
            yield self._no_column("weight", [self.questionnaire.weight])

    def _no_column(self, name: str, gone: Sequence[str]) -> Problem:
        free = [column for column in self.columns if column not in self._read]
        near = nearest(gone[0], free)
        hint = (
            f"did you mean {shown(near)}?"
            if near
            else f"correct its name here or in {self.questionnaire.file}"
        )
        many = f"is no column {shown(gone[0])}" if len(gone) == 1 else f"are no columns {names_for(gone)}"
        return Problem(self.file, 1, 0, "column", f"{name}: there {many}; {hint}")

    def _unread(self) -> Iterator[Problem]:
        """Columns of ticks under the name of a multiple question that has no such option."""
        multiple = {
            each.column: each for each in self.questionnaire.questions.values() if each.kind == "multiple"
        }
        for column in self.columns:
            question = multiple.get(column.rpartition(".")[0])
            if question is None or column in self._read:
                continue
            texts = [plain_words(text) for text in self._coded(column)[1]]
            if any(texts) and all(_says(text, ()) != WRONG for text in texts):
                part = column.rpartition(".")[2]
                near = nearest(part, [option.id for option in question.options], 60)
                hint = f"did you mean {near}?" if near else "rename it, or add the option"
                message = f"{question.id}: {shown(part)} is no option, so nobody reads the column {shown(column)}; {hint}"
                yield Problem(self.file, 1, 0, "column", message)

    @cached_property
    def _read(self) -> frozenset[str]:
        """The columns that the survey reads."""
        found = {self.questionnaire.respondent, self.questionnaire.weight}
        for question in self.questionnaire.questions.values():
            found.update(columns_of(question))
        return frozenset(found)


def read_responses(raw: bytes, questionnaire: Questionnaire, file: str = FILE) -> Responses:
    """The responses that a CSV file holds, read as `read_columns` says.

    A cell holds an option's id, code or label (in any case); numbers may have a decimal comma.

    Raises:
        FileError: as `read_columns`; no column of respondents.
    """
    return Responses(read_columns(raw, file), questionnaire)


class _Known:
    """What may stand for each option: ids win over codes, and codes over labels."""

    def __init__(self, options: Iterable[Option]) -> None:
        listed = list(options)
        self._place: dict[str, int] = {}
        self._both: dict[str, tuple[str, str]] = {}
        for place, option in enumerate(listed):
            self._place.setdefault(plain_words(option.id), place)
        for place, option in enumerate(listed):
            self._place.setdefault(plain_words(option.code), place)
        sure = set(self._place)
        for place, option in enumerate(listed):
            for word in map(plain_words, option.label.values()):
                first = self._place.setdefault(word, place)
                if first != place and word not in sure:
                    self._both[word] = (listed[first].id, option.id)
        self._place.pop("", None)

    def place(self, text: str) -> int:
        """The place of the option; `WRONG` where it is none, or two."""
        word = plain_words(text)
        if word not in self._place and (number := plain_number(word)) is not None:
            word = _whole(number)  # a spreadsheet's 1.0 for 1
        return WRONG if word in self._both else self._place.get(word, WRONG)

    def why(self, question: Question, text: str) -> str:
        """What is wrong with a text that is no option."""
        if both := self._both.get(plain_words(text)):
            return f"{question.id}: {shown(text)} is the label of {both[0]} and of {both[1]}; write one of these instead"
        names = {
            label: option.id for option in question.options for label in (option.id, *option.label.values())
        }
        near = nearest(text, names)
        ids = [option.id for option in question.options]
        hint = f"did you mean {names[near]}?" if near else f"its answers are {names_for(ids)}"
        return f"{question.id}: {shown(text)} is no answer of the question and is not counted; {hint}"


def _says(text: str, words: Collection[str]) -> int:
    """Whether a cell of an option's own column says chosen: 1, 0, `NONE` or `WRONG`."""
    if not text:
        return NONE
    if (number := plain_number(text)) is not None:
        text = _whole(number)
    # 0 is "no", even where it is the option's code
    if text in YES or (text in words and text != "0"):
        return 1
    return 0 if text in NO else WRONG


def _whole(number: str) -> str:
    """A number without a decimal part that is nothing."""
    head, _, tail = number.partition(".")
    return number if tail.strip("0") else head


def _number(text: str) -> float:
    """The number in a cell, NaN where there is none."""
    plain = plain_number(text)
    value = float("nan") if plain is None else float(plain)
    return value if abs(value) < float("inf") else float("nan")


def _no_weight(text: str) -> str:
    if not text:
        return "there is no weight in this row, and without it nothing is weighted; fill it in, with 0 where it shall not count"
    return f"the weight {shown(text)} is no number of 0 or more; correct it"


def _kept(array: npt.NDArray[T]) -> npt.NDArray[T]:
    """The array, which nobody may write into from now on."""
    array.flags.writeable = False
    return array
