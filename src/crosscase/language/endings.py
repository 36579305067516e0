"""Regular endings of Norwegian: what a spelling can be a form of beside the one base form that a dictionary gives it.

*hager* may be of *hage*, and of *hag*; *sender* of *sende*, and hardly of *send*. A base form counts where the
dictionary knows the other forms of the same pattern, and gives one of them to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

Lemma = Callable[[str], str]

_SHORTEST = 2
_VOWELS = frozenset("aeiouyæøå")


class _Pattern(NamedTuple):
    """How words are inflected.

    Attributes:
        base: what the base form has after the stem.
        all: endings after the stem; the dictionary has words with each of them.
        some: endings that some words have.
        proof: the dictionary gives one of these to the base form.
        not_with: the dictionary gives none of these to it: a word with *ordet* has no *orden*.
        stem: what all stems are like.
    """

    base: str
    all: tuple[str, ...]
    some: tuple[str, ...]
    proof: tuple[str, ...]
    not_with: tuple[str, ...]
    stem: re.Pattern[str]


def _pattern(
    base: str, all_: str, some: str, proof: str = "", not_with: str = "", stem: str = ""
) -> _Pattern:
    every = tuple(all_.split())
    return _Pattern(
        base,
        every,
        tuple(some.split()),
        tuple(proof.split()) or every,
        tuple(not_with.split()),
        re.compile(stem),
    )


_VOWEL_LAST = "[aeiouyæøå]$"
_TWO_SYLLABLES = "[aeiouyæøå][^aeiouyæøå]+[aeiouyæøå]"
_PATTERNS: Mapping[str, tuple[_Pattern, ...]] = {
    "nb": (
        _pattern("", "en er ene", "ens ers enes a as", not_with="et"),
        _pattern("", "et ene", "ets enes a as", not_with="en"),
        _pattern("", "et er ene", "ers", not_with="en", stem=_TWO_SYLLABLES),
        _pattern("e", "en er ene", "ens ers enes a as", not_with="et"),
        _pattern("e", "et er ene", "ets ers enes a", not_with="en"),
        _pattern("er", "eren ere erne", "erens eres ernes"),
        _pattern("e", "er", "te t ende es", "te t"),
        _pattern("e", "er", "de d ende es", "de d"),
        _pattern("e", "er", "et a ende es", "et a"),
        _pattern("", "r", "dde dd tt s ende", "r dde ende", stem=_VOWEL_LAST),
        _pattern("", "e", "t ere est este", "t ere est"),
    ),
    "nn": (
        _pattern("", "en ar ane", "ens ars anes", not_with="et"),
        _pattern("", "en er ene", "ens ers enes", not_with="et a"),
        _pattern("", "a er ene", "as ers enes", not_with="et"),
        _pattern("", "et a", "ets as", not_with="en"),
        _pattern("e", "en ar ane", "ens ars anes", not_with="et"),
        _pattern("e", "a er ene", "as ers enes", not_with="et"),
        _pattern("e", "et a", "ets as", not_with="en"),
        _pattern("e", "ar", "a ast ande", "ar a ande"),
        _pattern("e", "er", "te t ande", "te t"),
        _pattern("e", "er", "de d ande", "de d"),
        _pattern("", "r", "dde dd tt ande", "r dde", stem=_VOWEL_LAST),
        _pattern("", "e", "t are ast aste", "t are ast"),
    ),
}


def _by_ending() -> dict[str, dict[str, list[_Pattern]]]:
    found: dict[str, dict[str, list[_Pattern]]] = {}
    for language, patterns in _PATTERNS.items():
        of = found[language] = defaultdict(list)
        for pattern in patterns:
            for ending in dict.fromkeys((*pattern.all, *pattern.some)):
                of[ending].append(pattern)
    return found


_BY_ENDING = _by_ending()
_LETTERS = max(len(ending) for of in _BY_ENDING.values() for ending in of)


def further_bases(language: str, word: str, lemma: Lemma) -> tuple[str, ...]:
    """The base forms that a word can have by its ending, where the dictionary bears them out.

    Args:
        language: the dictionary's; others than Bokmål and Nynorsk have none.
        word: in lower case.
        lemma: the dictionary's base form of a spelling, empty where it has none.
    """
    patterns = _BY_ENDING.get(language)
    if patterns is None:
        return ()
    found: dict[str, None] = {}
    for letters in range(1, min(_LETTERS, len(word) - _SHORTEST) + 1):
        stem, ending = word[:-letters], word[-letters:]
        for pattern in patterns.get(ending, ()):
            if pattern.stem.search(stem):
                found.update(dict.fromkeys(_bases(stem, pattern, ending, lemma)))
    return tuple(found)


def _bases(stem: str, pattern: _Pattern, ending: str, lemma: Lemma) -> Iterator[str]:
    if _fits(stem + pattern.base, stem, pattern, ending, lemma):
        yield stem + pattern.base
    if pattern.base == "" and ending == "t" and stem[-1] not in _VOWELS:
        doubled = stem + stem[-1]  # grønn, grønt
        if lemma(doubled) and lemma(doubled + "ere") == doubled:
            yield doubled
    if pattern.base == "" and stem.endswith("mm") and _fits(stem[:-1], stem, pattern, ending, lemma):
        yield stem[:-1]  # rom, rommet
    if pattern.base == "e" and ending in ("t", "te", "de") and stem[-1] in "lmn":
        doubled = stem + stem[-1]  # kjenne, kjente
        if lemma(doubled + "e") and lemma(doubled + "er") == doubled + "e":
            yield doubled + "e"
    if pattern.base == "" and ending[0] in "ea" and stem[-1] in "lnr" and stem[-2] not in _VOWELS:
        yield from _contracted(stem, ending, lemma)


def _fits(base: str, stem: str, pattern: _Pattern, ending: str, lemma: Lemma) -> bool:
    if not lemma(base) or not all(lemma(stem + other) for other in pattern.all):
        return False
    if any(lemma(stem + other) == base for other in pattern.not_with):
        return False
    return any(lemma(stem + other) == base for other in pattern.proof if other != ending)


def _contracted(stem: str, ending: str, lemma: Lemma) -> Iterator[str]:
    """Words that lose an e, and one of two letters before it: *mangel*, *mangler*; *sykkel*, *sykler*."""
    last, before = stem[-1], stem[:-1]
    for base in (f"{before}e{last}", f"{before}{before[-1]}e{last}"):
        others = (stem + "er", stem + "ene", stem + "ere", stem + "e", base + "en", base + "et", base + "t")
        if lemma(base) and any(lemma(other) == base for other in others if other != stem + ending):
            yield base
