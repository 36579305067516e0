"""Words by their base form: inflected, in compounds, with their letters inside another word, or misspelt.

What makes a word like another, `likeness` says; here are rows of such words in texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from crosscase.language.likeness import likeness_of
from crosscase.language.rows import Liking, RowMatcher

Setup = tuple[str, str, bool]
Place = tuple[int, int, float, str]


class LemmaMatcher(RowMatcher):
    """Places of one or more words in a row, each by its base form; a match's `kind` is the way its words are like.

    Args:
        pattern: the words; signs between them count for nothing.
        language: whose base forms.
        exact: with a capital where the pattern has one, and without where not: *Liv* is not *liv*.

    Raises:
        StudyError: no word is in the pattern.
    """

    def __init__(self, pattern: str, language: str, exact: bool = False) -> None:
        super().__init__(pattern, exact=True)  # as they stand: dictionaries know accents
        self._likeness = likeness_of(language)
        self._capitals = exact

    def likings(self, fresh: frozenset[str]) -> Iterable[Mapping[str, Liking]]:
        """By likeness; the first call of a process loads the dictionary."""
        for wanted in self.words:
            words = fresh
            if self._capitals:
                words = frozenset(word for word in fresh if word[:1].isupper() == wanted[:1].isupper())
            found = self._likeness.among(wanted, words)
            yield {word: Liking(like.score, like.kind) for word, like in found.items()}


def matches_in(setup: Setup, bodies: Sequence[str]) -> list[list[Place]]:
    """The matches in many texts, in values that can be sent from one process to another.

    Args:
        setup: the pattern, the language, and whether capitals count, as `LemmaMatcher` takes them.
        bodies: the texts.

    Returns:
        For each text its matches: start, end, score, kind.
    """
    ready = _matcher(setup)
    return [
        [(match.start, match.end, match.score, match.kind) for match in ready.find(body)] for body in bodies
    ]


@lru_cache(maxsize=16)
def _matcher(setup: Setup) -> LemmaMatcher:
    return LemmaMatcher(*setup)
