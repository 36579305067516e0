"""Choosing the piece of somebody's words that is to be placed: all of them, or what is selected."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.tui.memo_editor import MemoArea, harmless
from crosscase.tui.words import plain


class PieceDialog(ModalScreen[str | None]):
    """Gives the words that are selected, all where none are; None where it is left."""

    DEFAULT_CSS = """
    PieceDialog { align: center middle; background: $background 40%; }
    PieceDialog > Vertical {
        width: 92; max-width: 96%; height: auto; max-height: 96%;
        background: $panel; border: round $primary; padding: 0 1; border-subtitle-color: $foreground 70%;
    }
    PieceDialog MemoArea, PieceDialog MemoArea:focus {
        height: auto; max-height: 16; border: none; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+s", "take", "Place", priority=True, id="piece.take",
            tooltip="Place the words that are selected, all where none are",
        ),
        Binding("escape", "leave", "Cancel", id="piece.cancel", tooltip="Place nothing"),
    ]  # fmt: skip

    def __init__(self, title: str, words: str) -> None:
        """Make the dialog."""
        super().__init__()
        self._title, self._words = title, words

    def compose(self) -> ComposeResult:
        """The words."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            box.border_subtitle = Content(
                "Shift+arrows select · Enter places them, all where none are · Esc leaves"
            )
            yield Static("Which of the words? What is left stays to be placed.")
            area = MemoArea(self._words)
            area.read_only = True
            yield area

    def on_mount(self) -> None:
        """One selects at once, from the beginning."""
        self.query_one(MemoArea).focus()

    def action_take(self) -> None:
        """These."""
        selected = self.query_one(MemoArea).selected_text
        taken = selected if selected.strip() else harmless(self._words)
        self.dismiss(self._words if taken == harmless(self._words) else taken)

    def action_leave(self) -> None:
        """None."""
        self.dismiss(None)
