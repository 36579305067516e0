"""Search by base form in 8 MB of text in 200 sources: how long it takes, and how long keys wait in the meantime.

Run alone: python -m benchmarks.lemma_search
"""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.search import long_texts
from crosscase.language.pattern import How
from crosscase.study.opening import open_folder
from crosscase.synthesis.collocating import collocates
from crosscase.synthesis.searching import search
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.search.screen import SearchScreen

Figure = tuple[str, float, str, float | None]

KEY_MS = 50.0
PATTERNS = ("rapport", "læring møte")
WAITS: tuple[tuple[str, How, str, float | None], ...] = (
    ("plain search, to compare with", "text", "avtale", None),
    ("first search by base form, dictionary and all", "lemma", "rapport", KEY_MS),
    ("a later one", "lemma", "læring møte", KEY_MS),
)
WINDOW = (120, 40)
IN_A_THREAD = """
import threading, time
from crosscase.language.lemmas import lemmas_of
worker = threading.Thread(target=lambda: lemmas_of("nb").of("skolene"))
longest, last = 0.0, time.perf_counter()
worker.start()
while worker.is_alive():
    time.sleep(0.001)
    now = time.perf_counter()
    longest, last = max(longest, now - last), now
print(longest * 1000)
"""


def run() -> list[Figure]:
    """Seconds of a search by command, milliseconds of the longest wait in the workbench while one goes on."""
    with TemporaryDirectory() as name:
        size = long_texts(Path(name))[1]
        figures: list[Figure] = [("text searched by base form", size / 1e6, "MB", None)]
        figures += _by_command(Path(name))
        figures += asyncio.run(_in_the_workbench(Path(name)))
    done = subprocess.run([sys.executable, "-c", IN_A_THREAD], capture_output=True, text=True, check=True)
    figures.append(("longest wait if a thread loaded the dictionary", float(done.stdout), "ms", None))
    return figures


def _by_command(folder: Path) -> list[Figure]:
    study = open_folder(folder)
    figures: list[Figure] = []
    for pattern in PATTERNS:
        begun = time.perf_counter()
        found = search(study, pattern, "lemma")
        spent = time.perf_counter() - begun
        figures.append((f"search sources, lemma “{pattern}”, {len(found.hits):,} hits", spent, "s", None))
    begun = time.perf_counter()
    words = len(collocates(study, found))
    spent = time.perf_counter() - begun
    return [*figures, (f"the {words:,} words beside {len(found.hits):,} hits", spent, "s", None)]


async def _in_the_workbench(folder: Path) -> list[Figure]:
    app = CrosscaseApp(open_folder(folder, "koder-a"))
    async with app.run_test(size=WINDOW) as pilot:
        gc.freeze()  # as the program does when it has started
        await app.action_go("search")
        await app.workers.wait_for_complete()
        screen = app.place_shown
        assert isinstance(screen, SearchScreen)
        figures: list[Figure] = []
        for what, how, pattern, budget in WAITS:
            screen.asked, screen.answer = replace(screen.asked, how=how), None
            waits = asyncio.ensure_future(_longest_gap())
            screen.words.value = pattern
            while screen.answer is None:
                await pilot.press("right")
            figures.append((f"longest wait, {what}", await _ended(waits), "ms", budget))
            assert len(screen.answer.hits)
        waits = asyncio.ensure_future(_longest_gap())
        screen.action_beside()
        await app.workers.wait_for_complete()
        figures.append(("longest wait, counting the words beside hits", await _ended(waits), "ms", KEY_MS))
    return figures


async def _ended(waits: asyncio.Task[float]) -> float:
    waits.cancel()
    return await waits


async def _longest_gap() -> float:
    """Milliseconds for which the loop that takes keys did not come round, until it is cancelled."""
    longest, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
    except asyncio.CancelledError:
        return longest * 1000


if __name__ == "__main__":
    for line in run():
        print(line)
