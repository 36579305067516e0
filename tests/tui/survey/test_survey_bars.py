"""Bars in cells: each stands where arithmetic with whole numbers puts it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crosscase.tui.survey.bars import EIGHTHS, bar_cells, bar_content, deviation_cells


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Fraction, Fraction, Fraction]:
    base = draw(st.integers(1, 400))
    low, share, high = sorted(draw(st.lists(st.integers(0, base), min_size=3, max_size=3)))
    return Fraction(low, base), Fraction(share, base), Fraction(high, base)


def touches(value: Fraction, cell: int, width: int) -> bool:
    """Whether a value lies in a cell; 1 lies in the last one."""
    return Fraction(cell, width) <= value < Fraction(cell + 1, width) or (value == 1 and cell == width - 1)


@pytest.mark.parametrize(
    ("share", "low", "high", "width", "drawn"),
    [
        (0.5, 0.3, 0.7, 10, "███├━┼─┤  "),
        (0.5, 0.5, 0.5, 10, "█████│    "),
        (0.0, 0.0, 0.25, 10, "├─┤       "),
        (1.0, 0.8, 1.0, 10, "████████├┤"),
        (0.65, 0.495, 0.779, 20, "█████████├━━━┼─┤    "),
        (0.02, 0.0, 0.04, 10, "│         "),
        (0.3, 0.25, 0.35, 100, f"{'█' * 25}├━━━━┼────┤{' ' * 64}"),
        (0.5, None, None, 10, "█████     "),
        (0.5, None, None, 1, "▌"),
        (0.001, None, None, 10, "▏         "),
        (0.0, None, None, 4, "    "),
        (1.0, None, None, 4, "████"),
        (0.29, None, None, 100, "█" * 29 + " " * 71),
        (0.5, 0.2, 0.8, 0, ""),
    ],
)
def test_a_share_and_its_interval_stand_in_their_cells(
    share: float, low: float | None, high: float | None, width: int, drawn: str
) -> None:
    assert bar_cells(share, low, high, width) == drawn


@given(intervals(), st.integers(1, 80))
def test_every_mark_stands_in_the_cell_of_its_value(
    interval: tuple[Fraction, Fraction, Fraction], width: int
) -> None:
    low, share, high = interval
    drawn = bar_cells(float(share), float(low), float(high), width)
    assert len(drawn) == cell_len(drawn) == width
    ends = [cell for cell in range(width) if touches(low, cell, width) or touches(high, cell, width)]
    assert drawn[: ends[0]] == "█" * ends[0]
    assert drawn[ends[-1] + 1 :].strip() == ""
    if len(ends) == 1:
        assert drawn[ends[0]] == "│"
        return
    assert (drawn[ends[0]], drawn[ends[-1]]) == ("├", "┤")
    for cell in range(ends[0] + 1, ends[-1]):
        here = touches(share, cell, width)
        assert drawn[cell] == ("┼" if here else "━" if Fraction(cell, width) < share else "─")


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 60))
def test_a_bar_without_an_interval_is_the_nearest_eighth_of_a_cell(count: int, base: int, width: int) -> None:
    share = min(Fraction(1), Fraction(count, base))
    drawn = bar_cells(float(share), None, None, width)
    assert len(drawn) == width
    eighths = sum(8 if sign == "█" else EIGHTHS.index(sign) for sign in drawn.rstrip(" "))
    assert abs(Fraction(eighths, 8 * width) - share) <= Fraction(1, 16 * width) or (
        eighths == 1 and share > 0
    )
    assert (eighths == 0) == (share == 0)


@given(st.integers(-300, 300), st.integers(1, 300), st.integers(1, 41))
def test_a_deviation_goes_to_its_side_and_is_the_nearest_half_cell(
    points: int, most: int, width: int
) -> None:
    drawn = deviation_cells(points, most, width)
    side = (width - 1) // 2
    assert len(drawn) == width
    assert drawn[side] == "│"
    left, right = drawn[:side], drawn[side + 1 :]
    assert (left.strip() == "") or points < 0
    assert (right.strip() == "") or points > 0
    halves = sum({"█": 2, "▌": 1, "▐": 1, " ": 0}[sign] for sign in left + right)
    exact = min(Fraction(1), Fraction(abs(points), most)) * side * 2
    assert abs(halves - exact) <= Fraction(1, 2) or (halves == 1 and points)


def test_a_deviation_touches_the_middle() -> None:
    assert deviation_cells(-5, 10, 11) == "  ▐██│     "
    assert deviation_cells(5, 10, 11) == "     │██▌  "
    assert deviation_cells(0, 10, 11) == "     │     "
    assert deviation_cells(0.01, 10, 11) == "     │▌    "


def test_the_colour_ends_at_the_share() -> None:
    drawn = bar_content(0.5, 0.3, 0.7, 10, "red")
    assert drawn.plain == bar_cells(0.5, 0.3, 0.7, 10)
    assert [(span.start, span.end) for span in drawn.spans] == [(0, 3), (3, 6)]
