"""Intervals and tests are those of the textbooks and of other ways to the same number."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import DescrStatsW

from crosscase.survey.inference import (
    adjusted,
    chi_square,
    corrected_size,
    effective_size,
    margin,
    mean_interval,
    two_proportions,
    wilson,
    wilson_bounds,
)

sizes = some.integers(1, 2000)
shares = sizes.flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n)))
levels = some.sampled_from([0.8, 0.9, 0.95, 0.99])


def z_of(confidence: float) -> float:
    return float(stats.norm.ppf((1 + confidence) / 2))


def test_nobody_of_88_may_still_be_four_percent() -> None:
    found = wilson(0, 88)
    assert found.low == 0
    assert round(100 * found.high, 1) == 4.2


def test_wilsons_interval_is_the_one_in_newcombes_paper() -> None:
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (count, n), (low, high) in published.items():
        found = wilson(count, n)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(shares, levels)
def test_wilsons_ends_are_where_the_score_test_just_rejects(
    share: tuple[int, int], confidence: float
) -> None:
    count, n = share
    p, z = count / n, z_of(confidence)
    found = wilson(count, n, confidence)
    for end in (found.low, found.high):
        if 0 < end < 1:
            assert abs(p - end) / math.sqrt(end * (1 - end) / n) == pytest.approx(z, rel=1e-6)


@given(shares, levels)
def test_wilsons_interval_holds_the_share_and_stays_within_bounds(
    share: tuple[int, int], level: float
) -> None:
    found = wilson(*share, level)
    assert 0 <= found.low <= share[0] / share[1] <= found.high <= 1


@given(shares, levels)
def test_wilsons_interval_of_the_others_is_its_mirror(share: tuple[int, int], level: float) -> None:
    count, n = share
    here, there = wilson(count, n, level), wilson(n - count, n, level)
    assert (here.low, here.high) == pytest.approx((1 - there.high, 1 - there.low), abs=1e-12)


@given(shares, levels)
def test_one_more_moves_wilsons_interval_up_and_more_confidence_widens_it(
    share: tuple[int, int], level: float
) -> None:
    count, n = share
    here = wilson(count, n, level)
    if count < n:
        more = wilson(count + 1, n, level)
        assert (here.low, here.high) < (more.low, more.high)
    wider = wilson(count, n, level + 0.005)
    assert wider.high - wider.low > here.high - here.low


@given(shares, some.integers(0, 5000))
def test_a_finite_population_narrows_the_interval_until_nothing_is_unsure(
    share: tuple[int, int], more: int
) -> None:
    count, n = share
    plain, here, whole = (
        wilson(count, n),
        wilson(count, n, population=n + more),
        wilson(count, n, population=n),
    )
    assert plain.low - 1e-12 <= here.low <= count / n <= here.high <= plain.high + 1e-12
    assert (whole.low, whole.high) == (count / n, count / n)


def test_the_correction_is_that_of_sampling_without_putting_back() -> None:
    # the variance of a share among n of N drawn without putting back, by the hypergeometric distribution
    draw = stats.hypergeom(356, 142, 88)
    p = 142 / 356
    assert p * (1 - p) / corrected_size(88, 356) == pytest.approx(float(draw.var()) / 88**2)


def test_more_answers_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="88 answers of a population of 50"):
        wilson(3, 88, population=50)


def test_many_intervals_at_once_are_those_of_one_at_a_time() -> None:
    low, high = wilson_bounds(np.array([0, 0.25, 1, 0.3]), np.array([10, 40, 7, 0]), 0.9)
    single = [wilson(0, 10, 0.9), wilson(10, 40, 0.9), wilson(7, 7, 0.9)]
    assert list(low[:3]) == [each.low for each in single]
    assert list(high[:3]) == [each.high for each in single]
    assert np.isnan([low[3], high[3]]).all()


@pytest.mark.parametrize(("percent", "points"), [(5, "4.4"), (20, "8.0"), (50, "10.0")])
def test_margins_are_the_published_ones(percent: int, points: str) -> None:
    assert f"{100 * margin(percent / 100, 100, 2):.1f}" == points


def test_fourteen_of_thirty_against_fifteen_of_58() -> None:
    found = two_proportions(14, 30, 15, 58)
    assert (f"{found.z:.3f}", f"{found.p:.3f}") == ("1.968", "0.049")
    assert found.fisher is None  # the least expected count is 9.9; it would be .059


def test_newcombes_interval_is_the_one_in_his_paper() -> None:
    # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10
    published = {
        (56, 70, 48, 80): (0.0524, 0.3339),
        (9, 10, 3, 10): (0.1705, 0.8090),
        (6, 7, 2, 7): (0.0582, 0.8062),
        (5, 56, 0, 29): (-0.0381, 0.1926),
        (0, 10, 0, 20): (-0.1611, 0.2775),
        (10, 10, 0, 10): (0.6075, 1),
    }
    for counts, (low, high) in published.items():
        found = two_proportions(*counts)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high), counts


two_shares = some.tuples(shares, shares)


@given(two_shares)
def test_the_z_test_is_the_square_root_of_pearsons_chi_square(
    two: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    (a, n), (b, m) = two
    found = two_proportions(a, n, b, m)
    assert found.points == pytest.approx(a / n - b / m)
    if 0 < a + b < n + m:
        table = stats.chi2_contingency([[a, n - a], [b, m - b]], correction=False)
        assert found.z**2 == pytest.approx(float(table.statistic), rel=1e-6, abs=1e-9)
        assert found.p == pytest.approx(float(table.pvalue), rel=1e-6, abs=1e-9)
        assert (found.fisher is not None) == bool(table.expected_freq.min() < 5 - 1e-9)
        assert np.sign(round(found.z, 9)) == np.sign(round(found.points, 12))
    else:
        assert (found.z, found.p) == (0, 1)


@given(two_shares)
def test_two_shares_the_other_way_round_are_the_same_but_for_the_sign(
    two: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    (a, n), (b, m) = two
    here, there = two_proportions(a, n, b, m), two_proportions(b, m, a, n)
    assert here.p == pytest.approx(there.p)
    assert here.z == pytest.approx(-there.z)
    assert (here.low, here.high) == pytest.approx((-there.high, -there.low))
    assert -1 <= here.low <= here.points + 1e-12
    assert here.points - 1e-12 <= here.high <= 1
    if here.fisher is not None:
        assert here.fisher == pytest.approx(there.fisher)


def test_fishers_test_is_the_sum_over_every_table_no_likelier() -> None:
    for a, n, b, m in ((3, 10, 1, 12), (0, 5, 4, 9), (1, 1, 0, 87), (7, 12, 4, 76)):
        ways = [math.comb(n, x) * math.comb(m, a + b - x) if 0 <= a + b - x <= m else 0 for x in range(n + 1)]
        expected = sum(each for each in ways if each <= ways[a]) / sum(ways)
        assert two_proportions(a, n, b, m).fisher == pytest.approx(expected)


def test_fishers_test_is_named_where_it_was_made_and_goes_before_z() -> None:
    sparse, plain = two_proportions(1, 1, 0, 87), two_proportions(20, 40, 10, 48)
    assert sparse.tests == ("pooled two-proportion z", "Fisher's exact")
    assert sparse.decisive == sparse.fisher
    assert plain.tests == ("pooled two-proportion z",)
    assert plain.decisive == plain.p


def test_weighted_counts_have_no_exact_test() -> None:
    assert two_proportions(0.7, 3.2, 1.1, 8.4, exact=False).fisher is None


@pytest.mark.parametrize("counts", [(1, 0, 1, 2), (3, 2, 1, 2), (-1, 2, 1, 2), (1, 2, 0, 0)])
def test_what_is_no_share_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="is no share"):
        two_proportions(*counts)


@given(some.lists(some.floats(0, 1), max_size=30))
def test_p_values_are_adjusted_as_statsmodels_does_it(ps: list[float]) -> None:
    expected = multipletests(ps, method="fdr_bh")[1] if ps else []
    assert adjusted(ps) == pytest.approx(tuple(expected))


def test_adjusting_twice_the_same_tests_changes_nothing() -> None:
    # two groups are each other's rest: every comparison is there twice
    assert adjusted([0.01, 0.01, 0.2, 0.2]) == pytest.approx((0.02, 0.02, 0.2, 0.2))


def test_chi_square_is_the_sum_of_squares_over_expected_counts() -> None:
    observed, population = [10, 28, 50], [60, 112, 184]
    expected = [88 * part / 356 for part in population]
    statistic = sum((o - e) ** 2 / e for o, e in zip(observed, expected, strict=True))
    found = chi_square(observed, population)
    assert found.statistic == pytest.approx(statistic)
    assert found.p == pytest.approx(math.exp(-statistic / 2))  # what chi-square of two degrees comes to
    assert (found.df, found.least_expected, found.sparse) == (2, pytest.approx(min(expected)), False)


def test_chi_square_says_when_an_expected_count_is_small() -> None:
    assert chi_square([1, 87], [1, 355]).sparse


def test_a_group_that_is_in_neither_has_no_say() -> None:
    assert chi_square([10, 0, 20], [0.4, 0, 0.6]) == chi_square([10, 20], [0.4, 0.6])
    assert chi_square([10, 0], [1, 0]).p == 1


@pytest.mark.parametrize(
    ("observed", "population"),
    [([1, 2], [1]), ([1, -2], [1, 1]), ([0, 0], [1, 1]), ([1, 1], [0, 0]), ([1, 1], [1, 0])],
)
def test_chi_square_refuses_what_cannot_be(observed: list[int], population: list[int]) -> None:
    with pytest.raises(ValueError):
        chi_square(observed, population)


positive = some.lists(some.floats(1e-6, 1e6), min_size=1, max_size=50)


@given(positive, some.floats(1e-300, 1e200))
def test_the_effective_size_is_kishs_whatever_the_unit(weights: list[float], unit: float) -> None:
    found = effective_size(np.array(weights) * unit)
    spread = np.var(weights) / np.mean(weights) ** 2  # Kish: n / (1 + the squared coefficient of variation)
    assert found == pytest.approx(len(weights) / (1 + spread), rel=1e-6)
    assert 1 - 1e-9 <= found <= len(weights) + 1e-9


def test_equal_weights_are_worth_their_number_and_no_weights_nothing() -> None:
    assert effective_size(np.full(88, 0.25)) == pytest.approx(88)
    assert effective_size(np.zeros(3)) == effective_size(np.array([])) == 0


@pytest.mark.parametrize("wrong", [-1.0, float("nan")])
def test_a_weight_below_nought_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        effective_size(np.array([1, wrong]))


def test_the_interval_of_a_mean_is_students() -> None:
    values = [5, 4, 4, 3, 2, 5, 1, 4]
    found = mean_interval(float(np.mean(values)), float(np.std(values, ddof=1)), 8)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(DescrStatsW(values).tconfint_mean())
    assert mean_interval(3, 0, 1) is None


def test_the_ends_of_a_means_interval_are_where_the_t_test_just_rejects() -> None:
    values = [1.0, 2.5, 7.0, 3.5, 2.0]
    found = mean_interval(float(np.mean(values)), float(np.std(values, ddof=1)), 5, 0.9)
    assert found is not None
    low = optimize.brentq(lambda mean: stats.ttest_1samp(values, mean).pvalue - 0.1, -50, np.mean(values))
    assert found.low == pytest.approx(low)
