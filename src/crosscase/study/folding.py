"""Spellings that count as the same when one compares or searches: without case and accents, right for Norwegian.

æ, ø and å are letters of their own, and ä and ö are Swedish and German spellings of æ and ø; the accents of all
other letters are dropped. Composed and decomposed spellings are the same, ß is ss, a ligature is its letters.
Soft hyphens and word joiners count for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from crosscase.study.graphemes import SPECIAL, boundaries

_NOTHING = re.compile("[\xad\u2060\ufeff]")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_MARKED = re.compile(f"([^{_MARKS}])([{_MARKS}]+)")
_RING, _TWO_DOTS = "\u030a", "\u0308"
_OWN = {("a", _RING): "å", ("a", _TWO_DOTS): "æ", ("o", _TWO_DOTS): "ø"}


class _Letters(dict[int, str]):
    """What letters that stand alone fold to; filled as they are met."""

    def __init__(self, exact: bool) -> None:
        self._exact = exact

    def __missing__(self, code: int) -> str:
        self[code] = found = folded_grapheme(chr(code), self._exact)
        return found


_FOLDED, _EXACT = _Letters(False), _Letters(True)


def folded(text: str, exact: bool = False) -> str:
    """The text in the spelling that is compared; its length may differ.

    Args:
        exact: keep case and accents; composed and decomposed spellings are the same even so.
    """
    if text.isascii():
        return text if exact else text.lower()
    if SPECIAL.search(text) is None:
        return text.translate(_EXACT if exact else _FOLDED)
    starts = boundaries(text)
    # letter by letter, as pieces of a body are: what is dropped between two never joins them
    return "".join(folded_grapheme(text[start:end], exact) for start, end in pairwise(starts))


@lru_cache(maxsize=4096)
def folded_grapheme(grapheme: str, exact: bool = False) -> str:
    """One grapheme, folded."""
    grapheme = _NOTHING.sub("", grapheme)
    if exact:
        return unicodedata.normalize("NFC", grapheme)
    # a mark can be a letter when folded (iota subscript), so marks are parted from letters first
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFD", grapheme).casefold())
    return _MARKED.sub(_without_accents, plain)


def _without_accents(match: re.Match[str]) -> str:
    base, marks = match[1], match[2]
    if not base.isalpha():
        return match[0]
    return next((_OWN[base, mark] for mark in marks if (base, mark) in _OWN), base)
