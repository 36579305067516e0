"""The rule that proposes a relation, against a table written by hand and a rule written anew from its description."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.synthesis.joint_words import proposal_sentence, verdict_sentence, why_lines
from crosscase.synthesis.proposing import ItemNumbers, agreeing, propose


def wilson(count: int, n: int) -> tuple[float, float]:
    """Wilson's interval as textbooks have it."""
    z, p = 1.959963984540054, count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def item(low: float, high: float, agree: int = 0, disagree: int = 0) -> ItemNumbers:
    return ItemNumbers("F1.ja", (low + high) / 2, low, high, agree, disagree)


UNUSABLE = ItemNumbers("F8", unusable="whole")


@pytest.mark.parametrize(
    ("found", "cases", "items", "relation"),
    [
        # nothing of the survey is named
        (5, 5, [], "silent"),
        (0, 5, [], "silent"),
        (0, 0, [], "silent"),
        # 5 of 5 is 57 to 100 percent, 0 of 5 is 0 to 43, 3 of 5 is 23 to 88
        (5, 5, [item(0.50, 0.70)], "converges"),
        (5, 5, [item(0.30, 0.56)], "contrasts"),
        (3, 5, [item(0.05, 0.22)], "contrasts"),
        (3, 5, [item(0.05, 0.24)], "converges"),
        (3, 5, [item(0.89, 0.95)], "contrasts"),
        # own answers: more against than for, of at least three
        (5, 5, [item(0.50, 0.70, agree=0, disagree=2)], "converges"),
        (5, 5, [item(0.50, 0.70, agree=1, disagree=2)], "contrasts"),
        (5, 5, [item(0.50, 0.70, agree=2, disagree=2)], "converges"),
        (5, 5, [item(0.50, 0.70, agree=3, disagree=2)], "converges"),
        # agreement does not make up for intervals that are apart
        (5, 5, [item(0.30, 0.56, agree=5)], "contrasts"),
        # most of several, and as many converge; what cannot be used has no say
        (5, 5, [item(0.5, 0.7), item(0.1, 0.2)], "converges"),
        (5, 5, [item(0.5, 0.7), item(0.1, 0.2), item(0.1, 0.2)], "contrasts"),
        (5, 5, [UNUSABLE, UNUSABLE, item(0.1, 0.2)], "contrasts"),
        (5, 5, [UNUSABLE], ""),
        (5, 5, [ItemNumbers("F1.ja", 0.5, unusable="no-interval")], ""),
        # nothing was said at all
        (0, 5, [item(0.1, 0.2)], ""),
    ],
)
def test_the_rule_by_a_table_written_by_hand(
    found: int, cases: int, items: list[ItemNumbers], relation: str
) -> None:
    assert propose(found, cases, items).relation == relation


def test_a_theme_that_only_open_answers_have_is_set_against_no_case() -> None:
    assert propose(0, 5, [item(0.5, 0.7)], quotes=2).relation == "contrasts"
    assert propose(0, 5, [item(0.3, 0.5)], quotes=2).relation == "converges"
    assert propose(0, 5, [item(0.5, 0.7)], quotes=0).why_not == "no-quotes"
    assert propose(0, 0, [item(0.5, 0.7)], quotes=2).why_not == "no-item"


counts = st.integers(0, 6)
shares = st.tuples(st.integers(0, 40), st.integers(1, 40)).filter(lambda pair: pair[0] <= pair[1])


@settings(max_examples=150)
@given(
    st.integers(1, 8).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.lists(st.tuples(shares, counts, counts), max_size=4),
)
def test_the_rule_written_anew_says_the_same(
    said: tuple[int, int], items: list[tuple[tuple[int, int], int, int]]
) -> None:
    found, cases = said
    numbers = [
        ItemNumbers(f"F{place}", count / n, *wilson(count, n), yes, no)
        for place, ((count, n), yes, no) in enumerate(items)
    ]
    expected = "silent"
    if items and not found:
        expected = ""
    elif items:
        low, high = wilson(found, cases)
        votes = []
        for each, (_, yes, no) in zip(numbers, items, strict=True):
            common = max(low, each.low) <= min(high, each.high)
            votes.append(not common or (yes + no > 2 and no > yes))
        expected = "contrasts" if sum(votes) > len(votes) - sum(votes) else "converges"
    proposal = propose(found, cases, numbers)
    assert proposal.relation == expected
    # the sentence and a line an item say it in both languages
    for language in ("nb", "en"):
        assert len(why_lines(proposal, language)) == 1 + len(items)


def test_own_answers_agree_where_both_or_neither_say_it() -> None:
    assert agreeing([(True, True), (False, False), (True, False), (False, True), (True, True)]) == (3, 2)


def test_the_why_is_said_with_its_numbers_in_both_languages() -> None:
    proposal = propose(3, 5, [ItemNumbers("F2.god", 0.6, 0.5, 0.7, 1, 3), UNUSABLE])
    assert proposal_sentence(proposal, "en") == (
        "The rule proposes “contrasts”: the theme is in 3 of 5 cases, and the survey's item speaks against it."
    )
    assert verdict_sentence(proposal.verdicts[0], proposal, "en") == (
        "F2.god speaks for contrast: the intervals meet: 3 of 5 cases (23–88%) and 60% (50–70%); "
        "1 of 4 own answers agree with the coding, more are against it than for it."
    )
    assert verdict_sentence(proposal.verdicts[0], proposal, "nb").startswith(
        "F2.god taler for kontrast: intervallene møtes: 3 av 5 caser (23–88\N{NO-BREAK SPACE}%) og 60\N{NO-BREAK SPACE}% "
    )
    assert verdict_sentence(proposal.verdicts[1], proposal, "en") == (
        "F8: a whole question or row has no single share and cannot be used."
    )
    assert proposal_sentence(propose(1, 5, []), "nb") == (
        "Regelen foreslår «taus»: temaet er ikke stilt opp mot noe i undersøkelsen."
    )
    assert "too few" in why_lines(propose(5, 5, [item(0.5, 0.7, disagree=2)]), "en")[1]
