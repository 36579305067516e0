"""Describing a question gives what counting by hand, statsmodels and numpy give of the same answers."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW

from crosscase.study.problems import StudyError
from crosscase.survey.estimates import Description, Line, adjusted_together, describe, describe_rows
from crosscase.survey.items import find_variable
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import Responses, read_responses

QUESTIONS = """
weight: vekt
population: 400
questions:
  - id: fylke
    type: single
    background: true
    text: Fylke
    options:
      - {id: nord, label: Nord}
      - {id: sor, label: Sør}
      - {id: vest, label: Vest}
      - {id: ukjent, label: Ukjent}
  - id: F1
    type: single
    text: Hvor mye?
    options:
      - {id: mye, label: Mye, value: "3"}
      - {id: noe, label: Noe, value: "2"}
      - {id: lite, label: Lite, value: "1"}
      - {id: vet-ikke, label: Vet ikke, unsure: true}
    boxes:
      - {id: noe-mye, label: Noe eller mye, options: [noe, mye]}
  - id: F2
    type: multiple
    text: Hva?
    asked: ["F1=mye,noe"]
    options:
      - {id: a, label: A}
      - {id: b, label: B}
      - {id: ingen, label: Ingen, exclusive: true}
  - id: F3
    type: grid
    text: Hvor ofte?
    options:
      - {id: ofte, label: Ofte, value: "2"}
      - {id: sjelden, label: Sjelden, value: "1"}
    rows:
      - {id: hjemme, label: Hjemme}
      - {id: ute, label: Ute}
  - {id: alder, type: number, text: Alder}
  - {id: annet, type: open, text: Noe annet?, source: open-answers/annet}
variables:
  - id: landsdel
    label: Landsdel
    question: fylke
    groups:
      - {id: nord, label: Nord, options: [nord]}
      - {id: sorvest, label: Sørvest, options: [sor, vest]}
