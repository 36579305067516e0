"""No position inside what a reader takes for one character, wherever it is looked for."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crosscase.study.graphemes import SPECIAL, boundaries, snap, step

# Each item is one character to a reader, by the rules and examples of Unicode Annex 29.
CLUSTERS = [
    "a",
    "å",
    "a\u030a",  # å as letter and ring
    "e\u0301\u0323",
    "\n",
    "\t",
    "\u2028",
    "\u00a0",
    "👍🏽",
    "👩‍👩‍👧",
    "❤️",
    "🇳🇴",
    "1️⃣",
    "日",
    "각",
    "\u1100\u1161\u11a8",  # the same syllable as three jamo
    "नि",
    "क्षि",
    "\u0600\u0661",  # an Arabic number sign takes the digit after it
]
# Pieces of clusters, to be thrown together in any order.
PIECES = [*"ab å.\n\t©", "\u0301", "\u200d", "\ufe0f", "🇳", "🇴", "👩", "🏽", "日", "क", "\u094d", "\u0600"]
PIECES += ["\u1100", "\u1161", "각", "\u11a8", "\u0903", "\u200b"]
mixed = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def whole_text_boundaries(text: str) -> list[int]:
    """The oracle: all of the text cut by another library, without looking for a place to begin."""
    return [match.start() for match in regex.finditer(r"\X", text)] + [len(text)]


@given(st.lists(st.sampled_from(CLUSTERS), max_size=12).map(lambda parts: [part + " " for part in parts]))
def test_what_a_reader_takes_for_one_character_is_one(parts: list[str]) -> None:
    expected, position = [], 0
    for part in parts:
        expected += [position, position + len(part) - 1]
        position += len(part)
    assert boundaries("".join(parts)) == [*expected, position]


@given(mixed)
def test_boundaries_are_those_of_the_whole_text(text: str) -> None:
    assert boundaries(text) == whole_text_boundaries(text)


def test_a_row_of_flags_falls_into_pairs_of_letters() -> None:
    row = "🇳🇴🇸🇪🇩🇰🇫"
    assert boundaries(row) == [0, 2, 4, 6, 7]
    assert snap(row, 3, 5) == (2, 6)


def test_an_empty_text_has_one_boundary() -> None:
    assert boundaries("") == [0]
    assert snap("", 0, 5) == (0, 0)
    assert step("", 0, 1) == step("", 0, -1) == 0


@given(mixed, st.data())
def test_snap_widens_to_the_nearest_boundaries_and_no_further(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    stops = whole_text_boundaries(body)
    low = max(stop for stop in stops if stop <= start)
    high = min(stop for stop in stops if stop >= end) if end > start else low
    assert snap(body, start, end) == (low, high)


@given(mixed, st.integers(-5, 60), st.integers(-5, 60))
def test_snap_twice_is_snap_once(body: str, start: int, end: int) -> None:
    once = snap(body, start, end)
    assert 0 <= once[0] <= once[1] <= len(body)
    assert snap(body, *once) == once


@given(mixed, st.integers(-2, 60))
def test_a_step_goes_to_the_neighbouring_boundary(body: str, offset: int) -> None:
    stops = whole_text_boundaries(body)
    here = max(0, min(offset, len(body)))
    assert step(body, offset, 1) == min((stop for stop in stops if stop > here), default=len(body))
    assert step(body, offset, -1) == max((stop for stop in stops if stop < here), default=0)


@given(mixed)
def test_steps_forward_and_back_visit_the_same_places(body: str) -> None:
    forward = [0]
    while forward[-1] < len(body):
        forward.append(step(body, forward[-1], 1))
    back = [len(body)]
    while back[-1] > 0:
        back.append(step(body, back[-1], -1))
    assert forward == back[::-1] == boundaries(body)


@pytest.mark.parametrize(
    "cluster", ["a" + "\u0301" * 3000, "👩" + "\u200d👩" * 2000], ids=["marks", "joined"]
)
def test_a_character_longer_than_any_window_stays_whole(cluster: str) -> None:
    body = "før " + cluster + " etter"
    middle = 4 + len(cluster) // 2
    assert snap(body, middle, middle + 1) == (4, 4 + len(cluster))
    assert step(body, middle, -1) == 4


def test_the_place_in_a_long_row_of_flags_is_counted_from_its_beginning() -> None:
    body = "a" + "🇳🇴" * 3000
    assert snap(body, 3001, 3003) == (3001, 3003)
    assert snap(body, 3002, 3004) == (3001, 3005)


def test_a_carriage_return_and_a_line_feed_are_two_stops() -> None:
    body = "a\r\nb"
    assert boundaries(body) == [0, 1, 2, 3, 4]
    assert [step(body, place, 1) for place in range(4)] == [1, 2, 3, 4]
    assert [step(body, place, -1) for place in range(1, 5)] == [0, 1, 2, 3]
    assert snap(body, 2, 3) == (2, 3)


def test_only_characters_of_one_cell_that_join_nothing_are_plain() -> None:
    plain = [chr(code) for code in range(0x110000) if SPECIAL.match(chr(code)) is None]
    letters = [char for char in plain if char != "\n"]
    assert [char for char in letters if cell_len(char) != 1] == []
    assert {unicodedata.category(char)[0] for char in letters} <= {"L", "N", "P", "S", "Z"}
    assert len(regex.findall(r"\X", "".join(plain))) == len(plain)


@pytest.mark.parametrize("text", ["æøå «Ærlig» – ja …", "Čáhcesuolu, Kárášjohka", "Ελλάδα, Россия, € 5"])
def test_european_text_is_plain(text: str) -> None:
    assert SPECIAL.search(text) is None


@pytest.mark.parametrize("char", [*"\t\r\x1b\x7f\u00ad\u0301\u200b\u202e\ufeff日👍א"])
def test_tabs_controls_marks_wide_and_other_scripts_are_special(char: str) -> None:
    assert SPECIAL.search(f"a{char}b") is not None
