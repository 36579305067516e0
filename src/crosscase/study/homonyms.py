"""Names that are words too: they count as names only with a capital."""

from __future__ import annotations

from crosscase.study.name_folding import folded_name

_WORDS = "liv per strøm haugen bjørn stein dag odd mai vår sol berg bakke lie will mark hope"


def is_word(name: str) -> bool:
    """Whether a name, or a word of one, is also an ordinary word of Norwegian or English."""
    return folded_name(name) in HOMONYMS


HOMONYMS = frozenset(folded_name(word) for word in _WORDS.split())
