"""What the names in a query stand for in a study; a name that is not there is one line with the nearest one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NoReturn

from crosscase.study.codebook import Codebook
from crosscase.study.folder import Study
from crosscase.study.folding import folded
from crosscase.study.model import OPEN_ANSWERS, Speaker
from crosscase.study.query import FIELDS, Comparison, Condition, Node, QueryError, Value, nodes
from crosscase.study.query_values import compare_dates, compare_numbers, is_date, number, two_numbers
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown

ROLES = ("interviewer", "informant")
"""Roles that follow from who speaks, besides those that the sources give."""


def check_names(study: Study, query: Node) -> None:
    """See that a query means something in a study.

    Raises:
        QueryError: it names a code, case, source, coder, speaker, role, section or attribute that is not there,
            or compares what cannot be compared.
    """
    names = Names(study)
    of_field: dict[str, Callable[[Value], object]] = {
        "code": names.codes, "only": names.codes, "case": names.case, "source": names.source, "coder": names.coder,
        "speaker": names.speakers, "role": names.role, "section": names.section,
    }  # fmt: skip
    for node in nodes(query):
        if isinstance(node, Condition) and node.name in of_field:
            for value in node.values:
                of_field[node.name](value)
        elif isinstance(node, Comparison) and not node.is_date:
            names.cases_with(node)
        elif isinstance(node, Comparison) and node.name.text == "date":
            names.sources_dated(node)


def nearest_code(book: Codebook, word: str) -> str | None:
    """The path of the code most like what somebody wrote: a path, its last part, or a name."""
    if (guess := nearest(word, book.by_path)) is not None:
        return guess
    meant = {path.rpartition("/")[2]: path for path in book.by_path}
    meant.update({name: book.path(code) for code in book for name in code.name.values()})
    near = nearest(word.rpartition("/")[2], meant)
    return meant[near] if near is not None else None


class Names:
    """The names of one study as it is now."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def codes(self, value: Value, below: bool = True) -> frozenset[str]:
        """Ids of a code, by a present or former path, and of all below it."""
        book = self._study.codebook
        code = book.resolve(value.text)
        if code is None:
            _unknown("code", value, nearest_code(book, value.text), "see the codebook")
        return frozenset(each.id for each in book.within(code)) if below else frozenset([code.id])

    def case(self, value: Value) -> str:
        """The slug of a case."""
        return _among("case", value, self._cases)

    def source(self, value: Value) -> str:
        """The id of a source, also of one that is gone but has codings."""
        return _among("source", value, self._sources)

    def coder(self, value: Value) -> str:
        """A coder that is listed or has codings."""
        return _among("coder", value, self._study.coders)

    def speakers(self, value: Value) -> frozenset[tuple[str, str]]:
        """(source, name) of every speaker of that name, in all cases or in one (`alta/I1`)."""
        case, _, name = value.text.partition("/")
        found = [
            (source_id, speaker.name)
            for source_id, source_case, speaker in self._listed
            if speaker.name == value.text or (speaker.name == name and source_case == case)
        ]
        if not found:
            known = {speaker.name: None for _, _, speaker in self._listed}
            known.update({f"{case}/{speaker.name}": None for _, case, speaker in self._listed if case})
            _unknown("speaker", value, nearest(value.text, known), "see the front matter of the sources")
        return frozenset(found)

    def role(self, value: Value) -> str:
        """A role, or part of one, folded."""
        role = folded(value.text)
        if role not in ROLES and not any(role in folded(speaker.role) for _, _, speaker in self._listed):
            known = [*ROLES, *(speaker.role for _, _, speaker in self._listed if speaker.role)]
            _unknown("role", value, nearest(value.text, known, 50), "see the front matter of the sources")
        return role

    def section(self, value: Value) -> str:
        """The title of a section, or part of one, folded."""
        title = folded(value.text)
        if not any(title in each for each in self._sections):
            known = self._sections.values()
            _unknown("section", value, nearest(value.text, known, 50), "see the headings of the sources")
        return title

    def cases_with(self, comparison: Comparison) -> frozenset[str]:
        """The cases whose attribute is as the comparison says."""
        name = _plain(comparison.name.text)
        given = {
            case.id: value
            for case in self._study.cases.values()
            for key, value in case.attributes.items()
            if value.strip() and (key == comparison.name.text or _plain(key) == name)
        }
        if not given:
            self._no_attribute(comparison)
        if comparison.operator not in ("=", "!=") and (either := two_numbers(comparison.value.text)):
            raise QueryError(
                f"{comparison.value.text} may be one number or another; write {either[0]}, or {either[1]} where it has "
                "decimals",
                comparison.value.start,
            )
        return frozenset(case for case, found in given.items() if _fulfils(comparison, case, found))

    def sources_dated(self, comparison: Comparison) -> frozenset[str]:
        """The sources whose date is as the comparison says; those without a date never are."""
        chosen = set()
        for source in self._study.sources.values():
            if not source.date.strip():
                continue
            if not is_date(source.date):
                raise QueryError(
                    f"the date of {source.id} is “{shown(source.date)}”; write it as 2021-12-01 in {source.file}",
                    comparison.name.start,
                )
            if compare_dates(source.date, comparison.operator, comparison.value.text):
                chosen.add(source.id)
        return frozenset(chosen)

    @cached_property
    def _cases(self) -> dict[str, None]:
        gone = (source_id.partition("/")[0] for source_id in self._study.coded_sources)
        return dict.fromkeys([*self._study.cases, *(case for case in gone if case != OPEN_ANSWERS)])

    @cached_property
    def _sources(self) -> dict[str, None]:
        return dict.fromkeys([*self._study.sources, *self._study.coded_sources])

    @cached_property
    def _listed(self) -> tuple[tuple[str, str, Speaker], ...]:
        """(source, its case, speaker) of all."""
        sources = self._study.sources.values()
        return tuple((source.id, source.case, speaker) for source in sources for speaker in source.speakers)

    @cached_property
    def _sections(self) -> dict[str, str]:
        """Title by folded title."""
        titles = (
            section.title
            for source_id in self._study.sources
            for section in self._study.segments(source_id).sections
        )
        return {folded(title): title for title in titles}

    def _no_attribute(self, comparison: Comparison) -> NoReturn:
        name = comparison.name
        if name.text.casefold() in FIELDS:
            meant = f"{name.text.casefold()}:{shown(comparison.value.text)}"
            raise QueryError(f"no case has an attribute {name.text}; did you mean {meant}?", name.start)
        known = dict.fromkeys(key for case in self._study.cases.values() for key in case.attributes)
        guess = nearest(name.text, known)
        hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(known)}"
        hint = hint if known else "give them in the files of the cases"
        raise QueryError(f"no case has an attribute {shown(name.text)}; {hint}", name.start)


