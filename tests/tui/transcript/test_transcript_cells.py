"""Cells: what is drawn for each grapheme, measured by the Unicode database of Python."""

import sys
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from transcript_host import AWKWARD, drawn_cells

from crosscase.tui.transcript.cells import TAB, is_plain, measure, row_cells, safe_text, terminal_safe, width

# Python 3.11 knows Unicode 14; these became wide in Unicode 16.
WIDE_SINCE = [range(0x2630, 0x2638), range(0x268A, 0x2690), range(0x4DC0, 0x4E00), range(0x1D300, 0x1D37A)]
ARABIC_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"

awkward = st.lists(st.sampled_from([*"aø .", *AWKWARD]), max_size=30).map("".join)


def every_character():
    known = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cn")
    return (c for c in known if c not in "\n\t")


def test_a_plain_character_is_drawn_as_it_is_in_one_cell():
    for character in every_character():
        if is_plain(character):
            assert drawn_cells(character) == 1, hex(ord(character))
            assert unicodedata.category(character)[0] not in "MC", hex(ord(character))
            assert terminal_safe(character) == character


def test_no_character_reaches_the_terminal_as_a_control_and_each_takes_a_cell():
    for character in every_character():
        shown = terminal_safe(character)
        kinds = {unicodedata.category(c) for c in shown}
        assert character in ARABIC_SIGNS or not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}, hex(ord(character))
        assert width(shown) >= 1, hex(ord(character))


def test_widths_are_those_of_the_unicode_database():
    for character in every_character():
        if not any(ord(character) in wide for wide in WIDE_SINCE):
            assert width(terminal_safe(character)) == drawn_cells(terminal_safe(character)), hex(
                ord(character)
            )


@pytest.mark.parametrize(
    ("grapheme", "shown"),
    [
        ("\x1b", "␛"),
        ("\x00", "␀"),
        ("\x7f", "␡"),
        ("\x85", "␤"),
        ("\x9b", "␦"),
        ("\xad", "‐"),
        ("\u200b", "·"),
        ("\u202e", "·"),
        ("\u2028", "␤"),
        ("\ud800", "\ufffd"),
        ("👩‍👩‍👧", "👩"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("🇳🇴", "NO"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴"),
        ("e\u0301", "e\u0301"),
        ("\u0301", "◌\u0301"),
        ("क्षि", "क्षि"),
    ],
)
def test_what_terminals_disagree_about_is_drawn_in_a_form_they_agree_on(grapheme, shown):
    assert terminal_safe(grapheme) == shown


@given(awkward)
def test_the_cell_map_of_a_row_is_its_graphemes_and_their_widths(text):
    cells = measure(text)
    assert [text[a:b] for a, b in zip(cells.stops, cells.stops[1:], strict=False)] == regex.findall(
        r"\X", text
    )
    drawn = "".join(cells.shown)
    assert drawn_cells(drawn) == cells.cells[-1]
    assert [drawn_cells("".join(cells.shown[:i])) for i in range(len(cells.cells))] == list(cells.cells)


@given(awkward)
def test_index_and_cell_lead_back_to_each_other(text):
    cells = row_cells(text)
    for stop, cell in zip(cells.stops, cells.cells, strict=True):
        assert cells.cell_at(stop) == cell
        assert cells.index_at(cell) == stop
    for cell in range(cells.cells[-1]):
        index = cells.index_at(cell)
        assert cells.cell_at(index) <= cell
        assert index in cells.stops


def test_tabs_reach_to_the_next_stop():
    cells = row_cells("\ta\tbcd\t日\tx")
    for index, character in enumerate("\ta\tbcd\t日\tx"):
        if character == "\t":
            assert cells.cell_at(index + 1) % TAB == 0
            assert 1 <= cells.cell_at(index + 1) - cells.cell_at(index) <= TAB


def test_a_name_in_its_shown_form_holds_no_control():
    assert safe_text("kode\x1b[31m 🇳🇴") == "kode␛[31m NO"
    assert safe_text("to\nlinjer") == "to␊linjer"
