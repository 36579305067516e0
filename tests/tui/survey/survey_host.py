"""The survey screen on a small study, driven as a user drives it, with what stands on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from place_host import lines, running
from textual.pilot import Pilot

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.survey.screen import SurveyScreen
from studies import CODEBOOK, FRONTS, SOURCES, make_study

SMALL, LARGE = (80, 24), (120, 40)
SIZES = [SMALL, LARGE]

QUESTIONS = """
respondent: nr
population: 50
weight: vekt
respondents: {nb: kommuner, en: municipalities}
caution: {nb: "De svarte av seg selv."}
notice: {nb: "Svarene er funnet på."}
questions:
  - id: F1
    type: single
    text: {nb: "Har dere en [bold]plan[/]?", en: "Is there a plan?"}
    options:
      - {id: ja, label: {nb: Ja}, value: "2"}
      - {id: delvis, label: {nb: "Delvis [/]"}, value: "1"}
      - {id: nei, label: {nb: Nei}, value: "0"}
      - {id: vet-ikke, label: {nb: Vet ikke}, unsure: true}
    boxes:
      - {id: noe, label: {nb: Ja eller delvis}, options: [ja, delvis]}
  - id: F2
    type: multiple
    text: {nb: Hva står i planen?}
    asked: ["F1=ja,delvis", "folk>=100"]
    options:
      - {id: kapasitet, label: {nb: Kapasitet}}
      - {id: opplaring, label: {nb: Opplæring}}
  - id: F3
    type: grid
    text: {nb: Hvor godt virker den?}
    options:
      - {id: godt, label: {nb: Godt}}
      - {id: darlig, label: {nb: Dårlig}}
    rows:
      - {id: skole, label: {nb: I skolen}}
      - {id: fritid, label: {nb: På fritiden}}
  - id: F5
    type: open
    text: {nb: Noe annet?}
    source: open-answers/annet
  - id: F6
    type: open
    text: {nb: Uten kilde?}
  - id: F7
    type: single
    text: {nb: Ikke i svarene}
    options: [{id: a, label: {nb: A}}]
  - {id: folk, type: number, background: true, text: {nb: Innbyggere}, unit: {nb: personer}}
  - id: sted
    type: single
    background: true
    text: {nb: Sted}
    options: [{id: nord, label: {nb: Nord}}, {id: sor, label: {nb: Sør}}]
variables:
  - id: storrelse
    question: folk
    label: {nb: Størrelse}
    groups:
      - {id: sma, label: {nb: Små}, from: 0, to: 999}
      - {id: store, label: {nb: Store}, from: 1000}
selection:
  where: [F1=noe, folk>=100]
  spread: [sted, storrelse]
  number: 3
"""
POPULATION = """
population: 50
tables:
  - id: T1
    variable: sted
    title: {nb: Frafall etter sted}
    groups: {nord: 20, sor: 30}
"""
PUBLISHED = """
title: {nb: Rapporten}
answers: 40
figures:
  - id: F1
    question: F1
    base: 40
    shares:
      - {item: F1.ja, percent: 45, printed: figure}
      - {item: F1.nei, percent: 31, printed: figure}
"""
OPEN = "R03: Vi har [/] lite folk.\n\nR20: Ingenting å melde.\n\nR31: Kurs for alle.\n"
ANNET = 'question: F5\nkind: open-answers\ntitle: "Noe annet"\n'
CASE = 'name: "{name}"\nrespondent: {respondent}\n'


def answers() -> list[dict[str, str]]:
    """Forty respondents: in the north 15 of 20 have a plan, in the south 3 of 20."""
    rows = []
    for number in range(1, 41):
        north = number <= 20
        place = number if north else number - 20
        yes = 15 if north else 3
        first = "ja" if place <= yes else "delvis" if place <= yes + 2 else "nei"
        if number == 40:
            first = "vet-ikke"
        has = first in ("ja", "delvis")
        rows.append(
            {
                "nr": f"R{number:02}",
                "vekt": "3" if number == 1 else "1",
                "sted": "nord" if north else "sor",
                "folk": str(number * 50),
                "F1": first,
                "F2": ("kapasitet;opplaring" if number % 2 else "kapasitet") if has and number >= 2 else "",
                "F3.skole": "godt" if number <= 10 else "darlig",
                "F3.fritid": "godt" if number <= 30 else "darlig",
            }
        )
    return rows


def csv_text(rows: list[dict[str, str]]) -> str:
    """Rows as a file of responses."""
    return "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]) + "\n"


FILES: dict[str, str | bytes] = {
    "survey/questions.yaml": QUESTIONS,
    "survey/responses.csv": csv_text(answers()),
    "survey/population.yaml": POPULATION,
    "survey/published.yaml": PUBLISHED,
    "interviews/open-answers/annet.md": f"---\n{ANNET}---\n{OPEN}",
    "cases/alta.yaml": CASE.format(name="Alta", respondent="R05"),
    "cases/skien.yaml": CASE.format(name="Skien", respondent="R33"),
}
CODES = CODEBOOK.replace("survey: [F10.kapasitet]", "survey: [F2.kapasitet]")


class Desk:
    """A running workbench at the survey screen."""

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

    async def settled(self) -> None:
        """Nothing is under way any more."""
        for _ in range(3):  # what is read brings about what is reckoned
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def at(self, question: str) -> None:
        """Put the cursor of the list on a question by the arrow keys."""
        await self.press("home")
        for _ in range(30):
            if self.screen.entry == question:
                return
            await self.press("down")
        raise AssertionError(f"no {question} in {self.list()}")

    async def by(self, words: str) -> None:
        """Break down by what the picker finds."""
        await self.press("b")
        await self.type(words)
        await self.press("enter")

    @property
    def screen(self) -> SurveyScreen:
        """The survey screen, also under a dialog or another place."""
        place = self.app._open["survey"]
        assert isinstance(place, SurveyScreen)
        return place

    def _part(self, selector: str) -> list[str]:
        box = self.screen.query_one(selector).region
        bar = 1  # cell of the scroll bar
        return [line[box.x : box.right - bar].strip() for line in lines(self.app)[box.y : box.bottom]]

    def list(self) -> list[str]:
        """The rows of the list that are on the screen."""
        return [row for row in self._part("#entries") if row]

    def sheet(self) -> list[str]:
        """The rows of the sheet that are on the screen; a percent and its hard space read as one word."""
        return [row.replace("\N{NO-BREAK SPACE}%", "%") for row in self._part("#sheet") if row]

    def row(self, begin: str) -> str:
        """The row of the sheet that begins so."""
        return next(row for row in self.sheet() if row.startswith(begin))

    def detail(self) -> str:
        """What is told of the line at hand."""
        return " ".join(row for row in self._part("#detail") if row)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(lines(self.app))

    def said(self) -> str:
        """The status line."""
        return self.screen.status_line.text


def small_study(folder: Path, **study: Any) -> Path:
    """The study, unless it is there already."""
    if not (folder / "study.yaml").exists():
        files = {**FILES, **study.pop("files", {})}
        named = {name: content for name, content in files.items() if content is not None}
        make_study(folder, **({"codebook": CODES, "sources": SOURCES, "fronts": FRONTS} | study), files=named)
    return folder


@asynccontextmanager
async def desk(folder: Path, size: tuple[int, int] = LARGE, **study: Any) -> AsyncIterator[Desk]:
    """The study open at the survey screen; a file that is None in `files` is left out."""
    app = CrosscaseApp(open_folder(small_study(folder, **study), "koder-a"))
    async with running(app, size) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.settled()
        await open_desk.press("f5")
        yield open_desk
