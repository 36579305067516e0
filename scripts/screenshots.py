"""Pictures of the running program for README and tutorial: `make screenshots`.

Each is taken from a fresh copy of the example study, with fixed sizes, a clock that stands still and no keymap of
one's own, so that two runs show the same words.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import chdir
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from made_up_round import somebodys_answers
from textual.pilot import Pilot

from crosscase.study.example import copy_example
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.editing.screen import PAUSE
from crosscase.tui.saving import Saving
from crosscase.tui.transcript.view import TranscriptView

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
CODER = "koder-a"
NOON = datetime(2021, 12, 1, 14, 2, 11)
WIDE, LARGE, SMALL = (140, 40), (120, 40), (80, 24)

PATIENCE = 120  # seconds
CELL = 12.2  # width of a cell in the picture
BLANKS = " \xa0"
RUN = re.compile(
    r'(<text class="[^"]*-r\d+" x=")([\d.]+)(" y="[\d.]+" textLength=")([\d.]+)("[^>]*>)([^<]*)</text>'
)

Steps = Callable[[Pilot[int], CrosscaseApp], Awaitable[None]]
Preparation = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture.

    Attributes:
        name: file name without `.svg`.
        size: columns, rows.
        theme: name of a theme.
        steps: what is done before the picture is taken.
        before: what is done to the study, in its folder, before it is opened.
    """

    name: str
    size: tuple[int, int]
    theme: str
    steps: Steps
    before: Preparation | None = None


async def at_words(pilot: Pilot[int], app: CrosscaseApp, words: str) -> None:
    """Put the cursor on the first letter of some words of the source that is open."""
    view = app.screen.query_one(TranscriptView)
    view.goto(view.segments.body.index(words))
    await pilot.pause()


