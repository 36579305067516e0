"""A last look at what would be replaced, before it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.language.names_apart import Place
from crosscase.study.plurals import counted
from crosscase.tui.names.deciding import Decided
from crosscase.tui.words import plain


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be replaced.

    Attributes:
        places: how many.
        files: that would be written, of codings too.
        others: coders whose codings are among them, beside one's own.
    """

    places: int
    files: Sequence[str]
    others: Sequence[str]

    @property
    def question(self) -> str:
        """In one line."""
        also = f", also in files of {' and '.join(self.others)}" if self.others else ""
        return f"Replace {counted(self.places, 'place')} in {counted(len(self.files), 'file')}{also}?"


def lines(places: Sequence[Place], decided: Decided, outlook: Outlook) -> Content:
    """What stands for which words how often, and the files that are written."""
    pairs = Counter(
        (" ".join(places[number].words.split()), pseudonym)
        for number, pseudonym in decided.pseudonyms.items()
        if pseudonym
    )
    rows = [
        Content.assemble(f"{count:>5}  ", plain(words, "bold"), " → ", plain(pseudonym, "$text-accent"))
        for (words, pseudonym), count in sorted(pairs.items(), key=lambda pair: (pair[0][1], pair[0][0]))
    ]
    files = [plain(f"       {file}", "dim") for file in outlook.files]
    return Content("\n").join([*rows, Content(""), Content("files that are written:"), *files])


class ReplaceLook(ModalScreen[bool]):
    """What is about to be replaced, and whether it shall be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "Replace", id="replacing.yes", tooltip="Replace them, in one step"),
        Binding("n,escape", "answer(False)", "Back", id="replacing.no", tooltip="Replace nothing yet"),
        Binding("down,j,space", "scroll(1)", "Down", show=False, id="replacing.down", tooltip="Scroll down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="replacing.up", tooltip="Scroll up"),
    ]  # fmt: skip
    CSS_PATH = "screen.tcss"

    def __init__(self, question: str, note: str, shown: Content) -> None:
        super().__init__()
        self._question, self._note, self._shown = question, note, shown

    def compose(self) -> ComposeResult:
        """Question, what to know, names and files."""
        with Vertical(id="look") as box:
            box.border_subtitle = Content("Enter replaces them · Esc goes back")
            yield Static(plain(self._question), id="question")
            yield Static(plain(self._note), id="note")
            with VerticalScroll(can_focus=False):
                yield Static(self._shown, id="shown")

    def action_answer(self, answer: bool) -> None:
        """By key."""
        self.dismiss(answer)

    def action_scroll(self, step: int) -> None:
        """Some rows on or back."""
        self.query_one(VerticalScroll).scroll_relative(y=3 * step, animate=False)
