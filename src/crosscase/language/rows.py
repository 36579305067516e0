"""Words in a row: where each word of a pattern stands, one after the other, by whatever makes a word like another."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crosscase.language.folding import Folding, folding
from crosscase.language.pattern import Match, nothing_in
from crosscase.language.words import GAP, vocabulary, words_in
from crosscase.study.folding import folded

_GAP = re.compile(GAP)


class Liking(NamedTuple):
    """How much a word is like one looked for, 100 for the word itself, and in which way, where that is told."""

    score: float
    kind: str = ""


class RowMatcher(ABC):
    """Places of one or more words in a row. Each different word of the texts is compared once.

    Args:
        pattern: the words; signs between them count for nothing.
        exact: with case and accents as given.

    Raises:
        StudyError: no word is in the pattern.
    """

    def __init__(self, pattern: str, exact: bool) -> None:
        self.words = words_of(pattern, exact)
        self._exact = exact
        self._seen: set[str] = set()
        self._likings: list[dict[str, Liking]] = [{} for _ in self.words]

    @abstractmethod
    def likings(self, fresh: frozenset[str]) -> Iterable[Mapping[str, Liking]]:
        """For each word of the pattern, those of a text's words that are like it; the others are left out."""

    def find(self, body: str) -> Iterator[Match]:
        """Every place in order; the score of a row is that of its least like word."""
        ready = folding(body, self._exact)
        known = vocabulary(ready)
        if fresh := known - self._seen:
            self._seen |= fresh
            for likings, found in zip(self._likings, self.likings(fresh), strict=True):
                likings.update(found)
        if any(likings.keys().isdisjoint(known) for likings in self._likings):
            return
        for start, end, liking in self._rows(ready):
            if (span := ready.span(start, end)) is not None:
                yield Match(*span, *liking)

    def _rows(self, ready: Folding) -> Iterator[tuple[int, int, Liking]]:
        """Where such words stand one after the other, in offsets of the folded text."""
        first, others = self._likings[0], self._likings[1:]
        pattern, text, done = words_in(ready), ready.text, 0
        for match in pattern.finditer(text):
            least = first.get(match[0])
            if least is None or match.start() < done:
                continue
            end = match.end()
            for likings in others:
                gap = _GAP.match(text, end)
                word = pattern.match(text, gap.end()) if gap is not None else None
                if word is None or word[0] not in likings:
                    break
                least, end = min(least, likings[word[0]], key=_score), word.end()
            else:
                done = end
                yield match.start(), end, least


def words_of(pattern: str, exact: bool = False) -> list[str]:
    """The words of a pattern, folded.

    Raises:
        StudyError: it has none.
    """
    ready = folding(pattern, exact)
    words = [folded(word, exact) for word in words_in(ready).findall(ready.text)]
    if not words:
        raise nothing_in(pattern)
    return words


def _score(liking: Liking) -> float:
    return liking.score
