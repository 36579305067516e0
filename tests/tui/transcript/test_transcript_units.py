"""Selecting by word, sentence, paragraph and turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcript_host import NOTES, SPEAKERS

from crosscase.study.segments import segment
from crosscase.tui.transcript.units import grow, shrink, unit_at, whole_units

SEGMENTS = segment(NOTES, SPEAKERS)
UNITS = ["word", "sentence", "paragraph", "turn"]


def at(words, index=0):
    start = NOTES.index(words)
    return start + index


def chosen(unit, low, high):
    return NOTES[slice(*whole_units(SEGMENTS, unit, low, high))]


def test_each_unit_at_a_cursor():
    place = at("følge")
    assert chosen("word", place, place) == "følge"
    assert chosen("sentence", place, place) == "Vi har rett og slett ikke folk til å følge opp planen."
    assert chosen("paragraph", place, place).startswith("Vi har rett")
    assert chosen("paragraph", place, place).endswith("liggende.")
    place = at("gir oss")
    assert chosen("turn", place, place) == NOTES[at("Avtalen") :].rstrip("\n")


def test_a_unit_key_on_a_loose_selection_widens_it_to_whole_units():
    assert chosen("sentence", at("slett"), at("haster")) == NOTES[at("Vi har rett") : at("liggende.") + 9]
    assert chosen("word", at("slett", 2), at("ikke", 2)) == "slett ikke"


def test_growing_takes_the_next_unit_and_shrinking_gives_it_back():
    low, high = whole_units(SEGMENTS, "sentence", at("Avtalen"), at("Avtalen"))
    grown = grow(SEGMENTS, "sentence", low, high)
    assert NOTES[slice(*grown)] == "Avtalen har gjort noe. Den gir oss noe å vise til."
    assert shrink(SEGMENTS, "sentence", *grown) == (low, high)
    assert shrink(SEGMENTS, "sentence", low, high) == (low, high)


def test_sentences_grow_over_blank_lines_and_labels():
    low, high = unit_at(SEGMENTS, "sentence", at("Ressursene"))
    assert NOTES[slice(*grow(SEGMENTS, "sentence", low, high))].endswith(
        "liggende.\n\nI1: Avtalen har gjort noe."
    )


def test_a_key_on_a_blank_line_takes_what_follows():
    blank = NOTES.index("\n\n") + 1
    assert chosen("sentence", blank, blank) == "Avtalen har gjort noe."
    assert chosen("word", blank, blank) == "I1"


@pytest.mark.parametrize("unit", UNITS)
def test_growing_from_the_first_unit_takes_in_all_of_the_text_and_shrinking_brings_it_back(unit):
    selection = whole_units(SEGMENTS, unit, 0, 0)
    way = [selection]
    while (after := grow(SEGMENTS, unit, *selection)) != selection:
        assert after[0] == selection[0]
        assert after[1] > selection[1]
        selection = after
        way.append(selection)
    assert selection[1] == len(NOTES.rstrip("\n")) - (unit == "word")  # the last dot is no word
    back = [selection]
    while (after := shrink(SEGMENTS, unit, *selection)) != selection:
        selection = after
        back.append(selection)
    assert back == way[::-1]


parts = [
    "I1: ",
    "I2:",
    "Ja. ",
    "Vi vet det. ",
    "ord ",
    "\n",
    "\n\n",
    "# Tittel\n",
    "...",
    "👍🏽",
    "\t",
    "nr. 5 ",
]
texts = st.lists(st.sampled_from(parts), max_size=25).map("".join)


@given(texts, st.sampled_from(UNITS), st.data())
def test_units_hold_the_selection_and_come_to_an_end(text, unit, data):
    segments = segment(text, SPEAKERS)
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    start, end = whole_units(segments, unit, low, high)
    assert 0 <= start <= end <= len(text)
    if low < high and text[low:high].strip():
        assert end >= len(text[:high].rstrip()) or unit == "word"
    grown = grow(segments, unit, start, end)
    assert grown[0] == start
    assert grown[1] >= end
    shrunk = shrink(segments, unit, start, end)
    assert shrunk[0] == start
    assert shrunk[1] <= end
