"""Printed shares have intervals as wide as the counts that may stand behind them."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import proportion_confint

from crosscase.documents.values import plain
from crosscase.reports.survey.tables import describe_table
from crosscase.study.problems import StudyError
from crosscase.survey.items import find_variable
from crosscase.survey.published import Published, read_published
from crosscase.survey.published_estimates import describe_published
from crosscase.survey.questions import read_questions
from surveys import QUESTIONS

PRINTED = """
answers: "356"
figures:
  - id: A
    question: F1
    base: "356"
    shares:
      - {item: F1.ja, percent: "33", printed: figure}
      - {item: F1.nei, percent: "66.3", printed: figure}
      - {item: F1.nei, percent: "66", printed: text}
      - {item: F1.svar, base: "7", percent: "50", printed: text}
      - {item: F1.aldri, under: "5", printed: text}
    claims:
      - {variable: storrelse, group: sma, item: F1.ja, percent: "40", base: "10", direction: higher, significant: "no"}
      - {variable: storrelse, group: store, item: F1.ja, percent: "20", bases: ["5", "10"], direction: lower, significant: "no"}
      - {variable: del, group: nord, item: F1.ja, percent: "50", base: "30", direction: higher, significant: "no"}
"""
ASKED = read_questions(QUESTIONS)


@pytest.fixture(scope="module")
def published() -> Published:
    return read_published(PRINTED, ASKED)


def test_an_interval_covers_every_count_that_prints_so(published: Published) -> None:
    line = describe_published(published, ASKED.questions["F1"]).line("ja")
    assert line is not None
    counts = [count for count in range(357) if int(100 * count / 356 + 0.5) == 33]
    assert len(counts) == 4
    bounds = [proportion_confint(count, 356, method="wilson") for count in counts]
    assert line.interval is not None
    assert (line.interval.low, line.interval.high) == pytest.approx((bounds[0][0], bounds[-1][1]))
    assert (line.share, line.count in counts) == (0.33, True)


def test_the_first_printed_percent_counts_with_its_decimals(published: Published) -> None:
    line = describe_published(published, ASKED.questions["F1"]).line("nei")
    assert line is not None
    assert line.interval is not None
    assert (line.share, line.count) == (0.663, 236)  # 236 of 356 alone is 66.3
    assert (line.interval.low, line.interval.high) == pytest.approx(
        proportion_confint(236, 356, method="wilson")
    )


def test_what_no_count_prints_as_has_no_interval_and_words_are_no_percent(published: Published) -> None:
    found = describe_published(published, ASKED.questions["F1"])
    line = found.line("svar")
    assert line is not None
    assert (line.share, line.base, line.interval) == (0.5, 7, None)  # 3 of 7 is 43, 4 of 7 is 57
    assert found.line("aldri") is None


def test_groups_are_those_of_the_variable_with_the_bases_that_are_known(published: Published) -> None:
    found = describe_published(published, ASKED.questions["F1"], find_variable(ASKED, "storrelse"))
    small, large = found.line("ja", "sma"), found.line("ja", "store")
    assert small is not None
    assert large is not None
    assert (small.share, small.count, small.base, small.small) == (0.4, 4, 10, True)
    assert (large.share, large.base, large.interval) == (0.2, 0, None)
    assert found.line("ja", "nord") is None
    assert found.compared == ()


def test_a_finite_population_narrows_the_interval_and_must_hold_the_base(published: Published) -> None:
    question = ASKED.questions["F1"]
    plain = describe_published(published, question).line("ja")
    finite = describe_published(published, question, population=400).line("ja")
    assert plain is not None
    assert finite is not None
    assert plain.interval is not None
    assert finite.interval is not None
    assert plain.interval.low < finite.interval.low < finite.interval.high < plain.interval.high
    with pytest.raises(StudyError, match="356 answers cannot come from a population of 300"):
        describe_published(published, question, population=300)


def test_what_was_never_printed_is_refused(published: Published) -> None:
    with pytest.raises(StudyError, match="has nothing of F2"):
        describe_published(published, ASKED.questions["F2"])
    with pytest.raises(StudyError, match="prints no percent of F1"):
        describe_published(published, ASKED.questions["F1"], only=("aldri",))


def test_a_share_is_shown_with_the_decimals_it_was_printed_with() -> None:
    # 5 of 11 is 45.45: printed as 45.5 it must not become 46
    printed = """
figures:
  - {id: A, question: F1, base: "11", shares: [{item: F1.ja, percent: "45.5"}, {item: F1.nei, percent: "54,55"}]}
"""
    found = describe_published(read_published(printed, ASKED), ASKED.questions["F1"])
    rows = [[plain(cell) for cell in row] for row in describe_table(found, "nb").rows]
    assert [row[1] for row in rows] == ["45,5\N{NO-BREAK SPACE}%*", "54,55\N{NO-BREAK SPACE}%*"]


def test_a_row_of_a_grid_with_a_base_of_its_own_was_asked_of_so_many() -> None:
    printed = """
figures:
  - id: A
    question: F3
    base: "356"
    shares: [{item: F3.moter.ofte, percent: "50"}, {item: F3.kurs.ofte, percent: "40", base: "5"}]
"""
    question = ASKED.questions["F3"]
    published = read_published(printed, ASKED)
    bases = {
        row.id: (found.asked, found.base)
        for row in question.rows
        if (found := describe_published(published, question, row=row))
    }
    assert bases == {"moter": (356, 356), "kurs": (5, 5)}
