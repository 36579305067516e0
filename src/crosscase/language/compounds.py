"""Compounds taken apart: *ressursmangel* is made of *ressurs* and *mangel*, and the dictionary bears it out.

A part counts where the dictionary knows what is left of the word beside it. So *tid* is found in *tidsbruk*, whose
rest is a word, and not in *samtidig*.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from crosscase.language.lemmas import Lemmas
from crosscase.study.folding import folded

SHORTEST = 3
"""Letters that a part has at least."""

_JOINING = frozenset(
    ["nb", "nn", "no", "da", "sv", "de", "nl", "is", "fo"]
)  # languages that write compounds as one word
_SURE = 5  # letters: dictionaries have shorter words that are none
_LONGEST = 40  # letters: what is longer is no word that people wrote
_LINKS = ("s", "e")
# what begins a word without being one of two things it is made of: samarbeid is no kind of work
_OPENINGS = (
    "all ann ang and der dess dis ende for før fra fri hen her inn med mot ned opp sam til und ved vel"
)
_BEGINNINGS = frozenset(_OPENINGS.split())
# what ends a word without being a word in it: tidlig has no rest
_DERIVING = """
aktig bar bart bare baren dom en ene ens ent er else elsen gen het heten heter ing ingen inga inger ingene inn isk iske
lig lige ligere ligst ligste ned ning ningen opp ring ringen ringer sel sen slig slige som somme somt ster ten ter ties tig tige
"""
_ENDINGS = frozenset(_DERIVING.split())


class Parts(NamedTuple):
    """What a compound can be made of, folded.

    Attributes:
        first: what it can begin with, with and without the letter that links it to the rest.
        last: what it can end with, as it stands and as its base forms.
        whole: both sides of some seam are words, and too long to be so by chance.
    """

    first: frozenset[str]
    last: frozenset[str]
    whole: bool


_NONE = Parts(frozenset(), frozenset(), False)


class Compounds:
    """Takes words of one language apart."""

    def __init__(self, lemmas: Lemmas) -> None:
        self._lemmas = lemmas
        self._joins = bool(lemmas.dictionary) and lemmas.language in _JOINING
        self.parts = lru_cache(maxsize=100_000)(self._parts)

    def _parts(self, word: str) -> Parts:
        """The parts of a word in lower case; of one with hyphens, what stands between them."""
        pieces = [piece for piece in word.split("-") if piece]
        if len(pieces) > 1:
            return self._hyphened(pieces)
        if not self._joins or not 2 * SHORTEST <= len(word) <= _LONGEST:
            return _NONE
        first: set[str] = set()
        last: set[str] = set()
        whole = False
        for seam in range(SHORTEST, len(word) - SHORTEST + 1):
            left, right = word[:seam], word[seam:]
            stems = self._stems(left)
            ends_so = right not in _ENDINGS and self._lemmas.known(right)
            begins_so = left not in _BEGINNINGS and any(map(self._lemmas.known, stems))
            if ends_so:
                first.update(map(folded, stems))
            if begins_so and right not in _ENDINGS:
                last.update(self._bases(right))
            whole = whole or (ends_so and begins_so and min(seam, len(word) - seam) >= _SURE)
        return Parts(frozenset(first), frozenset(last), whole)

    def _hyphened(self, pieces: list[str]) -> Parts:
        *before, end = pieces
        inner = self.parts(end)
        first = {form for piece in before for stem in self._stems(piece) for form in self._bases(stem)}
        known = all(map(self._lemmas.known, pieces))
        return Parts(frozenset(first) | inner.first, self._bases(end) | inner.last, known)

    def _bases(self, part: str) -> frozenset[str]:
        return frozenset(map(folded, (part, *self._lemmas.bases(part))))

    def _stems(self, left: str) -> tuple[str, ...]:
        """The first part of a compound, with and without what links it to the next."""
        return (
            left,
            *(left[:-1] for link in _LINKS if left.endswith(link) and len(left) > SHORTEST),
        )
