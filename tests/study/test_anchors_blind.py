"""The blind test of the anchors with few fixed seeds, and what it rests on: that its truth is the truth."""

from __future__ import annotations

import random
import re

import pytest
from benchmarks.anchor_edits import KINDS, MIXES, Traced
from benchmarks.anchor_texts import TEXTS
from benchmarks.anchors import judge, larger_part, trial, truth_of
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.anchors import Anchor, Found


@pytest.mark.parametrize("mix", ["worked over", "held out"])
@pytest.mark.parametrize("text", list(TEXTS))
@pytest.mark.parametrize(("known", "exact", "near"), [(True, 97, 99), (False, 96, 98.5)])
def test_nearly_every_coding_is_on_its_words_after_the_edits_of_a_long_day(
    mix: str, text: str, known: bool, exact: float, near: float
) -> None:
    tally = trial(text, MIXES[mix], "fixed 1", known=known)
    tally.add(trial(text, MIXES[mix], "fixed 2", known=known))
    assert tally.counted > 900
    assert tally.share("exact") >= exact
    assert tally.share("near") >= near
    assert tally.silent <= 1  # of some 1,000; the aim of 0.1 % is measured on 22,000 by the benchmark
    assert tally.mid_word == 0


@pytest.mark.parametrize("known", [True, False])
def test_edits_beyond_reason_still_leave_hardly_a_coding_wrong_without_a_word(known: bool) -> None:
    tally = trial("made", MIXES["heavily"], "fixed 1", known=known)
    assert tally.share("near") >= 93
    assert tally.share("silent") <= 0.5
    assert tally.mid_word == 0


def test_few_codings_of_a_text_that_is_gone_are_found_too() -> None:
    tally = trial("made", MIXES["worked over"], "fixed 1", known=False, codings=40)
    tally.add(trial("example", MIXES["worked over"], "fixed 2", known=False, codings=40))
    assert tally.share("near") >= 90
    assert tally.silent == 0


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10**6))
def test_every_edit_keeps_account_of_every_character(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    old = TEXTS["made"](chance, 3_000)
    traced = Traced(old)
    for _ in range(4):
        KINDS[kind](traced, chance)
    origins = [origin for origin in traced.origins if origin >= 0]
    assert len(traced.origins) == len(traced.body)
    assert len(set(origins)) == len(origins)
    assert all(
        origin < 0 or old[origin] == sign for sign, origin in zip(traced.body, traced.origins, strict=True)
    )


def followed(old: str, words: str, *edits: tuple[str, str]) -> tuple[str, int, str]:
    """The truth of a coding on `words` after stretches were written over or moved ("->" before a goal)."""
    traced = Traced(old)
    for what, to in edits:
        start = traced.body.index(what)
        if to.startswith("->"):
            traced.move(start, start + len(what), traced.body.index(to[2:]))
        else:
            traced.put(start, start + len(what), to)
    places = [traced.origins.index(at) if at in traced.origins else -1 for at in range(len(old))]
    start = old.index(words)
    truth = truth_of(Anchor("a", start, start + len(words), words, "", ""), places, traced)
    return traced.body[truth.start : truth.end], truth.surviving, traced.body[slice(*truth.together)]


@pytest.mark.parametrize(
    ("edits", "whole", "surviving", "together"),
    [
        ([], "folk og penger", 14, "folk og penger"),
        ([("penger", "tid")], "folk og ", 8, "folk og "),
        ([("folk", "tid")], " og penger", 10, " og penger"),
        ([("og", "eller")], "folk eller penger", 12, "folk eller penger"),
        ([("mangler", "har ikke")], "folk og penger", 14, "folk og penger"),
        ([(" penger", "->.")], "folk og i bygda penger", 14, "folk og i bygda penger"),
        ([(" penger", "->\n")], "folk og i bygda. Det går ikke. penger", 14, "folk og"),
    ],
)
def test_the_truth_is_from_the_first_to_the_last_character_that_is_still_there(
    edits: list[tuple[str, str]], whole: str, surviving: int, together: str
) -> None:
    old = "Vi mangler folk og penger i bygda. Det går ikke.\n"
    assert followed(old, "folk og penger", *edits) == (whole, surviving, together)


def test_the_larger_part_of_a_torn_coding_is_found_between_foreign_text() -> None:
    foreign = list(range(100, 200))
    assert larger_part([0, 1, 2, 103, 104], [0, 1, 2, *foreign, 3, 4]) == (0, 3)
    assert larger_part([0, 1, 102, 103, 104], [0, 1, *foreign, 2, 3, 4]) == (102, 105)
    assert larger_part([0, 1, 102, 103], [0, 1, *([-1] * 100), 2, 3]) == (0, 104)


def test_the_judge_sees_what_is_exact_near_silent_changed_and_gone() -> None:
    old = "En setning her. To ord der. Tre ganger til. Fire er nok."
    traced = Traced(old)
    traced.put(0, 0, "Ny. ")
    traced.put(traced.body.index("Fire"), len(traced.body), "Borte.")
    spans = [match.span() for match in re.finditer(r"[^ .][^.]*\.", old)]
    anchors = [Anchor(str(at), *span, old[slice(*span)], "", "") for at, span in enumerate(spans)]
    places = [start + 4 for start, _ in spans]
    found = [
        Found("0", "moved", places[0], places[0] + 15, 1.0),
        Found("1", "changed", places[1], places[1] + 9, 1.0),
        Found("2", "moved", places[2] - 9, places[2], 1.0),
        Found("3", "moved", 0, 12, 1.0),
    ]
    tally = judge(anchors, found, traced, old)
    assert (tally.counted, tally.exact, tally.near, tally.silent) == (3, 1, 2, 1)
    assert (tally.changed, tally.gone, tally.gone_said, tally.gone_silent) == (1, 1, 0, 1)
