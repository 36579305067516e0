"""What people say of cases, as edits: attributes, taken from the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from unicodedata import normalize

from crosscase.study.adding import loses_signs
from crosscase.study.cases import case_file, read_case, with_attributes, write_case
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.folding import folded
from crosscase.study.ids import is_slug, slugify
from crosscase.study.model import OPEN_ANSWERS, Case
from crosscase.study.plurals import counted
from crosscase.study.problems import FileError, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.shapes import nearest
from crosscase.study.sources import decode


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What a row says of a case.

    Attributes:
        label: what messages call the row, such as `line 3`.
        case: the case's slug or name, as the row has it.
        values: by attribute; what is empty says nothing.
    """

    label: str
    case: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowTaken:
    """What became of a row.

    Attributes:
        case: slug of its case; empty where it was not taken in.
        new: whether the case is made for it.
        like: slug of the case that may be the same as a new one, if any.
        added: attributes the case did not have.
        replaced: attributes that had another value, by name: (former, new).
        kept: attributes that have another value and keep it, by name: (present, the row's).
        refused: why it was not taken in, in one line.
    """

    row: CaseRow
    case: str = ""
    new: bool = False
    like: str = ""
    added: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    kept: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refused: str = ""


def set_attributes(
    study: Study, rows: Iterable[CaseRow], *, add_cases: bool = False, replace_values: bool = False
) -> tuple[Edit | None, tuple[RowTaken, ...]]:
    """Take attributes of cases in.

    Args:
        add_cases: make a case of each row whose case is not there.
        replace_values: let a row's value take the place of another one.

    Returns:
        The edit that does it all, None where nothing changes; and what becomes of each row, in order.
    """
    work = _Rows(study, add_cases, replace_values)
    taken = tuple(work.take(row) for row in rows)
    count = len(work.changes)
    if not count:
        return None, taken
    name = f"attributes of {counted(count, 'case')}"
    return Edit(name, tuple(work.changes), every_coder=True), taken


class _Rows:
    def __init__(self, study: Study, add_cases: bool, replace_values: bool) -> None:
        self.study = study
        self.changes: list[Change] = []
        self._add_cases = add_cases
        self._replace_values = replace_values
        self._names: dict[str, list[str]] = {}
        for case in study.cases.values():
            self._names.setdefault(folded(_words(case.name)), []).append(case.id)
        self._new: dict[str, Case] = {}
        self._seen: dict[str, CaseRow] = {}

    def take(self, row: CaseRow) -> RowTaken:
        try:
            case = self._case(row.case)
            new = case.id not in self.study.cases
            if (first := self._seen.setdefault(case.id, row)) is not row:
                raise StudyError(f"{case.id} stands in {first.label} already; keep one of the two rows")
            return self._changed(row, case, new)
        except StudyError as error:
            return RowTaken(row, refused=str(error))

    def _case(self, word: str) -> Case:
        """The case that a row names, or a new one for it."""
        word = _words(word)
        if not word:
            raise StudyError("no case is named")
        cases = {**self.study.cases, **self._new}
        if word in cases:
            return cases[word]
        found = self._names.get(folded(word), [])
        if len(found) > 1:
            raise StudyError(f"{' and '.join(found)} are both called {word}; give the slug")
        slug = "" if loses_signs(word) else slugify(word)
        if found or slug in cases:
            return cases[found[0] if found else slug]
        if (problem := self.study.store.refused(case_file(slug))) is not None:
            raise FileError(problem)  # it may be this very case
        return self._new_case(word) if self._add_cases else self._not_there(word)

    def _new_case(self, word: str) -> Case:
        taken = {*self.study.cases, *self._new, OPEN_ANSWERS}
        taken.update(f.removeprefix("cases/").removesuffix(".yaml") for f in self.study.store.refused_files())
        slug = slugify(word, taken)
        name = slug.replace("-", " ").capitalize() if is_slug(word) else word
        self._new[slug] = Case(slug, name)
        self._names.setdefault(folded(word), []).append(slug)
        return self._new[slug]

    def _not_there(self, word: str) -> NoReturn:
        near = self._nearest(word)
        hint = f"did you mean {near}?" if near else "see crosscase case list, or add it with --add-cases"
        raise StudyError(f"there is no case {word}; {hint}")

    def _nearest(self, word: str) -> str:
        """The case that may be meant: of a like name, or of a name that is part of the word (Alta kommune)."""
        names = {case.name: case.id for case in self.study.cases.values()}
        names |= {case_id: case_id for case_id in self.study.cases}
        if (near := nearest(word, names, 75)) is not None:
            return names[near]
        parts = set(folded(word).split())
        return next((names[name] for name in names if parts.issuperset(folded(name).split())), "")

    def _changed(self, row: CaseRow, case: Case, new: bool) -> RowTaken:
        file = case_file(case.id)
        if (problem := self.study.store.refused(file)) is not None:
            raise FileError(problem)
        raw = read_bytes(self.study.root, file)
        text = decode(raw, file) if raw is not None else None
        present = dict(read_case(file, raw).attributes) if raw is not None else {}
        added: dict[str, str] = {}
        replaced: dict[str, tuple[str, str]] = {}
        kept: dict[str, tuple[str, str]] = {}
        for name, value in ((name, value.strip()) for name, value in row.values.items()):
            there = present.get(name, "")
            if not value or value == there:
                continue
            if not there:
                added[name] = value
            elif self._replace_values:
                replaced[name] = (there, value)
            else:
                kept[name] = (there, value)
        values = {**present, **added, **{name: value for name, (_, value) in replaced.items()}}
        if text is None and (new or values):
            self.changes.append(Change(file, WHOLE, None, write_case(case.name, values)))
        elif text is not None and values != present:
            self.changes.append(Change(file, WHOLE, text, with_attributes(text, values)))
        return RowTaken(row, case.id, new, self._nearest(case.name) if new else "", added, replaced, kept)


def _words(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
