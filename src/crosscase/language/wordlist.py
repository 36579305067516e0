"""Many words looked for at once: each new word of a text is compared with the few of them that it can be like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crosscase.language.likeness import LEAST, LETTERS_INSIDE, LETTERS_NEAR, Like, Likeness, Wanted, Word


class Wordlist:
    """Single words, by their place in the sequence they were given in.

    Which of them a word is like is what `Likeness.like` says of each; here most need not be asked.
    """

    def __init__(self, words: Sequence[str], likeness: Likeness) -> None:
        self._words, self._likeness = tuple(words), likeness
        self._by_spelling: dict[str, list[int]] = defaultdict(list)
        self._by_opening: dict[str, list[int]] = defaultdict(list)
        self._inside: list[tuple[str, int]] = []
        self._near: list[tuple[str, int]] = []
        for place, word in enumerate(self._words):
            self._put(place, likeness.wanted(word))
        self._spellings = [spelling for spelling, _ in self._near]

    def _put(self, place: int, wanted: Wanted) -> None:
        for spelling in wanted.spellings:
            self._by_spelling[spelling].append(place)
            if len(spelling) >= LETTERS_INSIDE:
                self._inside.append((spelling, place))
            if len(spelling) >= LETTERS_NEAR:
                self._near.append((spelling, place))
            self._by_opening[spelling[:2]].append(place)

    def like(self, word: str) -> tuple[tuple[int, Like], ...]:
        """The places of those that a word is like, in order, each with the way it is."""
        met = self._likeness.word(word)
        asked = sorted(set(self._possible(word, met)))
        found = ((place, self._likeness.like(self._words[place], word)) for place in asked)
        return tuple((place, like) for place, like in found if like is not None)

    def _possible(self, word: str, met: Word) -> Iterator[int]:
        by_spelling = self._by_spelling
        parts = self._likeness.parts(word)
        for form in met.bases | parts.first | parts.last:
            yield from by_spelling.get(form, ())
        for spelling, place in self._inside:
            if spelling in met.plain:
                yield place
        if not met.known:
            from rapidfuzz import fuzz, process

            near = process.extract(
                met.plain, self._spellings, scorer=fuzz.ratio, score_cutoff=LEAST, limit=None
            )
            yield from (self._near[at][1] for _, _, at in near)
        for opening in {met.plain[:2], *(last[:2] for last in parts.last)}:
            yield from self._by_opening.get(opening, ())
