"""The case screen of a case with 2,000 codings: opening it, and what each of its keys costs.

Run alone: python -m benchmarks cases
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from benchmarks.study_corpus import CODES, WORDS, write_study
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.cases.filters import Filter, shown_evidence
from crosscase.tui.cases.looking import look
from crosscase.tui.cases.screen import CasesScreen

Figure = tuple[str, float, str, float | None]

SIZE, CODINGS = 400_000, 2_000
SECTIONS, FEW, MANY = 5, 40, 300
OPEN_MS, KEY_MS = 100.0, 20.0
WINDOW = (120, 40)
PRESSED, OPENED = 15, 5
CASE, OTHER = "case-0", "other"
NO_KEY = "f12"


def run() -> list[Figure]:
    """Milliseconds, medians; of keys what they take beyond a key that does nothing."""
    figures = []
    for statements in (FEW, MANY):
        with TemporaryDirectory() as name:
            folder = _written(write_study(Path(name), 1, SIZE, CODINGS), statements)
            figures += asyncio.run(_screen(folder, statements))
    return figures


def _written(folder: Path, statements: int) -> Path:
    """The study with a template, and a description of its case in which each statement rests on three quotes."""
    chance = random.Random(8)
    sections = [
        f"  - section: del-{n}\n    name: {{nb: Del {n}}}\n    words: [50, 200]\n    codes: [{_codes(n)}]\n"
        for n in range(SECTIONS)
    ]
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("template:\n" + "".join(sections))
    lines = ["name: Stor sak", "attributes: {fylke: Troms}", "description:"]
    for section in range(SECTIONS):
        lines.append(f"  del-{section}:")
        for number in range(statements // SECTIONS):
            text = " ".join(chance.choices(WORDS, k=25)).capitalize() + "."
            evidence = ", ".join(f'"{chance.randrange(CODINGS):010}"' for _ in range(3))
            lines += [
                f"    - id: s{section}{number:08}",
                f"      text: {{nb: {json.dumps(text, ensure_ascii=False)}}}",
                f"      evidence: [{evidence}]",
                "      by: koder-a",
                '      on: "2021-12-20T10:00:00Z"',
            ]
    file_of_case = folder / "cases" / f"{CASE}.yaml"
    file_of_case.parent.mkdir()
    file_of_case.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "cases" / f"{OTHER}.yaml").write_text("name: En annen\n", encoding="utf-8")
    return folder


def _codes(section: int) -> str:
    each = CODES // SECTIONS
    return ", ".join(f"code-{n}" for n in range(section * each, (section + 1) * each))


KEYS: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("statements: down", ("down", "down"), "down", ()),
    ("statements: up", (), "up", ()),
    ("statements: page down", ("home",), "pagedown", ("home",)),
    ("quotes: down", ("down", "down", "h"), "j", ()),
    ("quotes: page down", (), "pagedown", ()),
    ("quotes: next code", ("home",), "n", ()),
    ("attach a quote", ("home",), "space", ("j",)),
    ("take back", (), "u", ()),
    ("move down", ("escape",), "J", ("u",)),
    ("take out", (), "w", ("u",)),
)
"""What, keys before, the key that is measured, keys after each time."""


async def _screen(folder: Path, statements: int) -> list[Figure]:
    app = CrosscaseApp(open_folder(folder, "koder-a"))
    async with app.run_test(size=WINDOW) as pilot:
        await app.action_go("cases")
        await pilot.pause()
        screen = app.place_shown
        assert isinstance(screen, CasesScreen)
        spent = []
        for _ in range(OPENED):
            screen.show_case(OTHER)
            await pilot.pause()
            begun = time.process_time()
            screen.show_case(CASE)
            spent.append((time.process_time() - begun) * 1000)
            await pilot.pause()
        size = f"{CODINGS:,} codings and {statements} statements"
        figures: list[Figure] = [
            (
                f"a case of {size}, opened for the first time: CPU",
                _opened_first(folder),
                "ms",
                OPEN_MS if statements == FEW else None,
            ),
            (f"a case of {size}, opened again: CPU", statistics.median(spent), "ms", OPEN_MS),
        ]
        nothing = await _pressed(pilot, NO_KEY, ())
        for what, before, key, after in KEYS:
            await pilot.press(*before)
            figure = await _pressed(pilot, key, after) - nothing
            figures.append((f"cases with {statements} statements, {what}: CPU", figure, "ms", KEY_MS))
    return figures


def _opened_first(folder: Path) -> float:
    """Milliseconds until everything that the screen shows of a case is known, when nothing of it is yet."""
    study = open_folder(folder, "koder-a")
    begun = time.process_time()
    shown_evidence(study, look(study, CASE), Filter())
    return (time.process_time() - begun) * 1000


async def _pressed(pilot: Pilot[int], key: str, after: tuple[str, ...]) -> float:
    spent = []
    for _ in range(PRESSED):
        begun = time.process_time()
        await pilot.press(key)
        await pilot.pause()
        spent.append((time.process_time() - begun) * 1000)
        await pilot.press(*after)
        await pilot.pause()
    return statistics.median(spent)