async def coding(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """A sentence with two codings, one of them with a memo; a third has just been made."""
    await at_words(pilot, app, "Elevene sier gjerne")
    await pilot.press("s", "c", *"hverdag", "enter")
    await at_words(pilot, app, "men den som hører det")


async def picker(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """A sentence is selected and a few letters of a code are typed."""
    await at_words(pilot, app, "Ungdomshuset kunne ha hatt åpent")
    await pilot.press("s", "c", *"møte")


async def find(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """Matches of a word, in a small window."""
    await pilot.press("slash", *"avtalen", "enter", "n", "n")


async def codebook(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """A code of the codebook: what it means, and where it is used."""
    await go(pilot, app, "f3")
    await pilot.press("slash", *"kapas", "enter", "escape")


async def split(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """The first coding of a code that is being split, with both new codes ticked."""
    await codebook(pilot, app)
    await pilot.press("s", *"Penger", "enter", *"Folk og tid", "ctrl+s")
    await pilot.press("1", "2")


async def quotes(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """What answers a query, with the words around each quote, by case."""
    await go(pilot, app, "f4")
    await pilot.press("slash", *"code:barriers/capacity and innbyggere > 50000", "enter")
    await pilot.press("c", "c", "c", "b", "b", "j")


async def survey(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """A question by centrality: two groups differ from the rest, and one of them is at hand."""
    await go(pilot, app, "f5")
    await go(pilot, app, "b", *"sentralitet", "enter")
    await go(pilot, app, "slash", *"F3", "enter")
    await go(pilot, app, "enter", *["down"] * 5)


async def selection(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """The cases as the rule for choosing them sees them, in a small window."""
    await go(pilot, app, "f5")
    await go(pilot, app, "4")


async def matrix(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """Cases beside codes, the survey at the right, and the quotes of a cell."""
    await go(pilot, app, "f6")
    await go(pilot, app, *["down"] * 5, "right", "enter")


async def framework(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """What was written of a case, beside the quotes that it rests on."""
    await go(pilot, app, "f6")
    await go(pilot, app, "2")
    await go(pilot, app, *["down"] * 3)


async def themes(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """A theme beside the survey: its cases with their own answers, the item, and what the rule proposes."""
    await go(pilot, app, "f6")
    await go(pilot, app, "5")
    await go(pilot, app, "n")
    await go(pilot, app, "enter", "z", *["down"] * 3)


async def cases(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """A description beside the quotes of its case; what a statement rests on is told below it."""
    await go(pilot, app, "f7")
    await go(pilot, app, "slash", *"samarbeidsavtale", "enter")


async def validation(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """A statement on which informants do not agree, what each says beside the others, and what one proposes."""
    await go(pilot, app, "f8")
    await go(pilot, app, "n")


async def search(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """Hits of a word, two of them not to be coded, in a small window."""
    await go(pilot, app, "f9")
    await pilot.press(*"bibliotek", "enter", "end", "space", "k", "space")


async def memos(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """The memos by what they are about, and the first one whole."""
    await go(pilot, app, "f10")


FILES = {
    "skien/samtale.vtt": (
        "WEBVTT\n\n"
        "00:00:05.000 --> 00:00:09.000\n<v Intervjuer>Hvor møtes folk i Skien?\n\n"
        "00:00:10.000 --> 00:00:16.000\n<v I4>På biblioteket. Der spør ingen hvorfor du kommer.\n"
    ),
    "skien/telefonnotat.txt": (
        "Utfordringsbildet\n\n"
        "Intervjuer: Hva hører dere om på skolene?\n"
        "I5: Mest ord i skolegården. Lærerne vet ikke alltid hva de skal gjøre.\n"
        "I6: Og noen orker ikke si fra en gang til.\n\n"
        "Tiltak\n\n"
        "Intervjuer: Hva har hjulpet?\n"
        "I5: At noen voksne er der i friminuttene.\n"
        "I6: En plan som alle kjenner.\n"
    ),
    "lillestrom/plan.html": (
        "<title>Plan for mangfold</title><body><nav>Hjem | Planer</nav><h1>Mål</h1>"
        "<p>Alle skal kunne bruke møteplassene.</p><h1>Tiltak</h1><p>Biblioteket er åpent til åtte.</p></body>"
    ),
    "svar.csv": "nr,hindringer\n1,Vi har ikke folk til det.\n2,-\n3,Lite penger.\n",
}
"""What somebody brings in: made up for the picture."""


def somebodys_files(folder: Path) -> None:
    """Put files of several kinds beside the study."""
    for name, text in FILES.items():
        file = folder.parent / "feltarbeid" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


async def bring_in(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """Texts of a folder, before they are taken in, and what one of them seems to have."""
    await pilot.press("ctrl+o", *"../feltarbeid", "tab", "tab", *"interview")
    await pilot.press("tab", *"hindringer", "tab", "n", "r", "enter")
    await app.workers.wait_for_complete()
    await pilot.press("end", "k", "a")


EDITED = {
    "Og skal vi snakke om Alta, må vi nesten begynne med det samiske": "Skal vi snakke om Alta, må vi begynne med det samiske",
    "Kommentarfeltene, ja. ": "",
    "I2: Er du sikker på at det er så åpent? Jeg hører det mest på nettet.\n": "",
}  # fmt: skip
"""Words of the notes in Alta -> what somebody wrote instead in another program."""


def another_editor(folder: Path) -> None:
    """Edit the notes of Alta, once the words that the codings refer to are kept."""
    open_folder(folder, CODER)
    notes = folder / "interviews" / "alta" / "fokusgruppe.md"
    text = notes.read_text(encoding="utf-8")
    for old, new in EDITED.items():
        if text.count(old) != 1:
            raise ValueError(f"{notes}: “{old}” stands there {text.count(old)} times, not once")
        text = text.replace(old, new)
    notes.write_text(text, encoding="utf-8")


async def review(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """The first coding whose words were edited, beside the text as it was."""
    await pilot.press("R")


async def edit(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """Words that are typed into a coding, in the text itself."""
    await at_words(pilot, app, "gammel spenning")
    await pilot.press("E", *"veldig ")
    await asyncio.sleep(2 * PAUSE)  # what became of the codings is said when no key was pressed for a while


async def beside(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """Two people's notes of one meeting, at the same place."""
    await pilot.press("t", *"skiptvet", "enter", "i", "z")
    await at_words(pilot, app, "Det var en del holdninger")
    await pilot.press("s")


NAMED = {
    "I1: Jeg kan begynne. ": "I1: Jeg kan begynne, siden Kari Nordmann på Nordlysskolen ikke kunne komme. ",
    "Noen skoler melder om": "Kari Nordman på Nordlysskolen og andre melder om",
    "I2: Det er sant. ": "I2: Det er sant. Det var Karis ord, og Torbjørg Aamodt sa det samme. Ring henne på 912 34 567. ",
}
"""Words of the notes in Alta -> what stands there before names are out."""


def before_names_are_out(folder: Path) -> None:
    """Put names of nobody into the notes of Alta, and one of them into the roster."""
    notes = folder / "interviews" / "alta" / "fokusgruppe.md"
    text = notes.read_text(encoding="utf-8")
    for old, new in NAMED.items():
        if text.count(old) != 1:
            raise ValueError(f"{notes}: “{old}” stands there {text.count(old)} times, not once")
        text = text.replace(old, new)
    notes.write_text(text, encoding="utf-8")
    roster = folder / "private" / "roster.yaml"
    roster.parent.mkdir(exist_ok=True)
    roster.write_text(
        'people: [{name: Kari Nordmann, also: [Kari], as: "[Informant 2]"}]\n', encoding="utf-8"
    )


async def names(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """What may be a name: one that is surely one is accepted, another is at hand."""
    await go(pilot, app, "ctrl+n")
    await go(pilot, app, "A")


async def suggestions(pilot: Pilot[int], app: CrosscaseApp) -> None:
    """Suggestions in the margin, and with their reasons beside the text."""
    await pilot.press("G")
    begun = monotonic()
    # no lock to wait on: it is learned in another process
    while "Learned " not in html.unescape(app.export_screenshot()).replace("\xa0", " "):
        if monotonic() - begun > PATIENCE:
            raise TimeoutError("nothing was learned")
        await pilot.pause(0.1)
    await pilot.press("right_parenthesis", "right_parenthesis")


async def go(pilot: Pilot[int], app: CrosscaseApp, *keys: str) -> None:
    """Another place, once everything in it is there."""
    await pilot.press(*keys)
    for _ in range(3):  # what is read brings about what is reckoned from it
        await pilot.pause()
        await app.workers.wait_for_complete()
    await pilot.pause()


SHOTS = (
    Shot("coding", LARGE, "crosscase-dark", coding),
    Shot("coding-light", LARGE, "crosscase-light", coding),
    Shot("picker", LARGE, "crosscase-dark", picker),
    Shot("find", SMALL, "crosscase-light", find),
    Shot("codebook", LARGE, "crosscase-dark", codebook),
    Shot("split", LARGE, "crosscase-light", split),
    Shot("quotes", LARGE, "crosscase-dark", quotes),
    Shot("survey", LARGE, "crosscase-dark", survey),
    Shot("selection", SMALL, "crosscase-light", selection),
    Shot("matrix", LARGE, "crosscase-dark", matrix),
    Shot("framework", LARGE, "crosscase-light", framework),
    Shot("themes", LARGE, "crosscase-dark", themes),
    Shot("cases", LARGE, "crosscase-light", cases),
    Shot("validation", LARGE, "crosscase-dark", validation, somebodys_answers),
    Shot("search", SMALL, "crosscase-light", search),
    Shot("memos", LARGE, "crosscase-dark", memos),
    Shot("import", LARGE, "crosscase-dark", bring_in, somebodys_files),
    Shot("review", LARGE, "crosscase-light", review, another_editor),
    Shot("edit", LARGE, "crosscase-dark", edit),
    Shot("names", LARGE, "crosscase-light", names, before_names_are_out),
    Shot("suggestions", LARGE, "crosscase-dark", suggestions),
    Shot("beside", WIDE, "crosscase-dark", beside),
)


async def take(shot: Shot) -> str:
    """Run the program for one picture.

    Returns:
        The picture as SVG.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = copy_example(Path(folder) / "study")
        if shot.before is not None:
            shot.before(root)
        study = open_folder(root, CODER)
        app = CrosscaseApp(study)
        app.saving = Saving(study, clock=lambda: NOON)
        app.animation_level = "none"
        with chdir(root):  # so that a file brought in is named as it stands beside the study
            async with app.run_test(size=shot.size) as pilot:
                app.theme = shot.theme
                await app.workers.wait_for_complete()
                await pilot.pause()
                await shot.steps(pilot, app)
                return by_itself(await at_rest(pilot, app))


async def at_rest(pilot: Pilot[int], app: CrosscaseApp) -> str:
    """The screen, once nothing on it changes any more: on a busy machine the line of keys may come last."""
    shown = ""
    for _ in range(20):
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        before, shown = shown, app.export_screenshot(title="crosscase")
        if shown == before:
            break
    return shown


def by_itself(svg: str) -> str:
    """The picture without what it would load from elsewhere: the letters of the machine that shows it will do.

    Blanks at the ends of a run of letters become places, since some programs drop them.
    """
    svg = re.sub(r"@font-face \{.*?\}\n?", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "'Fira Code', 'DejaVu Sans Mono', Menlo")
    svg = re.sub(r"terminal-\d+", "screen", svg)  # a number made of the content would change every line
    svg = RUN.sub(_without_outer_blanks, svg)
    return "".join(f"{line.rstrip()}\n" for line in svg.split("\n") if line.strip())


def _without_outer_blanks(run: re.Match[str]) -> str:
    head, x, middle, length, tail, letters = run.groups()
    text = html.unescape(letters)
    before, after = len(text) - len(text.lstrip(BLANKS)), len(text) - len(text.rstrip(BLANKS))
    if before == len(text):
        return ""
    x, length = (f"{float(x) + before * CELL:.1f}", f"{float(length) - (before + after) * CELL:.1f}")
    return f"{head}{x}{middle}{length}{tail}{html.escape(text.strip(BLANKS), quote=False)}</text>"


def main() -> int:
    """Write every picture; 0 when done."""
    parser = argparse.ArgumentParser(description="Make the pictures of the documentation.")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder for the SVG files")
    folder: Path = parser.parse_args().to
    # nobody's own settings show in the pictures
    os.environ["CROSSCASE_KEYMAP"] = os.devnull
    for name in ("CROSSCASE_CODER", "NO_COLOR"):
        os.environ.pop(name, None)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        (folder / f"{shot.name}.svg").write_text(asyncio.run(take(shot)), encoding="utf-8")
        print(folder / f"{shot.name}.svg", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
