"""Non-response against textbook arithmetic, against every sample there could be, and against slips in the file."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from crosscase.study.problems import FileError, StudyError
from crosscase.survey.model import Questionnaire
from crosscase.survey.nonresponse import NonResponse, impossible_problems, nonresponse, population_problems
from crosscase.survey.population import Population, read_population
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import Responses, read_responses

QUESTIONS = """questions:
  - id: fylke
    type: single
    background: true
    text: Fylke
    options:
      - {id: oslo, label: Oslo}
      - {id: viken, label: Viken}
      - {id: more, label: {nb: "Møre og Romsdal", en: "More and Romsdal"}}
      - {id: agder, label: Agder}
  - id: innbyggere
    type: number
    background: true
    text: Innbyggere
variables:
  - id: storrelse
    question: innbyggere
    label: {nb: Innbyggertall}
    groups:
      - {id: sma, label: {nb: Små}, from: "0", to: "5000"}
      - {id: store, label: {nb: Store}, from: "5001", to: "700000"}
"""
GROUPS = ("oslo", "viken", "more", "agder")


def survey() -> Questionnaire:
    return read_questions(QUESTIONS)


def answers(*cells: str, column: str = "fylke") -> Responses:
    rows = [f"R{place:03},{cell}" for place, cell in enumerate(cells, 1)]
    return read_responses("\n".join([f"respondent,{column}", *rows, ""]).encode(), survey())


def population(groups: dict[str, int], variable: str = "fylke", more: str = "") -> Population:
    counts = ", ".join(f"{group}: {count}" for group, count in groups.items())
    return read_population(f"{more}tables:\n  - variable: {variable}\n    groups: {{{counts}}}\n")


def compared(groups: dict[str, int], sample: dict[str, int]) -> NonResponse:
    cells = [group for group, count in sample.items() for _ in range(count)]
    return nonresponse(answers(*cells), survey(), population(groups).tables[0])


def test_counts_percents_deviations_and_rates_are_those_worked_out_by_hand() -> None:
    found = compared({"oslo": 1, "viken": 51, "agder": 48}, {"viken": 15, "agder": 5})
    oslo, viken, agder = found.rows
    assert (oslo.population_count, oslo.sample_count, oslo.deviation, oslo.response_rate) == (1, 0, -1, 0)
    assert (viken.population_percent, viken.sample_percent, viken.deviation) == (51, 75, 24)
    assert viken.response_rate == Fraction(1500, 51)
    assert (agder.deviation, agder.response_rate) == (-23, Fraction(500, 48))
    assert (found.totals.population_count, found.totals.sample_count, found.totals.response_rate) == (
        100,
        20,
        20,
    )


def test_groups_stand_in_the_order_of_the_population_and_those_without_respondents_too() -> None:
    found = compared({"agder": 5, "oslo": 1, "viken": 9}, {"viken": 3, "agder": 1})
    assert [(row.group, row.sample_count) for row in found.rows] == [("agder", 1), ("oslo", 0), ("viken", 3)]


counts = some.integers(0, 60)
tables = some.tuples(
    some.lists(some.integers(1, 400), min_size=4, max_size=4), some.lists(counts, min_size=4, max_size=4)
).filter(lambda pair: sum(pair[1]) > 0)


@given(tables)
def test_shares_add_up_deviations_cancel_out_and_rates_average_to_the_whole(
    pair: tuple[list[int], list[int]],
) -> None:
    there, sample = (dict(zip(GROUPS, numbers, strict=True)) for numbers in pair)
    found = compared(there, sample)
    assert sum(row.population_percent for row in found.rows) == 100
    assert sum(row.sample_percent for row in found.rows) == 100
    assert sum(row.deviation for row in found.rows) == 0
    weighted = sum(
        row.response_rate * row.population_count for row in found.rows if row.response_rate is not None
    )
    assert found.totals.response_rate == weighted / found.totals.population_count
    for row in found.rows:
        assert row.deviation == row.sample_percent - row.population_percent
        assert row.impossible == (sample[row.group] > there[row.group])


@given(tables)
def test_chi_square_is_the_sum_of_squares_over_the_expected(pair: tuple[list[int], list[int]]) -> None:
    there, sample = (dict(zip(GROUPS, numbers, strict=True)) for numbers in pair)
    found = compared(there, sample)
    size, n = sum(there.values()), sum(sample.values())
    expected = {group: Fraction(n * there[group], size) for group in GROUPS}
    statistic = float(sum((sample[group] - expected[group]) ** 2 / expected[group] for group in GROUPS))
    assert found.chi_square is not None
    assert found.chi_square.statistic == pytest.approx(statistic)
    assert found.chi_square.df == 3
    assert found.chi_square.p == pytest.approx(float(stats.chi2.sf(statistic, 3)))
    assert found.chi_square.least_expected == pytest.approx(float(min(expected.values())))


def test_the_corrected_statistic_averages_to_its_degrees_of_freedom_over_every_sample_there_could_be() -> (
    None
):
    there, n = {"oslo": 2, "viken": 5, "agder": 4}, 4
    size = sum(there.values())
    ways = {
        sample: math.prod(math.comb(have, take) for have, take in zip(there.values(), sample, strict=True))
        for sample in itertools.product(*(range(have + 1) for have in there.values()))
        if sum(sample) == n
    }
    assert sum(ways.values()) == math.comb(size, n)
    plain = corrected = 0.0
    for sample, count in ways.items():
        found = compared(there, dict(zip(there, sample, strict=True)))
        assert found.chi_square is not None
        assert found.corrected is not None
        plain += found.chi_square.statistic * count / math.comb(size, n)
        corrected += found.corrected.statistic * count / math.comb(size, n)
    assert corrected == pytest.approx(2)
    assert plain < 2  # what the plain test takes for chance is more than chance brings about here


def test_a_group_without_population_and_respondents_has_no_part_in_the_test() -> None:
    found = compared({"oslo": 0, "viken": 10, "agder": 30}, {"viken": 4, "agder": 4})
    assert found.chi_square is not None
    assert found.chi_square.df == 1
    assert found.rows[0].response_rate is None


def test_respondents_in_a_group_that_the_population_lacks_are_shown_and_nothing_is_tested() -> None:
    found = compared({"viken": 10, "agder": 30}, {"viken": 4, "oslo": 2})
    assert [(row.group, row.population_count, row.sample_count) for row in found.rows] == [
        ("viken", 10, 4),
        ("agder", 30, 0),
        ("oslo", 0, 2),
    ]
    assert found.chi_square is None
    assert found.corrected is None
    assert found.rows[2].impossible


def test_where_everybody_answered_there_is_nothing_to_correct() -> None:
    found = compared({"viken": 2, "agder": 3}, {"viken": 2, "agder": 3})
    assert found.chi_square is not None
    assert (found.chi_square.statistic, found.corrected) == (0, None)


def test_one_group_alone_is_not_tested() -> None:
    assert compared({"viken": 20}, {"viken": 2}).chi_square is None


def test_respondents_without_a_group_are_counted_and_in_no_share() -> None:
    responses = answers("viken", "", "agder", "agder", "")
    found = nonresponse(responses, survey(), population({"viken": 10, "agder": 30}).tables[0])
    assert found.without_group == 2
    assert found.totals.sample_count == 3
    assert found.rows[0].sample_percent == Fraction(100, 3)


def test_a_number_is_grouped_by_its_variable() -> None:
    responses = answers("4999", "5000", "5001", "", column="innbyggere")
    found = nonresponse(responses, survey(), population({"sma": 20, "store": 4}, "storrelse").tables[0])
    assert [row.sample_count for row in found.rows] == [2, 1]
    assert found.without_group == 1


@pytest.mark.parametrize(
    ("wrong", "meant"), [("vikn", "viken"), ("Møre og Romsdal", "more"), ("More og Romsdal", "more")]
)
def test_an_unknown_group_is_refused_with_its_line_and_the_nearest_id(wrong: str, meant: str) -> None:
    text = f"tables:\n  - variable: fylke\n    groups:\n      oslo: 1\n      {wrong}: 3\n"
    with pytest.raises(FileError) as refused:
        nonresponse(answers("oslo"), survey(), read_population(text).tables[0])
    line = str(refused.value)
    assert line == f"survey/population.yaml:5: fylke has no group {wrong}; did you mean {meant}?"


def test_an_unknown_variable_is_refused_with_its_line_and_the_nearest() -> None:
    with pytest.raises(FileError) as refused:
        nonresponse(answers("oslo"), survey(), population({"oslo": 1}, "fylkee").tables[0])
    assert str(refused.value) == "survey/population.yaml:2: there is no variable fylkee; did you mean fylke?"


def test_nobody_in_any_group_is_refused() -> None:
    with pytest.raises(StudyError, match="nobody who answered is in a group of fylke"):
        nonresponse(answers("", ""), survey(), population({"oslo": 1}).tables[0])


def test_more_answers_than_there_are_is_a_problem_with_its_line() -> None:
    text = "tables:\n  - variable: fylke\n    groups:\n      viken: 9\n      oslo: 1\n"
    table = read_population(text).tables[0]
    (problem,) = impossible_problems(nonresponse(answers("oslo", "oslo", "viken"), survey(), table))
    assert (problem.line, problem.kind) == (5, "population")
    assert problem.message.startswith("2 of fylke Oslo answered, and the population has 1;")


def test_numbers_of_the_file_that_do_not_fit_each_other_are_problems() -> None:
    wrong = population({"oslo": 1, "vikn": 5}, more="population: 7\nsample: 3\n")
    questionnaire = read_questions("population: 8\n" + QUESTIONS)
    told = [str(problem) for problem in population_problems(wrong, questionnaire, answers("oslo", "oslo"))]
    assert [line.split(": ", 1)[1].partition(";")[0] for line in told] == [
        "the population is 7 here and 8 in survey/questions.yaml",
        "the sample is 3 here, and 2 answered",
        "the groups of fylke hold 6 together, and the population is 7",
        "fylke has no group vikn",
    ]


def test_a_file_that_fits_has_no_problems() -> None:
    right = population({"oslo": 1, "viken": 5}, more="population: 6\nsample: 2\n")
    assert population_problems(right, survey(), answers("oslo", "viken")) == []
    assert population_problems(right, survey()) == []
