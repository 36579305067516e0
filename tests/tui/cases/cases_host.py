"""The case screen on a small study, driven as an analyst drives it, with what stands on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from place_host import lines, running
from textual.pilot import Pilot

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.cases.screen import CasesScreen
from studies import BODY, FRONTS, SPEAKERS, Coded, make_study

SMALL, LARGE = (80, 24), (120, 40)

SKIEN = """# Barrierer

Intervjuer: Hva står i veien?
I1: Vi har ikke folk til alt.
"""
CODINGS = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", id="cschools00"),
        Coded("barriers/capacity", "mangel på ressurser for å prioritere tiltak", id="ccapacity0"),
        Coded("barriers/knowledge", "mangler vi kunnskap", key=True, id="cknowledge"),
        Coded("challenges", "Vi merker det mest på nettet.", id="cnettet000"),
    ],
    ("skien/fokusgruppe", "koder-a"): [Coded("barriers/capacity", "Vi har ikke folk til alt.", id="cskien0000")],
}  # fmt: skip
TEMPLATE = """
template:
  - section: bildet
    name: {nb: "Utfordringsbildet", en: "The challenges"}
    codes: [challenges]
  - section: tiltak
    name: {nb: "Tiltak og [barrierer]", en: "Measures and barriers"}
    codes: [barriers]
    survey: [F10.kapasitet]
    words: [10, 40]
    form: list
"""
ALTA = """name: "Alta"
attributes:
  landsdel: "nord"
respondent: R01
description:
  bildet:
    - id: s000000001
      text: {nb: "Det er mest på nettet at folk merker noe.", en: "It is mostly online that people notice anything."}
      evidence: [cnettet000]
      by: koder-a
      on: "2021-12-10T10:00:00Z"
    - id: s000000002
      text: {nb: "Skolene sier fra ofte. Mange hører det i [skolegården]."}
      evidence: [cschools00]
      by: koder-a
      on: "2021-12-10T10:00:00Z"
  tiltak:
    - id: s000000003
      text: {nb: "Kommunen har for få folk til det."}
      status: ongoing
      by: koder-b
      on: "2021-12-11T10:00:00Z"
    - id: s000000004
      text: {nb: "Noen visste en gang hva som hjalp."}
      evidence: [cgone00000]
      by: koder-a
      on: "2021-12-11T10:00:00Z"
"""
QUESTIONS = """
respondent: nr
questions:
  - id: F10
    type: multiple
    text: {nb: Hva hindrer?}
    options:
      - {id: kapasitet, label: {nb: For lite folk}}
      - {id: annet, label: {nb: Annet}}
"""
FILES: dict[str, str | bytes] = {
    "cases/alta.yaml": ALTA,
    "survey/questions.yaml": QUESTIONS,
    "survey/responses.csv": "nr,F10\nR01,kapasitet\nR02,annet\n",
}
SOURCES = {"alta/fokusgruppe": BODY, "skien/fokusgruppe": SKIEN}
SOURCE_FRONTS = {
    "alta/fokusgruppe": FRONTS["alta/fokusgruppe"],
    "skien/fokusgruppe": f"case: skien\nkind: focus-group\n{SPEAKERS}",
}


class Desk:
    """A running workbench at the case screen."""

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
        for _ in range(2):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()

    async def at(self, id: str) -> None:
        """Have a statement at hand, by its id, or a section by `section:<slug>`."""
        self.screen.statements.focus()
        assert self.screen.statements.go_to(id)
        await self.settled()

    @property
    def screen(self) -> CasesScreen:
        """The place, also under a dialog or another place."""
        place = self.app._open["cases"]
        assert isinstance(place, CasesScreen)
        return place

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(lines(self.app))

    def pane(self, name: str) -> str:
        """What stands in a part of the screen, blanks put together: `evidence`, `statements` or `detail`."""
        box = self.screen.query_one(f"#{name}").region
        rows = [line[box.x : box.right - 1] for line in lines(self.app)[box.y : box.bottom]]
        return "\n".join(" ".join(row.replace("▌", " ").split()) for row in rows if row.strip())

    def line(self) -> str:
        """The line above the panes."""
        return lines(self.app)[self.screen.query_one("#case-line").region.y].strip()

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text

    def file(self, case: str = "alta") -> Any:
        """What the file of a case holds."""
        return yaml.safe_load((self.folder / "cases" / f"{case}.yaml").read_text(encoding="utf-8"))

    def written(self, section: str, case: str = "alta") -> list[dict[str, Any]]:
        """The statements of a section as they are on the disk."""
        found: list[dict[str, Any]] = self.file(case).get("description", {}).get(section, [])
        return found

    def raw(self, case: str = "alta") -> bytes:
        """The file of a case to the letter."""
        return (self.folder / "cases" / f"{case}.yaml").read_bytes()


def small_study(folder: Path, template: str = TEMPLATE, **study: Any) -> Path:
    """The study, unless it is there already; a file that is None in `files` is left out."""
    if not (folder / "study.yaml").exists():
        files = {name: text for name, text in {**FILES, **study.pop("files", {})}.items() if text is not None}
        given = {"sources": SOURCES, "fronts": SOURCE_FRONTS, "codings": CODINGS}
        make_study(folder, **(given | study), files=files)
        with (folder / "study.yaml").open("a", encoding="utf-8") as file:
            file.write(template)
    return folder


@asynccontextmanager
async def desk(
    folder: Path,
    size: tuple[int, int] = LARGE,
    template: str = TEMPLATE,
    coder: str = "koder-a",
    **study: Any,
) -> AsyncIterator[Desk]:
    """The study open at the case screen."""
    app = CrosscaseApp(open_folder(small_study(folder, template, **study), coder))
    async with running(app, size) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.settled()
        await open_desk.press("f7")
        yield open_desk
