"""Words by their base form: inflected, in compounds, with their letters inside another word, or misspelt.

What makes a word like another, `likeness` says; here are rows of such words in texts. Where a trained pipeline is to
be used, a word is also a form of the base form that it has in its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from crosscase.language.folding import folding
from crosscase.language.lemmas_in_text import lemmas_in_text, trained_used
from crosscase.language.likeness import likeness_of
from crosscase.language.pattern import Match
from crosscase.language.rows import Liking, RowMatcher
from crosscase.language.words import GAP, words_in
from crosscase.study.folding import folded

Setup = tuple[str, str, bool] | tuple[str, str, bool, str]
Place = tuple[int, int, float, str]

_GAP = re.compile(GAP)


class LemmaMatcher(RowMatcher):
    """Places of one or more words in a row, each by its base form; a match's `kind` is the way its words are like.

    Args:
        pattern: the words; signs between them count for nothing.
        language: whose base forms.
        exact: with a capital where the pattern has one, and without where not: *Liv* is not *liv*.
        trained: the trained pipeline whose base forms count too, as `lemmas_in_text.trained_used` says; empty for none.

    Raises:
        StudyError: no word is in the pattern, or the pipeline is not there.
    """

    def __init__(self, pattern: str, language: str, exact: bool = False, trained: str = "") -> None:
        super().__init__(pattern, exact=True)  # as they stand: dictionaries know accents
        self._likeness = likeness_of(language)
        self._capitals = exact
        self._in_text = lemmas_in_text(language, trained)

    def find(self, body: str) -> Iterator[Match]:
        """Every place in order; the score of a row is that of its least like word."""
        bases = self._in_text.of(body) if self._in_text is not None else {}
        return self._find_with(body, bases) if bases else super().find(body)

    def _find_with(self, body: str, bases: Mapping[tuple[int, int], str]) -> Iterator[Match]:
        """The same where some words have a base form of their own."""
        ready = folding(body, True)
        spans = [match.span() for match in words_in(ready).finditer(ready.text)]
        done, size = 0, len(self.words)
        for first in range(len(spans) - size + 1):
            row = spans[first : first + size]
            start, end = row[0][0], row[-1][1]
            likings: list[Liking] = []
            for wanted, (begin, stop) in zip(self.words, row, strict=True):
                place = ready.span(begin, stop)
                base = bases.get(place, "") if place is not None else ""
                if (liking := self._liking(wanted, ready.text[begin:stop], base)) is None:
                    break
                likings.append(liking)
            together = len(likings) == size and all(
                _GAP.fullmatch(ready.text, before[1], after[0]) for before, after in pairwise(row)
            )
            if start >= done and together:
                done = end
                if (span := ready.span(start, end)) is not None:
                    yield Match(*span, *min(likings, key=_score))

    def _liking(self, wanted: str, word: str, base: str) -> Liking | None:
        if self._capitals and word[:1].isupper() != wanted[:1].isupper():
            return None
        if (like := self._likeness.like(wanted, word)) is not None:
            return Liking(like.score, like.kind)
        # not what is like the base form: the pipeline may be mistaken, and then once is enough
        is_form = base and folded(base) in self._likeness.wanted(wanted).spellings
        return Liking(100.0, "form") if is_form else None

    def likings(self, fresh: frozenset[str]) -> Iterable[Mapping[str, Liking]]:
        """By likeness; the first call of a process loads the dictionary."""
        for wanted in self.words:
            words = fresh
            if self._capitals:
                words = frozenset(word for word in fresh if word[:1].isupper() == wanted[:1].isupper())
            found = self._likeness.among(wanted, words)
            yield {word: Liking(like.score, like.kind) for word, like in found.items()}


def used_for(language: str) -> str:
    """What words are found with by base form, and a trained pipeline where one is installed."""
    return ", ".join(filter(None, (likeness_of(language).used, trained_used(language))))


def matches_in(setup: Setup, bodies: Sequence[str]) -> list[list[Place]]:
    """The matches in many texts, in values that can be sent from one process to another.

    Args:
        setup: the pattern, the language, whether capitals count, and the pipeline, as `LemmaMatcher` takes them.
        bodies: the texts.

    Returns:
        For each text its matches: start, end, score, kind.

    Raises:
        StudyError: the pipeline is not there.
    """
    ready = _matcher(setup)
    return [
        [(match.start, match.end, match.score, match.kind) for match in ready.find(body)] for body in bodies
    ]


@lru_cache(maxsize=16)
def _matcher(setup: Setup) -> LemmaMatcher:
    return LemmaMatcher(*setup)


def _score(liking: Liking) -> float:
    return liking.score