"""
Row = dict[str, str]
COLUMNS = ("respondent", "vekt", "fylke", "F1", "F2.a", "F2.b", "F2.ingen", "F3.hjemme", "F3.ute", "alder")


def rows_of(seed: int, number: int = 300) -> list[Row]:
    """Answers by chance, some of them missing; F2 has answers of people who were never asked."""
    chance = random.Random(seed)
    rows = []
    for place in range(number):
        a, b = chance.random() < 0.4, chance.random() < 0.05
        rows.append(
            {
                "respondent": f"R{place:03}",
                "vekt": f"{chance.uniform(0.1, 4):.2f}",
                "fylke": chance.choice(["nord", "sor", "vest", "ukjent", ""]),
                "F1": chance.choice(["mye", "noe", "noe", "lite", "vet-ikke", ""]),
                "F2.a": str(int(a)),
                "F2.b": str(int(b)),
                "F2.ingen": str(int(not (a or b))),
                "F3.hjemme": chance.choice(["ofte", "sjelden", ""]),
                "F3.ute": "sjelden",
                "alder": chance.choice([str(chance.randrange(18, 80)), f"{chance.randrange(18, 80)},5", ""]),
            }
        )
    return rows


def responses_of(rows: Iterable[Row], questions: str = QUESTIONS) -> Responses:
    lines = [";".join(COLUMNS), *(";".join(row.get(column, "") for column in COLUMNS) for row in rows)]
    return read_responses("\n".join(lines).encode(), read_questions(questions))


def described(responses: Responses, id: str, by: str = "", **how: object) -> Description:
    questionnaire = responses.questionnaire
    variable = find_variable(questionnaire, by) if by else None
    return describe(responses, questionnaire.questions[id], variable, **how)  # type: ignore[arg-type]  # as given


ROWS = rows_of(1)


def north(row: Row) -> bool:
    return row["fylke"] == "nord"


def southwest(row: Row) -> bool:
    return row["fylke"] in ("sor", "vest")


GROUPS = {None: lambda row: True, "nord": north, "sorvest": southwest}
ANSWERS: dict[str, tuple[Callable[[Row], bool], dict[str, Callable[[Row], bool]]]] = {
    "F1": (
        lambda row: bool(row["F1"]),
        {
            "mye": lambda row: row["F1"] == "mye",
            "noe": lambda row: row["F1"] == "noe",
            "lite": lambda row: row["F1"] == "lite",
            "vet-ikke": lambda row: row["F1"] == "vet-ikke",
            "noe-mye": lambda row: row["F1"] in ("noe", "mye"),
        },
    ),
    "F2": (
        lambda row: row["F1"] in ("noe", "mye"),
        {id: lambda row, id=id: row[f"F2.{id}"] == "1" for id in ("a", "b", "ingen")},
    ),
}


@pytest.mark.parametrize("id", ["F1", "F2"])
def test_every_line_counts_as_counting_row_by_row_does(id: str) -> None:
    base, answers = ANSWERS[id]
    found = described(responses_of(ROWS), id, "landsdel")
    for group, inside in GROUPS.items():
        people = [row for row in ROWS if base(row) and inside(row)]
        lines = [line for line in found.of(group) if line.kind in ("option", "box")]
        assert [line.id for line in lines] == list(answers)
        for line in lines:
            count = sum(map(answers[line.id], people))
            low, high = proportion_confint(count, len(people), method="wilson")
            assert (line.count, line.base, line.size) == (count, len(people), len(people))
            assert line.share == count / len(people)
            assert line.interval is not None
            assert (line.interval.low, line.interval.high) == pytest.approx((low, high))
    assert found.groups == tuple(
        (group, sum(1 for row in ROWS if base(row) and GROUPS[group.id](row)))
        for group in find_variable(responses_of(ROWS).questionnaire, "landsdel").groups
    )


@pytest.mark.parametrize("id", ["F1", "F2"])
def test_a_group_is_set_against_the_other_groups_and_not_against_all(id: str) -> None:
    base, answers = ANSWERS[id]
    found = described(responses_of(ROWS), id, "landsdel")
    group, rest = ([row for row in ROWS if base(row) and inside(row)] for inside in (north, southwest))
    for answer, holds in answers.items():
        counts, bases = [sum(map(holds, group)), sum(map(holds, rest))], [len(group), len(rest)]
        line = found.line(answer, "nord")
        assert line is not None
        assert line.difference is not None
        z, p = proportions_ztest(counts, bases)
        assert (line.difference.z, line.difference.p) == pytest.approx((z, p))
        table = [counts, [bases[0] - counts[0], bases[1] - counts[1]]]
        if stats.contingency.expected_freq(table).min() < 5:
            assert line.difference.fisher == pytest.approx(float(stats.fisher_exact(table).pvalue))
        else:
            assert line.difference.fisher is None
    assert {line.difference.fisher is None for line in found.compared if line.difference} == (
        {True} if id == "F1" else {True, False}
    )


def test_those_in_no_group_count_in_the_total_alone() -> None:
    found = described(responses_of(ROWS), "F1", "landsdel")
    nowhere = [row for row in ROWS if row["F1"] and row["fylke"] in ("ukjent", "")]
    assert found.without_group == len(nowhere) > 0
    assert found.base == sum(base for _, base in found.groups) + len(nowhere)


def test_all_comparisons_of_a_table_are_adjusted_together() -> None:
    found = described(responses_of(ROWS), "F2", "landsdel")
    ps = []
    for line in found.compared:
        assert line.difference is not None
        ps.append(line.difference.p if line.difference.fisher is None else line.difference.fisher)
    assert len(ps) == 6
    assert [line.q for line in found.compared] == pytest.approx(list(multipletests(ps, method="fdr_bh")[1]))


def test_tables_shown_as_one_are_adjusted_as_one() -> None:
    responses = responses_of(ROWS)
    alone = described(responses, "F2", "landsdel"), described(responses, "F2", "fylke")
    together = adjusted_together(alone)
    ps = [line.difference.decisive for each in alone for line in each.compared if line.difference]
    expected = list(multipletests(ps, method="fdr_bh")[1])
    assert [line.q for each in together for line in each.compared] == pytest.approx(expected)
    assert [line.q for line in together[0].compared] != [line.q for line in alone[0].compared]


def test_one_option_alone_is_a_table_of_its_own() -> None:
    found = described(responses_of(ROWS), "F1", "landsdel", only=("noe-mye",))
    assert {line.id for line in found.lines} == {"noe-mye"}
    first, second = found.compared
    assert first.difference is not None
    assert first.q == second.q == pytest.approx(first.difference.decisive)


def test_means_and_medians_leave_out_who_does_not_know() -> None:
    found = described(responses_of(ROWS), "F1", "landsdel")
    value = {"mye": 3, "noe": 2, "lite": 1}
    for group, inside in GROUPS.items():
        values = [value[row["F1"]] for row in ROWS if row["F1"] in value and inside(row)]
        mean, median = found.line("mean", group), found.line("median", group)
        assert mean is not None
        assert mean.interval is not None
        assert median is not None
        assert (mean.base, mean.mean) == (len(values), pytest.approx(statistics.fmean(values)))
        assert (mean.interval.low, mean.interval.high) == pytest.approx(DescrStatsW(values).tconfint_mean())
        assert median.median == statistics.median(values)


def test_a_number_has_mean_median_and_quartiles() -> None:
    found = described(responses_of(ROWS), "alder")
    values = [float(row["alder"].replace(",", ".")) for row in ROWS if row["alder"]]
    mean, median = found.lines
    assert mean.mean == pytest.approx(statistics.fmean(values))
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    assert (median.quartiles, median.median) == ((low, high), middle)
    assert (mean.share, median.share, mean.count) == (None, None, len(values))


def test_who_was_not_asked_is_in_no_base() -> None:
    found = described(responses_of(ROWS), "F2")
    asked = sum(1 for row in ROWS if row["F1"] in ("mye", "noe"))
    assert (found.size, found.asked, found.base) == (len(ROWS), asked, asked)


def test_a_grid_is_described_row_by_row() -> None:
    responses = responses_of(ROWS)
    home, out = describe_rows(responses, responses.questionnaire.questions["F3"])
    assert (home.address, out.address) == ("F3.hjemme", "F3.ute")
    assert home.base == sum(1 for row in ROWS if row["F3.hjemme"])
    always = out.line("sjelden")
    assert always is not None
    assert (always.share, out.base) == (1.0, len(ROWS))


def weighted_kish(rows: list[Row]) -> float:
    weights = [float(row["vekt"]) for row in rows]
    return sum(weights) ** 2 / sum(weight * weight for weight in weights)


def test_weighted_shares_are_of_the_weights_with_intervals_at_kishs_size() -> None:
    base, answers = ANSWERS["F1"]
    found = described(responses_of(ROWS), "F1", "landsdel", weighted=True)
    for group, inside in GROUPS.items():
        people = [row for row in ROWS if base(row) and inside(row)]
        for id, holds in answers.items():
            line = found.line(id, group)
            assert line is not None
            share = sum(float(row["vekt"]) for row in people if holds(row)) / sum(
                float(r["vekt"]) for r in people
            )
            size = weighted_kish(people)
            assert (line.share, line.size, line.base) == (
                pytest.approx(share),
                pytest.approx(size),
                len(people),
            )
            assert line.interval is not None
            bounds = proportion_confint(share * size, size, method="wilson")
            assert (line.interval.low, line.interval.high) == pytest.approx(bounds)


def test_weighted_groups_are_compared_at_their_effective_sizes_and_never_by_fisher() -> None:
    base, answers = ANSWERS["F2"]
    found = described(responses_of(ROWS), "F2", "landsdel", weighted=True)
    sides = [[row for row in ROWS if base(row) and inside(row)] for inside in (north, southwest)]
    for id, holds in answers.items():
        sizes = [weighted_kish(people) for people in sides]
        shares = [
            sum(float(row["vekt"]) for row in people if holds(row))
            / sum(float(row["vekt"]) for row in people)
            for people in sides
        ]
        line = found.line(id, "nord")
        assert line is not None
        assert line.difference is not None
        counts = [share * size for share, size in zip(shares, sizes, strict=True)]
        assert line.difference.p == pytest.approx(float(proportions_ztest(counts, sizes)[1]))
        assert line.difference.fisher is None


def test_equal_weights_change_nothing_but_fishers_test() -> None:
    rows = [row | {"vekt": "2,5"} for row in ROWS]
    plain, weighted = described(responses_of(rows), "F1"), described(responses_of(rows), "F1", weighted=True)
    for one, other in zip(plain.lines, weighted.lines, strict=True):
        assert other.size == pytest.approx(one.size)
        assert (other.share, other.mean, other.median) == pytest.approx((one.share, one.mean, one.median))
        if one.interval is not None:
            assert other.interval is not None
            assert (other.interval.low, other.interval.high) == pytest.approx(
                (one.interval.low, one.interval.high)
            )


def test_a_weighted_mean_is_the_mean_of_everybody_as_often_as_they_weigh() -> None:
    rows = [row | {"vekt": str(place % 3)} for place, row in enumerate(ROWS)]
    found = described(responses_of(rows), "alder", weighted=True)
    repeated = [
        float(row["alder"].replace(",", ".")) for row in rows if row["alder"] for _ in range(int(row["vekt"]))
    ]
    mean, median = found.lines
    assert mean.mean == pytest.approx(statistics.fmean(repeated))
    assert median.median == statistics.median(repeated)


def test_weights_that_halve_a_group_put_the_median_between_its_halves_whatever_their_unit() -> None:
    weights = [0.5, 1.0, 2.0, 1.0, 0.5]
    for unit in (1.0, 0.1, 3.25, 1e-9, 7.0):
        rows = [
            {"respondent": f"R{place}", "alder": str(age), "vekt": repr(weight * unit)}
            for place, (age, weight) in enumerate(zip([7, 10, 0, 15, 27], weights, strict=True))
        ]
        median = described(responses_of(rows), "alder", weighted=True).lines[1]
        # 2 weighs the youngest and 0.5 the next: half of all, so that it lies between the second and the third
        assert median.median == 8.5


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(0, 9), min_size=1, max_size=12), some.sampled_from(["1", "0.1", "0.7", "3"]))
def test_equal_weights_leave_the_median_as_it_is(ages: list[int], weight: str) -> None:
    rows = [{"respondent": f"R{place}", "alder": str(age), "vekt": weight} for place, age in enumerate(ages)]
    responses = responses_of(rows)
    plain = described(responses, "alder").lines[1]
    weighted = described(responses, "alder", weighted=True).lines[1]
    assert weighted.median == plain.median == statistics.median(ages)


def test_very_large_weights_are_numbers_still() -> None:
    rows = [row | {"vekt": "1" + "0" * 200} for row in ROWS]
    (line, *_) = described(responses_of(rows), "F1", weighted=True).lines
    assert line.size == pytest.approx(line.base)


@pytest.mark.parametrize("weight", ["-1", "mye", ""])
def test_a_weight_that_is_none_is_refused_by_its_respondent(weight: str) -> None:
    rows = [ROWS[0], ROWS[1] | {"vekt": weight}, ROWS[2]]
    with pytest.raises(StudyError, match="R001 has no weight of 0 or more in column vekt"):
        described(responses_of(rows), "F1", weighted=True)


def test_weights_that_no_survey_has_are_asked_for() -> None:
    responses = responses_of(ROWS, QUESTIONS.replace("weight: vekt\n", ""))
    with pytest.raises(StudyError, match="there are no weights: name their column with `weight:`"):
        described(responses, "F1", weighted=True)


def test_intervals_are_corrected_for_a_finite_population_and_tests_are_not() -> None:
    plain = described(responses_of(ROWS), "F1", "landsdel")
    found = described(responses_of(ROWS), "F1", "landsdel", fpc=True)
    assert (plain.population, found.population) == (0, 400)
    for before, line in zip(plain.lines, found.lines, strict=True):
        assert (before.share, before.difference, before.q) == (line.share, line.difference, line.q)
        if line.share is not None:
            assert line.interval is not None
            size = line.base * 399 / (400 - line.base)
            bounds = proportion_confint(line.share * size, size, method="wilson")
            assert (line.interval.low, line.interval.high) == pytest.approx(bounds)
    mean = found.line("mean")
    assert mean is not None
    assert mean.interval is not None
    assert mean.mean is not None
    values = [{"mye": 3, "noe": 2, "lite": 1}[r["F1"]] for r in ROWS if r["F1"] in ("mye", "noe", "lite")]
    error = np.std(values, ddof=1) / len(values) ** 0.5 * ((400 - len(values)) / 399) ** 0.5
    assert mean.interval.high - mean.mean == pytest.approx(error * stats.t.ppf(0.975, len(values) - 1))


def test_a_population_given_goes_before_the_surveys_own() -> None:
    assert described(responses_of(ROWS), "F1", fpc=True, population=5000).population == 5000


def test_more_answers_than_the_population_has_are_refused() -> None:
    with pytest.raises(StudyError, match="cannot come from a population of 20; correct its size"):
        described(responses_of(ROWS), "F1", fpc=True, population=20)


def test_a_population_that_nobody_knows_is_asked_for() -> None:
    responses = responses_of(ROWS, QUESTIONS.replace("population: 400\n", ""))
    with pytest.raises(StudyError, match="give --population N, or write `population: N`"):
        described(responses, "F1", fpc=True)


def test_a_base_of_nobody_gives_no_figures_and_no_tests() -> None:
    rows = [row | {"F1": "lite"} for row in ROWS]
    found = described(responses_of(rows), "F2", "landsdel")
    assert found.base == 0
    assert {(line.share, line.interval, line.difference, line.count) for line in found.lines} == {
        (None, None, None, 0)
    }
    assert described(responses_of([]), "alder").base == 0


def test_a_group_of_nobody_has_no_figures_and_leaves_nobody_to_compare_with() -> None:
    rows = [row | {"fylke": "nord"} for row in ROWS]
    found = described(responses_of(rows), "F1", "landsdel")
    everybody, nobody = found.line("mye", "nord"), found.line("mye", "sorvest")
    assert everybody is not None
    assert nobody is not None
    assert (everybody.difference, nobody.share, nobody.difference) == (None, None, None)


def test_what_nobody_or_everybody_answered_is_not_compared() -> None:
    rows = [row | {"F1": "noe" if row["F1"] == "lite" else row["F1"]} for row in ROWS]
    found = described(responses_of(rows), "F1", "landsdel")
    never, often = found.line("lite", "nord"), found.line("mye", "nord")
    assert never is not None
    assert often is not None
    assert (never.count, never.difference, never.q) == (0, None, None)
    assert often.difference is not None
    everybody = described(responses_of([row | {"F1": "mye"} for row in ROWS]), "F1", "landsdel")
    assert everybody.compared == ()


def test_a_base_under_thirty_is_small() -> None:
    rows = [row | {"F1": "noe"} for row in rows_of(2, 30)]
    assert not any(line.small for line in described(responses_of(rows), "F1").lines)
    assert all(line.small for line in described(responses_of(rows[1:]), "F1").lines)


@pytest.mark.parametrize(
    ("id", "by", "why"),
    [
        (
            "annet",
            "",
            "annet is open: its answers are words, and cannot be counted; they are the source open-answers/annet",
        ),
        ("F3", "", "F3 is a grid; name one of its rows, such as F3.hjemme"),
        ("F1", "F1", "F1 cannot be broken down by F1: both are the same answers"),
        ("fylke", "landsdel", "fylke cannot be broken down by landsdel: both are the same answers"),
    ],
)
def test_what_cannot_be_described_is_refused_with_the_reason(id: str, by: str, why: str) -> None:
    with pytest.raises(StudyError) as refused:
        described(responses_of(ROWS), id, by)
    assert str(refused.value) == why


@settings(max_examples=40, deadline=None)
@given(some.lists(some.sampled_from(["mye", "noe", "lite", "vet-ikke", ""]), max_size=40), some.randoms())
def test_whatever_was_answered_shares_stay_within_bounds_and_options_add_up(
    answers: list[str], chance: random.Random
) -> None:
    rows = [
        {"respondent": str(place), "F1": answer, "fylke": chance.choice(["nord", "sor", ""])}
        for place, answer in enumerate(answers)
    ]
    found = described(responses_of(rows), "F1", "landsdel")
    for group in (None, "nord", "sorvest"):
        options = [line for line in found.of(group) if line.kind == "option"]
        assert sum(line.count for line in options) == options[0].base
        for line in found.of(group):
            check_bounds(line)
    whole = [line.count for line in found.of() if line.kind == "option"]
    parts = [line.count for line in found.of("nord") if line.kind == "option"]
    assert all(part <= count for part, count in zip(parts, whole, strict=True))


def check_bounds(line: Line) -> None:
    if line.share is not None:
        assert line.interval is not None
        assert 0 <= line.interval.low <= line.share <= line.interval.high <= 1
    if (difference := line.difference) is not None:
        assert line.q is not None
        assert difference.low - 1e-9 <= difference.points <= difference.high + 1e-9
        assert difference.decisive - 1e-12 <= line.q <= 1
