"""The code screen: from the command to its first frame, and what a code costs on the screen and on disk.

Run alone: python -m benchmarks.code_screen
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.study_corpus import write_study
from benchmarks.view_latency import Screen
from crosscase.study.coding_edits import add_coding
from crosscase.study.example import copy_example
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.code.screen import CodeScreen

Figure = tuple[str, float, str, float | None]

FIRST_FRAME_SECONDS = 0.6
SCREEN_MS, DISK_MS = 5.0, 20.0
SIZES = ((500, 100_000), (10_000, 2_000_000))  # codings of one source, and its size: 20,000 lines the second
STARTS = 5
ROUNDS = 20
LAST_OF_THE_FRAME = b"Help"  # in the footer, which comes in one piece with the rest of the first frame
COLUMNS, ROWS = 120, 40


def run() -> list[Figure]:
    """All figures: what, how much, unit, and the budget where there is one."""
    figures = first_frame()
    for codings, size in SIZES:
        with TemporaryDirectory() as name:
            figures += asyncio.run(coding(write_study(Path(name), 1, size, codings), codings))
    return figures


def first_frame() -> list[Figure]:
    """Seconds from starting the program on the example study until its first frame is there; medians."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as environment:
        # byte code is kept, as it is where the program is installed
        environment.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        environment.setenv("PYTHONPYCACHEPREFIX", str(Path(name) / "pycache"))
        study = copy_example(Path(name) / "study")
        _start(study)  # what is derived, and the byte code, is written once
        starts = [_start(study) for _ in range(STARTS)]
    walls, cpus = (statistics.median(column) for column in zip(*starts, strict=True))
    return [
        ("first frame, example study: wall", walls, "s", FIRST_FRAME_SECONDS),
        ("first frame, example study: CPU", cpus, "s", None),
    ]


def _start(study: Path) -> tuple[float, float]:
    begun = time.perf_counter()
    screen = Screen(["-m", "crosscase", "--study", str(study), "--coder", "koder-a"])
    seen = b""
    try:
        while LAST_OF_THE_FRAME not in seen:
            if not (got := screen.read(30)):
                raise TimeoutError("no first frame within thirty seconds")
            seen += got
        return time.perf_counter() - begun, _cpu_seconds(screen.pid)
    finally:
        screen.close()


def _cpu_seconds(pid: int) -> float:
    """CPU time of a process so far, from Linux's /proc; nan elsewhere."""
    file = Path(f"/proc/{pid}/stat")
    if not file.exists():
        return float("nan")
    user, system = file.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def coding(folder: Path, codings: int) -> list[Figure]:
    """Milliseconds of one code put on and taken back: what the screen costs beside the disk; medians."""
    study = open_folder(folder, "koder-a")
    app = CrosscaseApp(study)
    spent: dict[str, list[tuple[float, float, float]]] = {"code": [], "undo": []}
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause()
        screen = app.place_shown
        assert isinstance(screen, CodeScreen)
        source = study.sources[screen.source_id]
        disk = [0.0, 0.0]
        apply, undo = study.apply, study.undo

        def timed(act: object) -> object:
            def call(*arguments: object) -> object:
                assert callable(act)
                cpu, wall = time.process_time(), time.perf_counter()
                result = act(*arguments)
                disk[:] = [(time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000]
                return result

            return call

        study.apply, study.undo = timed(apply), timed(undo)  # type: ignore[method-assign, assignment]
        for number in range(ROUNDS + 1):
            span = (1000 + 50 * number, 1030 + 50 * number)
            edit, _ = add_coding(source, "koder-a", "code-1", span)
            screen.view.select(*span)
            await pilot.pause()
            for what in spent:
                begun = time.process_time()
                done = screen.perform(edit) if what == "code" else screen.undo()
                assert done
                screen.view.render_line(0)
                spent[what].append(((time.process_time() - begun) * 1000 - disk[0], *disk))
                await pilot.pause()
    figures: list[Figure] = []
    for what, rounds in spent.items():
        on_screen, _, on_disk = (statistics.median(column) for column in zip(*rounds[1:], strict=True))
        figures += [
            (f"{what} on the screen, {codings:,} codings: CPU", on_screen, "ms", SCREEN_MS),
            (f"{what} on disk, {codings:,} codings: wall", on_disk, "ms", DISK_MS),
        ]
    return figures


def main() -> None:
    """Print the figures as a table."""
    for name, figure, unit, budget in run():
        held = "" if budget is None else f"  budget {budget:g}" + ("" if figure <= budget else "  OVER")
        print(f"{name:<52}{figure:>10.2f} {unit:<3}{held}")


if __name__ == "__main__":
    main()
