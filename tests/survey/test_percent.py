"""Percents are rounded half up without a float's slip, and lead back to just the counts that print so."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crosscase.survey.percent import attainable, half_up, number_text, percent, percent_text, share_text


@pytest.mark.parametrize(
    ("count", "base", "decimals", "printed"),
    [
        (1, 8, 0, "13"),  # 12.5
        (29, 200, 0, "15"),  # 14.5, which is 14.499999999999998 as a float
        (5, 200, 0, "3"),  # 2.5, which rounds to the even 2 in most programs
        (88, 356, 1, "24.7"),
        (1, 3, 2, "33.33"),
        (0, 88, 0, "0"),
        (88, 88, 1, "100.0"),
    ],
)
def test_a_percent_is_rounded_half_up(count: int, base: int, decimals: int, printed: str) -> None:
    assert str(percent(count, base, decimals)) == printed


@given(some.integers(0, 10**6), some.integers(1, 10**6), some.integers(0, 6))
def test_a_percent_is_what_decimal_arithmetic_of_many_digits_makes_it(
    count: int, base: int, decimals: int
) -> None:
    many_digits = Decimal(100 * count * 10**20 // base).scaleb(-20)  # cut, never raised: a tie stays a tie
    assert percent(count, base, decimals) == many_digits.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@given(some.integers(0, 3000), some.integers(1, 3000), some.integers(0, 2))
def test_a_share_that_was_divided_as_floats_prints_as_the_counts_do(
    count: int, base: int, decimals: int
) -> None:
    assert share_text(count / base, "en", decimals) == f"{percent(count, base, decimals)}%"


@given(some.integers(0, 100), some.integers(0, 400))
def test_whole_percents_lead_back_to_just_the_counts_that_print_so(printed: int, base: int) -> None:
    assert list(attainable(printed, base)) == [
        c for c in range(base + 1) if base and percent(c, base) == printed
    ]


@given(some.integers(0, 1000), some.integers(1, 400))
def test_percents_with_a_decimal_lead_back_to_just_the_counts_that_print_so(tenths: int, base: int) -> None:
    printed = Decimal(tenths) / 10
    assert list(attainable(printed, base, 1)) == [
        c for c in range(base + 1) if percent(c, base, 1) == printed
    ]


@pytest.mark.parametrize(("printed", "base"), [(-1, 88), (101, 88), (Decimal("64.3"), 88), (50, 0)])
def test_no_count_prints_as_a_percent_that_cannot_be(printed: int | Decimal, base: int) -> None:
    assert list(attainable(printed, base)) == []


def test_a_percent_given_as_a_float_leads_to_the_counts_of_the_same_decimal() -> None:
    assert list(attainable(24.7, 356, 1)) == [88] == list(attainable(Fraction(247, 10), 356, 1))


def test_a_half_goes_away_from_nought_on_both_sides() -> None:
    assert [half_up(Fraction(each, 2)) for each in (-3, -1, 1, 3)] == [-2, -1, 1, 2]


def test_rounding_keeps_the_noughts_it_was_asked_for() -> None:
    assert str(half_up(8, 1)) == "8.0"
    assert number_text(Fraction(4), "nb", 2) == "4,00"


def test_numbers_read_as_the_language_writes_them() -> None:
    assert number_text(-3.44, "nb", 1) == "\N{MINUS SIGN}3,4"
    assert number_text(-3.44, "en", 1) == "\N{MINUS SIGN}3.4"
    assert number_text(-0.04, "nb", 1) == "0,0"
    assert (percent_text(64, "nb"), percent_text(64, "en")) == ("64\N{NO-BREAK SPACE}%", "64%")
    assert share_text(Fraction(1, 8), "nb", 1) == "12,5\N{NO-BREAK SPACE}%"
