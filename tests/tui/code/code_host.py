"""The code screen on a small study, driven as a user drives it, with what stands on the screen and on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import yaml
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Tree

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.transcript.view import TranscriptView
from studies import BODY, CODINGS, Coded, make_study

SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 60)
SIZES = [SMALL, MIDDLE, LARGE]
SOURCE = "alta/fokusgruppe"
SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
CAPACITY = "mangel på ressurser for å prioritere tiltak"
KNOWLEDGE = "mangler vi kunnskap"
UNCODED = "Det er sjelden noen sier det høyt."

PATIENCE = 60  # seconds on a machine that does much else

# The codes' times differ, so that it is plain which was used last: key 1 knowledge, 2 capacity, 3 schools.
RECENT: dict[tuple[str, str], list[Coded]] = {
    (SOURCE, "koder-a"): [
        Coded("challenges/schools", SCHOOLS, key=True, created="2021-12-01T10:00:00Z"),
        Coded("barriers/capacity", CAPACITY, memo="Sagt flere ganger.", created="2021-12-01T10:00:01Z"),
        Coded("barriers/knowledge", KNOWLEDGE, created="2021-12-01T10:00:02Z"),
    ],
    (SOURCE, "koder-b"): CODINGS[SOURCE, "koder-b"],
}


class Desk:
    """A running workbench and the folder it works in."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.folder = folder

    # by hand

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is shown."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "/": "slash", "-": "minus", ".": "full_stop"}
        await self.pilot.press(*(names.get(letter, letter) for letter in text))
        await self.settled()

    async def click(self, widget: Widget | str, offset: tuple[int, int] = (0, 0), **rest: Any) -> None:
        """Click and wait until all is shown."""
        await self.pilot.click(widget, offset=offset, **rest)
        await self.settled()

    async def settled(self) -> None:
        """Nothing is under way any more."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what another process has to say."""
        begun = monotonic()
        while not condition():
            assert monotonic() - begun < PATIENCE, f"waited in vain; it says: {self.said()}"
            await self.pilot.pause(0.01)
        await self.settled()

    async def at(self, words: str) -> None:
        """Put the cursor before words of the text."""
        self.view.goto(self.body.index(words))
        await self.settled()

    async def select(self, words: str) -> None:
        """Select words of the text."""
        start = self.body.index(words)
        self.view.select(start, start + len(words))
        await self.settled()

    # what is seen

    @property
    def screen(self) -> CodeScreen:
        """The code screen, also under a dialog."""
        shown = self.app.place_shown
        assert isinstance(shown, CodeScreen)
        return shown

    @property
    def view(self) -> TranscriptView:
        """The text."""
        return self.screen.view

    @property
    def body(self) -> str:
        """The text that is shown."""
        return self.view.segments.body

    @property
    def selected(self) -> str:
        """The words that are selected."""
        return self.body[slice(*self.view.selection)]

    @property
    def line(self) -> int:
        """The line the cursor is on, from 1."""
        return self.body.count("\n", 0, self.view.head) + 1

    def lines(self) -> list[str]:
        """What stands on the screen, row by row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines())

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text

    def pane(self) -> str:
        """The codings at the cursor as they stand in the side pane; also where no pane fits beside the text."""
        return str(self.screen.query_one("#cursor Static").render())

    def tags(self) -> str:
        """The margin of all rows of the text on the screen: numbers, stripes and tags."""
        rows = [self.view.render_line(y).text for y in range(self.view.size.height)]
        return "\n".join(row[: self.view._gutter.cells] for row in rows)

    def tree_row(self, tree: str, label: str) -> tuple[int, int]:
        """Where in a tree the row of that name stands, for a click."""
        widget = self.screen.query_one(tree, Tree)
        rows = [widget.render_line(y).text for y in range(widget.size.height)]
        y = next(y for y, row in enumerate(rows) if label in row)
        return rows[y].index(label) + 1 + widget.styles.padding.left, y

    # what is on disk

    def codings(self, source: str = SOURCE, coder: str = "koder-a") -> list[dict[str, Any]]:
        """The codings file as any YAML program reads it."""
        file = self.folder / "codings" / source / f"{coder}.yaml"
        return list(yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]) if file.exists() else []

    def coded(self, words: str, coder: str = "koder-a") -> list[str]:
        """The codes that exactly these words have on disk."""
        return [coding["code"] for coding in self.codings(coder=coder) if coding["quote"] == words]

    def coding_of(self, words: str) -> dict[str, Any]:
        """The one coding on disk whose words these are."""
        [found] = [coding for coding in self.codings() if coding["quote"] == words]
        return found

    def codebook(self) -> dict[str, Any]:
        """The codebook file as any YAML program reads it."""
        text = (self.folder / "codebook/codebook.yaml").read_text(encoding="utf-8")
        read = yaml.safe_load(text)
        assert isinstance(read, dict)
        return read


@asynccontextmanager
async def desk(
    folder: Path, size: tuple[int, int] = MIDDLE, *, coder: str = "koder-a", **study: Any
) -> AsyncIterator[Desk]:
    """A small study open at the code screen; one that is there already is opened as it is."""
    if not (folder / "study.yaml").exists():
        make_study(folder, **({"codings": RECENT} | study))
    app = CrosscaseApp(open_folder(folder, coder))
    async with app.run_test(size=size, notifications=True) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.settled()
        yield open_desk


def words_at(span: list[int]) -> str:
    """The words of the usual body at a span that was read from disk."""
    return BODY[span[0] : span[1]]
