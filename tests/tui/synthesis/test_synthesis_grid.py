"""The grid: what stands where in a window, what is drawn, and how one moves in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color as RichColor
from textual.app import App, ComposeResult

from crosscase.tui.synthesis.curve import curve_lines
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import (
    MOST_HEAD_LINES,
    Cell,
    ColumnHead,
    Foot,
    RowHead,
    Sheet,
    Tail,
    lay_out,
)
from crosscase.tui.themes import THEMES
from crosscase.tui.words import shown

HOSTILE = (
    "[/]",
    "[bold red]x",
    "漢字かな",
    "\x1b[31mrød",
    "👩‍👩‍👧 familie",
    "a\tb",
    "ø" * 300,
    "",
    "Kristiansand kommune og omegn",
)
names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)).map(shown)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    rows = [
        RowHead(f"r{n}", name, (("▾ ", "faint"),)) for n, name in enumerate(draw(st.lists(names, max_size=4)))
    ]
    columns = [
        ColumnHead(f"c{n}", name, draw(names)) for n, name in enumerate(draw(st.lists(names, max_size=12)))
    ]
    widths = draw(st.lists(st.lists(st.integers(4, 60), min_size=1, max_size=3), max_size=3))
    tails = tuple(
        Tail("all", tuple(sorted(each, reverse=True)), lambda _row, _width: (("1", ""),)) for each in widths
    )
    return Sheet(
        rows, columns, lambda row, column: Cell(f"{row}{column}"), draw(st.integers(1, 9)), "code", tails
    )


@settings(max_examples=150)
@given(sheets(), st.integers(20, 220))
def test_everything_has_its_room_in_the_window(sheet: Sheet, width: int) -> None:
    places = lay_out(sheet, width)
    assert places.names + places.visible * places.column + places.tail_width <= max(
        width, places.names + places.column
    )
    assert places.visible >= 1 or not sheet.columns
    for lines in places.heads:
        assert len(lines) == places.head_lines <= MOST_HEAD_LINES
        assert all(cell_len(line) <= places.column - 1 for line in lines)
    if len(sheet.columns) > places.visible:  # what stands fast has taken nothing that columns needed
        assert places.tail_width * 4 <= width - places.names


def large(rows: int = 500, columns: int = 200) -> Sheet:
    return Sheet(
        [RowHead("" if row == 3 else f"r{row}", f"Code {row}") for row in range(rows)],
        [ColumnHead(f"c{column}", f"Case {column}") for column in range(columns)],
        lambda row, column: Cell(f"{row % 10}.{column % 10}", (row + column) % 6 / 5),
        3, "code", (Tail("all", (6,), lambda row, _width: ((f"t{row}", ""),)),),
        (Foot("total", lambda column: Cell(f"f{column}")),),
    )  # fmt: skip


class Host(App[None]):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.asked = 0

    def compose(self) -> ComposeResult:
        yield Grid(id="grid")

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        grid = self.query_one(Grid)
        grid.show(self._sheet)
        grid.focus()


def screen(app: App[Any]) -> list[str]:
    return [" ".join(strip.text.split()) for strip in app.screen._compositor.render_strips()]


async def test_one_moves_in_a_large_grid_and_the_heads_stay() -> None:
    app = Host(large())
    async with app.run_test(size=(60, 12)) as pilot:
        grid = app.query_one(Grid)
        assert screen(app)[0].startswith("Case Case Case")
        assert screen(app)[1].endswith("│ all")
        assert screen(app)[2].startswith("Code 0 0.0 0.1 0.2")
        await pilot.press("down", "down", "down")
        assert grid.at == ("r4", "c0")  # the cursor does not stop on a heading
        await pilot.press("up")
        assert grid.at == ("r2", "c0")
        await pilot.press("greater_than_sign", "end")
        assert grid.at == ("r499", "c199")
        last = next(row for row in screen(app) if row.startswith("Code 499"))
        assert last.endswith("9.9 │t499")
        assert screen(app)[1].split()[-3:] == ["199", "│", "all"]
        assert next(row for row in screen(app) if row.startswith("total")).split()[-2] == "f199"
        await pilot.press("less_than_sign", "home", "pagedown")
        assert 4 <= grid.row <= 12
        assert any(row.startswith("Code 5 ") for row in screen(app))
        await pilot.press("L")
        assert grid.column > 3
        assert grid.column_key.removeprefix("c") in screen(app)[1].split()
        # other cells with the same keys: the cursor stays where it is
        at = grid.at
        grid.show(large(300, 100))
        await pilot.pause()
        assert grid.at == at
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert grid.at == at
        assert any(row.startswith(f"Code {grid.row} ") for row in screen(app))


async def test_only_what_is_seen_is_asked_for() -> None:
    asked: set[tuple[int, int]] = set()
    whole = large()

    def cell(row: int, column: int) -> Cell:
        asked.add((row, column))
        return whole.cell(row, column)

    app = Host(Sheet(whole.rows, whole.columns, cell, 3))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("greater_than_sign", "end")
        assert len(asked) < 3 * 12 * 12


async def test_a_click_takes_a_cell_and_two_choose_it() -> None:
    app = Host(large(5, 3))
    chosen: list[tuple[str, str]] = []
    async with app.run_test(size=(60, 12)) as pilot:
        grid = app.query_one(Grid)
        original = grid.post_message

        def seen(message: Any) -> bool:
            if isinstance(message, Grid.Chosen):
                chosen.append(grid.at)
            return original(message)

        grid.post_message = seen  # type: ignore[method-assign]  # what it tells is looked at
        row, column = screen(app).index(next(r for r in screen(app) if r.startswith("Code 2"))), 0
        line = app.screen._compositor.render_strips()[row].text
        column = line.index("2.1")
        await pilot.click(Grid, offset=(column, row))
        assert grid.at == ("r2", "c1")
        assert not chosen
        await pilot.click(Grid, offset=(column, row), times=2)
        assert chosen == [("r2", "c1")]
        await pilot.click(Grid, offset=(column, 0))
        assert grid.at == ("r2", "c1")  # a head is no cell


async def test_texts_of_the_study_stand_as_they_are() -> None:
    rows = [RowHead(f"r{n}", shown(name)) for n, name in enumerate(HOSTILE)]
    columns = [ColumnHead(f"c{n}", shown(name), shown(name)) for n, name in enumerate(HOSTILE[:3])]
    app = Host(Sheet(rows, columns, lambda row, _column: Cell(shown(HOSTILE[row])), 9))
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("right", "down")
        strips = app.screen._compositor.render_strips()
        text = "\n".join(strip.text for strip in strips)
        assert "[bold red]x" in text
        assert "\x1b" not in text
        assert all(sum(cell_len(segment.text) for segment in strip) == 80 for strip in strips)


def _luminance(color: RichColor) -> float:
    triplet = color.get_truecolor()
    parts = [part / 255 for part in triplet]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_numbers_can_be_read_on_every_shade(theme: str) -> None:
    app = Host(large(12, 8))
    async with app.run_test(size=(100, 20)) as pilot:
        app.theme = theme
        await pilot.pause()
        grounds = set()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if segment.text.strip() and style is not None and style.color and style.bgcolor:
                    low, high = sorted((_luminance(style.color), _luminance(style.bgcolor)))
                    grounds.add(style.bgcolor.get_truecolor())
                    dim = segment.text.strip() in ("│", "▁", "▃", "▅", "▇")
                    assert dim or (high + 0.05) / (low + 0.05) >= 4.5, (segment.text, style)
        assert len(grounds) >= 6  # nothing, five steps of heat


async def test_without_colours_cursor_and_numbers_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(large(5, 3))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("down", "right")
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
        reverse = [
            segment.text.strip()
            for segment in segments
            if segment.style is not None and segment.style.reverse
        ]
        assert reverse == ["1.1"]


@settings(max_examples=100)
@given(
    st.lists(st.tuples(*[st.integers(0, 60)] * 4), min_size=1, max_size=12),
    st.integers(8, 120),
    st.integers(4, 40),
)
def test_a_curve_has_a_point_for_each_step_at_its_height(
    steps: list[tuple[int, int, int, int]], width: int, height: int
) -> None:
    found, *others = (list(column) for column in zip(*steps, strict=True))
    low, mean, high = (
        list(column) for column in zip(*(sorted(each) for each in zip(*others, strict=True)), strict=True)
    )
    lines = [line.plain for line in curve_lines(found, mean, low, high, width, height, 0)]
    assert len(lines) == height
    assert all(cell_len(line) <= width for line in lines)
    rows, top = height - 2, max(*found, *high, 1)
    if len(found) < (width - 4) / 2:  # else points may fall on each other
        points = {line_number for line_number, line in enumerate(lines) if "●" in line or "◆" in line}
        # a value of v fills v / top of the rows, from below
        expected = {min(rows - 1, max(0, rows - -(-value * rows // top))) for value in found}
        assert points == expected
        assert "◆" in lines[min(rows - 1, max(0, rows - -(-found[0] * rows // top)))]
