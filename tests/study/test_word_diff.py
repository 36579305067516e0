"""The way from one text to another, word by word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.word_diff import word_diff

TEXTS = st.text(st.sampled_from("ab .,\nåA1"), max_size=40) | st.lists(
    st.sampled_from(["Vi", "har", "for", "lite", "tid", ".", "tid,"]), max_size=30
).map(" ".join)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in word_diff(old, new)]


@given(TEXTS, TEXTS)
def test_what_is_the_same_with_what_went_is_the_old_text_and_with_what_came_the_new(
    old: str, new: str
) -> None:
    pieces = told(old, new)
    assert "".join(text for kind, text in pieces if kind != "come") == old
    assert "".join(text for kind, text in pieces if kind != "gone") == new
    assert all(text for _, text in pieces)
    for (kind, _), (following, _) in pairwise(pieces):
        assert kind != following
        assert (kind, following) != ("come", "gone")


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert told(text, text) == ([("same", text)] if text else [])


def test_whole_words_go_and_come_never_letters_of_them() -> None:
    assert told("mangel på ressurser for å", "mangel på folk for å") == [
        ("same", "mangel på "),
        ("gone", "ressurser"),
        ("come", "folk"),
        ("same", " for å"),
    ]


def test_words_that_changed_beside_each_other_are_told_as_one() -> None:
    assert told("de aldri gjorde det", "de ikke gjør det") == [
        ("same", "de "),
        ("gone", "aldri gjorde"),
        ("come", "ikke gjør"),
        ("same", " det"),
    ]


def test_a_long_passage_with_no_word_in_common_is_told_at_once() -> None:
    old, new = "ja " * 4000, "nei " * 4000
    assert [kind for kind, _ in told(old, new)] == ["gone", "come", "same"]
