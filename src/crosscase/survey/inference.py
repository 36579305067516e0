"""How sure one may be: intervals, margins and tests, all by scipy and statsmodels, which are imported here alone.

Importing this module takes most of a second; import it where a figure is about to be worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

Numbers: TypeAlias = npt.NDArray[np.float64]

LEVEL = 0.05
"""What a p value is compared with."""
SPARSE = 5
"""An expected count under this is too small for z and chi-square."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends in the unit of what it is about (a share is a part of one)."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Two shares set against each other.

    Attributes:
        points: the first share less the second, as a part of one.
        low, high: Newcombe's hybrid score interval of it (1998, method 10).
        z, p: the pooled two-proportion z test, two-sided.
        fisher: Fisher's exact test, two-sided; None where every expected count is 5 or more, and for weighted counts.
    """

    points: float
    low: float
    high: float
    z: float
    p: float
    fisher: float | None = None

    @property
    def tests(self) -> tuple[str, ...]:
        """Names of the tests that were made."""
        z = "pooled two-proportion z"
        return (z,) if self.fisher is None else (z, "Fisher's exact")

    @property
    def decisive(self) -> float:
        """The p value to go by: Fisher's where it was needed, else that of z."""
        return self.p if self.fisher is None else self.fisher


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's chi-square test of counts against the shares they are expected to have."""

    statistic: float
    df: int
    p: float
    least_expected: float

    @property
    def sparse(self) -> bool:
        """Whether an expected count is too small for the p value to be trusted."""
        return self.least_expected < SPARSE


def corrected_size(n: float, population: float = 0) -> float:
    """The size of a sample with the finite population correction: n' = n(N-1)/(N-n).

    Args:
        population: N; 0 for no correction.

    Returns:
        Infinity where all of the population answered.

    Raises:
        ValueError: more answered than there are.
    """
    if population <= 0 or n <= 0:
        return n
    if n > population:
        raise ValueError(f"{n:g} answers of a population of {population:g}")
    return float("inf") if n == population else n * (population - 1) / (population - n)


def wilson(count: float, n: float, confidence: float = 0.95, population: float = 0) -> Interval:
    """Wilson's score interval (1927) of a share, at the corrected size where a population is given.

    Raises:
        ValueError: n is 0, or the count is not within 0 and n, or as `corrected_size`.
    """
    if n <= 0 or not 0 <= count <= n:
        raise ValueError(f"{count:g} of {n:g} is no share")
    low, high = wilson_bounds(np.array([count / n]), np.array([corrected_size(n, population)]), confidence)
    return Interval(float(low[0]), float(high[0]))


