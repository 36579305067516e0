"""Looking at names in a study of one meeting, driven as a user drives it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from textual.pilot import Pilot
from textual.widgets import Static

from crosscase.language import names_apart
from crosscase.language.names_apart import command, place_of
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.names.finding import Found
from crosscase.tui.names.opening import show_names
from crosscase.tui.names.screen import NamesScreen
from crosscase.tui.place import Place
from meetings import meeting
from studies import contents, put

SMALL, LARGE = (80, 24), (120, 40)
ROSTER = """people:
  - {name: Kari Nordmann, also: [Kari], as: "[Informant 2]"}
places:
  - {name: Nordlysskolen, as: "[skole A]"}
"""
NEW = "memos/besok.md"
WORDS = """---
about: source/alta/mote
---
Vi traff Torbjørg Aamodt der. Så gikk Torbjørg Aamodt, og Torbjørg Aamodts bil stod igjen.
Brattlandskolen er en annen. Ingen kom fra Brattlandskolen.
"""
HERS, SCHOOL = "Torbjørg Aamodt", "Brattlandskolen"


def study_of(folder: Path) -> Path:
    """The meeting, its roster, and names that nobody knows yet."""
    meeting(folder)
    put(folder, "private/roster.yaml", ROSTER)
    put(folder, NEW, WORDS)
    return folder


@cache
def spots() -> tuple[names_apart.Place, ...]:
    """What the program finds in it, which takes it seconds."""
    with TemporaryDirectory() as there:
        root = study_of(Path(there) / "study")
        told = subprocess.run(command("find", root), capture_output=True, check=True).stdout
    rows = map(json.loads, told.splitlines())
    return tuple(place_of(values) for what, *values in rows if what == "place")


class Desk:
    """A running workbench that shows names, and the folder it works in."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.folder = folder
        self.before = contents(folder)

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is shown."""
        await self.pilot.press(*keys)
        await self.settled()

    async def type(self, text: str) -> None:
        """Type letters."""
        await self.press(*text)

    async def settled(self) -> None:
        """Nothing is under way any more."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def open(self) -> None:
        """Begin anew at the names, with nothing decided."""
        while not isinstance(self.app.screen, Place):
            await self.app.pop_screen()
        put(self.folder, "private/roster.yaml", ROSTER)
        show_names(self.app.screen, Found(spots()))
        await self.settled()

    async def to(self, words: str) -> None:
        """Go to a name."""
        steps = [name.words for name in self.screen.names].index(words)
        await self.press("home", *["down"] * steps)

    @property
    def screen(self) -> NamesScreen:
        """The names, also under a dialog."""
        return next(each for each in reversed(self.app.screen_stack) if isinstance(each, NamesScreen))

    @property
    def is_open(self) -> bool:
        """Whether names are shown."""
        return any(isinstance(each, NamesScreen) for each in self.app.screen_stack)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def row(self, words: str) -> str:
        """The row of a name in the list."""
        rows = (line[: self.screen.size.width // 2] for line in self.text().split("\n")[1:])
        return next(row for row in rows if f" {words} " in row)

    def said(self) -> str:
        """What was said last."""
        return str(self.screen.query_one("#said", Static).render())

    def head(self) -> str:
        """The line above."""
        return str(self.screen.query_one("#head", Static).render())

    def places(self) -> list[str]:
        """The places that are shown, first lines."""
        blocks = self.screen.query("#places .place").results(Static)
        return [str(block.render()).split("\n")[0] for block in blocks if block.display]

    def roster(self) -> Mapping[str, Any]:
        """The roster on disk, as any YAML program reads it."""
        read: Mapping[str, Any] = yaml.safe_load((self.folder / "private/roster.yaml").read_text("utf-8"))
        return read

    def changed(self) -> set[str]:
        """The files that are not what they were when this began, without what is private."""
        now = contents(self.folder)
        files = {file for file in {*now, *self.before} if now.get(file) != self.before.get(file)}
        return {file for file in files if not file.startswith("private/")}

    def memo(self) -> str:
        """The memo with the new names, as it is on disk."""
        return (self.folder / NEW).read_text("utf-8").partition("---\n")[2].partition("---\n")[2]


@asynccontextmanager
async def desk(folder: Path, size: tuple[int, int] = LARGE) -> AsyncIterator[Desk]:
    """The study, open at its names."""
    spots()
    study_of(folder)
    app = CrosscaseApp(open_folder(folder, "koder-a"))
    async with app.run_test(size=size, notifications=True) as pilot:
        at = Desk(app, pilot, folder)
        await at.settled()
        await at.open()
        yield at
