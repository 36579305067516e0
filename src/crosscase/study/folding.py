"""Comparing words as people do: without case and accents, while æ, ø and å stay letters of their own."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("æøå")


class _Bases(dict[int, str]):
    """Each character (composed, in lower case) without its accents; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = letter
        if letter not in _KEPT:
            parts = unicodedata.normalize("NFKD", letter)
            base = "".join(part for part in parts if not unicodedata.combining(part))
        self[code] = base
        return base


_BASES = _Bases()


def folded(text: str) -> str:
    """The text without case and accents; its length may differ, so that offsets mean nothing in it."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFC", lower).translate(_BASES)
