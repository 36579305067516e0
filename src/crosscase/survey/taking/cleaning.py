"""A file's responses as survey/responses.csv has them: ids of options, 1 and 0, plain numbers; what cannot be placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from crosscase.study.problems import StudyError
from crosscase.study.segments import RESPONDENT
from crosscase.survey.cells import (
    CHOSEN,
    NOT_CHOSEN,
    Read,
    read_choices,
    read_flags,
    read_numbers,
    read_parted,
    read_weights,
)
from crosscase.survey.model import Question, Questionnaire
from crosscase.survey.taking.filed import Filed, named_column, personal, tells_apart
from crosscase.survey.taking.matching import Match, Matching, match_columns
from crosscase.survey.wording import cut, listed, plain_words

NAMES = (
    "respondent", "respondentid", "respondent id", "respondent_id", "respid", "resp_id", "id", "nr", "responseid",
    "response id", "svarid", "svar-id", "svar id", "respondentnr", "løpenummer", "løpenr", "deltaker",
)  # fmt: skip
"""What the column of the respondents may be called, the first one first."""

What = Literal["taken", "left out", "absent", "error", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what an import says.

    Attributes:
        item: address in the questionnaire; empty where there is none.
        count: answers, cells or rows that it is about.
        line: of the file, the first one; 0 where none is meant.
    """

    what: What
    column: str
    item: str
    count: int
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Clean:
    """Responses that can be written.

    Attributes:
        respondents: their ids, each once.
        cells: by column of survey/responses.csv, a cell for each respondent.
        findings: what was taken and what was not.
        open: columns of open answers, which were left out.
    """

    respondents: tuple[str, ...]
    cells: Mapping[str, Sequence[str]]
    findings: tuple[Finding, ...]
    open: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What could not be placed."""
        return tuple(found for found in self.findings if found.what == "error")


def respondent_column(found: Filed, questionnaire: Questionnaire, given: str = "") -> str:
    """The column that names the respondents.

    Raises:
        StudyError: there is none, or more than one could be it.
    """
    if given:
        return named_column(found.columns, found.label, given, "--respondent")
    called = {plain_words(column): column for column in reversed(found.columns)}
    names = (plain_words(questionnaire.respondent), *NAMES)
    known = [called[name] for name in names if name in called]
    for column in known:
        # one of that name is meant even where a respondent is missing or stands twice: that is told then
        sure = plain_words(column).startswith("resp")
        if sure or tells_apart(found.cells[column]) or _mostly_apart(found.cells[column]):
            return column
    likely = [
        column for column in found.columns if tells_apart(found.cells[column]) and not personal(found, column)
    ]
    hint = f"it may be {listed(likely, 3)}" if likely else "give --number to number them by their rows"
    raise StudyError(
        f"{found.label}: no column is called {questionnaire.respondent}: say with --respondent which one names the "
        f"respondents; {hint}"
    )


def _mostly_apart(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return 2 * len(set(filled)) > len(filled)


def clean(found: Filed, questionnaire: Questionnaire, respondent: str, *, as_it_is: bool = False) -> Clean:
    """Make responses of a file.

    Args:
        respondent: the column that names the respondents; empty to number them by their rows.
        as_it_is: what cannot be placed, and columns that nothing takes in, stay as they are.
    """
    work = _Cleaning(found, questionnaire, as_it_is)
    weight = work.weight_column()
    matching = match_columns(found, questionnaire, {respondent, weight} - {""})
    if weight:
        work.keep(questionnaire.weight, weight, "", read_weights(found.cells[weight]))
    for question in questionnaire.questions.values():
        work.take(question, [match for match in matching.matches if match.question is question])
    work.tell(matching)
    ids = work.respondents(respondent)
    rows = work.rows(ids)
    if as_it_is:
        for column in (*matching.left_out, *matching.wrong):
            work.cells.setdefault(column, found.cells[column])
    whole = len(rows) == len(found.lines)
    cells = work.cells if whole else {c: [cells[row] for row in rows] for c, cells in work.cells.items()}
    return Clean(tuple(ids[row] for row in rows), cells, tuple(work.findings), matching.open)


@dataclass(slots=True)
class _Cleaning:
    found: Filed
    questionnaire: Questionnaire
    as_it_is: bool
    cells: dict[str, Sequence[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    # columns

    def weight_column(self) -> str:
        """The file's column of weights; empty where there is none."""
        name = self.questionnaire.weight
        alike = [c for c in self.found.columns if name and plain_words(c) == plain_words(name)]
        if name and not alike:
            self.findings.append(Finding("absent", "", name, 0, "the weights: no column is called so"))
        return alike[0] if alike else ""

    def take(self, question: Question, matches: Sequence[Match]) -> None:
        """What the columns of one question say."""
        if question.kind == "multiple" and any(match.part for match in matches):
            self._options(question, matches)
            return
        for match in matches:
            column, cells = match.column, self.found.cells[match.column]
            missing = self.found.missing.get(column, frozenset())
            if question.kind == "multiple":
                columns, read = read_parted(cells, question, missing)
                self.keep("", column, match.item, read)
                for id, flags in columns.items():
                    self.cells[f"{question.column}.{id}"] = flags
            elif question.kind == "number":
                self.keep(question.column, column, match.item, read_numbers(cells, question.id, missing))
                self._commas(column, match.item)
            else:
                labels = self.found.labels.get(column, ())
                row = question.row(match.part)
                name = row.column if row is not None else question.column
                self.keep(
                    name, column, match.item, read_choices(cells, question, labels, missing), _how(match)
                )

    def _options(self, question: Question, matches: Sequence[Match]) -> None:
        """Options in columns of their own: who chose any of them did not choose those left empty."""
        reads: dict[str, Read] = {}
        for match in matches:
            missing = self.found.missing.get(match.column, frozenset())
            cells = self.found.cells[match.column]
            reads[match.part] = read = read_flags(cells, question, match.part, match.sign, missing)
            name = f"{question.column}.{match.part}"
            self.keep(name, match.column, match.item, read, _how(match), chosen=True)
        answered = [any(row) for row in zip(*(read.cells for read in reads.values()), strict=True)]
        for id in reads:
            name = f"{question.column}.{id}"
            self.cells[name] = [
                NOT_CHOSEN if there and not cell else cell
                for cell, there in zip(self.cells[name], answered, strict=True)
            ]

    def keep(
        self, name: str, column: str, item: str, read: Read, how: str = "", *, chosen: bool = False
    ) -> None:
        """Keep what a column says, and say what it does not."""
        cells: Sequence[str] = read.cells
        there = self.found.cells[column]
        if self.as_it_is and read.wrong:
            cells = [cell or text for cell, text in zip(cells, there, strict=True)]
        if name:
            self.cells[name] = cells
        told = [how] if how else []
        if read.missing:
            told.append(f"{read.missing} declared missing in the file, empty now")
        count = cells.count(CHOSEN) if chosen else len(cells) - cells.count("")
        self.findings.append(Finding("taken", column, item, count, "; ".join(told)))
        if read.wrong:
            self._wrong(column, item, read.wrong, there)

    def _wrong(self, column: str, item: str, wrong: Mapping[str, str], there: Sequence[str]) -> None:
        rows: dict[str, list[int]] = {text: [] for text in wrong}
        for row, text in enumerate(there):
            if text in wrong:
                rows[text].append(row)
            elif "" in wrong and not text.strip():
                rows[""].append(row)
        for text, why in wrong.items():
            first, count = rows[text][0], len(rows[text])
            again = f" ({count} rows)" if count > 1 else ""
            message = f"{self.found.where(first)}: column {cut(column)}: {why}{again}"
            self.findings.append(Finding("error", column, item, count, message, self.found.lines[first]))

    def _commas(self, column: str, item: str) -> None:
        """Where every comma has three digits after it, it may part thousands."""
        commas = [cell.strip() for cell in self.found.cells[column] if "," in cell]
        if commas and all(len(cell.partition(",")[2]) == 3 and "." not in cell for cell in commas):
            example = f"{cut(commas[0])} is read as {commas[0].replace(',', '.')}; if thousands are meant, take the commas out"
            self.findings.append(
                Finding("note", column, item, len(commas), f"commas are decimal commas: {example}")
            )

    def tell(self, matching: Matching) -> None:
        """Say what no column was taken for, and which were not taken."""
        for column, why in matching.wrong.items():
            self.findings.append(
                Finding("error", column, "", 1, f"{self.found.label}: column {cut(column)}: {why}", 0)
            )
        for column, why in matching.left_out.items():
            filled = sum(bool(cell.strip()) for cell in self.found.cells[column])
            self.findings.append(Finding("left out", column, "", filled, why))
        for item in matching.absent:
            self.findings.append(Finding("absent", "", item, 0, "no column of the file holds it"))

    # respondents

    def respondents(self, column: str) -> list[str]:
        """Who answered, row by row; empty where a row names nobody.

        Raises:
            StudyError: the column holds e-mail addresses.
        """
        many = len(self.found.lines)
        if not column:
            width = max(3, len(str(many)))
            self._note(
                "", "respondents are numbered by their rows: if the file is sorted anew, they are others"
            )
            return [f"R{number:0{width}}" for number in range(1, many + 1)]
        ids = [" ".join(cell.split()) for cell in self.found.cells[column]]
        if personal(self.found, column) == "e-mail address":
            raise StudyError(
                f"{self.found.label}: column {cut(column)} holds e-mail addresses, which do not belong in a study; "
                "name a column of keys with --respondent, or give --number"
            )
        if many > 1 and ids == [str(number) for number in range(1, many + 1)]:
            self._note(
                column,
                f"holds 1 to {many}, as the rows do: make sure that these are the respondents' own numbers",
            )
        odd = [id for id in ids if id and RESPONDENT.fullmatch(id) is None]
        if odd and not self.as_it_is:
            self._note(
                column,
                f"{cut(odd[0], 40)}: open answers write respondents in letters, digits, - and . alone",
                len(odd),
            )
        return ids

    def _note(self, column: str, message: str, count: int = 0) -> None:
        self.findings.append(Finding("note", column, "", count, message))

    def rows(self, ids: Sequence[str]) -> list[int]:
        """The rows that are taken: each respondent once. Two unlike rows of one respondent are wrong."""
        kept: dict[str, int] = {}
        nobody: list[int] = []
        twice: dict[str, list[int]] = {}
        same: list[int] = []
        for row, id in enumerate(ids):
            key = id.casefold()
            if not id:
                if any(cells[row] for cells in self.cells.values()):
                    nobody.append(row)
            elif (first := kept.setdefault(key, row)) != row:
                alike = all(cells[row] == cells[first] for cells in self.cells.values())
                (same if alike else twice.setdefault(key, [first])).append(row)
        self._tell_rows(ids, nobody, twice, same)
        return list(kept.values())

    def _tell_rows(
        self, ids: Sequence[str], nobody: Sequence[int], twice: Mapping[str, list[int]], same: Sequence[int]
    ) -> None:
        lines = self.found.lines
        if nobody:
            again = f" ({len(nobody)} such rows)" if len(nobody) > 1 else ""
            message = f"{self.found.where(nobody[0])}: the row names no respondent; give it one{again}"
            self.findings.append(Finding("error", "", "", len(nobody), message, lines[nobody[0]]))
        for first, *others in twice.values():
            where = listed(str(lines[row]) for row in others)
            message = (
                f"{self.found.where(others[0])}: respondent {cut(ids[first], 40)} answered in row {lines[first]} already, "
                f"and otherwise (again in {where}); keep one of the rows"
            )
            self.findings.append(Finding("error", "", "", len(others), message, lines[others[0]]))
        if same:
            message = f"respondents stand in two rows with the same answers, such as {cut(ids[same[0]], 40)}; taken once"
            self._note("", message, len(same))


def _how(match: Match) -> str:
    return "by its place among the options: see that the order is the same" if match.by_place else ""
