"""The transcript view from outside: key bytes in at a pseudo-terminal, screen bytes out, at 120 x 40.

Also what laying out and showing cost. Run alone: python -m benchmarks.view_latency
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time

from benchmarks.transcript_corpus import SPEAKERS, make_body, make_marks
from benchmarks.view_app import ViewApp
from crosscase.study.segments import segment
from crosscase.tui.transcript.layout import Layout, special_lines
from crosscase.tui.transcript.spans import SpanIndex

Figure = tuple[str, float, str, float | None]

COLUMNS, ROWS = 120, 40
SIZES = ((20_000, 10_000), (200_000, 100_000))
KEYS = (
    ("right", b"\x1b[C"),
    ("shift+right", b"\x1b[1;2C"),
    ("down", b"\x1b[B"),
    ("page down", b"\x1b[6~"),
)
PRESSES = 60
P50_MS, P95_MS, KEY_BYTES = 5.0, 15.0, 1000.0
LAYOUT_SECONDS = 0.5


class Screen:
    """A child program on a pseudo-terminal of its own."""

    def __init__(self, arguments: list[str]) -> None:
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.environ.pop("NO_COLOR", None)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(sys.executable, [sys.executable, *arguments])

    def read(self, seconds: float) -> bytes:
        """What comes at once, waited for so long; empty where nothing came."""
        return os.read(self.handle, 65536) if select.select([self.handle], [], [], seconds)[0] else b""

    def settle(self, quiet: float) -> int:
        """Read until nothing has come for so many seconds; how many bytes came."""
        count = 0
        while got := self.read(quiet):
            count += len(got)
        return count

    def press(self, key: bytes) -> tuple[float, int]:
        """Milliseconds from a key to the first byte of its answer, and bytes of the whole answer.

        Raises:
            TimeoutError: nothing came within five seconds.
        """
        self.settle(0.03)
        start = time.perf_counter()
        os.write(self.handle, key)
        first = self.read(5)
        waited = (time.perf_counter() - start) * 1000
        if not first:
            raise TimeoutError("the view did not answer a key within five seconds")
        return waited, len(first) + self.settle(0.03)

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


def key_figures(lines: int, marks: int) -> list[Figure]:
    """Latency and bytes of each key in a text of so many lines."""
    screen = Screen(["-m", "benchmarks.view_app", str(lines), str(marks)])
    figures: list[Figure] = []
    try:
        if not screen.read(120):
            raise TimeoutError("the view did not start within two minutes")
        screen.settle(1.5)
        for name, key in KEYS:
            for _ in range(5):
                screen.press(key)
            answers = [screen.press(key) for _ in range(PRESSES)]
            waits = sorted(wait for wait, _ in answers)
            label = f"{name}, {lines:,} lines"
            figures += [
                (f"{label}: p50", statistics.median(waits), "ms", P50_MS),
                (f"{label}: p95", waits[int(len(waits) * 0.95) - 1], "ms", P95_MS),
                # A page is the whole screen anew; the budget is for keys that change a part of it.
                (
                    f"{label}: bytes",
                    statistics.median(n for _, n in answers),
                    "B",
                    KEY_BYTES if "page" not in name else None,
                ),
            ]
    finally:
        screen.close()
    return figures


def opening_figures(lines: int, count: int) -> list[Figure]:
    """CPU seconds to lay a text out, to index its marks, and to show both in a fresh app."""
    body = make_body(lines)
    marks = make_marks(body, count)
    segments = segment(body, SPEAKERS)

    def cpu(act: object) -> float:
        assert callable(act)
        start = time.process_time()
        act()
        return time.process_time() - start

    async def mount() -> None:
        async with ViewApp(segments, marks).run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.pause()

    return [
        (f"segments, {lines:,} lines", cpu(lambda: segment(body, SPEAKERS)), "s", None),
        (
            f"layout, {lines:,} lines",
            cpu(lambda: Layout(segments, 100, special_lines(segments))),
            "s",
            LAYOUT_SECONDS,
        ),
        (f"index of {count:,} marks", cpu(lambda: SpanIndex(segments, marks)), "s", None),
        (f"app with text and marks, {lines:,} lines", cpu(lambda: asyncio.run(mount())), "s", None),
    ]


def run() -> list[Figure]:
    """All figures: what, how much, unit, and the budget where there is one."""
    figures: list[Figure] = []
    for lines, marks in SIZES:
        figures += opening_figures(lines, marks) + key_figures(lines, marks)
    return figures


def main() -> None:
    """Print the figures as a table."""
    for name, figure, unit, budget in run():
        held = "" if budget is None else f"  budget {budget:g}" + ("" if figure <= budget else "  OVER")
        print(f"{name:<48}{figure:>10.2f} {unit:<3}{held}")


if __name__ == "__main__":
    main()
