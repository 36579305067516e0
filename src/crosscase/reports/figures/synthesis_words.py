"""The words of figures of a synthesis, in the languages they are drawn in."""

from __future__ import annotations

from collections.abc import Mapping

_NB = {
    "nothing": "ingen",
    "empty map": "Det er ingenting å vise: ingen rader eller ingen koder.",
    "empty pairs": "Ingen koder forekommer sammen.",
    "empty curve": "Det er ingen intervjuer å vise.",
    "whole": "i alt",
    "itself": "koden selv",
    "total": "Sum",
    "code": "kode",
    "nowhere": "ingenting",
}
_EN = {
    "nothing": "none",
    "empty map": "There is nothing to show: no rows or no codes.",
    "empty pairs": "No codes occur together.",
    "empty curve": "There are no interviews to show.",
    "whole": "in all",
    "itself": "the code itself",
    "total": "Total",
    "code": "code",
    "nowhere": "nothing",
}


def wording(language: str) -> Mapping[str, str]:
    """The words: Norwegian for all that is Norwegian, else English."""
    return _NB if language in ("nb", "nn", "no") else _EN
