"""An app with one transcript view, and what tests ask of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Hashable, Iterable

from rich.style import Style
from textual.app import App, ComposeResult

from crosscase.study.segments import segment
from crosscase.tui.transcript.spans import Mark
from crosscase.tui.transcript.view import TranscriptView

SPEAKERS = ("Intervjuer", "I1", "I2")

NOTES = (
    "# Barrierer\n"
    "Intervjuer: Hva er det som holder igjen?\n"
    "I2: Vi har rett og slett ikke folk til å følge opp planen. Ressursene går til det som haster, og da blir "
    "dette arbeidet liggende.\n"
    "\n"
    "I1: Avtalen har gjort noe. Den gir oss noe å vise til. Det er nytt.\n"
    "Det sier vi ofte.\n"
)

HOSTILE = (
    "I1: [inaudible] og [/] og [bold]ikke[/bold] markering.\n"
    "I1:\tTabulator\ther.\n"
    "a👩‍👩‍👧b👍🏽c❤️d🇳🇴e1️⃣f\n"
    "cafe\u0301 nai\u0308ve 日本語 abc\n"
    "rød \x1b[31mtekst\x1b[0m \x07 \x9b \x7f slutt\n"
    "שלום עולם og مرحبا \u202eomvendt\n"
    "myk\xadbindestrek og null\u200bbredde \ufeff her\n"
    "linje\u2028skille \x0b \x0c\n"
    "\n" + "x" * 300 + "\n" + "ord " * 60
)

AWKWARD = ["\t", "\x1b", "\x9b", "\xad", "\u200b", "\u202e", "\u200d", "\u2028", "\u0301", "e\u0301"]
AWKWARD += ["日本", "ש", "👩‍👩‍👧", "👍🏽", "❤️", "🇳🇴", "🇳"]


def drawn_cells(text: str) -> int:
    """Width by the Unicode database of Python, for text without joined emoji: the tests' own measure."""
    widths = (
        0 if unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
    return sum(widths)


def mark(
    key: Hashable, start: int, end: int, color: str = "#D55E00", tag: str = "CA", **rest: object
) -> Mark:
    """A mark with the usual looks."""
    return Mark(key, start, end, color, tag, **rest)  # type: ignore[arg-type]


class Host(App[None]):
    """One view over the whole screen, with what it told."""

    def __init__(
        self,
        body: str = NOTES,
        marks: Iterable[Mark] = (),
        speakers: Collection[str] = SPEAKERS,
        early_at: int | None = None,
    ) -> None:
        super().__init__()
        self.body = body
        self._marks = list(marks)
        self._speakers = speakers
        self._early_at = early_at
        self.told: list[TranscriptView.SelectionChanged] = []
        self.clicked: list[tuple[Hashable, ...]] = []

    def compose(self) -> ComposeResult:
        view = TranscriptView()
        if self._early_at is not None:  # before the view has a size
            view.show(segment(self.body, self._speakers), self._marks, offset=self._early_at)
        yield view

    def on_mount(self) -> None:
        if self._early_at is None:
            self.view.show(segment(self.body, self._speakers), self._marks)
        self.view.focus()

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    @property
    def selected(self) -> str:
        return self.body[slice(*self.view.selection)]

    def on_transcript_view_selection_changed(self, message: TranscriptView.SelectionChanged) -> None:
        self.told.append(message)

    def on_transcript_view_mark_clicked(self, message: TranscriptView.MarkClicked) -> None:
        self.clicked.append(message.keys)

    def row(self, y: int) -> str:
        """What the screen shows on one row."""
        return self.view.render_line(y).text

    def rows(self) -> list[str]:
        return [self.row(y) for y in range(self.view.size.height)]

    def cells(self, y: int) -> list[tuple[str, Style]]:
        """Each character of a row with its style, a wide one once for each of its cells."""
        found = []
        for part in self.view.render_line(y):
            for character in part.text:
                found += [(character, part.style or Style())] * drawn_cells(character)
        return found

    def text_at(self) -> int:
        """The first cell of the text."""
        return self.row(0).index(self.body[0])


def cell_grid(host: Host, rows: int) -> str:
    """A rendered screen as text: each row, and below it one letter a cell for how it looks."""
    letters: dict[tuple[object, ...], str] = {}
    lines = []
    for y in range(rows):
        looks = ""
        for _, style in host.cells(y):
            key = (str(style.bgcolor), style.reverse, style.underline, style.bold, style.italic)
            looks += letters.setdefault(key, ".abcdefghijklmnopqrstuvwxyz"[len(letters)])
        lines += [host.row(y).rstrip(), looks.rstrip(".")]
    return "\n".join(lines) + "\n"
