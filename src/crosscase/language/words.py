"""What a word is where one searches: as in `study.segments`, letters and digits with their marks, joined by ' ’ -."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import regex

from crosscase.language.folding import Folding, regular

MARK = r"[\p{M}\p{GCB=Extend}\u200d\xad]"
LETTER = r"[\w--\p{M}--\u200c--\u200d]"
JOIN = "['’\\-]"
GAP = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)"
"""White space with at most one line end."""

_LETTER = regex.compile(f"(?V1){LETTER}")
_WORD_END = regex.compile(f"(?V1){LETTER}{MARK}*$")
_WORD = regex.compile(rf"(?V1){LETTER}{MARK}*(?:{JOIN}?{LETTER}{MARK}*)*")


def is_letter(character: str) -> bool:
    """Whether a word can begin with it."""
    return _LETTER.match(character) is not None


def ends_in_word(text: str) -> bool:
    """Whether the last character is of a word: a letter, or a mark on one."""
    return _WORD_END.search(text) is not None


@cache
def plain_letter() -> str:
    """A letter of a word among regular characters, as a set for `re`, whose own word sign holds a few more."""
    others = (sign for sign in regular(True) if re.match(r"\w", sign) and not is_letter(sign))
    return rf"[^\W{''.join(others)}]"


def words_in(ready: Folding) -> re.Pattern[str] | regex.Pattern[str]:
    """The pattern of one word in a text; a fast one where letters carry no marks."""
    return _WORD if ready.marked else _plain_word()


@cache
def _plain_word() -> re.Pattern[str]:
    letter = plain_letter()
    return re.compile(f"{letter}+(?:{JOIN}{letter}+)*")


@lru_cache(maxsize=512)
def vocabulary(ready: Folding) -> frozenset[str]:
    """The different words of a text; those of the last ones are kept."""
    return frozenset(words_in(ready).findall(ready.text))