def wilson_bounds(shares: Numbers, sizes: Numbers, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """`wilson` for many shares (k parts of one) at sizes (k) that are corrected already; NaN at a size of 0."""
    known = np.isfinite(sizes) & (sizes > 0)
    low, high = shares.astype(np.float64), shares.astype(np.float64)  # all answered: the share is what it is
    low[sizes <= 0] = high[sizes <= 0] = np.nan
    if known.any():
        low[known], high[known] = proportion_confint(
            shares[known] * sizes[known], sizes[known], alpha=1 - confidence, method="wilson"
        )
    # at no and at all the formula ends just there, its floats do not
    return np.where(shares <= 0, 0.0, np.maximum(low, 0)), np.where(shares >= 1, 1.0, np.minimum(high, 1))


def margin(p: float, n: float, z: float = 2, population: float = 0) -> float:
    """The margin of error of a share p at size n, z * sqrt(p(1-p)/n), as a part of one.

    Raises:
        ValueError: n is 0, or p is not within 0 and 1, or as `corrected_size`.
    """
    if n <= 0 or not 0 <= p <= 1:
        raise ValueError(f"there is no margin of {p:g} at {n:g}")
    return z * float(np.sqrt(p * (1 - p) / corrected_size(n, population)))


@lru_cache(maxsize=50_000)  # a report comes to the same two shares again and again
def two_proportions(
    count1: float, n1: float, count2: float, n2: float, confidence: float = 0.95, *, exact: bool = True
) -> Difference:
    """Two independent shares against each other: pooled z, Newcombe's interval, Fisher's where z is not to be trusted.

    Where nobody or everybody is counted on both sides there is nothing to tell apart: z is 0 and p is 1.

    Args:
        exact: counts are whole, so that Fisher's test can be made; False for weighted ones.

    Raises:
        ValueError: a size is 0, or a count is not within 0 and its size.
    """
    for count, n in ((count1, n1), (count2, n2)):
        if n <= 0 or not 0 <= count <= n:
            raise ValueError(f"{count:g} of {n:g} is no share")
    pooled = (count1 + count2) / (n1 + n2)
    z, p = (0.0, 1.0) if pooled in (0, 1) else proportions_ztest([count1, count2], [n1, n2])
    low, high = confint_proportions_2indep(
        count1, n1, count2, n2, method="newcomb", compare="diff", alpha=1 - confidence
    )
    fisher = None
    # the least expected count, without a division: whole counts stay whole, and 5 is not under 5
    rarer = min(count1 + count2, n1 + n2 - count1 - count2)
    if exact and min(n1, n2) * rarer < SPARSE * (n1 + n2):
        fisher = float(stats.fisher_exact([[count1, n1 - count1], [count2, n2 - count2]]).pvalue)
    points = count1 / n1 - count2 / n2
    return Difference(points, max(-1.0, float(low)), min(1.0, float(high)), float(z), float(p), fisher)


def adjusted(ps: Sequence[float]) -> tuple[float, ...]:
    """P values of several tests adjusted by Benjamini and Hochberg (1995), in the order given."""
    if not ps:
        return ()
    return tuple(map(float, stats.false_discovery_control(ps, method="bh")))


def chi_square(observed: Sequence[float], shares: Sequence[float]) -> ChiSquare:
    """Counts (k) against the parts (k) that a population is made of; the parts need not add up to 1.

    A group that the population does not have and nobody is in has no say. Where fewer than two groups are left there
    is nothing to test: the statistic is 0 and p is 1.

    Raises:
        ValueError: the numbers differ in length or are below 0, nobody was observed, the parts are nothing, or
            somebody is in a group that the population does not have.
    """
    counts, parts = np.asarray(observed, dtype=float), np.asarray(shares, dtype=float)
    if counts.shape != parts.shape or (counts < 0).any() or (parts < 0).any():
        raise ValueError("chi-square takes as many counts as shares, none below 0")
    if not counts.sum() or not parts.sum():
        raise ValueError("chi-square takes counts and shares that are not all 0")
    there = parts > 0
    if counts[~there].any():
        raise ValueError("somebody is in a group that the population does not have")
    expected = counts.sum() * parts[there] / parts.sum()
    if len(expected) < 2:
        return ChiSquare(0.0, 0, 1.0, float(expected.min()))
    found = stats.chisquare(counts[there], expected)
    return ChiSquare(float(found.statistic), len(expected) - 1, float(found.pvalue), float(expected.min()))


def effective_size(weights: Numbers) -> float:
    """Kish's effective size of a weighted sample, (sum w)^2 / sum w^2; 0 where there are no weights but 0.

    Raises:
        ValueError: a weight is below 0 or no number.
    """
    if not (weights >= 0).all():
        raise ValueError("weights are 0 or more")
    largest = float(weights.max(initial=0))
    if not largest:
        return 0.0
    parts = weights / largest  # squares of very small or large weights stay numbers
    return float(parts.sum() ** 2 / np.square(parts).sum())


def mean_interval(
    mean: float, deviation: float, n: float, confidence: float = 0.95, population: float = 0
) -> Interval | None:
    """Student's t interval of a mean, at the corrected size where a population is given; None for fewer than two.

    Args:
        deviation: of the sample, its variance divided by n - 1.
        n: how many, or their effective size.
    """
    if n <= 1:
        return None
    half = float(stats.t.ppf((1 + confidence) / 2, n - 1)) * deviation / corrected_size(n, population) ** 0.5
    return Interval(mean - half, mean + half)
