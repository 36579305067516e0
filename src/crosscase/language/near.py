"""Words that are nearly the same: spelt a little otherwise, or inflected. Phrases are such words in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosscase.language.rows import Liking, RowMatcher
from crosscase.study.folding import folded

INFLECTED = 95.0
"""The score of a word that differs only by a Norwegian or English ending; 100 is the word itself."""

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


class NearMatcher(RowMatcher):
    """Near matches of one or more words in a row.

    Args:
        pattern: the words; signs between them count for nothing.
        exact: with case and accents as given.

    Raises:
        StudyError: no word is in the pattern.
    """

    def __init__(self, pattern: str, exact: bool = False) -> None:
        super().__init__(pattern, exact)

    def likings(self, fresh: frozenset[str]) -> Iterable[Mapping[str, Liking]]:
        """By spelling and endings."""
        words = list(fresh)
        plain = [folded(word, self._exact) for word in words]
        for wanted in self.words:
            yield {words[place]: Liking(score) for place, score in _near(wanted, plain)}


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
