"""The validation screen of a large round: opening it, and what each of its keys costs.

Run alone: python -m benchmarks validation
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from benchmarks.study_corpus import WORDS, write_study
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.validation.looking import look
from crosscase.tui.validation.screen import ValidationScreen

Figure = tuple[str, float, str, float | None]

CASES, INFORMANTS, STATEMENTS, SECTIONS = 50, 4, 60, 5
OPEN_MS, KEY_MS = 100.0, 20.0
DIALOG = (
    "open a dialog"  # a window with fields is made, and the whole screen behind it dimmed: as opening a place
)
WINDOW = (120, 40)
PRESSED, OPENED = 15, 5
TODAY, SENT, SAID = "2022-01-10", "2021-12-21T09:00:00Z", "2022-01-09T12:00:00Z"
NO_KEY = "f12"
SIZE = f"{CASES} cases x {INFORMANTS} informants x {STATEMENTS} statements"


def run() -> list[Figure]:
    """Milliseconds, medians; of keys what they take beyond a key that does nothing."""
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), 20, 4_000, 400)
        written(folder)
        return [*_looked(folder), *asyncio.run(_screen(folder))]


def written(folder: Path) -> None:
    """Descriptions of all cases, and a round of them that everybody answered; every tenth answer is an objection."""
    chance = random.Random(9)
    sections = "".join(f"  - section: del-{n}\n    name: {{nb: Del {n}}}\n" for n in range(SECTIONS))
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write(f"template:\n{sections}")
    sent, asked = [], []
    for number in range(CASES):
        case = f"case-{number}"
        texts = {f"s{number:03}{at:06}": _text(chance) for at in range(STATEMENTS)}
        _describe(folder, case, texts)
        for at, (id, text) in enumerate(texts.items()):
            place = {"section": _section(at), "number": f"{at * SECTIONS // STATEMENTS + 1}.{at % 12 + 1}"}
            asked.append({"id": f"{id}:1", "case": case, **place, "text": {"nb": text}})
        for who in range(1, INFORMANTS + 1):
            name = {"case": case, "informant": f"I{who}"}
            keys = [f"{id}:1" for id in texts]
            sent.append({"id": f"{case}/I{who}", **name, "statements": keys, "made": SENT})
            answers = [
                {"id": f"{id}{who}", **name, "kind": "statement", "statement": id, "version": 1, "how": "word",
                 "answered": SAID, "received": SAID, **_said(chance)}
                for id in texts
            ]  # fmt: skip
            _put(folder, f"answers/{case}/i{who}", "answers", answers)
    _put(folder, "round", "sent", sent, 'deadline: "2022-01-14"\nlanguage: nb\n')
    _put(folder, "statements", "statements", asked)


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=25)).capitalize() + "."


def _section(at: int) -> str:
    return f"del-{at * SECTIONS // STATEMENTS}"


def _said(chance: random.Random) -> Mapping[str, str]:
    return (
        {"verdict": "changes", "proposed": _text(chance)} if chance.random() < 0.1 else {"verdict": "correct"}
    )


def _describe(folder: Path, case: str, texts: Mapping[str, str]) -> None:
    lines = [f"name: {case.capitalize()}", "description:"]
    for at, (id, text) in enumerate(texts.items()):
        if not at or _section(at) != _section(at - 1):
            lines.append(f"  {_section(at)}:")
        lines.append(f"    - {{id: {id}, text: {{nb: {json.dumps(text, ensure_ascii=False)}}}, by: koder-a}}")
    file = folder / "cases" / f"{case}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _put(folder: Path, name: str, key: str, records: Iterable[object], head: str = "") -> None:
    file = folder / "validation" / "round-1" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"  - {json.dumps(each, ensure_ascii=False)}" for each in records]
    file.write_text(f"{head}{key}:\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _looked(folder: Path) -> list[Figure]:
    """Until everything that the screen shows is known: when nothing of the round has been read yet, and then again."""
    study = open_folder(folder, "koder-a")
    spent = []
    for _ in range(1 + OPENED):
        begun = time.process_time()
        look(study, 1, TODAY, {})
        spent.append((time.process_time() - begun) * 1000)
    return [
        (f"a round of {SIZE}, read for the first time: CPU", spent[0], "ms", None),
        (f"a round of {SIZE}, looked at: CPU", statistics.median(spent[1:]), "ms", OPEN_MS),
    ]


KEYS: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("statements: down", ("down",), "down", ()),
    ("statements: page down", ("home",), "pagedown", ("home",)),
    ("next to decide on", ("home",), "n", ()),
    ("next case", (), "C", ()),
    ("informants: down", ("home", "h"), "down", ("home",)),
    ("show less", ("escape", "f"), "f", ("f", "f")),
    (DIALOG, ("f", "f", "n"), "s", ("escape",)),
    ("close a dialog", (), "escape", ("s",)),
    ("accept", ("escape", "n"), "a", ("u",)),
    ("take back", ("a",), "u", ("a",)),
)
"""What, keys before, the key that is measured, keys after each time."""


async def _screen(folder: Path) -> list[Figure]:
    app = CrosscaseApp(open_folder(folder, "koder-a"))
    async with app.run_test(size=WINDOW) as pilot:
        await app.action_go("validation")
        await pilot.pause()
        screen = app.place_shown
        assert isinstance(screen, ValidationScreen)
        nothing = await _pressed(pilot, NO_KEY, ())
        figures: list[Figure] = []
        for what, before, key, after in KEYS:
            await pilot.press(*before)
            await pilot.pause()
            figure = await _pressed(pilot, key, after) - nothing
            budget = OPEN_MS if what == DIALOG else KEY_MS
            figures.append((f"validation, {what}: CPU", figure, "ms", budget))
    return figures


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
