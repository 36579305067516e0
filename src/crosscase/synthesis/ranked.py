"""The order in which people expect values: numbers by size, all else by letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crosscase.study.folding import folded
from crosscase.study.query_values import number

_FIRST_NUMBER = re.compile(r"\d+")


def in_natural_order(values: Iterable[str]) -> list[str]:
    """Values in order: `900`, `21 071`, `100 000`; `0-5000`, `5001-10000`; `Agder`, `Viken`; numbers before words."""
    return sorted(values, key=_key)


def _key(value: str) -> tuple[int, float, str, str]:
    found = number(value)
    if found is not None:
        return 0, float(found), "", value
    if first := _FIRST_NUMBER.match(value.strip()):
        return 0, float(first[0]), folded(value), value
    return 1, 0.0, folded(value), value