def _fulfils(comparison: Comparison, case: str, found: str) -> bool:
    operator, wanted = comparison.operator, comparison.value.text
    if operator not in ("=", "!=") and (either := two_numbers(found)):
        raise QueryError(
            f"{comparison.name.text} of {case} is “{shown(found)}”, which may be one number or another; "
            f"write {either[0]}, or {either[1]} where it has decimals, in the file of the case",
            comparison.name.start,
        )
    numbers = number(found), number(wanted)
    if numbers[0] is not None and numbers[1] is not None:
        return compare_numbers(numbers[0], operator, numbers[1])
    if is_date(found) and is_date(wanted):
        return compare_dates(found, operator, wanted)
    if operator in ("=", "!="):
        return (_plain(found) == _plain(wanted)) == (operator == "=")
    name = comparison.name.text
    if numbers[1] is None and not is_date(wanted):
        message = f"{name} is compared with “{shown(wanted)}”, which is text"
        at = comparison.value.start
    else:
        kind = "a number" if numbers[0] is not None else "a date" if is_date(found) else "text"
        message, at = f"{name} is {kind} in {case} (“{shown(found)}”)", comparison.name.start
    raise QueryError(f"{message}: < and > compare numbers and dates; use = or !=", at)


def _plain(text: str) -> str:
    return " ".join(folded(text).split())


def _among(what: str, value: Value, known: Iterable[str]) -> str:
    known = list(known)
    if value.text not in known:
        _unknown(what, value, nearest(value.text, known), "see crosscase status")
    return value.text


def _unknown(what: str, value: Value, guess: str | None, where: str) -> NoReturn:
    hint = f"did you mean {guess}?" if guess is not None else where
    raise QueryError(f"there is no {what} {shown(value.text)}; {hint}", value.start)
