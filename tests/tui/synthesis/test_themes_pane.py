"""The panes of the themes: blocks that keys go through, in one column or two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from place_host import lines, running
from textual.app import App, ComposeResult

from crosscase.tui.synthesis.themes_blocks import Block, Columns, Sheet, moved, sheet_of
from crosscase.tui.synthesis.themes_pane import BlockPane


class Pane(App[None]):
    """Blocks to move through."""

    def __init__(self, sheet: Callable[[int], Sheet]) -> None:
        super().__init__()
        self.sheet = sheet

    def compose(self) -> ComposeResult:
        yield BlockPane(id="pane")

    def on_mount(self) -> None:
        pane = self.query_one(BlockPane)
        pane.show("it", self.sheet)
        pane.focus()


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, 5, 12, 25]), st.booleans()), min_size=1, max_size=12),
    st.integers(4, 12),
)
@settings(max_examples=60, deadline=None)
def test_going_down_comes_by_every_row_and_every_block_and_back_up(
    parts: list[tuple[int, bool]], height: int
) -> None:
    blocks = [Block(((),) * rows, f"k{place}" if stops else "") for place, (rows, stops) in enumerate(parts)]
    sheet = sheet_of(blocks, 30)
    at = top = 0
    for step in (1, -1):
        seen: set[int] = set()
        stops = []
        for _ in range(len(sheet.rows) + len(blocks) + 2):
            seen |= set(range(top, min(top + height, len(sheet.rows))))
            stops.append(at)
            at, top = moved(sheet, at, top, height, step)
        assert seen == set(range(len(sheet.rows)))
        assert list(dict.fromkeys(stops)) == list(range(max(1, len(sheet.stops))))[::step]
        if sheet.stops:  # the block at hand is on the screen at the end, unless words alone stand there
            stop = sheet.stops[at]
            assert stop.top < top + height or stop.bottom > top


async def test_a_pane_is_read_with_the_keys(tmp_path: Path) -> None:
    blocks = [
        Block(tuple(((f"row {place}.{row}", ""),) for row in range(3)), f"k{place}" if place % 2 else "")
        for place in range(20)
    ]
    app = Pane(lambda width: sheet_of(blocks, width))
    async with running(app, (40, 10)) as pilot:
        pane = app.query_one(BlockPane)
        assert lines(app)[3].startswith("▌ row 1.0")
        await pilot.press("end")
        assert lines(app)[-1].startswith("▌ row 19.2")
        await pilot.press("pageup", "up")
        assert pane.key in ("k15", "k13")
        await pilot.resize_terminal(30, 6)
        assert any(row.startswith("▌ row") for row in lines(app))
        await pilot.press("home")
        assert (pane.key, pane.scroll_y, lines(app)[0].split()[:2]) == ("k1", 0, ["row", "0.0"])


async def test_two_columns_stand_beside_each_other_and_keys_cross_between_them() -> None:
    left = tuple(Block(((("a" * 60, ""),),), f"l{n}") for n in range(3))
    right = tuple(Block(((("b", ""),), (("b", ""),)), f"r{n}") for n in range(3))
    app = Pane(lambda width: sheet_of([Columns(left, right, 20)], width))
    async with running(app, (40, 10)) as pilot:
        pane = app.query_one(BlockPane)
        rows = lines(app)
        assert rows[0].startswith("▌ aaa")
        assert rows[0][20] == "│"
        assert [row[23] for row in rows[:6]] == ["b"] * 6
        assert pane.across(1)
        assert pane.key == "r0"
        await pilot.press("down")
        assert pane.key == "r1"
        assert pane.across(-1)
        assert pane.key == "l2"
        assert not pane.across(-1)
        await pilot.click(BlockPane, offset=(25, 5))
        assert pane.key == "r2"
