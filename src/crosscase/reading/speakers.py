"""Who speaks in a text: names that open turns, and beginnings of lines that look like names nobody listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from crosscase.study.openings import openings

LONGEST = 40
"""Characters: what is longer before a `:` is no name."""

# a heading is no name, nor is what stands before `:` in a time of day or an address; a time stamp may come first
_LABEL = re.compile(
    r"\n[^\S\n]*(?:\[\d+:\d\d:\d\d\][^\S\n]*)?"
    rf"([^\s:#][^:\n]{{0,{LONGEST - 1}}}):(?![0-9/])"
)


def speaking(body: str, names: Collection[str]) -> frozenset[str]:
    """Those of the names that open a turn."""
    return frozenset(openings(f"\n{body}", names).speakers)


def labels(body: str) -> Counter[str]:
    """Beginnings of lines that look like speakers, with a letter in them, and how often each stands there."""
    return Counter(label for label in _LABEL.findall(f"\n{body}") if any(map(str.isalpha, label)))


def unlisted(body: str, names: Collection[str]) -> list[tuple[str, int]]:
    """Beginnings of lines that look like speakers, and how often each stands there, most frequent first.

    Args:
        names: the speakers that are listed; a beginning that is one of them is left out, and one that
            stands there once is told only if it begins with one of them.
    """
    found = labels(body)
    known = tuple(name.casefold() for name in names)
    return [
        (label, count)
        for label, count in found.most_common()
        if label not in names and (count > 1 or label.casefold().startswith(known))
    ]
