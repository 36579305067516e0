"""The arithmetic under the list of hits, against a plain list of rows; and words in so many cells."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crosscase.synthesis.searching import Spot
from crosscase.tui.search.arranged import NOTHING, Arranged
from crosscase.tui.search.kwic import beginning, ending, side_by_side
from crosscase.tui.words import shown

SIZES = st.lists(st.integers(1, 6), max_size=8)
WORDS = st.text(st.sampled_from("ab æø漢👩🏽e\u0301\u200d\t\x1b["), max_size=80)


class Spots:
    """As many hits in each source as are asked for; stands for `Hits`, of which it has what is used."""

    def __init__(self, sizes: list[int]) -> None:
        self.all = [
            Spot(f"alta/{number}", "alta", "", "", "", "", at, at + 1, True)
            for number, size in enumerate(sizes)
            for at in range(size)
        ]

    def __len__(self) -> int:
        return len(self.all)

    def spot(self, at: int) -> Spot:
        return self.all[at]


def plain_rows(sizes: list[int]) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    hit = 0
    for group, size in enumerate(sizes):
        rows.append((group, NOTHING))
        for _ in range(size):
            rows.append((group, hit))
            hit += 1
    return rows


@given(SIZES)
def test_rows_are_headings_and_hits_in_order(sizes: list[int]) -> None:
    arranged = Arranged(Spots(sizes))  # type: ignore[arg-type] # stands for it
    rows = plain_rows(sizes)
    assert arranged.rows == len(rows)
    assert [arranged.at_row(row) for row in range(len(rows))] == rows
    assert [arranged.row_of(hit) for hit in range(len(arranged))] == [
        r for r, (_, hit) in enumerate(rows) if hit >= 0
    ]
    for group, inside in groupby(rows, key=lambda row: row[0]):
        hits = [hit for _, hit in inside if hit >= 0]
        assert arranged.bounds(group) == (hits[0], hits[-1] + 1)


@given(SIZES, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=6), SIZES)
def test_ticks_are_those_of_a_plain_set_and_go_over_to_the_next_answer(
    sizes: list[int], ticks: list[tuple[int, int, bool]], later: list[int]
) -> None:
    arranged = Arranged(Spots(sizes))  # type: ignore[arg-type] # stands for it
    kept = set(range(sum(sizes)))
    for one, other, on in ticks:
        start, end = sorted((min(one, sum(sizes)), min(other, sum(sizes))))
        arranged.tick(start, end, on)
        kept = kept | set(range(start, end)) if on else kept - set(range(start, end))
    assert arranged.ticked == sorted(kept)
    assert arranged.ticked_count == len(kept)
    for group in range(len(sizes)):
        start, end = arranged.bounds(group)
        assert arranged.ticked_in(group) == len(kept & set(range(start, end)))
    after = Arranged(Spots(later))  # type: ignore[arg-type] # stands for it
    after.take_ticks(arranged)
    unticked = {arranged.spots[hit] for hit in range(sum(sizes)) if hit not in kept}
    assert after.ticked == [hit for hit, spot in enumerate(after.spots) if spot not in unticked]


@given(WORDS, st.integers(1, 40))
def test_what_is_cut_fits_and_is_the_beginning_or_the_end(text: str, cells: int) -> None:
    text = shown(text)
    first, last = beginning(text, cells, mark=""), ending(text, cells)
    assert cell_len(first) <= cells
    assert cell_len(last) <= cells
    assert text.startswith(first)
    assert text.endswith(last)
    # nothing that would have fitted is left out
    assert first == text or cell_len(text[: len(first) + 1]) > cells
    assert cell_len(beginning(text, cells)) <= cells


@given(WORDS, WORDS.filter(bool), WORDS, st.integers(20, 140))
def test_the_three_parts_fill_the_room_and_the_hit_begins_in_one_column(
    left: str, words: str, right: str, room: int
) -> None:
    parts = side_by_side(left, words, right, room)
    assert sum(map(cell_len, parts)) == room
    assert cell_len(parts[0]) == int(room * 0.42)
