"""Which entries a few typed letters mean, the likeliest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LEAST = 78.0  # of 100: below it a near match surprises more than it helps


@lru_cache(maxsize=8192)  # the names of a codebook are compared at every letter that is typed
def folded(text: str) -> str:
    """Without case and accents, for comparing what people type; æ, ø and å stay letters of their own."""
    kept = []
    for character in unicodedata.normalize("NFC", text).casefold():
        kept.append(character if character in "æøå" else unicodedata.normalize("NFKD", character)[0])
    return "".join(kept)


def rank(query: str, texts: Sequence[str]) -> list[int]:
    """Indices of the texts that a query means.

    A text that begins with the query comes before one with a word that does, before one that holds it,
    before near matches; equals keep their order. An empty query means all.
    """
    wanted = folded(query).strip()
    if not wanted:
        return list(range(len(texts)))
    from rapidfuzz import fuzz, process  # not before the first letter is typed

    pool = [folded(text) for text in texts]
    scores: dict[int, float] = {}
    for index, text in enumerate(pool):
        if (at := text.find(wanted)) >= 0:
            begins_word = at == 0 or not text[at - 1].isalnum()
            scores[index] = 300.0 if at == 0 else 250.0 if begins_word else 200.0
    near = process.extract(wanted, pool, scorer=fuzz.partial_ratio, score_cutoff=LEAST, limit=None)
    for _text, score, index in near:
        if len(wanted) > 3:  # few letters are near everything
            scores.setdefault(int(index), score)
    return sorted(scores, key=lambda index: (-scores[index], index))
