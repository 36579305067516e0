"""Which codings of a universe fulfil a query: one function for each kind of condition."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from crosscase.study.folding import folded
from crosscase.study.model import Coding, Speaker
from crosscase.study.places import status_of
from crosscase.study.query import AllOf, AnyOf, Comparison, Condition, Negation, Node, Relation, Value
from crosscase.study.query_names import Names
from crosscase.study.query_values import compare_dates, is_date
from crosscase.synthesis.passages import consent_of
from crosscase.synthesis.relations import related
from crosscase.synthesis.sets import Members, both, either, everybody, others, where
from crosscase.synthesis.universe import Universe


def members_of(universe: Universe, query: Node) -> Members:
    """The codings that fulfil a query.

    Raises:
        QueryError: the query names what is not in the study, or compares what cannot be compared.
    """
    return _Answering(universe).of(query)


class _Answering:
    """One query over one universe."""

    def __init__(self, universe: Universe) -> None:
        self._all = universe
        self._study = universe.study
        self._names = Names(universe.study)
        self._by_field: dict[str, Callable[[tuple[Value, ...]], Members]] = {
            "code": lambda values: self._codes(values, below=True),
            "only": lambda values: self._codes(values, below=False),
            "case": self._cases, "source": self._sources, "kind": self._kinds, "coder": self._coders,
            "speaker": self._speakers, "role": self._roles, "section": self._sections, "consent": self._consents,
            "memo": self._memos, "words": self._words, "key": self._key, "origin": self._origins,
            "status": self._statuses,
        }  # fmt: skip

    def of(self, node: Node) -> Members:
        if isinstance(node, Condition):
            return self._by_field[node.name](node.values)
        if isinstance(node, Comparison):
            return self._comparison(node)
        if isinstance(node, Negation):
            return others(self.of(node.part))
        if isinstance(node, Relation):
            return related(self._all, node, self.of(node.left), self.of(node.right))
        # every part is looked into, also where the first ones leave nobody: what is misspelt is told
        parts = [self.of(part) for part in node.parts]
        if isinstance(node, AnyOf):
            return reduce(either, parts)
        assert isinstance(node, AllOf)
        return reduce(both, parts, everybody(len(self._all)))

    # of the source, or its case

    def _cases(self, values: tuple[Value, ...]) -> Members:
        chosen = {self._names.case(value) for value in values}
        return self._all.by_block(lambda block: block.case in chosen)

    def _sources(self, values: tuple[Value, ...]) -> Members:
        chosen = {self._names.source(value) for value in values}
        return self._all.by_block(lambda block: block.source_id in chosen)

    def _kinds(self, values: tuple[Value, ...]) -> Members:
        chosen = _texts(values)
        return self._all.by_block(lambda block: block.source is not None and block.source.kind in chosen)

    def _comparison(self, node: Comparison) -> Members:
        if not node.is_date:
            cases = self._names.cases_with(node)
            return self._all.by_block(lambda block: block.case in cases)
        if node.name.text == "date":
            sources = self._names.sources_dated(node)
            return self._all.by_block(lambda block: block.source_id in sources)
        wanted = node.value.text
        made = [coding.created[:10] for coding in self._all.codings]
        return where(made, lambda day: is_date(day) and compare_dates(day, node.operator, wanted))

    # of the coding

    def _codes(self, values: tuple[Value, ...], below: bool) -> Members:
        chosen = frozenset().union(*(self._names.codes(value, below) for value in values))
        book = self._study.codebook

        def is_chosen(path: str) -> bool:
            code = book.resolve(path)
            return code is not None and code.id in chosen

        return where(self._all.codes, is_chosen)

    def _coders(self, values: tuple[Value, ...]) -> Members:
        chosen = {self._names.coder(value) for value in values}
        return where(self._all.coders, lambda coder: coder in chosen)

    def _memos(self, values: tuple[Value, ...]) -> Members:
        wanted = [folded(value.text) for value in values]
        return self._each(lambda coding: bool(coding.memo) and (not wanted or _holds(coding.memo, wanted)))

    def _words(self, values: tuple[Value, ...]) -> Members:
        wanted = [folded(value.text) for value in values]
        return bytes(_holds(words, wanted) for words in self._all.words)

    def _key(self, values: tuple[Value, ...]) -> Members:
        return self._each(lambda coding: coding.key)

    def _origins(self, values: tuple[Value, ...]) -> Members:
        chosen = {"" if value.text == "hand" else value.text for value in values}
        return self._each(lambda coding: coding.origin in chosen)

    def _statuses(self, values: tuple[Value, ...]) -> Members:
        chosen = _texts(values)
        return self._each(lambda coding: status_of(self._study, coding) in chosen)

    def _each(self, fulfils: Callable[[Coding], bool]) -> Members:
        return bytes(map(fulfils, self._all.codings))

    # of those who speak, and where

    def _speakers(self, values: tuple[Value, ...]) -> Members:
        chosen = frozenset().union(*(self._names.speakers(value) for value in values))
        return where(
            self._all.speakers,
            lambda entry: any((entry[0], speaker.name) in chosen for speaker in entry[1]),
        )

    def _roles(self, values: tuple[Value, ...]) -> Members:
        chosen = [self._names.role(value) for value in values]
        return where(
            self._all.speakers,
            lambda entry: any(_has_role(speaker, role) for speaker in entry[1] for role in chosen),
        )

    def _consents(self, values: tuple[Value, ...]) -> Members:
        chosen = _texts(values)
        return where(self._all.speakers, lambda entry: consent_of(entry[1]) in chosen)

    def _sections(self, values: tuple[Value, ...]) -> Members:
        chosen = [self._names.section(value) for value in values]
        return where(self._all.sections, lambda title: bool(title) and _holds(title, chosen))


def _texts(values: tuple[Value, ...]) -> frozenset[str]:
    return frozenset(value.text for value in values)


def _holds(text: str, wanted: list[str]) -> bool:
    plain = folded(text)
    return any(word in plain for word in wanted)


def _has_role(speaker: Speaker, role: str) -> bool:
    if role in ("interviewer", "informant"):
        return speaker.is_interviewer == (role == "interviewer")
    return role in folded(speaker.role)
