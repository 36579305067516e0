"""Writing the memo of a coding."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static, TextArea

from crosscase.tui.transcript.cells import safe_text

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _visible(line: str) -> str:
    return _CONTROL.sub(lambda match: safe_text(match.group()), line)


class MemoDialog(ModalScreen[str | None]):
    """A text area over the text; gives the memo, or None when left as it was."""

    DEFAULT_CSS = """
    MemoDialog { align: center middle; background: $background 40%; }
    MemoDialog > Vertical {
        width: 76; max-width: 96%; height: 16; max-height: 90%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    MemoDialog TextArea { height: 1fr; border: none; padding: 0; }
    MemoDialog #about { height: auto; max-height: 3; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="memo.save", tooltip="Save the memo"),
        Binding("escape", "leave", "Cancel", id="memo.cancel", tooltip="Leave the memo as it was"),
    ]

    def __init__(self, about: Content, memo: str) -> None:
        """Make the dialog.

        Args:
            about: the coding that it is the memo of.
            memo: as it is now. Control characters stand as visible ones in the field: they would reach
                the terminal otherwise.
        """
        super().__init__()
        self._about = about
        self._memo = "\n".join(_visible(line) for line in memo.split("\n"))

    def compose(self) -> ComposeResult:
        """What it is about, and the memo."""
        with Vertical():
            yield Static(self._about, id="about", markup=False)
            area = TextArea(self._memo, soft_wrap=True, tab_behavior="focus")
            area.show_line_numbers = False
            yield area
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def unsaved(self) -> bool:
        """Whether something was written that is not in the study."""
        return self._text != self._memo.strip("\n")

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text.strip("\n")

    def action_keep(self) -> None:
        """Give the memo back; None where nothing was changed."""
        self.dismiss(self._text if self.unsaved else None)

    def action_leave(self) -> None:
        """Give nothing back; what was typed is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        from crosscase.tui.dialogs import Confirm

        self.app.push_screen(Confirm("Leave without saving the memo?"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
