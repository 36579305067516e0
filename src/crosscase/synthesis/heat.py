"""How strongly a value is shaded among the others: the same steps on the screen, on pages and in figures."""

from __future__ import annotations

import math
from itertools import pairwise

STEPS = 5
SHADES = ("#D4E4F4", "#8DC1DD", "#4F9BCB", "#2272B6", "#084A91")
"""A colour for each step, faint to strong: blues in even steps of lightness."""


def step_of(value: float, highest: float) -> int:
    """The step of a value: 0 for nothing and for nan, then 1 to `STEPS` up to the highest.

    Steps go by the square root: a code that is counted with all below it would else leave those in the faintest.
    """
    if highest <= 0 or math.isnan(value) or value <= 0:
        return 0
    return min(STEPS, max(1, math.ceil(STEPS * math.sqrt(value / highest) - 1e-9)))


def shade(value: float, highest: float) -> float:
    """The step as a part of the strongest, 0 to 1."""
    return step_of(value, highest) / STEPS


def bounds(highest: float) -> tuple[tuple[float, float], ...]:
    """The values of each step: over the first number, up to the second."""
    ends = [highest * (step / STEPS) ** 2 for step in range(STEPS + 1)]
    return tuple(pairwise(ends))
