"""Keys of the codebook, quotes and search places in a study of 200 sources and 10,000 codings.

Run alone: python -m benchmarks places
"""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.study_corpus import write_study
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp

Figure = tuple[str, float, str, float | None]

SOURCES, SIZE, CODINGS = 200, 40_000, 10_000
KEYS = {
    "codebook": ("down", "up", "pagedown"),
    "quotes": ("j", "k", "pagedown"),
    "search": ("down", "pagedown"),
}
WINDOW = (120, 40)
PRESSED = 15


def run() -> list[Figure]:
    """CPU milliseconds of a key, with what pressing it in a test costs beside it; medians."""
    with TemporaryDirectory() as name:
        return asyncio.run(_keys(write_study(Path(name), SOURCES, SIZE, CODINGS)))


async def _keys(folder: Path) -> list[Figure]:
    app = CrosscaseApp(open_folder(folder, "koder-a"))
    figures: list[Figure] = []
    async with app.run_test(size=WINDOW) as pilot:
        for place, keys in KEYS.items():
            await app.action_go(place)
            await pilot.pause()
            if place == "search":
                await pilot.press(*"ressurser", "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            for key in keys:
                spent = []
                for _ in range(PRESSED):
                    begun = time.process_time()
                    await pilot.press(key)
                    await pilot.pause()
                    spent.append((time.process_time() - begun) * 1000)
                figures.append(
                    (f"{place}, {CODINGS:,} codings: {key}, CPU", statistics.median(spent), "ms", None)
                )
    return figures
