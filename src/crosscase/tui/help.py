"""Help: the keys that work on the screen under it, as they are after the keymap."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from crosscase.tui.actions import by_noun, live_actions, together
from crosscase.tui.words import shown

KEYS_WIDTH = 22


def help_text(screen: Screen[Any], keymap_file: Path) -> Content:
    """Keys and what they do, by what they are about.

    Args:
        screen: the screen that help is wanted for.
        keymap_file: where keys can be changed.
    """
    parts: list[Content] = []
    innermost = screen.focused if screen.focused is not None else screen
    for node in innermost.ancestors_with_self:
        if node.HELP and node is not screen.app:
            parts += [Content(_flowing(node.HELP)), Content("")]
    actions = live_actions(screen)
    for noun, its in by_noun(together(actions)).items():
        parts.append(Content.styled(noun, "bold underline"))
        for action in its:
            keys = "  ".join(action.keys)
            blank = " " * max(2, KEYS_WIDTH - cell_len(keys))
            parts.append(Content.assemble(Content.styled(keys, "$text-accent bold"), blank, action.tooltip))
        parts.append(Content(""))
    parts.append(
        Content(f"Other keys: {shown(str(keymap_file))} (binding id: keys, such as `edit.undo: ctrl+z`)")
    )
    parts.append(Content(f"Ids: {', '.join(sorted(a.id for a in actions if a.id))}"))
    return Content("\n").join(parts)


def _flowing(text: str) -> str:
    """The text with lines ending only where a sentence does: the window breaks the others."""
    return re.sub(r"(?<![.:\n])\n(?!\n)", " ", text.strip())


class HelpScreen(ModalScreen[None]):
    """Scrolls; any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "leave", "Close", id="help.close", tooltip="Close the help"),
        Binding("j", "scroll(1)", "Down", show=False, id="help.down", tooltip="One line down"),
        Binding("k", "scroll(-1)", "Up", show=False, id="help.up", tooltip="One line up"),
        Binding("space", "scroll(10)", "Ten down", show=False, id="help.ten-down", tooltip="Ten lines down"),
    ]
    CSS_PATH = "dialogs.tcss"

    def __init__(self, text: Content) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, scrolling."""
        with VerticalScroll(classes="dialog wide") as scroll:
            scroll.border_title = Content("Help")
            scroll.border_subtitle = Content("arrows scroll · Esc closes")
            yield Static(self._text, id="help")

    def on_mount(self) -> None:
        """Keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, lines: int) -> None:
        """Some lines on or back."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Back to work."""
        self.dismiss(None)
