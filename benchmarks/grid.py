"""The grid of a matrix from outside: key bytes in at a pseudo-terminal, the whole answer out, at 120 x 40.

Run alone: python -m benchmarks.grid
"""

from __future__ import annotations

import os
import statistics
import sys
import time

from textual.app import App, ComposeResult

from benchmarks.view_latency import Screen
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import Cell, ColumnHead, Foot, RowHead, Sheet, Tail
from crosscase.tui.themes import THEMES

Figure = tuple[str, float, str, float | None]

ROWS, COLUMNS = 500, 200
STEP_MS = 30.0
PRESSES = 60
QUIET = 0.05  # seconds without a byte after which an answer is whole
KEYS = (
    ("down", b"\x1b[B"),
    ("right", b"\x1b[C"),
    ("page down", b"\x1b[6~"),
    ("page right", b"L"),
)


def sheet() -> Sheet:
    """As large as matrices get, with something in every part of it."""
    rows = [
        RowHead(f"r{row}", f"Code number {row}", (("  ▾ ", "faint"), ("KA", "bold #000000 on #e69f00")))
        for row in range(ROWS)
    ]
    columns = [ColumnHead(f"c{column}", f"Municipality {column}") for column in range(COLUMNS)]

    def cell(row: int, column: int) -> Cell:
        value = row * 31 % 97 * (column * 17 % 13) % 6
        return Cell(str(value) if value else "·", value / 5)

    tails = (Tail("all", (6,), lambda row, _width: ((f"{row:>5}", "head"),)),)
    return Sheet(rows, columns, cell, 3, "code", tails, (Foot("all", lambda column: Cell(str(column))),))


class GridApp(App[None]):
    """The grid over the whole screen, the cursor at its lower right edge: every step scrolls."""

    def compose(self) -> ComposeResult:
        """The grid."""
        yield Grid(id="grid")

    def on_mount(self) -> None:
        """Show it."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        grid = self.query_one(Grid)
        grid.show(sheet())
        grid.focus()
        grid.action_page(1, 1)


def run() -> list[Figure]:
    """Milliseconds until the answer to a key is whole, and its bytes."""
    screen = Screen(["-m", "benchmarks.grid", "--show"])
    figures: list[Figure] = []
    try:
        if not screen.read(60):
            raise TimeoutError("the grid did not start within a minute")
        screen.settle(1.5)
        for name, key in KEYS:
            answers = [_answer(screen, key) for _ in range(PRESSES if "page" not in name else 6)]
            waits = sorted(wait for wait, _ in answers)
            label = f"{name}, {ROWS} x {COLUMNS} cells"
            figures += [
                (f"{label}: p50", statistics.median(waits), "ms", STEP_MS),
                (f"{label}: p95", waits[int(len(waits) * 0.95) - 1], "ms", None),
                (f"{label}: bytes", statistics.median(count for _, count in answers), "B", None),
            ]
    finally:
        screen.close()
    return figures


def _answer(screen: Screen, key: bytes) -> tuple[float, int]:
    """Milliseconds from a key to the last byte of its answer, and bytes of the answer."""
    screen.settle(QUIET)
    start = last = time.perf_counter()
    os.write(screen.handle, key)
    count, wait = 0, 5.0
    while got := screen.read(wait):
        last, count, wait = time.perf_counter(), count + len(got), QUIET
    if not count:
        raise TimeoutError("the grid did not answer a key within five seconds")
    return (last - start) * 1000, count


def main() -> None:
    """Print the figures; with --show, be the program that they are taken of."""
    if "--show" in sys.argv[1:]:
        GridApp().run()
        return
    for what, figure, unit, _ in run():
        print(f"{what:50} {figure:8.1f} {unit}")


if __name__ == "__main__":
    main()
