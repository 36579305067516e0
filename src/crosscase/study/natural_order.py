"""The order in which people expect names: I1, I2, I10."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(\d+)")


def naturally(name: str) -> tuple[tuple[str, ...], tuple[int, ...], str]:
    """By which names are sorted: numbers in them count by size, all else by letter, capital or not.

    Of the same letters and numbers, such as `i1` and `I01`, the spelling decides, so that the order is always the same.
    """
    pieces = _DIGITS.split(name.casefold())
    return tuple(pieces[::2]), tuple(map(int, pieces[1::2])), name
