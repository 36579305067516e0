"""Days as programs write them into documents: `October 11, 2023`, `11. oktober 2023`."""

from __future__ import annotations

import re
from datetime import date

# by their first three letters, in English and Norwegian
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,9})\.? (\d{1,2}), (\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\.? ([^\W\d_]{3,9})\.?,? (\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


def date_in(line: str) -> str:
    """The first day that a line names, as `2023-10-11`; empty where it names none."""
    if (found := _ISO.search(line)) is not None:
        return _day(found[1], int(found[2]), found[3])
    if (found := _MONTH_FIRST.search(line)) is not None:
        return _day(found[3], _MONTHS.get(found[1][:3].casefold(), 0), found[2])
    if (found := _DAY_FIRST.search(line)) is not None:
        return _day(found[3], _MONTHS.get(found[2][:3].casefold(), 0), found[1])
    return ""


def _day(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""
