"""Words that are nearly the same: spelt a little otherwise, or inflected. Phrases are such words in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crosscase.language.folding import Folding, folding
from crosscase.language.matching import Match, nothing_in
from crosscase.language.words import GAP, vocabulary, words_in
from crosscase.study.folding import folded

INFLECTED = 95.0
"""The score of a word that differs only by a Norwegian or English ending; 100 is the word itself."""

_GAP = re.compile(GAP)
_LEAST = ((8, 80.0), (6, 83.0), (4, 88.0))  # letters of the word, and the likeness another must have
_ALWAYS = """
a ane anes ar arne as e en ende ene enes ens er ere erne ers es est este et ets s t ts te de
ing ed 's ’s
"""
_ENDINGS = frozenset(["", *_ALWAYS.split()])
_AFTER_VOWEL = frozenset(["n", "ns", "ne", "nes", "r", "rs", "d", "dd", "dde", "tt", "tte"])
_AFTER_TWO_LETTERS = frozenset(["en", "ens", "et", "ets", "ene", "enes", "er", "ers"])
_LOSE_E = frozenset(["el", "er", "en"])
_VOWELS = frozenset("aeiouyæøå")


class NearMatcher:
    """Near matches of one or more words. Each different word of the texts is scored once.

    Args:
        pattern: the words; signs between them count for nothing.
        exact: with case and accents as given.

    Raises:
        StudyError: no word is in the pattern.
    """

    def __init__(self, pattern: str, exact: bool = False) -> None:
        ready = folding(pattern, exact)
        self._words = [folded(word, exact) for word in words_in(ready).findall(ready.text)]
        if not self._words:
            raise nothing_in(pattern)
        self._exact = exact
        self._seen: set[str] = set()
        self._scores: list[dict[str, float]] = [{} for _ in self._words]

    def find(self, body: str) -> Iterator[Match]:
        """Every place in order; the score of a phrase is that of its least near word."""
        ready = folding(body, self._exact)
        known = vocabulary(ready)
        self._score(known - self._seen)
        if any(scores.keys().isdisjoint(known) for scores in self._scores):
            return
        for start, end, score in self._rows(ready):
            if (span := ready.span(start, end)) is not None:
                yield Match(*span, score)

    def _score(self, fresh: frozenset[str]) -> None:
        self._seen |= fresh
        words = list(fresh)
        plain = [folded(word, self._exact) for word in words]
        for wanted, scores in zip(self._words, self._scores, strict=True):
            scores.update((words[place], score) for place, score in _near(wanted, plain))

    def _rows(self, ready: Folding) -> Iterator[tuple[int, int, float]]:
        """Where near words stand one after the other, in offsets of the folded text."""
        first, others = self._scores[0], self._scores[1:]
        pattern, text, done = words_in(ready), ready.text, 0
        for match in pattern.finditer(text):
            score = first.get(match[0])
            if score is None or match.start() < done:
                continue
            end = match.end()
            for scores in others:
                gap = _GAP.match(text, end)
                word = pattern.match(text, gap.end()) if gap is not None else None
                if word is None or word[0] not in scores:
                    break
                score, end = min(score, scores[word[0]]), word.end()
            else:
                done = end
                yield match.start(), end, score


def _near(wanted: str, words: list[str]) -> Iterable[tuple[int, float]]:
    """The places of words that are near one, each with its score."""
    from rapidfuzz import fuzz, process

    found: dict[int, float] = {}
    least = next((least for letters, least in _LEAST if len(wanted) >= letters), None)
    if least is not None:
        near = process.extract(wanted, words, scorer=fuzz.ratio, score_cutoff=least, limit=None)
        found.update((place, score) for _, score, place in near)
    begin = wanted[:2]
    for place, word in enumerate(words):
        if word.startswith(begin) and inflected(wanted, word):
            found[place] = 100.0 if word == wanted else INFLECTED
    return found.items()


def inflected(one: str, other: str) -> bool:
    """Whether two folded words differ by their endings alone, as *skole*, *skolene*; a word is its own inflection."""
    stem = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rests = one[stem:], other[stem:]
    if stem < 3:
        return one == other or (stem == 2 and "" in rests and not _AFTER_TWO_LETTERS.isdisjoint(rests))
    if _shortened(*rests) or _shortened(*reversed(rests)):
        return True
    return _both_end(one, other, stem) or (one[stem - 1] == "e" and _both_end(one, other, stem - 1))


def _both_end(one: str, other: str, stem: int) -> bool:
    after_vowel = one[stem - 1] in _VOWELS
    return all(
        rest in _ENDINGS or (after_vowel and rest in _AFTER_VOWEL) for rest in (one[stem:], other[stem:])
    )


def _shortened(whole: str, rest: str) -> bool:
    """Whether a word loses its last e before an ending, as *mangel*, *mangler*."""
    return whole in _LOSE_E and rest[:1] == whole[1] and rest[1:] in _ENDINGS
