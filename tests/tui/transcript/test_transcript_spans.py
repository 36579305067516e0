"""Marks on a text, against brute force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcript_host import mark

from crosscase.study.segments import segment
from crosscase.tui.transcript.spans import SpanIndex
from crosscase.tui.transcript.stretches import Stretches

TEXT = ("Et avsnitt med noen ord.\n" * 5 + "Et lengre avsnitt " + "som går videre " * 60 + "\n") * 12
SEGMENTS = segment(TEXT)

bounds = st.tuples(
    st.integers(0, len(TEXT) - 1), st.one_of(st.integers(1, 80), st.integers(1, len(TEXT)))
).map(lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1])))
many = st.lists(bounds, max_size=25).map(lambda found: [mark(n, *at) for n, at in enumerate(found)])


def by_place(marks):
    return sorted(marks, key=lambda m: (m.start, -m.end, str(m.key)))


def share_a_paragraph(one, other):
    lines = [
        set(range(TEXT.count("\n", 0, m.start), TEXT.count("\n", 0, max(m.start, m.end - 1)) + 1))
        for m in (one, other)
    ]
    return bool(lines[0] & lines[1])


def assert_lanes_apart(index):
    marks = list(index)
    for n, one in enumerate(marks):
        for other in marks[n + 1 :]:
            if share_a_paragraph(one, other):
                assert index.lane(one.key) != index.lane(other.key)


@given(many, bounds)
def test_marks_between_two_offsets_are_those_that_share_a_character(marks, at):
    index = SpanIndex(SEGMENTS, marks)
    low, high = at
    assert index.between(low, high) == by_place(m for m in marks if m.start < high and m.end > low)


@given(many, bounds)
def test_covered_counts_each_character_once(marks, at):
    under = {offset for m in marks for offset in range(m.start, m.end)}
    assert SpanIndex(SEGMENTS, marks).covered(*at) == len(under & set(range(*at)))


@given(many)
def test_marks_of_one_paragraph_never_share_a_lane(marks):
    assert_lanes_apart(SpanIndex(SEGMENTS, marks))


@given(many, st.lists(st.tuples(st.booleans(), st.integers(0, 24), bounds), max_size=15))
def test_adding_and_removing_is_as_building_anew(marks, changes):
    index = SpanIndex(SEGMENTS, marks)
    want = {m.key: m for m in marks}
    for adds, key, at in changes:
        if adds:
            want[key] = mark(key, *at)
            index.add(want[key])
        else:
            assert index.remove(key) == want.pop(key, None)
    assert len(index) == len(want)
    assert index.between(0, len(TEXT)) == by_place(want.values())
    assert_lanes_apart(index)


def test_a_lane_is_free_again_in_the_next_paragraph():
    index = SpanIndex(SEGMENTS, [mark("a", 0, 5), mark("b", 8, 12), mark("c", 30, 35)])
    assert [index.lane(key) for key in "abc"] == [0, 1, 0]


def test_own_marks_come_before_those_of_others_on_the_same_words():
    index = SpanIndex(SEGMENTS, [mark("z", 0, 5, mine=False), mark("y", 0, 5, mine=True)])
    assert [m.key for m in index.between(0, 5)] == ["y", "z"]
    assert index.lane("y") == 0


def test_two_marks_with_one_key_are_refused():
    with pytest.raises(ValueError, match="two marks have the key"):
        SpanIndex(SEGMENTS, [mark("a", 0, 5), mark("a", 9, 12)])


apart = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), max_size=12)


@given(apart, st.integers(0, 80), st.integers(1, 30))
def test_stretches_that_touch_are_those_that_share_a_character(gaps, start, length):
    found, at = [], 0
    for gap, size in gaps:
        found.append((at + gap, at + gap + size))
        at += gap + size
    want = [(a, b) for a, b in found if a < start + length and b > start]
    assert list(Stretches(found).touching(start, start + length)) == want


def test_matches_are_walked_round_in_both_directions():
    found = Stretches([(3, 5), (10, 12), (20, 22)])
    assert found.neighbour(0, 0, 1) == (3, 5)
    assert found.neighbour(3, 5, 1) == (10, 12)
    assert found.neighbour(20, 22, 1) == (3, 5)
    assert found.neighbour(3, 5, -1) == (20, 22)
    assert found.neighbour(15, 15, -1) == (10, 12)
    assert found.neighbour(10, 10, 1) == (10, 12)
    assert [found.position(10, 12), found.position(10, 11), found.position(50, 52)] == [2, 0, 0]
    assert Stretches().neighbour(0, 0, 1) is None
