"""Spans that go with a text as it is typed; the oracle marks every character with the spans it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.tracking import Tracked, Tracker

TEXT = "Vi har for lite tid. Ingen følger opp planen. Det er synd."


@dataclass(frozen=True)
class Letter:
    """A character, and the spans it was in before anybody typed; None for one that is new."""

    sign: str
    inside: frozenset[int] | None


def letters(text: str, spans: list[tuple[int, int]]) -> list[Letter]:
    return [
        Letter(sign, frozenset(n for n, (start, end) in enumerate(spans) if start <= at < end))
        for at, sign in enumerate(text)
    ]


@st.composite
def span_lists(draw: st.DrawFn) -> list[tuple[int, int]]:
    starts = draw(st.lists(st.integers(0, len(TEXT) - 1), min_size=1, max_size=6))
    return [(start, min(len(TEXT), start + draw(st.integers(1, 20)))) for start in starts]


replacements = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 12), st.text(alphabet="abc .", max_size=6)), max_size=25
)


@given(span_lists(), replacements)
@settings(max_examples=400)
def test_every_letter_that_is_left_of_a_span_stays_inside_and_no_other_old_one_comes_in(
    spans: list[tuple[int, int]], typed: list[tuple[int, int, str]]
) -> None:
    traced, tracker = letters(TEXT, spans), Tracker.of(spans)
    for at, count, words in typed:
        at = min(at, len(traced))
        removed = "".join(letter.sign for letter in traced[at : at + count])
        traced[at : at + count] = [Letter(sign, None) for sign in words]
        # nothing here is put back or brought elsewhere, which the oracle does not know of
        tracker._steps.clear()
        tracker._clips.clear()
        tracker.replaced(at, removed, words)
        for number, span in enumerate(tracker.spans):
            assert 0 <= span.start <= span.end <= len(traced)
            within = traced[span.start : span.end]
            left = [place for place, letter in enumerate(traced) if letter.inside and number in letter.inside]
            assert all(span.start <= place < span.end for place in left)
            assert all(letter.inside is None or number in letter.inside for letter in within)


@given(span_lists(), replacements)
@settings(max_examples=200)
def test_taking_everything_back_in_turn_gives_every_span_back(
    spans: list[tuple[int, int]], typed: list[tuple[int, int, str]]
) -> None:
    text, tracker, done = TEXT, Tracker.of(spans), []
    states = [list(tracker.spans)]
    for at, count, words in typed:
        at = min(at, len(text))
        removed = text[at : at + count]
        if done and done[-1] == (at, words, removed):
            continue  # that takes the last one back by itself
        text = text[:at] + words + text[at + count :]
        tracker.replaced(at, removed, words)
        done.append((at, removed, words))
        states.append(list(tracker.spans))
    for at, removed, words in reversed(done):
        assert tracker.spans == states.pop()
        tracker.replaced(at, words, removed)
    assert tracker.spans == [Tracked(start, end) for start, end in spans]


class Typing:
    """A text, one coded stretch of it, and hands on the keys."""

    def __init__(self, text: str, words: str) -> None:
        self.text = text
        start = text.index(words)
        self.tracker = Tracker.of([(start, start + len(words))])

    def put(self, old: str, new: str) -> None:
        at = self.text.index(old)
        self.at(at, len(old), new)

    def at(self, at: int, count: int, new: str) -> None:
        removed = self.text[at : at + count]
        self.text = self.text[:at] + new + self.text[at + count :]
        self.tracker.replaced(at, removed, new)

    @property
    def coded(self) -> str:
        [span] = self.tracker.spans
        return self.text[span.start : span.end]


def test_a_first_letter_typed_anew_stays_in_the_coding() -> None:
    typing = Typing("Nei. vi har for lite tid. Ja.", "vi har for lite tid")
    at = typing.text.index("vi")
    typing.at(at, 1, "")
    typing.at(at, 0, "V")
    assert typing.coded == "Vi har for lite tid"


def test_a_last_word_deleted_letter_by_letter_and_typed_anew_stays_in_the_coding() -> None:
    typing = Typing("Vi har for lite tid. Ja.", "Vi har for lite tid")
    end = typing.text.index(". Ja")
    for step in range(3):
        typing.at(end - step - 1, 1, "")
    for step, letter in enumerate("penger"):
        typing.at(end - 3 + step, 0, letter)
    assert typing.text == "Vi har for lite penger. Ja."
    assert typing.coded == "Vi har for lite penger"


def test_a_sentence_written_before_or_behind_does_not_join_the_coding() -> None:
    typing = Typing("En. To. Tre.", "To.")
    typing.at(typing.text.index("To."), 0, "Ny. ")
    typing.at(typing.text.index(" Tre."), 0, " Mer.")
    assert typing.coded == "To."


def test_a_word_written_inside_joins_it() -> None:
    typing = Typing("Vi har tid nå.", "har tid")
    typing.at(typing.text.index("tid"), 0, "lite ")
    assert typing.coded == "har lite tid"


def test_after_one_has_typed_elsewhere_a_border_is_a_border_again() -> None:
    typing = Typing("En. To. Tre.", "To.")
    typing.at(typing.text.index("To.") + 2, 1, "")  # the full stop goes
    typing.at(0, 0, "x")
    typing.at(typing.text.index("To") + 2, 0, "!")
    assert typing.coded == "To"


def test_a_sentence_that_is_cut_and_put_elsewhere_takes_its_coding_along() -> None:
    typing = Typing("En. To to. Tre. Fire.", "To to.")
    typing.put("To to. ", "")
    assert typing.coded == ""
    typing.at(len(typing.text), 0, " To to. ")
    assert typing.text == "En. Tre. Fire. To to. "
    assert typing.coded == "To to."


def test_what_is_pasted_a_second_time_leaves_the_coding_where_it_came_to_first() -> None:
    typing = Typing("En. To to. Tre.", "To to.")
    typing.put("To to. ", "")
    typing.at(len(typing.text), 0, " To to. ")
    typing.at(0, 0, "To to. ")
    [span] = typing.tracker.spans
    assert (span.start, typing.coded) == (typing.text.rindex("To to."), "To to.")


def test_a_coded_word_that_was_deleted_does_not_land_on_the_same_letters_of_a_sentence_that_is_put_in() -> (
    None
):
    typing = Typing("I1: Vi kan gjøre mer. I2: Skolen.", "kan")
    typing.put("kan ", "")
    typing.at(len(typing.text), 0, " Jeg sukanner over at noen kan det.")
    assert typing.coded == ""


def test_parts_that_are_cut_one_after_the_other_and_put_in_together_bring_all_their_codings() -> None:
    first, second = "Vi har for lite tid til alt. ", "Ingen følger opp planen nå."
    tracker = Tracker.of([(0, 6), (len(first), len(first) + 5)])
    tracker.replaced(0, first, "")
    tracker.replaced(0, second, "")
    text = "Nei. " + first + second
    tracker.replaced(0, "", text)
    assert [text[span.start : span.end] for span in tracker.spans] == ["Vi har", "Ingen"]
