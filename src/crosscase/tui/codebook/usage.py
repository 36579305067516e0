"""How often each code is used and where: counted once for every change of the study, not for every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from crosscase.study.codebook import Codebook
from crosscase.study.folder import Study
from crosscase.study.model import Code, Coding

Where = tuple[str, str]
"""A source's id and a coder."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Codings by code, all coders'.

    Attributes:
        own: codings of exactly a code, by its id.
        total: those and the codings of all codes below it.
        places: codings of exactly a code by source and coder, by its id; in the order of the study.
        most: the largest total among the codes of each depth, from the top; at least 1.
    """

    own: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    places: Mapping[str, Counter[Where]] = field(default_factory=dict)
    most: tuple[int, ...] = ()

    def within(self, book: Codebook, code: Code) -> Counter[Where]:
        """Codings of a code and all below it, by source and coder."""
        found: Counter[Where] = Counter()
        for each in book.within(code):
            found.update(self.places.get(each.id, Counter()))
        return found

    def coders(self, code: Code) -> tuple[str, ...]:
        """Who has codings of exactly this code."""
        return tuple(sorted({coder for _, coder in self.places.get(code.id, ())}))


class Counting:
    """Counts the codings of a study; a file that did not change is not counted again."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def usage(self) -> Usage:
        """All codings as they are now; those whose code the codebook does not have are left out."""
        book = self._study.codebook
        places: dict[str, Counter[Where]] = {}
        known: dict[str, Code | None] = {}
        for where, paths in self._by_file():
            for path, count in paths.items():
                if path not in known:
                    known[path] = book.resolve(path)
                if (code := known[path]) is not None:
                    places.setdefault(code.id, Counter())[where] += count
        own = Counter({code_id: its.total() for code_id, its in places.items()})
        total: Counter[str] = Counter()
        for code in reversed(list(book)):  # what is below a code comes behind it
            total[code.id] += own[code.id]
            if code.parent in book.by_id:
                total[code.parent] += total[code.id]
        most: list[int] = []
        for code in book:
            depth = book.depth(code)
            most += [1] * (depth + 1 - len(most))
            most[depth] = max(most[depth], total[code.id])
        return Usage(own, total, places, tuple(most))

    def _by_file(self) -> Iterator[tuple[Where, Mapping[str, int]]]:
        study = self._study
        for source_id in _in_order(study):
            for coder in study.coders_of(source_id):
                yield (source_id, coder), study.tally(source_id, coder).paths


def first_coding(study: Study, code: Code, source_id: str = "") -> Coding | None:
    """The first coding of a code; where it has none itself, of a code below it.

    Args:
        source_id: only there, where given.
    """
    book = study.codebook
    within = {each.id for each in book.within(code)}
    below: Coding | None = None
    for each in [source_id] if source_id else _in_order(study):
        for coding in study.codings(each):
            found = book.resolve(coding.code)
            if found == code:
                return coding
            if below is None and found is not None and found.id in within:
                below = coding
    return below


def _in_order(study: Study) -> list[str]:
    """Sources that have codings, as the study has them; those that are gone last."""
    coded = set(study.coded_sources)
    return [*(s for s in study.sources if s in coded), *sorted(coded - study.sources.keys())]
