"""Figures of suggestions: against scikit-learn's, and honest because sources are held apart."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from crosscase.language.evaluating import evaluate, folds, too_little
from crosscase.language.learning import train

CODES = ("a", "b", "c", "d")
some_codes = st.frozensets(st.sampled_from(CODES), max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(some_codes, some_codes, st.integers(0, 4)), min_size=2, max_size=40))
def test_figures_are_those_of_scikit_learn(rows: list[tuple[frozenset[str], frozenset[str], int]]) -> None:
    labels, shown, groups = [r[0] for r in rows], [r[1] for r in rows], [str(r[2]) for r in rows]
    found = evaluate(labels, groups, lambda learned, tried: [shown[place] for place in tried])
    if too_little(labels, groups):
        assert (found.codes, found.folds, len(found.said)) == ((), 0, 1)
        return
    truth, offered = (np.array([[c in codes for c in CODES] for codes in each]) for each in (labels, shown))
    wanted = precision_recall_fscore_support(truth, offered, zero_division=np.nan)
    rows_of = {each.code: each for each in found.codes}
    for place, code in enumerate(CODES):
        if not truth[:, place].any():
            assert code not in rows_of
            continue
        each = rows_of[code]
        assert each.examples == wanted[3][place]
        assert each.recall == pytest.approx(wanted[1][place])
        assert np.nan_to_num(wanted[2][place]) == pytest.approx(each.f1)
        assert (each.precision is None) == bool(np.isnan(wanted[0][place]))
        if each.precision is not None:
            assert each.precision == pytest.approx(wanted[0][place])
    micro = precision_recall_fscore_support(truth, offered, average="micro", zero_division=0)
    assert (found.all.precision or 0.0, found.all.recall, found.all.f1) == pytest.approx(micro[:3])
    assert found.helped == sum(bool(a & b) for a, b in zip(labels, shown, strict=True))
    learnable = [f for c, f in zip(CODES, map(rows_of.get, CODES), strict=True) if f and f.could_be_learned]
    assert found.macro_f1 == pytest.approx(np.mean([each.f1 for each in learnable]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 15).map(str), min_size=2, max_size=60).filter(lambda g: len(set(g)) > 1))
def test_every_text_is_tried_once_and_its_group_is_never_learned_from_then(groups: list[str]) -> None:
    turns = folds(groups)
    assert sorted(place for _, tried in turns for place in tried) == list(range(len(groups)))
    assert len(turns) == min(len(set(groups)), 10)
    for learned, tried in turns:
        assert not {groups[place] for place in learned} & {groups[place] for place in tried}
        assert sorted([*learned, *tried]) == list(range(len(groups)))


def test_without_holding_sources_apart_the_same_suggestions_would_look_far_better_than_they_are() -> None:
    # in every source people talk of the subject in words of their own
    chance = random.Random(7)
    texts, labels, sources = [], [], []
    for source in range(6):
        letters = chance.sample("abcdefghijklmnopqrstuvwxyz", 12)
        words = ["".join(chance.choices(letters, k=7)) for _ in range(8)]
        for number in range(24):
            about = number % 8 == 0
            texts.append(" ".join(chance.sample(words[:4] if about else words[4:], 3)))
            labels.append({"subject"} if about else set())
            sources.append(f"s{source}")

    def suggest(learned: Sequence[int], tried: Sequence[int]) -> list[list[str]]:
        model = train([texts[place] for place in learned], [labels[place] for place in learned])
        return [[each.code for each in found] for found in model.suggest([texts[place] for place in tried])]

    apart = evaluate(labels, sources, suggest)
    mixed = evaluate(labels, chance.sample(sources, len(sources)), suggest)
    assert mixed.all.f1 > 0.9
    assert apart.all.f1 < 0.4


@pytest.mark.parametrize(
    ("labels", "groups", "words"),
    [
        ([], [], "no passage is coded"),
        ([(), ()], ["1", "2"], "no passage is coded"),
        ([("a",), ("a",), ("a",), ()], ["1", "1", "1", "2"], "3 examples in one source"),
        (
            [("a",), ("a",), ("b",)],
            ["1", "2", "2"],
            "no code with at least 3 of them in more than one source",
        ),
        ([("a",), ("a",), ("a",), ("b",)], ["1", "1", "1", "2"], "no code with at least 3"),
    ],
)
def test_where_there_is_too_little_one_sentence_says_so_and_nothing_is_tried(labels, groups, words) -> None:
    def never(learned: Sequence[int], tried: Sequence[int]) -> list[list[str]]:
        raise AssertionError("there was nothing to learn from")

    found = evaluate(labels, groups, never)
    assert (found.codes, found.folds) == ((), 0)
    [said] = found.said
    assert words in said
    assert said.count(".") == 1


def test_what_is_to_be_doubted_is_said_after_what_it_comes_to() -> None:
    labels = [("a",), ("a",), ("b",), ("a",), (), ()]
    found = evaluate(labels, ["1", "1", "1", "2", "2", "2"], lambda learned, tried: [("a",)] * len(tried))
    assert found.said == (
        "Tried on 2 sources, each while nothing was learned from it: of 6 suggestions 3 were right (50 %), and "
        "3 of 4 coded passages had a right one (75 %).",
        "With 2 sources these figures can be far off.",
        "1 code has fewer than 3 examples, or all in one source, and nothing can be said about learning it: b.",
    )


def test_how_right_the_sure_suggestions_were_is_said_and_five_codes_with_too_few_examples_are_named() -> None:
    few = ["f1", "f2", "f3", "f4", "f5", "f6", "f7"]
    labels = [("a", *few), ("a",), ("b",), ("a",), (), ()]
    scores = [0.9, 0.5, 0.7, 0.49, 0.3, 0.3]

    def scored(learned: Sequence[int], tried: Sequence[int]) -> list[dict[str, float]]:
        return [{"a": scores[place]} for place in tried]

    found = evaluate(labels, ["1", "1", "1", "2", "2", "2"], scored)
    assert found.said[1] == "Of the 3 with a score of 0.5 or more 2 were right (67 %)."
    assert found.said[-1].startswith(
        "8 codes have fewer than 3 examples, or all in one source, and nothing can"
    )
    assert found.said[-1].endswith("about learning them: b, f1, f2, f3, f4 and 3 more.")
    scores[:3] = [0.4, 0.4, 0.4]
    again = evaluate(labels, ["1", "1", "1", "2", "2", "2"], scored)
    assert again.said[1] == "None of them had a score of 0.5 or more."
