"""Finding words in the text on the screen."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label


def find_all(body: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a body, without regard to case unless they hold a capital.

    White space matches any white space, so that words are found across line ends.
    """
    parts = words.split()
    if not parts:
        return []
    flags = 0 if words != words.lower() else re.IGNORECASE
    pattern = r"\s+".join(re.escape(part) for part in parts)
    return [match.span() for match in re.finditer(pattern, body, flags)]


class FindBar(Horizontal):
    """The field under the text; matches show while one types."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; background: $panel; }
    FindBar.-open { display: block; }
    FindBar Label { padding: 0 1; }
    FindBar Input { width: 1fr; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="find.close", tooltip="Close the field, keep the place")
    ]

    class Typed(Message):
        """The words changed."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Closed(Message):
        """The field was left; `found` is whether by Enter."""

        def __init__(self, found: bool) -> None:
            super().__init__()
            self.found = found

    def compose(self) -> ComposeResult:
        """A label and a field."""
        yield Label("find:")
        yield Input(id="find-field", placeholder="Enter goes to the next · Esc closes", compact=True)

    def open(self) -> None:
        """Show the field and type into it."""
        self.add_class("-open")
        field = self.query_one(Input)
        field.focus()
        field.action_select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look while one types."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the first one."""
        event.stop()
        self._leave(found=True)

    def action_close(self) -> None:
        """Leave without going anywhere."""
        self._leave(found=False)

    def _leave(self, *, found: bool) -> None:
        self.remove_class("-open")
        self.post_message(self.Closed(found))
