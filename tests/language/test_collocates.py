"""Words beside hits: counted as one counts by hand, judged as another library judges the same table."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from crosscase.language.collocates import Collocate, Collocates, likelihood_ratio

Span = tuple[int, int]


def counted(
    body: str, pattern: str, reach: int, small: bool = True, passages: list[Span] | None = None
) -> tuple[Collocate, ...]:
    counting = Collocates("nb", reach, small, lemma_of=str.lower)
    counting.add(
        body, passages or [match.span() for match in re.finditer(r"[^\n]+", body)], spans(pattern, body)
    )
    return counting.found()


def spans(pattern: str, body: str) -> list[Span]:
    return [match.span() for match in re.finditer(rf"\b{pattern}\b", body)]


def by_hand(body: str, hit: str, reach: int) -> dict[str, tuple[int, float]]:
    """Word for word: how often each stands beside a hit, and how often it would by chance."""
    beside: list[str] = []
    others: list[str] = []
    for line in body.split("\n"):
        words = line.split()
        for place, word in enumerate(words):
            if word == hit:
                continue
            others.append(word)
            if hit in words[max(0, place - reach) : place + reach + 1]:
                beside.append(word)
    return {
        word: (beside.count(word), others.count(word) * len(beside) / len(others)) for word in set(beside)
    }


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(["skole", "barn", "lærer", "tid", "tid", "plan", "x", "\n"]), max_size=60),
    st.integers(1, 4),
)
def test_counts_and_expected_counts_are_those_counted_by_hand(words: list[str], reach: int) -> None:
    body = " ".join(words)
    rows = counted(body, "skole", reach)
    kept = {
        word: (count, expected)
        for word, (count, expected) in by_hand(body, "skole", reach).items()
        if count >= 2 and count > expected + 1e-9
    }
    assert {row.word: row.count for row in rows} == {word: count for word, (count, _) in kept.items()}
    assert {row.word: row.expected for row in rows} == pytest.approx({w: e for w, (_, e) in kept.items()})
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 5000))
def test_the_score_is_the_likelihood_ratio_of_the_table(both: int, word: int, window: int, rest: int) -> None:
    table = [[both, word], [window, rest]]
    if 0 in (both + word, both + window):
        return
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert likelihood_ratio(both, both + word, both + window, both + word + window + rest) == pytest.approx(
        expected, abs=1e-6
    )


def test_base_forms_count_together_and_small_words_and_numbers_do_not() -> None:
    counting = Collocates("nb", 3)
    line = "og det skolene mangler 2021\nog det skolen manglet 2021\nha ha ja\nplan for noe annet og mer og\n"
    body = line + "vi ser på helse og kultur i plan etter plan\n" * 5
    counting.add(body, [m.span() for m in re.finditer(r"[^\n]+", body)], spans("skole[a-z]*", body))
    [row] = counting.found()
    assert (row.word, row.count, row.texts, row.forms) == ("mangle", 2, 1, ("mangler", "manglet"))
    assert counting.hits_beside(row) == (0, 1)


def test_a_word_between_two_hits_counts_once_but_stands_beside_both() -> None:
    counting = Collocates("nb", 2, small=True, lemma_of=str.lower)
    for _ in range(2):
        body = "barn plan barn og så videre med alt"
        counting.add(body, [(0, len(body))], spans("barn", body))
    row = next(row for row in counting.found() if row.word == "plan")
    assert (row.count, row.texts) == (2, 2)
    assert counting.hits_beside(row) == (0, 1, 2, 3)


def test_what_is_outside_the_passages_counts_nowhere() -> None:
    body = "I1: barn plan\nI1: barn plan\n# barn tall\nalt annet her\nalt annet der\n"
    passages = [(4, 13), (18, 27), (40, 54), (54, 68)]
    rows = counted(body, "barn", 4, passages=passages)
    assert [(row.word, row.count) for row in rows] == [("plan", 2)]
    assert rows[0].expected == pytest.approx(2 * 2 / 8)  # two of eight words, two places beside a hit


def test_a_hit_inside_a_word_takes_the_word_and_marks_do_not_shift_it() -> None:
    decomposed = "ide\u0301 👍🏽 "
    body = f"{decomposed}vi ressursene mangler\n{decomposed}vi ressursene mangler\nalt alt alt alt alt alt"
    rows = counted(body, "zzz", 1)
    assert rows == ()
    counting = Collocates("nb", 1, small=True, lemma_of=str.lower)
    hits = [match.span() for match in re.finditer("ssur", body)]
    counting.add(body, [m.span() for m in re.finditer(r"[^\n]+", body)], hits)
    assert {row.word: row.count for row in counting.found()} == {"vi": 2, "mangler": 2}


def test_nothing_is_found_in_nothing() -> None:
    counting = Collocates("nb")
    counting.add("", [], [])
    counting.add("skole", [(0, 5)], [(0, 5)])
    assert counting.found() == ()
