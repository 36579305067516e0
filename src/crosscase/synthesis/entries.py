"""What the `codes` and `against` of a theme stand for: codes with all below them, or whole queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.problems import StudyError
from crosscase.study.query import AllOf, AnyOf, Condition, Node, QueryError, Relation
from crosscase.study.query_names import check_names, nearest_code
from crosscase.study.query_parser import parse
from crosscase.study.yaml_in import shown
from crosscase.synthesis.conditions import members_of
from crosscase.synthesis.sets import Members, either, indices, those, where
from crosscase.synthesis.universe import Universe

_QUERY = re.compile(r"[:\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a theme, understood.

    Attributes:
        text: as it is written.
        code: the code it names; None for a query.
        query: None for a code.
    """

    text: str
    code: Code | None = None
    query: Node | None = None


def entry_of(study: Study, text: str) -> Entry:
    """What an entry stands for: a code by its present or a former path, else what looks like a query is one.

    Raises:
        StudyError: there is no such code, or the query cannot be read, or names what is not there.
    """
    if (code := study.codebook.resolve(text.strip())) is not None:
        return Entry(text, code=code)
    if not text.strip():
        raise StudyError("an empty text names no code; write one, or take it away")
    if not _QUERY.search(text.strip()):
        guess = nearest_code(study.codebook, text)
        hint = f"did you mean {guess}?" if guess is not None else "see crosscase codebook list"
        raise StudyError(f"there is no code {shown(text)}; {hint}")
    try:
        query = parse(text)
        check_names(study, query)
    except QueryError as error:
        raise StudyError(f"the query “{shown(text)}” cannot be answered: {error}") from None
    return Entry(text, query=query)


def understood(study: Study, texts: Iterable[str]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries that stand for something, and one line on each of the others."""
    entries: list[Entry] = []
    wrong: list[str] = []
    for text in texts:
        try:
            entries.append(entry_of(study, text))
        except StudyError as error:
            wrong.append(str(error))
    return tuple(entries), tuple(wrong)


def members_of_entries(chosen_from: Universe, entries: Iterable[Entry]) -> Members:
    """The codings that at least one of the entries stands for."""
    found = those(len(chosen_from), ())
    for entry in entries:
        found = either(found, _members(chosen_from, entry))
    return found


def places_of_entries(chosen_from: Universe, entries: Iterable[Entry]) -> list[int]:
    """The places of those codings in the universe, in order."""
    return indices(members_of_entries(chosen_from, entries))


def codes_named(study: Study, entry: Entry) -> Iterator[str]:
    """Ids of the codes that an entry names, with all below them where they are meant; not what a query excludes."""
    book = study.codebook
    if entry.code is not None:
        yield from (code.id for code in book.within(entry.code))
    elif entry.query is not None:
        for condition in _conditions(entry.query):
            for value in condition.values:
                if condition.name in ("code", "only") and (code := book.resolve(value.text)) is not None:
                    within = book.within(code) if condition.name == "code" else (code,)
                    yield from (each.id for each in within)


def _conditions(node: Node) -> Iterator[Condition]:
    if isinstance(node, Condition):
        yield node
    elif isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from _conditions(part)
    elif isinstance(node, Relation):
        yield from _conditions(node.left)
        yield from _conditions(node.right)


def _members(chosen_from: Universe, entry: Entry) -> Members:
    if entry.query is not None:
        return members_of(chosen_from, entry.query)
    assert entry.code is not None
    book = chosen_from.study.codebook
    chosen = frozenset(code.id for code in book.within(entry.code))

    def is_chosen(path: str) -> bool:
        code = book.resolve(path)
        return code is not None and code.id in chosen

    return where(chosen_from.codes, is_chosen)
