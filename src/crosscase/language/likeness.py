"""Whether a word of a text is like a word somebody looks for: a form of it, a compound with it, a slip of the pen.

The four ways, and where each is tried, are what found most and mistook least on labelled sentences
(`python -m benchmarks keywords`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from crosscase.language.compounds import SHORTEST, Compounds, Parts
from crosscase.language.lemmas import lemmas_of
from crosscase.language.near import INFLECTED, inflected
from crosscase.study.folding import folded

Kind = Literal["form", "compound", "inside", "near"]
KINDS: tuple[Kind, ...] = ("form", "compound", "inside", "near")

LAST, FIRST, INSIDE = 90.0, 85.0, 80.0
"""Scores of a compound that ends so, of one that begins so, of a word with the letters somewhere inside."""
LEAST = 85.0
"""The likeness (0 to 100) of a near word to the one looked for, at least."""
LETTERS_INSIDE = 6
"""Letters of a word looked for, at least, where any word with them inside is taken."""
LETTERS_NEAR = 5
"""Letters of a word looked for, at least, where near words are taken."""
_Endings = tuple[frozenset[str], Mapping[str, frozenset[str]]]
_NORWEGIAN: _Endings = (
    frozenset(["en", "et", "er", "ene", "ens", "ets", "enes", "ers", "a", "ane", "anes", "s", "e", "es"]),
    {
        "e": frozenset(["n", "ns", "ne", "nes", "r", "rs"]),
        "r": frozenset(["ne", "nes"]),
    },
)
# endings, and those after a letter, by language
_ENDINGS_OF: Mapping[str, _Endings] = {
    **dict.fromkeys(("nb", "nn", "no", "da"), _NORWEGIAN),
    "en": (frozenset(["s", "es"]), {}),
}


class Like(NamedTuple):
    """How a word is like another.

    Attributes:
        kind: `form` of the same base form, `compound` with it, the letters `inside` a word, or `near` in spelling.
        score: 100 for a form, else below.
    """

    kind: Kind
    score: float


class Wanted(NamedTuple):
    """A word looked for, made ready.

    Attributes:
        spellings: as given and as its base forms, folded.
        lemma: the base form, folded.
        known: whether the dictionary has it.
        endable: the spellings that may take endings in a way that no dictionary bears out.
    """

    spellings: tuple[str, ...]
    lemma: str
    known: bool
    endable: tuple[str, ...]


class Word(NamedTuple):
    """A word of a text, made ready.

    Attributes:
        plain: the word, folded.
        bases: the word and every base form of its spelling, folded.
        known: whether the dictionary has it.
    """

    plain: str
    bases: frozenset[str]
    known: bool


class Likeness:
    """Compares words of one language; any case, with or without accents.

    The first word takes half a second, for the dictionary. `likeness_of` shares one in a process.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.lemmas = lemmas_of(language)
        self._compounds = Compounds(self.lemmas)
        self._endings, self._endings_after = _ENDINGS_OF.get(language, (frozenset(), {}))
        self.wanted = lru_cache(maxsize=10_000)(self._wanted)
        self.word = lru_cache(maxsize=200_000)(self._word)
        self.like = lru_cache(maxsize=200_000)(self._like)

    @property
    def used(self) -> str:
        """What results say they were made with."""
        return self.lemmas.used

    def among(self, wanted: str, words: Collection[str]) -> dict[str, Like]:
        """Those of the words that are like the one looked for, in their order."""
        return {word: like for word in words if (like := self.like(wanted, word)) is not None}

    def parts(self, word: str) -> Parts:
        """What a word may be made of, any case."""
        return self._compounds.parts(word.casefold())

    def _wanted(self, wanted: str) -> Wanted:
        lower = wanted.casefold()
        lemma, own = self.lemmas.of(lower), self.lemmas.tabled(lower)
        # a base form of the table is looked for as such: bar is no form of bære then
        bases = (own,) if own else (lemma, *self.lemmas.irregular(lower))
        spellings = tuple(dict.fromkeys(map(folded, (lower, *bases))))
        endable = tuple(
            folded(base)
            for base in dict.fromkeys((lower, *bases))
            if not self.lemmas.tabled(base) and not self.lemmas.alone(base)
        )
        return Wanted(spellings, folded(own or lemma), self.lemmas.known(lower), endable)

    def _word(self, word: str) -> Word:
        lower = word.casefold()
        plain = folded(lower)
        return Word(
            plain, frozenset((plain, *map(folded, self.lemmas.bases(lower)))), self.lemmas.known(lower)
        )

    def _like(self, wanted: str, word: str) -> Like | None:
        """How a word is like the one looked for; None where it is not. Both are single words."""
        looked_for, met = self.wanted(wanted), self.word(word)
        if not looked_for.lemma or not met.plain:
            return None
        if not met.bases.isdisjoint(looked_for.spellings):
            return Like("form", 100.0)
        if self._is_inflected(looked_for, met):
            return Like("form", INFLECTED)
        return (
            self._compound(looked_for, word) or _inside(looked_for, met) or self._near(looked_for, met, word)
        )

    def _is_inflected(self, wanted: Wanted, met: Word) -> bool:
        both_known = wanted.known and met.known
        if not both_known and len(wanted.lemma) >= SHORTEST and inflected(wanted.lemma, met.plain):
            return True
        return self._has_ending(wanted, met.plain)

    def _has_ending(self, wanted: Wanted, plain: str) -> bool:
        """Whether a word is the one looked for with an ending; a dictionary gives *hetser* one base form of two."""
        if self.lemmas.alone(plain):
            return False
        for spelling in wanted.endable:
            ending, last = plain[len(spelling) :], spelling[-1]
            if (
                len(spelling) >= SHORTEST
                and plain.startswith(spelling)
                and (ending in self._endings or ending in self._endings_after.get(last, ()))
            ):
                return True
        return False

    def _compound(self, wanted: Wanted, word: str) -> Like | None:
        parts = self.parts(word)
        if any(last in wanted.spellings or self._has_ending(wanted, last) for last in parts.last):
            return Like("compound", LAST)
        if not parts.first.isdisjoint(wanted.spellings):
            return Like("compound", FIRST)
        return None

    def _near(self, wanted: Wanted, met: Word, word: str) -> Like | None:
        if met.known or len(wanted.lemma) < LETTERS_NEAR or self.parts(word).whole:
            return None
        from rapidfuzz import fuzz

        score = max(fuzz.ratio(spelling, met.plain, score_cutoff=LEAST) for spelling in wanted.spellings)
        return Like("near", score) if score else None


@cache
def likeness_of(language: str) -> Likeness:
    """The likeness of a language's words, made once in a process."""
    return Likeness(language)


def _inside(wanted: Wanted, met: Word) -> Like | None:
    if any(len(spelling) >= LETTERS_INSIDE and spelling in met.plain for spelling in wanted.spellings):
        return Like("inside", INSIDE)
    return None
