"""The codebook screen on a small study, driven as a user drives it, with what stands on the screen and on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from textual.pilot import Pilot
from textual.widgets import Static

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.codebook.rows import CodebookTree
from crosscase.tui.codebook.screen import CodebookScreen
from studies import CODINGS, Coded, contents, make_study

SMALL, LARGE, HUGE = (80, 24), (120, 40), (200, 60)
SIZES = [SMALL, LARGE]
SOURCE = "alta/fokusgruppe"
CAPACITY = "mangel på ressurser for å prioritere tiltak"
LATER = "Vi er to stykker."
USED: dict[tuple[str, str], list[Coded]] = {
    **CODINGS,
    (SOURCE, "koder-a"): [*CODINGS[SOURCE, "koder-a"], Coded("barriers/capacity", LATER)],
    ("skien/plan", "koder-a"): [Coded("barriers/resources", "Kommunen skal ha én fast kontakt.")],
}
"""Capacity: three codings of koder-a, one of them by a former path, and one of koder-b; challenges/schools one."""


class Book:
    """A running workbench at the codebook, and the folder it works in."""

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

    async def type(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "\n": "enter", "/": "slash", "-": "minus", ",": "comma", "#": "number_sign"}
        names |= {
            "[": "left_square_bracket",
            "]": "right_square_bracket",
            ".": "full_stop",
            "_": "underscore",
        }
        await self.pilot.press(*(names.get(letter, letter) for letter in text))
        await self.settled()

    async def settled(self) -> None:
        """Nothing is under way any more."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def at(self, path: str) -> None:
        """Go to a code by its path, as the arrows would."""
        self.screen.reveal(self.app.study.codebook.by_path[path].id)
        await self.settled()

    # what is seen

    @property
    def screen(self) -> CodebookScreen:
        """The codebook screen, also under a dialog."""
        shown = self.app.place_shown
        assert isinstance(shown, CodebookScreen)
        return shown

    @property
    def at_hand(self) -> str:
        """Path of the code at hand, or empty."""
        code = self.screen.code
        return self.app.study.codebook.path(code) if code is not None else ""

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def flat(self) -> str:
        """What stands on the screen as running text, wherever its lines end."""
        return " ".join(self.text().replace("│", " ").split())

    def rows(self) -> list[str]:
        """The rows of the tree that are on the screen, each with single blanks."""
        tree = self.screen.query_one(CodebookTree)
        return [
            " ".join(tree.render_line(y).text.split())
            for y in range(min(tree.size.height, tree.last_line + 1))
        ]

    def row(self, name: str) -> str:
        """The row of a code."""
        [found] = [row for row in self.rows() if name in row]
        return found

    def details(self) -> str:
        """What stands about the code at hand."""
        return str(self.screen.query_one("#details Static", Static).render())

    def views(self) -> str:
        """The line of views."""
        return str(self.screen.query_one("#views", Static).render())

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text

    # what is on disk

    def codes(self) -> dict[str, dict[str, Any]]:
        """The codes of codebook.yaml by path, as any YAML program reads them."""
        read = yaml.safe_load((self.folder / "codebook/codebook.yaml").read_text(encoding="utf-8"))
        return dict(_by_path(read["codes"] or [], ""))

    def coded(self, source: str = SOURCE, coder: str = "koder-a") -> dict[str, list[str]]:
        """The codes of each quote on disk."""
        file = self.folder / "codings" / source / f"{coder}.yaml"
        found: dict[str, list[str]] = {}
        for coding in yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]:
            found.setdefault(coding["quote"], []).append(coding["code"])
        return found

    def changed(self) -> set[str]:
        """The files that are not what they were when this began."""
        now = contents(self.folder)
        return {file for file in {*now, *self.before} if now.get(file) != self.before.get(file)}

    async def undone(self, steps: int = 1) -> None:
        """After so many undos every file is what it was, to the byte."""
        assert self.changed()
        await self.press(*["u"] * steps)
        assert self.changed() == set()


def _by_path(codes: list[dict[str, Any]], above: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for code in codes:
        path = f"{above}{code['code']}"
        yield path, code
        yield from _by_path(code.get("children", []), f"{path}/")


@asynccontextmanager
async def book(
    folder: Path, size: tuple[int, int] = LARGE, *, coder: str = "koder-a", **study: Any
) -> AsyncIterator[Book]:
    """A small study open at the codebook; one that is there already is opened as it is."""
    if not (folder / "study.yaml").exists():
        make_study(folder, **({"codings": USED} | study))
    app = CrosscaseApp(open_folder(folder, coder))
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f3")
        open_book = Book(app, pilot, folder)
        await open_book.settled()
        yield open_book
