"""Colour and tag of a code: told apart by colour-blind eyes, and without any colour by two letters."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from crosscase.study.model import Code

# Okabe and Ito, Color Universal Design (2008), without black; distinguishable with the common deficiencies.
PALETTE = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")


def color_for(number: int) -> str:
    """The colour of the n-th code that has none of its own and no parent to take it from."""
    return PALETTE[number % len(PALETTE)]


def tag_for(code: Code, taken: Container[str]) -> str:
    """Two letters for a code, from its name, else from its slug, not yet taken if that can be."""
    fallback = ""
    for tag in _candidates(code):
        fallback = fallback or tag
        if tag not in taken:
            return tag
    return fallback or "XX"


def _candidates(code: Code) -> Iterator[str]:
    for name in (*code.name.values(), code.code):
        words = re.findall(r"[^\W\d_]+", name.upper())
        letters = "".join(words)
        if len(letters) > 1:
            yield letters[:2]
        if len(words) > 1:
            yield words[0][0] + words[1][0]
        for second in letters[2:]:
            yield letters[0] + second
    first = next((c for c in code.code.upper() if c.isalpha()), "X")
    for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        yield first + second
    for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            yield one + second
