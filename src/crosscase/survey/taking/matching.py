"""Which column of a file holds what of a questionnaire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from crosscase.study.shapes import nearest
from crosscase.survey.cells import is_flag, lookup
from crosscase.survey.model import Option, Question, Questionnaire, Row
from crosscase.survey.taking.filed import Filed, looks_open, personal
from crosscase.survey.wording import cut, plain_words

_TAIL = re.compile(r"\s*[\s._:/(\[–—-]+(.*?)[\s\])]*")
_PLACE = re.compile(r"[^\W\d_]{0,3}0*([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class Match:
    """What a column holds.

    Attributes:
        part: id of an option of a multiple question, or of a row of a grid; empty where the column is the question's.
        sign: what ended the column's name, such as the `3` of `F4_3`.
        by_place: the part was found by its number alone.
    """

    column: str
    question: Question
    part: str = ""
    sign: str = ""
    by_place: bool = False

    @property
    def item(self) -> str:
        """The address of what it holds."""
        return f"{self.question.id}.{self.part}" if self.part else self.question.id


@dataclass(frozen=True, slots=True)
class Matching:
    """What the columns of a file hold.

    Attributes:
        matches: in the order of the file.
        left_out: by column, why nothing takes it in.
        open: those of `left_out` that hold open answers.
        wrong: by column, why it cannot be told what it holds.
        absent: addresses of which no column holds anything.
    """

    matches: tuple[Match, ...]
    left_out: Mapping[str, str]
    open: tuple[str, ...]
    wrong: Mapping[str, str]
    absent: tuple[str, ...]


def match_columns(found: Filed, questionnaire: Questionnaire, besides: Iterable[str] = ()) -> Matching:
    """Find what each column holds, by its name, else by the words of its question.

    Columns of single and number questions are called as the question's `column`, its id or its text. One of an
    option, or of a row of a grid, has that before the option: `F4.digital`, `F4_1`, `F4 [On the net]`; a number
    is the option's code, or where no option has a code its place. Capitals and blanks do not count.

    Args:
        besides: columns with another use.
    """
    work = _Matching(found, questionnaire)
    columns = [column for column in found.columns if column not in set(besides)]
    work.by(columns, {column: column for column in columns}, clash=True)
    rest = [column for column in columns if column not in work.matches and column not in work.wrong]
    work.by(rest, {column: found.questions.get(column, "") for column in rest}, clash=False)
    work.one_column_or_many()
    for column in columns:
        if column not in work.matches and column not in work.wrong:
            work.leave_out(column)
    matches = tuple(work.matches[column] for column in columns if column in work.matches)
    return Matching(
        matches, work.left_out, tuple(work.open), work.wrong, tuple(_absent(questionnaire, matches))
    )


@dataclass(slots=True)
class _Matching:
    found: Filed
    questionnaire: Questionnaire
    matches: dict[str, Match] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)

    def by(self, columns: Sequence[str], names: Mapping[str, str], *, clash: bool) -> None:
        """Match columns by some name of theirs; where two hold the same, that is wrong, or the first one counts."""
        whole, heads = _whole(self.questionnaire), _heads(self.questionnaire)
        for column in columns:
            name = plain_words(names[column])
            if not name:
                continue
            match = whole.get(name) or self._part(column, name, heads)
            if match is None:
                continue
            question, part, sign, by_place = match
            there = next(
                (m for m in self.matches.values() if (m.question.id, m.part) == (question.id, part)), None
            )
            if there is None:
                self.matches[column] = Match(column, question, part, sign, by_place)
            elif clash:
                self.wrong[column] = (
                    f"holds {there.item}, as column {cut(there.column)} does; take one of them out"
                )
            else:
                self.left_out[column] = f"{there.item} is taken from column {cut(there.column)}"

    def _part(
        self, column: str, name: str, heads: Sequence[tuple[str, Question]]
    ) -> tuple[Question, str, str, bool] | None:
        placed: tuple[Question, str, str, bool] | None = None
        unlike: tuple[Question, str] | None = None
        for head, question in heads:
            tail = _TAIL.fullmatch(name, len(head)) if name.startswith(head) else None
            if tail is None or not tail[1]:
                continue
            words = plain_words(self.found.questions.get(column, ""))
            part, by_place = _part_of(question, head, tail[1], words)
            if part and not by_place:
                return question, part, tail[1], False
            if part:
                placed = placed or (question, part, tail[1], True)
            unlike = unlike or (question, tail[1])
        if placed is None and unlike is not None:
            self._no_part(column, *unlike)
        return placed

    def _no_part(self, column: str, question: Question, tail: str) -> None:
        """A column that seems to be of a question and is of none of its options: wrong where it holds answers."""
        distinct = {plain_words(cell) for cell in self.found.cells[column]} - {""}
        if question.kind == "multiple":
            answers = all(map(is_flag, distinct))
        else:
            known = lookup(question.options)
            answers = any(text in known for text in distinct)
        if distinct and answers:
            what = "option" if question.kind == "multiple" else "row"
            parts = [part.id for part in _parts(question)]
            near = nearest(tail, parts, 60)
            hint = (
                f"did you mean {near}?"
                if near
                else f"add it to {self.questionnaire.file}, or take the column out"
            )
            self.wrong[column] = f"{question.id} has no {what} {cut(tail, 40)}; {hint}"

    def one_column_or_many(self) -> None:
        """Where options have columns of their own, that of the whole question says nothing more."""
        apart = {match.question.id for match in self.matches.values() if match.part}
        for column, match in list(self.matches.items()):
            if match.question.kind == "open":
                del self.matches[column]
                self._open(column, f"open answers to {match.question.id}")
            elif not match.part and match.question.id in apart:
                del self.matches[column]
                self.left_out[column] = f"the options of {match.question.id} have columns of their own"

    def leave_out(self, column: str) -> None:
        """Say why a column is left out."""
        if column in self.left_out:
            return
        if what := personal(self.found, column):
            self.left_out[column] = f"personal ({what}); no question names it"
        elif looks_open(self.found.cells[column]):
            self._open(column, "looks like open answers")
        else:
            names = {question.column for question in self.questionnaire.questions.values()}
            near = nearest(column, names, 75)
            self.left_out[column] = "no question has it" + (f"; did you mean {near}?" if near else "")

    def _open(self, column: str, why: str) -> None:
        self.left_out[column] = why
        self.open.append(column)


def _whole(questionnaire: Questionnaire) -> dict[str, tuple[Question, str, str, bool]]:
    """What a whole name stands for; columns win over ids, and ids over texts."""
    names: dict[str, tuple[Question, str, str, bool]] = {}
    questions = [q for q in questionnaire.questions.values() if q.kind != "grid"]
    for question in questionnaire.questions.values():
        for row in question.rows:
            names.setdefault(plain_words(row.column), (question, row.id, "", False))
    for question in questions:
        names.setdefault(plain_words(question.column), (question, "", "", False))
    for question in questions:
        names.setdefault(plain_words(question.id), (question, "", "", False))
    for question in questions:
        for text in question.text.values():
            names.setdefault(plain_words(text), (question, "", "", False))
    names.pop("", None)
    return names


def _heads(questionnaire: Questionnaire) -> list[tuple[str, Question]]:
    """What may stand before an option or a row, the longest first."""
    heads: dict[tuple[str, str], Question] = {}
    for question in questionnaire.questions.values():
        if question.kind in ("multiple", "grid"):
            for name in (question.column, question.id, *question.text.values()):
                heads.setdefault((plain_words(name), question.id), question)
    named = [(head, question) for (head, _), question in heads.items() if head]
    return sorted(named, key=lambda pair: -len(pair[0]))


def _parts(question: Question) -> tuple[Option | Row, ...]:
    return question.options if question.kind == "multiple" else question.rows


def _part_of(question: Question, head: str, tail: str, words: str) -> tuple[str, bool]:
    """The option or row of what ends a column's name, or of the words of its question; whether by its place alone."""
    parts = _parts(question)
    known: dict[str, str] = {}
    codes = [part.code for part in parts if isinstance(part, Option)]
    for names in (
        [(part.id, part.id) for part in parts],
        [(code, part.id) for code, part in zip(codes, parts, strict=False)],
        [(label, part.id) for part in parts for label in part.label.values()],
    ):
        for name, id in names:
            known.setdefault(plain_words(name), id)
    known.pop("", None)
    labels = {plain_words(label): part.id for part in parts for label in part.label.values()}
    if tail in known and (not tail.isdigit() or any(codes)):
        return known[tail], False
    # the words of SPSS say more than a number: F4_1, Which of these ...?: On the net
    labels.pop("", None)
    for told in dict.fromkeys((words, words.rstrip(")] "))):
        for label, id in labels.items():
            if told == label or (told.endswith(label) and not told[: -len(label)].rstrip(" ")[-1:].isalnum()):
                return id, False
    if tail in known:
        return known[tail], False
    place = _PLACE.fullmatch(tail)
    if place is None or any(codes) or int(place[1]) > len(parts):
        return "", False
    return parts[int(place[1]) - 1].id, True


def _absent(questionnaire: Questionnaire, matches: Sequence[Match]) -> Iterable[str]:
    """Addresses of which no column holds anything; a question without any stands for its options and rows."""
    there = {(match.question.id, match.part) for match in matches}
    for question in questionnaire.questions.values():
        if question.kind == "open" or (question.id, "") in there:
            continue
        parts = _parts(question) if question.kind in ("multiple", "grid") else ()
        gone = [part.id for part in parts if (question.id, part.id) not in there]
        if len(gone) == len(parts):
            yield question.id
        else:
            yield from (f"{question.id}.{id}" for id in gone)
