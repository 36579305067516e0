"""The search screen on a small study, driven as a user drives it, with what stands on the screen and on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from place_host import lines
from textual import events
from textual.pilot import Pilot

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.search.screen import SearchScreen
from studies import contents, make_study

SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 60)
SIZES = [SMALL, MIDDLE, LARGE]
SOURCE, PLAN_ID = "alta/fokusgruppe", "skien/plan"
NAMES = {
    " ": "space", "/": "slash", ".": "full_stop", "(": "left_parenthesis", ")": "right_parenthesis", "+": "plus",
    "*": "asterisk", "[": "left_square_bracket", "]": "right_square_bracket", "$": "dollar_sign", "\\": "backslash",
}  # fmt: skip
MEMO = '---\nabout: case/alta\ncoder: koder-a\ncreated: "2021-12-20T09:00:00Z"\n---\nTiltak mangler her.\n'


class Desk:
    """A running workbench at the search screen."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is shown."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, words: str) -> None:
        """Type a text."""
        await self.pilot.press(*(NAMES.get(letter, letter) for letter in words))
        await self.settled()

    async def look(self, words: str) -> None:
        """Look for words, and go to the hits."""
        await self.press(*(("end", "ctrl+u") if self.app.focused is self.screen.words else ("slash",)))
        await self.type(words)
        await self.press("escape")

    async def paste(self, words: str) -> None:
        """Paste into what has the focus."""
        assert self.app.focused is not None
        self.app.focused.post_message(events.Paste(words))
        await self.settled()

    async def settled(self) -> None:
        """Nothing is under way any more."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    # what is seen

    @property
    def screen(self) -> SearchScreen:
        """The search screen, also under a dialog or another place."""
        place = self.app._open["search"]
        assert isinstance(place, SearchScreen)
        return place

    def lines(self) -> list[str]:
        """What stands on the screen, row by row."""
        return lines(self.app)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines())

    def rows(self) -> list[str]:
        """The rows of the list."""
        box = self.screen.hits.region
        rows = [line[box.x : box.right].rstrip(" ▁▂▃▄▅▆▇█") for line in self.lines()[box.y : box.bottom]]
        return [row for row in rows if row.strip()]

    def hits(self) -> list[str]:
        """The rows of the list that are hits."""
        return [row for row in self.rows() if row[1:2] == "["]

    def summary(self) -> str:
        """The line that says how many there are."""
        return str(self.screen.query_one("#summary").render())

    def choices(self) -> str:
        """The lines with the choices."""
        return str(self.screen.query_one("#choices").render())

    def counts(self) -> str:
        """The panel."""
        return str(self.screen.query_one("#counts-shown").render())

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text

    # what is on disk

    def codings(self, source: str = SOURCE, coder: str = "koder-a") -> list[dict[str, Any]]:
        """The codings file as any YAML program reads it."""
        file = self.folder / "codings" / source / f"{coder}.yaml"
        return list(yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]) if file.exists() else []

    def coded(self, code: str, source: str = SOURCE) -> list[str]:
        """The words that a code is on, by position."""
        return [coding["quote"] for coding in self.codings(source) if coding["code"] == code]

    def on_disk(self) -> dict[str, bytes]:
        """Every file of the study but the program's own."""
        return {name: raw for name, raw in contents(self.folder).items() if not name.startswith(".crosscase")}


@asynccontextmanager
async def desk(
    folder: Path, size: tuple[int, int] = MIDDLE, *, coder: str = "koder-a", **study: Any
) -> AsyncIterator[Desk]:
    """A small study open at the search screen; one that is there already is opened as it is."""
    if not (folder / "study.yaml").exists():
        make_study(folder, **({"files": {"memos/alta.md": MEMO}} | study))
    app = CrosscaseApp(open_folder(folder, coder))
    async with app.run_test(size=size, notifications=True) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.settled()
        await open_desk.press("f9")
        yield open_desk
