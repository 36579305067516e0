"""Percents as people print them: rounded half up, exactly, and which whole counts can stand behind a printed one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal | Fraction

MINUS = "\N{MINUS SIGN}"
HARD_SPACE = "\N{NO-BREAK SPACE}"


def exact(value: Number) -> Fraction:
    """A number as a fraction; a float as the shortest decimal that reads back as it.

    That makes a float that was got by dividing two counts, such as 0.145, the fraction people mean by it. Ties of
    rounding (shares such as 29/200) are short decimals, so none of them is missed.

    Raises:
        ValueError, OverflowError: it is no finite number.
    """
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)


def half_up(value: Number, decimals: int = 0) -> Decimal:
    """A number rounded to so many decimals, a half away from zero, with all its decimals: 2.0 keeps its nought."""
    scaled = exact(value) * 10**decimals
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return Decimal(f"{'-' if scaled < 0 and whole else ''}{whole}E-{decimals}")


def percent(count: Number, base: Number, decimals: int = 0) -> Decimal:
    """The percent that a count is of a base, rounded half up.

    Raises:
        ZeroDivisionError: the base is 0.
    """
    return half_up(100 * exact(count) / exact(base), decimals)


def attainable(percent: Number, base: int, decimals: int = 0) -> range:
    """The whole counts of a base that print as this percent at so many decimals; empty where none does.

    Empty too for a base of 0, and for a percent that has more decimals than are printed.
    """
    printed = exact(percent)
    if base <= 0 or printed < 0 or (printed * 10**decimals).denominator != 1:
        return range(0)
    half = Fraction(1, 2 * 10**decimals)
    first = ceil((printed - half) * base / 100)
    end = ceil((printed + half) * base / 100)
    return range(max(first, 0), min(end, base + 1))


def number_text(value: Number, language: str, decimals: int = 0) -> str:
    """A number for reading, rounded half up: a decimal comma in Norwegian, a true minus sign in any language."""
    rounded = half_up(value, decimals)
    digits = f"{abs(rounded):f}"
    if language not in ("en", ""):
        digits = digits.replace(".", ",")
    return f"{MINUS}{digits}" if rounded < 0 else digits


def percent_text(value: Number, language: str, decimals: int = 0) -> str:
    """A percent (64 is 64 per cent) for reading: `64 %` with a hard space in Norwegian, `64%` in English."""
    space = "" if language in ("en", "") else HARD_SPACE
    return f"{number_text(value, language, decimals)}{space}%"


def share_text(value: Number, language: str, decimals: int = 0) -> str:
    """A share (a part of one: 0.64 is 64 per cent) for reading, as `percent_text`."""
    return percent_text(100 * exact(value), language, decimals)
