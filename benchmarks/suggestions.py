"""Suggestions beside the text: how soon they are there after a change, and how long keys wait in the meantime.

On the example study, and on 200 sources of 40 KB with 10,000 codings, in which each code has a keyword; its words are
drawn by chance, so that there is nothing to be learned and learning takes longest: what is measured there is measured
while it learns. Run alone: python -m benchmarks suggestions
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.study_corpus import CODES, WORDS, write_study
from crosscase.study.example import copy_example
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.code.screen import CodeScreen

Figure = tuple[str, float, str, float | None]


class Gap(NamedTuple):
    """Milliseconds."""

    wall: float
    cpu: float


WINDOW = (120, 40)
CHANGES = 15
PATIENCE = 120  # seconds
SOON_MS, KEY_MS = 300.0, 50.0
SOURCES, SIZE, CODINGS = 200, 40_000, 10_000


def run() -> list[Figure]:
    """Milliseconds from a change to its suggestions, and of the longest time for which no key would be heeded."""
    with TemporaryDirectory() as name:
        example, large = Path(name) / "example", Path(name) / "large"
        copy_example(example)
        write_study(large, SOURCES, SIZE, CODINGS)
        _give_keywords(large)
        figures = asyncio.run(_measured(example, "example study", until_learned=True))
        return figures + asyncio.run(
            _measured(large, f"{SOURCES} sources, {CODINGS:,} codings", until_learned=False)
        )


def _give_keywords(folder: Path) -> None:
    codes = (
        f'  - code: code-{n}\n    name: "Kode {n}"\n    keywords: [{WORDS[n % len(WORDS)]}]\n'
        for n in range(CODES)
    )
    (folder / "codebook/codebook.yaml").write_text("codes:\n" + "".join(codes), encoding="utf-8")


async def _measured(folder: Path, what: str, *, until_learned: bool) -> list[Figure]:
    app = CrosscaseApp(open_folder(folder, "koder-a"))
    async with app.run_test(size=WINDOW) as pilot:
        gc.freeze()  # as the program does when it has started
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.place_shown
        assert isinstance(screen, CodeScreen)
        gaps = asyncio.ensure_future(_longest_gap())
        begun = time.perf_counter()
        screen.action_suggestions()
        await _until(lambda: len(screen.suggestions.all) > 0)
        first = time.perf_counter() - begun
        if until_learned:
            await _until(lambda: screen._learned is not None)
        learned = time.perf_counter() - begun
        starting = await _ended(gaps)
        gaps = asyncio.ensure_future(_longest_gap())
        waits = [await _change(screen) for _ in range(CHANGES)]
        coding = await _ended(gaps)
        others = [source for source in screen.study.sources if source != screen.source_id][:CHANGES]
        opened = [await _open(screen, source) for source in others]
    figures: list[Figure] = [(f"{what}: first suggestions, from the key", first, "s", None)]
    if until_learned:
        figures.append((f"{what}: learned, from the key", learned, "s", None))
    return [
        *figures,
        (f"{what}: suggestions after one is accepted, median", median(waits), "ms", None),
        (f"{what}: suggestions after one is accepted, worst of {CHANGES}", max(waits), "ms", SOON_MS),
        (f"{what}: suggestions of another source, median", median(opened), "ms", None),
        (f"{what}: suggestions of another source, worst of {len(opened)}", max(opened), "ms", None),
        *_gap(f"{what}, switched on", starting),
        *_gap(f"{what}, {CHANGES} accepted", coding),
    ]


def _gap(what: str, gap: Gap) -> list[Figure]:
    # by clock it says as much of what else the machine does
    return [
        (f"{what}: longest wait of a key, CPU", gap.cpu, "ms", KEY_MS),
        (f"{what}: longest wait of a key, by clock", gap.wall, "ms", None),
    ]


async def _change(screen: CodeScreen) -> float:
    """Milliseconds from accepting the next suggestion until it is known what is suggested now."""
    screen.action_suggestion(1)
    await asyncio.sleep(0.1)
    begun = time.perf_counter()
    screen.action_accept()
    before = screen.suggestions  # without the one that was accepted
    await _until(lambda: screen.suggestions is not before)
    return (time.perf_counter() - begun) * 1000


async def _open(screen: CodeScreen, source: str) -> float:
    begun = time.perf_counter()
    screen.open_source(source, 0)
    before = screen.suggestions
    await _until(lambda: screen.suggestions is not before)
    return (time.perf_counter() - begun) * 1000


async def _until(there: Callable[[], bool]) -> None:
    begun = time.perf_counter()
    while not there():
        if time.perf_counter() - begun > PATIENCE:
            raise TimeoutError("no suggestions")
        await asyncio.sleep(0.001)


async def _ended(gaps: asyncio.Task[Gap]) -> Gap:
    gaps.cancel()
    return await gaps


async def _longest_gap() -> Gap:
    """Milliseconds for which the loop that takes keys did not come round, until it is cancelled: by clock and CPU."""
    longest, last = Gap(0.0, 0.0), (time.perf_counter(), time.thread_time())
    try:
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter(), time.thread_time()
            wall, cpu = (1000 * (new - old) for new, old in zip(now, last, strict=True))
            longest, last = Gap(max(longest.wall, wall), max(longest.cpu, cpu)), now
    except asyncio.CancelledError:
        return longest
