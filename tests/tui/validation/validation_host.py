"""The validation screen on a small round, driven as an analyst drives it, with what stands on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from place_host import lines, running
from textual.pilot import Pilot

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.validation.screen import ValidationScreen
from studies import made_id
from validations import answer, validated_study

SMALL, LARGE = (80, 24), (120, 40)
CODING = made_id("alta/fokusgruppe/koder-a", 0)
ROUND = "validation/round-1"
RIGHT, DISPUTED, UNLIKE, SILENT, SILENT_TOO, SKIEN = (
    "aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3", "aaaaaaaaa4", "aaaaaaaaa5", "ssssssssss",
)  # fmt: skip
MISSING, UNPLACED = "missing001", "unplaced01"
PROPOSED = "Skolene melder om rasistiske utsagn hver måned."
ANSWERS = (
    answer("right00001", "alta/I1", RIGHT, "correct"),
    answer("correct001", "alta/I1", DISPUTED, "correct"),
    answer("wrong00001", "alta/I2", DISPUTED, "wrong", text="Nei, [det] er ikke hver uke."),
    answer("changes001", "alta/I3", DISPUTED, "changes", proposed=PROPOSED),
    answer("unlike0001", "alta/I1", UNLIKE, "changes", proposed="Det mangler folk, tid og penger."),
    answer("unlike0002", "alta/I2", UNLIKE, "changes", proposed="Det mangler folk."),
    answer(MISSING, "alta/I1", section="barrierer", text="Det er langt til [nabokommunen]."),
    answer(UNPLACED, "alta/I2", kind="unmatched", text="Ikke to, men tre stillinger."),
)


class Desk:
    """A running workbench at the validation screen."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder

    async def press(self, *keys: str) -> None:
        """Press keys, each once what the one before brought about is shown."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, words: str) -> None:
        """Type a text."""
        names = {" ": "space", ".": "full_stop", ",": "comma"}
        await self.pilot.press(*(names.get(letter, letter) for letter in words))
        await self.settled()

    async def pick(self, key: str, words: str) -> None:
        """Press a key that opens a list, and take what the words find."""
        await self.press(key)
        await self.type(words)
        await self.press("enter")

    async def decide(self, key: str, why: str) -> None:
        """Press a key that asks for a reason, and give it."""
        await self.press(key)
        await self.type(why)
        await self.press("ctrl+s")

    async def settled(self) -> None:
        """Nothing is under way any more."""
        for _ in range(2):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()

    async def at(self, id: str) -> None:
        """Have something at hand, by its id."""
        self.screen.reveal(0, id)
        self.screen.targets.focus()
        await self.settled()
        assert self.screen.targets.key == id

    @property
    def screen(self) -> ValidationScreen:
        """The place, also under a dialog or another place."""
        place = self.app._open["validation"]
        assert isinstance(place, ValidationScreen)
        return place

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(lines(self.app))

    def pane(self, name: str) -> str:
        """What stands in a part of the screen, blanks put together: `informants`, `targets` or `answers`."""
        box = self.screen.query_one(f"#{name}").region
        rows = [line[box.x : box.right - 1] for line in lines(self.app)[box.y : box.bottom]]
        rows = [row for row in rows if row.strip("▔")]
        return "\n".join(
            " ".join(row.replace("▌", " ").replace("▏", " ").split()) for row in rows if row.strip()
        )

    def line(self) -> str:
        """The line above the panes."""
        return lines(self.app)[self.screen.query_one("#round-line").region.y].strip()

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text

    def decisions(self, number: int = 1) -> dict[str, dict[str, Any]]:
        """What was decided, by id, as it is on the disk."""
        file = self.folder / f"validation/round-{number}/decisions.yaml"
        if not file.exists():
            return {}
        return {each["id"]: each for each in yaml.safe_load(file.read_text(encoding="utf-8"))["decisions"]}

    def written(self, section: str, case: str = "alta") -> list[dict[str, Any]]:
        """The statements of a section as they are on the disk."""
        found: list[dict[str, Any]] = yaml.safe_load(self.raw(case))["description"][section]
        return found

    def raw(self, case: str = "alta") -> bytes:
        """The file of a case to the letter."""
        return (self.folder / "cases" / f"{case}.yaml").read_bytes()


def round_study(folder: Path, answers: Iterable[Mapping[str, object]] = ANSWERS, **more: Any) -> Path:
    """The study with its round, and a statement that rests on a quote and is written in English too."""
    root = validated_study(folder, answers, **more)
    file = root / "cases" / "alta.yaml"
    text = file.read_text(encoding="utf-8")
    words = '        nb: "Skolene melder om rasistiske utsagn hver uke."\n'
    assert words in text
    more_of_it = f'{words}        en: "Schools report such words every week."\n      evidence: [{CODING}]\n'
    file.write_text(text.replace(words, more_of_it), encoding="utf-8")
    return root


@asynccontextmanager
async def desk(
    folder: Path, size: tuple[int, int] = LARGE, coder: str = "koder-a", pages: Any = None, **study: Any
) -> AsyncIterator[Desk]:
    """The study open at the validation screen."""
    root = folder if (folder / "study.yaml").exists() else round_study(folder, **study)
    app = CrosscaseApp(open_folder(root, coder), pages=pages or (lambda _root: {}))
    async with running(app, size) as pilot:
        open_desk = Desk(app, pilot, root)
        await open_desk.settled()
        await open_desk.press("f8")
        yield open_desk
