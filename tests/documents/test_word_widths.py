"""Column widths of Word's tables: no word broken while there is room, against measuring with a real font."""

from __future__ import annotations

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font

from crosscase.documents.values import Table
from crosscase.documents.word_widths import column_widths

ROOM, POINTS = 9400, 9.5
CELL_MARGINS = 170


def measured(word: str, bold: bool) -> float:
    """How wide a word is in DejaVu Sans, the widest font that programs put where one is missing; in twips."""
    file = f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if bold else ''}.ttf"
    font = FT2Font(file)
    font.set_size(POINTS, 7200)  # fine, since widths are rounded to its dots
    font.set_text(word, 0.0)
    return font.get_width_height()[0] / 64 / 100 * 20


def test_no_word_of_heading_or_cell_is_wider_than_its_column() -> None:
    table = Table(
        ("kilde", "case", "type", "dato", "informanter", "notater ved"),
        (
            ("Strategi for likestilling, inkludering og mangfold (2015–2022)", "Kristiansand", "dokument", "2015", None, ""),
            ("Fokusgruppe Alta", "Alta", "fokusgruppe, video", "30.\N{NO-BREAK SPACE}november 2021", 3, "Koder A"),
        ),
        widths=(5.0, 2.2, 2.6, 2.4, 1.9, 1.7),
    )  # fmt: skip
    widths = column_widths(table, ROOM, POINTS)
    assert sum(widths) == ROOM
    for place, width in enumerate(widths):
        cells = [str(row[place] or "") for row in table.rows]
        words = [(word, False) for cell in cells for word in cell.split(" ")]
        words += [(word, True) for word in table.columns[place].split(" ")]
        assert all(measured(*word) + CELL_MARGINS <= width for word in words), table.columns[place]


def test_an_almost_empty_column_leaves_its_room_to_a_full_one_whatever_widths_were_asked_for() -> None:
    groups = "Arbeidsgrad: I noen grad 14 % (6 av 44, KI 6–27 %) sjeldnere"
    table = Table(
        ("svar", "andel", "grupper"), (("Egne strategier", "33 %", f"{groups}\n{groups}"),), widths=(1, 4, 1)
    )
    name, share, full = column_widths(table, ROOM, POINTS)
    assert share < name < full
    assert full > ROOM / 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text("ab -", max_size=60), min_size=3, max_size=3), max_size=5),
    st.sampled_from([(), (1, 1, 1), (0, 5, 1), (9, 1, 1)]),
)
def test_the_columns_fill_the_page_and_none_is_empty(
    rows: list[list[str]], widths: tuple[float, ...]
) -> None:
    table = Table(("a", "b", "c"), tuple(map(tuple, rows)), widths=widths)
    found = column_widths(table, ROOM, POINTS)
    assert sum(found) == ROOM
    assert min(found) > 0


@pytest.mark.parametrize("columns", [1, 30])
def test_more_than_fits_is_shared_in_proportion(columns: int) -> None:
    table = Table(tuple(f"spalte-uten-bindestrek{n}" for n in range(columns)), ())
    found = column_widths(table, ROOM, POINTS)
    assert sum(found) == ROOM
    assert max(found) - min(found) < ROOM / columns
