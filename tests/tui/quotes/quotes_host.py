"""The quotes screen on a small study, driven as a user drives it, with what stands on the screen and on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from textual.pilot import Pilot
from textual.widgets import Static

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.quotes.screen import QuotesScreen
from studies import CODINGS, Coded, make_study

SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 60)
SIZES = [SMALL, MIDDLE, LARGE]
SOURCE = "alta/fokusgruppe"
SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
CAPACITY = "mangel på ressurser for å prioritere tiltak"
OTHERS = "Det er mangel på ressurser for å prioritere tiltak."
KNOWLEDGE = "mangler vi kunnskap"
CONTACT = "Kommunen skal ha én fast kontakt."
PLACED = [SCHOOLS, OTHERS, CAPACITY, KNOWLEDGE, CONTACT]
"""The words of all quotes by source and position."""

CODED: dict[tuple[str, str], list[Coded]] = {
    **{key: coded for key, coded in CODINGS.items() if key[0] == SOURCE},
    ("skien/plan", "koder-a"): [Coded("challenges", CONTACT)],
}
ALTA = 'name: "Alta"\nattributes:\n  innbyggere: "21071"\n  fylke: "Troms og Finnmark"\n'
SKIEN = 'name: "Skien"\nattributes:\n  innbyggere: "54 891"\n  fylke: "Telemark"\n'
CASES = {"cases/alta.yaml": ALTA, "cases/skien.yaml": SKIEN}
_KEYS = {
    " ": "space", ":": "colon", "/": "slash", "<": "less_than_sign", ">": "greater_than_sign",
    '"': "quotation_mark", ",": "comma", "-": "minus", ".": "full_stop", "(": "left_parenthesis",
    ")": "right_parenthesis", "=": "equals_sign", "*": "asterisk",
}  # fmt: skip


class Desk:
    """A running workbench and the folder it works in."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.folder = folder

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is shown."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*(_KEYS.get(letter, letter) for letter in text))
        await self.settled()

    async def ask(self, query: str) -> None:
        """Write a query in the place of the one there is, and ask it."""
        await self.press("slash", "end", "ctrl+u")
        await self.type(query)
        await self.press("enter")

    async def settled(self) -> None:
        """Nothing is under way any more."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    # what is seen

    @property
    def screen(self) -> QuotesScreen:
        """The quotes screen, also under a dialog."""
        shown = self.app.place_shown
        assert isinstance(shown, QuotesScreen)
        return shown

    def lines(self) -> list[str]:
        """What stands on the screen, row by row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines())

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text

    def told(self) -> str:
        """The line below the query."""
        return str(self.screen.query_one("#query-told", Static).render())

    def summary(self) -> str:
        """How many, whose, in what order."""
        return str(self.screen.query_one("#summary", Static).render())

    @property
    def query(self) -> str:
        """What stands in the field."""
        return self.screen.line.text

    def rows(self) -> list[str]:
        """The rows of the list that are on the screen."""
        listing = self.screen.listing
        return [listing.render_line(y).text.rstrip() for y in range(listing.size.height)]

    def quotes(self) -> list[str]:
        """The words of the quotes in the order of the rows on the screen."""
        return [words for row in self.rows() if (words := row.removeprefix("▌").strip()) in PLACED]

    def hand(self) -> list[str]:
        """The rows of the quote at hand, without the sign that says so."""
        return [row.removeprefix("▌").strip() for row in self.rows() if row.startswith("▌")]

    # what is on disk

    def codings(self, source: str = SOURCE, coder: str = "koder-a") -> list[dict[str, Any]]:
        """The codings file as any YAML program reads it."""
        file = self.folder / "codings" / source / f"{coder}.yaml"
        return list(yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]) if file.exists() else []

    def coding_of(self, words: str, coder: str = "koder-a") -> dict[str, Any]:
        """The one coding on disk whose words these are."""
        [found] = [coding for coding in self.codings(coder=coder) if coding["quote"] == words]
        return found

    def saved(self) -> list[dict[str, Any]]:
        """The saved queries on disk."""
        file = self.folder / "synthesis/queries.yaml"
        return list(yaml.safe_load(file.read_text(encoding="utf-8"))["queries"]) if file.exists() else []


@asynccontextmanager
async def desk(
    folder: Path, size: tuple[int, int] = MIDDLE, *, coder: str = "koder-a", **study: Any
) -> AsyncIterator[Desk]:
    """A small study open at the quotes screen; one that is there already is opened as it is."""
    if not (folder / "study.yaml").exists():
        make_study(folder, **({"codings": CODED, "files": CASES} | study))
    app = CrosscaseApp(open_folder(folder, coder))
    async with app.run_test(size=size, notifications=True) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.settled()
        await open_desk.press("f4")
        yield open_desk
