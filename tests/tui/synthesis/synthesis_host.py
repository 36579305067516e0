"""The place of synthesis on a small study, driven as a user drives it, with what stands on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from place_host import lines, running
from textual.pilot import Pilot

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.screen import SynthesisScreen
from crosscase.tui.synthesis.view import SynthesisView
from studies import BODY, FRONTS, SPEAKERS, Coded, make_study

SMALL, LARGE, ROOMY = (80, 24), (120, 40), (200, 60)

SKIEN = """# Barrierer

Intervjuer: Hva står i veien?
I1: Vi har ikke folk til alt. Ingen vet hvem som gjør hva.
"""
CODINGS = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", key=True, id="cschools00"),
        Coded("barriers/capacity", "mangel på ressurser for å prioritere tiltak", id="ccapacity0"),
        Coded("barriers", "Ja. Og så mangler vi kunnskap om hva som virker.", id="cbarriers0"),
        Coded("barriers/knowledge", "mangler vi kunnskap", id="cknowledge"),
    ],
    ("skien/fokusgruppe", "koder-a"): [Coded("barriers/capacity", "Vi har ikke folk til alt.", id="cskien0000")],
    ("skien/fokusgruppe", "koder-b"): [Coded("barriers/knowledge", "Ingen vet hvem som gjør hva.", id="cother0000")],
}  # fmt: skip
QUESTIONS = """
respondent: nr
questions:
  - id: F10
    type: multiple
    text: {nb: Hva hindrer?}
    options:
      - {id: kapasitet, label: {nb: Kapasitet}}
      - {id: annet, label: {nb: Annet}}
"""
RESPONSES = "nr,F10\n" + "".join(f"R{n:02},{'kapasitet' if n <= 12 else 'annet'}\n" for n in range(1, 41))
CASE = 'name: "{name}"\nattributes:\n  landsdel: "{part}"\n'
FILES: dict[str, str | bytes] = {
    "cases/alta.yaml": CASE.format(name="Alta", part="nord"),
    "cases/skien.yaml": CASE.format(name="Skien [/]", part="sør"),
    "survey/questions.yaml": QUESTIONS,
    "survey/responses.csv": RESPONSES,
}
SOURCES = {"alta/fokusgruppe": BODY, "skien/fokusgruppe": SKIEN}
SOURCE_FRONTS = {
    "alta/fokusgruppe": FRONTS["alta/fokusgruppe"],
    "skien/fokusgruppe": f"case: skien\nkind: focus-group\ndate: 2021-12-02\n{SPEAKERS}",
}


class Desk:
    """A running workbench at the place of synthesis."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder

    async def press(self, *keys: str) -> None:
        """Press keys, each once what the one before brought about is shown."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, words: str) -> None:
        """Type a text."""
        await self.pilot.press(*({" ": "space", ".": "full_stop"}.get(letter, letter) for letter in words))
        await self.settled()

    async def pick(self, key: str, words: str) -> None:
        """Press a key that opens a list, and take what the words find."""
        await self.press(key)
        await self.type(words)
        await self.press("enter")

    async def settled(self) -> None:
        """Nothing is under way any more."""
        for _ in range(2):  # what is reckoned brings about what else is reckoned
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()

    @property
    def screen(self) -> SynthesisScreen:
        """The place, also under a dialog or another place."""
        place = self.app._open["synthesis"]
        assert isinstance(place, SynthesisScreen)
        return place

    @property
    def view(self) -> SynthesisView:
        """The view that is shown."""
        return self.screen.view

    @property
    def grid(self) -> Grid:
        """Its grid."""
        return self.view.query_one(Grid)

    def rows(self) -> list[str]:
        """The rows of the grid that are on the screen, heads and totals included, blanks put together."""
        box = self.grid.region
        rows = [line[box.x : box.right - 1].strip("▏▔ ") for line in lines(self.app)[box.y : box.bottom]]
        return [" ".join(row.split()) for row in rows if row.strip()]

    def row(self, name: str) -> str:
        """What stands beside a name in the grid."""
        found = next(row for row in self.rows() if name in row and "┌" not in row)
        return found.partition(name)[2].strip()

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(lines(self.app))

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text

    def told(self) -> str:
        """The line above the view."""
        return " ".join(str(self.view.query(".told").first().render()).split())  # type: ignore[attr-defined]


def small_study(folder: Path, **study: Any) -> Path:
    """The study, unless it is there already; a file that is None in `files` is left out."""
    if not (folder / "study.yaml").exists():
        files = {**FILES, **study.pop("files", {})}
        named = {name: content for name, content in files.items() if content is not None}
        given = {"sources": SOURCES, "fronts": SOURCE_FRONTS, "codings": CODINGS}
        make_study(folder, **(given | study), files=named)
    return folder


@asynccontextmanager
async def desk(
    folder: Path, size: tuple[int, int] = LARGE, view: str = "1", **study: Any
) -> AsyncIterator[Desk]:
    """The study open at a view of the place of synthesis."""
    app = CrosscaseApp(open_folder(small_study(folder, **study), "koder-a"))
    async with running(app, size) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.settled()
        await open_desk.press("f6", view)
        yield open_desk
