"""A draft of survey/questions.yaml from a table of responses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from crosscase.documents.escaping import is_formula
from crosscase.study.ids import slugify
from crosscase.study.model import OPEN_ANSWERS
from crosscase.study.problems import StudyError
from crosscase.study.yaml_out import Plain, emit
from crosscase.survey.cells import NO, plain_number
from crosscase.survey.model import Questionnaire
from crosscase.survey.taking.cleaning import respondent_column
from crosscase.survey.taking.families import MOST_STEPS, Family, families
from crosscase.survey.taking.filed import Filed, looks_open, personal
from crosscase.survey.taking.scales import in_order, is_scale, is_unsure, values
from crosscase.survey.wording import plain_words

MOST_OPTIONS = 60
"""Different texts that can be a choice."""

WEIGHTS = ("vekt", "weight", "vekter", "weights", "wgt", "vekting")
"""What a column of weights may be called."""

_RESPONDENT = "respondent"
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}(?:\.[A-Za-z0-9_-]+)*")
_NUMBERED = re.compile(r"\s*([A-Za-zÆØÅæøå]{0,3}\d+[a-z]?)[.:)]\s+(\S.*)", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
_FEW = 7  # whole numbers that are a scale rather than an amount
_HIGHEST = 10
_LONGEST = 40
_PARTS = ";"

Written = dict[str, object]


def draft_questions(found: Filed, respondent: str = "", *, number: bool = False) -> str:
    """The content of survey/questions.yaml for a table.

    Few different texts make one choice, its options in the order of the file's codes, else of the scale they seem
    to be, else of the alphabet; columns side by side that say chosen or not make a choice of several, and such with
    the same few texts a grid. Numbers are numbers; what people wrote in their own words is open. Columns that tell of
    persons, dates and many different short texts are left out. Words are as the file has them.

    Args:
        respondent, number: as in `plan_import`.

    Raises:
        StudyError: there is no column of respondents, or none that could be a question.
    """
    key = "" if number else respondent_column(found, Questionnaire({}), respondent)
    return _Draft(found, key).text()


@dataclass(slots=True)
class _Draft:
    found: Filed
    key: str
    ids: set[str] = field(default_factory=lambda: {_RESPONDENT})
    columns: set[str] = field(default_factory=set)
    scales: list[list[str]] = field(default_factory=list)

    def text(self) -> str:
        weight = next((c for c in self.found.columns if self._is_weight(c)), "")
        self.columns.add(plain_words(weight))
        columns = [
            c for c in self.found.columns if c not in (self.key, weight) and not personal(self.found, c)
        ]
        known = {
            member.column: family for family in families(self.found, columns) for member in family.members
        }
        self.scales = self._scales(columns)
        questions: list[Written] = []
        done: set[Family] = set()
        for column in columns:
            family = known.get(column)
            if family is not None and family not in done:
                done.add(family)
                questions.append(self._of_family(family))
            elif family is None and (question := self._of_column(column)) is not None:
                questions.append(question)
        if not questions:
            raise StudyError(
                f"{self.found.label}: no column looks like a question; write survey/questions.yaml by hand"
            )
        top: Written = {"respondent": Plain(_RESPONDENT)}
        if weight:
            top["weight"] = weight
        return emit({**top, "questions": questions})

    def _scales(self, columns: Sequence[str]) -> list[list[str]]:
        """The answers of every column whose answers are the steps of a scale."""
        found: dict[frozenset[str], list[str]] = {}
        for column in columns:
            texts = _distinct([*(label for _, label in self._labels(column)), *self.found.cells[column]])
            if len(texts) <= MOST_STEPS and is_scale(list(texts.values())):
                found.setdefault(frozenset(texts), list(texts.values()))
        return list(found.values())

    def _is_weight(self, column: str) -> bool:
        if plain_words(column) not in WEIGHTS or is_formula(column):
            return False
        cells = _distinct(self.found.cells[column])
        return bool(cells) and all(plain_number(cell) is not None for cell in cells)

    # ids and names

    def _question(self, column: str, text: str, kind: str, parts: Sequence[str] = ()) -> Written:
        """The beginning of a question: an id that is free, its words, and its column where that is another name.

        Args:
            parts: ids of options or rows that are read from columns of their own, `F4.<part>`.
        """
        told = text or column
        numbered = _NUMBERED.fullmatch(told)
        wanted = [column, numbered[1] if numbered is not None else "", slugify(column)]
        id = next((name for name in wanted if self._may_be_id(name, parts)), "")
        if not id:
            number = len(self.ids)
            while not self._may_be_id(id := f"q{number}", parts):
                number += 1
        self.ids.add(id)
        self.columns.add(plain_words(id))
        found: Written = {"id": Plain(id), "type": Plain(kind), "text": told}
        if column != id and kind in ("single", "number", "multiple") and self._may_be_column(column, parts):
            found["column"] = column
            self.columns.add(plain_words(column))
        if kind == "open":
            # where `crosscase import --column` puts its answers
            found["source"] = f"{OPEN_ANSWERS}/{slugify(column)}"
        return found

    def _several(self, column: str, text: str, options: list[Written]) -> Written:
        """A question of several answers; nothing else may read the columns of its options."""
        parts = [str(option["id"]) for option in options]
        question = self._question(column, text, "multiple", parts)
        name = question.get("column", question["id"])
        self.columns.update(plain_words(f"{name}.{part}") for part in parts)
        return {**question, "options": options}

    def _may_be_id(self, name: str, parts: Sequence[str]) -> bool:
        return (
            _ID.fullmatch(name) is not None
            and len(name) <= _LONGEST
            and name not in self.ids
            and self._is_free(name, parts)
        )

    def _may_be_column(self, name: str, parts: Sequence[str] = ()) -> bool:
        short = len(name) <= _LONGEST and not is_formula(name) and not name.startswith("'")
        return short and self._is_free(name, parts)

    def _is_free(self, name: str, parts: Sequence[str]) -> bool:
        """Whether nothing that is drafted reads a column of this name, or one of its parts."""
        return self.columns.isdisjoint(map(plain_words, (name, *(f"{name}.{part}" for part in parts))))

    # kinds

    def _of_column(self, column: str) -> Written | None:
        cells = self.found.cells[column]
        text = self.found.questions.get(column, "")
        labels = self._labels(column)
        named = {plain_words(label) for _, label in labels}
        missing = self.found.missing.get(column, frozenset())
        distinct = _distinct(
            cell for cell in dict.fromkeys(cells) if cell not in missing or plain_words(cell) in named
        )
        if not distinct:
            return None
        if not labels and all(plain_number(each) is not None for each in distinct.values()):
            return self._of_numbers(column, text, list(distinct.values()), len(cells))
        if not named.isdisjoint(distinct):
            # what has labels is a choice, unless those only say why a number is not there
            others = [each for word, each in distinct.items() if word not in named]
            if len(others) > MOST_OPTIONS or (len(others) > _FEW and all(map(plain_number, others))):
                return self._question(column, text, "number")
            return self._one(column, text, list(distinct.values()), labels)
        if all(_DATE.fullmatch(each) for each in distinct.values()):
            return None
        if (parts := _several(cells, distinct)) is not None:
            return self._several(column, text, self._options(in_order(parts), self._apart(column, parts)))
        if looks_open(cells) and (len(distinct) > _FEW or _in_own_words(list(distinct.values()))):
            return self._question(column, text, "open")
        filled = sum(bool(cell.strip()) for cell in cells)
        if len(distinct) > MOST_OPTIONS or (2 * len(distinct) > filled and len(distinct) > _FEW):
            return self._question(column, text, "open") if looks_open(cells) else None
        return self._one(column, text, list(distinct.values()), labels)

    def _labels(self, column: str) -> tuple[tuple[str, str], ...]:
        """Codes and labels of the file without those that stand for no answer; "don't know" is one."""
        missing = self.found.missing.get(column, frozenset())
        return tuple(
            (code, label)
            for code, label in self.found.labels.get(column, ())
            if label not in missing or is_unsure(label)
        )

    def _of_numbers(self, column: str, text: str, texts: Sequence[str], rows: int) -> Written:
        whole = [each for each in texts if re.fullmatch(r"\d{1,2}", each) and int(each) <= _HIGHEST]
        if len(whole) == len(texts) <= _FEW and rows >= 4 * len(texts):
            return self._one(column, text, sorted(texts, key=int), (), amounts=True)
        if any(re.fullmatch(r"0\d+", each) for each in texts) and len(texts) <= MOST_OPTIONS:
            return self._one(column, text, sorted(texts), ())
        return self._question(column, text, "number")

    def _one(
        self,
        column: str,
        text: str,
        texts: Sequence[str],
        labels: Sequence[tuple[str, str]],
        *,
        amounts: bool = False,
    ) -> Written:
        question = self._question(column, text, "single")
        ordered = list(texts) if amounts else _in_order(texts, labels)
        options = self._options(ordered, {}, labels, values(ordered, self.scales))
        if amounts:
            for option, each in zip(options, ordered, strict=True):
                option["value"] = each
        return {**question, "options": options}

    def _of_family(self, family: Family) -> Written:
        members = family.members
        if not family.answers:
            labels = [member.label for member in members]
            codes = [("" if member.sign == member.label else member.sign, member.label) for member in members]
            exclusive = {
                plain_words(label): is_unsure(label) and self._alone(family, place)
                for place, label in enumerate(labels)
            }
            return self._several(family.head, family.text, self._options(labels, exclusive, codes))
        of_file = self._labels(members[0].column)
        ordered = _in_order(family.answers, of_file)
        options = self._options(ordered, {}, of_file, values(ordered, self.scales))
        ids: list[str] = []
        for member in members:
            ids.append(slugify(member.label, set(ids)))
        question = self._question(family.head, family.text, "grid", ids)
        rows: list[object] = []
        for id, member in zip(ids, members, strict=True):
            row: Written = {"id": Plain(id), "label": member.label}
            if f"{question['id']}.{id}" != member.column and self._may_be_column(member.column):
                row["column"] = member.column
            self.columns.update(map(plain_words, (member.column, f"{question['id']}.{id}")))
            rows.append(row)
        return {**question, "options": options, "rows": rows}

    def _alone(self, family: Family, place: int) -> bool:
        """Whether nobody chose an option together with another one."""
        cells = zip(*(self.found.cells[member.column] for member in family.members), strict=True)
        for row in set(cells):
            chosen = [plain_words(cell) not in NO | {""} for cell in row]
            if chosen[place] and sum(chosen) > 1:
                return False
        return True

    def _apart(self, column: str, parts: Sequence[str]) -> dict[str, bool]:
        distinct = _distinct(self.found.cells[column])
        cells = [{plain_words(part) for part in cell.split(_PARTS)} - {""} for cell in distinct]
        return {
            word: all(len(cell) == 1 for cell in cells if word in cell) for word in map(plain_words, parts)
        }

    @staticmethod
    def _options(
        texts: Sequence[str],
        alone: Mapping[str, bool],
        labels: Sequence[tuple[str, str]] = (),
        places: Mapping[str, int] = MappingProxyType({}),
    ) -> list[Written]:
        """Options for texts; no id and no code is what stands for another option.

        Args:
            alone: by text, whether it is never chosen with another one.
            labels: (code, label) of the file.
            places: on a scale, by text.
        """
        words = {plain_words(text) for text in texts}
        codes = {plain_words(label): code for code, label in labels if code}
        ids: set[str] = set()
        found: list[Written] = []
        for text in texts:
            others = {word for word in words if word != plain_words(text)} | ids
            id = slugify(text, others | _codes_of_others(codes, text))
            ids.add(id)
            option: Written = {"id": Plain(id), "label": text}
            code = codes.get(plain_words(text), "")
            if code and plain_words(code) not in others and code != id:
                option["code"] = code
            if plain_words(text) in places:
                option["value"] = str(places[plain_words(text)])
            if is_unsure(text):
                option["unsure"] = True
                if alone.get(plain_words(text)):
                    option["exclusive"] = True
            found.append(option)
        return found


def _codes_of_others(codes: Mapping[str, str], text: str) -> set[str]:
    return {plain_words(code) for word, code in codes.items() if word != plain_words(text)}


def _distinct(cells: Iterable[str]) -> dict[str, str]:
    """Different texts, by the text as it is compared, the spelling met first."""
    found: dict[str, str] = {}
    for cell in dict.fromkeys(cells):
        if word := plain_words(cell):
            found.setdefault(word, " ".join(cell.split()))
    return found


def _in_order(texts: Sequence[str], labels: Sequence[tuple[str, str]]) -> list[str]:
    """Texts in the order of the file's codes, with labels that nobody chose; else as `in_order`."""
    if not labels:
        return in_order(texts)
    codes = {plain_words(label): code for code, label in labels}
    every = _distinct([*(label for _, label in labels), *texts])

    def rank(word: str) -> tuple[bool, float, str]:
        # a value without a label stands as its code
        number = plain_number(codes.get(word, word))
        return number is None, float(number or 0), word

    return [every[word] for word in sorted(every, key=rank)]


def _in_own_words(texts: Sequence[str]) -> bool:
    """Whether few texts are sentences rather than the steps of a scale."""
    return not is_scale(texts) and sum(len(text.split()) for text in texts) >= 4 * len(texts)


def _several(cells: Sequence[str], distinct: Mapping[str, str]) -> list[str] | None:
    """The answers of a column whose cells hold several, parted by `;`; None where they do not."""
    if not any(_PARTS in text for text in distinct):
        return None
    parts = _distinct(part for text in distinct.values() for part in text.split(_PARTS))
    filled = sum(bool(cell.strip()) for cell in cells)
    few = len(parts) <= min(MOST_OPTIONS, max(2, filled)) and len(parts) <= len(distinct) + _FEW
    return list(parts.values()) if few and all(len(part) <= 2 * MOST_OPTIONS for part in parts) else None
