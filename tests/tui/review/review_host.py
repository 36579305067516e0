"""The review on a small study whose text was edited elsewhere, driven as a user drives it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from textual.pilot import Pilot
from textual.widgets import Static

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.review.screen import ReviewScreen
from studies import CODINGS, Coded, contents, make_study

SMALL, LARGE = (80, 24), (120, 40)
SIZES = [SMALL, LARGE]
SOURCE = "alta/fokusgruppe"
SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
CAPACITY = "mangel på ressurser for å prioritere tiltak"
OTHERS = "Det er mangel på ressurser for å prioritere tiltak."
KNOWLEDGE = "mangler vi kunnskap"
CHANGED = ("mangel på ressurser for å", "mangel på folk for å")
LOST = (f" {SCHOOLS}", " Nei.")
NEW = "mangel på folk for å prioritere tiltak"


def edit(folder: Path, *replaced: tuple[str, str]) -> None:
    """Edit the text as another program would."""
    file = folder / f"interviews/{SOURCE}.md"
    text = file.read_text(encoding="utf-8")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


class Desk:
    """A running workbench and the folder it works in."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.folder = folder
        self.before = contents(folder)

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is shown."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def settled(self) -> None:
        """Nothing is under way any more."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def edited(self, *replaced: tuple[str, str]) -> None:
        """The text is edited by another program, and the workbench sees it."""
        edit(self.folder, *replaced)
        self.app.poll()
        await self.settled()

    @property
    def review(self) -> ReviewScreen:
        """The review."""
        assert isinstance(self.app.screen, ReviewScreen)
        return self.app.screen

    @property
    def is_open(self) -> bool:
        """Whether the review is shown."""
        return isinstance(self.app.screen, ReviewScreen)

    @property
    def selected(self) -> str:
        """The words of the text that are selected."""
        return self.review.view.segments.body[slice(*self.review.view.selection)]

    def shown(self, part: str) -> str:
        """A part of the review."""
        return str(self.review.query_one(part, Static).render())

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def said(self) -> str:
        """The status line of the place."""
        place = self.app.place_shown
        assert place is not None
        return place.status_line.text

    def coded(self, coder: str = "koder-a") -> Mapping[str, dict[str, Any]]:
        """The codings on disk by quote, as any YAML program reads them."""
        file = self.folder / f"codings/{SOURCE}/{coder}.yaml"
        return {each["quote"]: each for each in yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]}

    def changed(self) -> set[str]:
        """The files that are not what they were when this began."""
        now = contents(self.folder)
        return {file for file in {*now, *self.before} if now.get(file) != self.before.get(file)}


@asynccontextmanager
async def desk(
    folder: Path,
    *replaced: tuple[str, str],
    size: tuple[int, int] = LARGE,
    coder: str = "koder-a",
    codings: Mapping[tuple[str, str], Sequence[Coded]] = CODINGS,
) -> AsyncIterator[Desk]:
    """A small study that was open once and edited since, open at the text."""
    if not folder.exists():
        make_study(folder, codings=codings)
        open_folder(folder)
        edit(folder, *replaced)
    app = CrosscaseApp(open_folder(folder, coder))
    async with app.run_test(size=size, notifications=True) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.settled()
        yield open_desk
