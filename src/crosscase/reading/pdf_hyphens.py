"""Lines joined into paragraphs: what a hyphen at a line's end was, a part of the word or of the setting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_TOKEN = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_HEAD = re.compile(r"([^\W_]+(?:[-‐][^\W_]+)*)[-‐\xad]$")
_TAIL = re.compile(r"[^\W_]+")
_HYPHENS = ("-", "‐", "\xad")
# `samarbeids- og` goes on in another word
_ANDS = frozenset({"og", "eller", "samt", "til", "and", "or", "to", "och", "und", "oder"})
_NO_BLANK_AFTER = re.compile(r"\S[–/]$")


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """How often each word stands within a line, hyphens and all: the evidence for what hyphens are."""
    found: Counter[str] = Counter()
    for line in lines:
        words = _TOKEN.findall(line.casefold())
        if line.rstrip().endswith(_HYPHENS):
            words = words[:-1]
        found.update(words)
    return found


def joined(lines: Iterable[str], words: Counter[str]) -> tuple[str, list[str]]:
    """The lines of a paragraph as one.

    A hyphen at the end of a line goes where it parts a word; it stays before `og` and the like, before a
    capital or a digit, after a single letter, a digit or an abbreviation in capitals, and where the document
    has the word with its hyphen elsewhere, and not without it.

    Args:
        words: as `vocabulary` gives them.

    Returns:
        The text, and the words that were put together again.
    """
    parts: list[str] = []
    mended = []
    for line in lines:
        if parts:
            parts[-1], blank, word = _seam(parts[-1], line, words)
            parts.append(blank)
            if word:
                mended.append(word)
        parts.append(line)
    return "".join(parts).replace("\xad", ""), mended


def _seam(before: str, after: str, words: Counter[str]) -> tuple[str, str, str]:
    """The first line as it stays, what comes between, and the word that is put together, if one is."""
    head = _HEAD.search(before)
    tail = _TAIL.match(after)
    if head is None or tail is None:
        if before.endswith("\xad"):
            return before[:-1], "", ""
        close = head is None and tail is not None and _NO_BLANK_AFTER.search(before)
        return before, "" if close else " ", ""
    first, second = head[1], tail[0]
    if not before.endswith("\xad"):
        if second.casefold() in _ANDS:
            return before, " ", ""
        if _keeps(first, second, words):
            return before, "", ""
    return before[:-1], "", first + second


def _keeps(first: str, second: str, words: Counter[str]) -> bool:
    """Whether the hyphen between two parts of a word is its own."""
    if not second[0].islower() or len(first) == 1 or first.isupper() or any(map(str.isdigit, first)):
        return True
    whole, apart = (first + second).casefold(), f"{first}-{second}".casefold()
    return words[apart] > words[whole]
