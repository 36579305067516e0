"""Values as people write them in attributes and queries: numbers, dates, texts; and how two of them compare."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_BLANK = " \u00a0\u2009\u202f"
_NUMBER = re.compile(rf"[+-]?(?:[0-9]{{1,3}}(?:[{_BLANK}][0-9]{{3}})+|[0-9]+)(?:[.,][0-9]+)?")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TWO_WAYS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_LONGEST = 60


def number(text: str) -> Decimal | None:
    """The number a text is: `21071`, `21 071` (with any blank), `1,5`, `-3.2`; None where it is none."""
    text = text.strip().replace("\u2212", "-")
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        return None
    return Decimal(re.sub(f"[{_BLANK}]", "", text).replace(",", "."))


def two_numbers(text: str) -> tuple[str, str] | None:
    """What a number such as `50.000` or `50,000` may mean: with thousands parted, and with decimals; else None."""
    text = text.strip().replace("\u2212", "-")
    if _TWO_WAYS.fullmatch(text) is None:
        return None
    return re.sub("[.,]", "", text), text + "0"


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year: `2021-12-01`, `2021-12`, `2021`."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def compare_dates(one: str, operator: str, other: str) -> bool:
    """Compare two dates; a month or a year stands for all of its days.

    `>` is after the last day of the other, `=` within it, `>=` not before its first day; a date that is
    less exact than the other fulfils only what all of its days do.
    """
    low, high = _days(one)
    other_low, other_high = _days(other)
    inside = other_low <= low and high <= other_high
    return {
        "<": high < other_low,
        "<=": high <= other_high,
        "=": inside,
        "!=": not inside,
        ">=": low >= other_low,
        ">": low > other_high,
    }[operator]


def compare_numbers(one: Decimal, operator: str, other: Decimal) -> bool:
    """Compare two numbers."""
    return {
        "<": one < other,
        "<=": one <= other,
        "=": one == other,
        "!=": one != other,
        ">=": one >= other,
        ">": one > other,
    }[operator]


def _days(text: str) -> tuple[str, str]:
    """The first and last day a date stands for, as texts that sort."""
    year, month, day = [*text.strip().split("-"), "", ""][:3]
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or '31'}"
