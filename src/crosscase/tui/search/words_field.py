"""The field for the words to look for: a paste of any size harms nobody."""

from __future__ import annotations

import re
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from crosscase.language.pattern import MOST_CHARACTERS

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class WordsField(Input):
    """One line; down and Escape lead to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down,escape",
            "leave",
            "To the hits",
            show=False,
            id="words.leave",
            tooltip="Go to what was found",
        ),
    ]

    class Left(Message):
        """One goes on to the hits."""

    class TooLong(Message):
        """Something was pasted that is too long to be looked for."""

        def __init__(self, length: int) -> None:
            super().__init__()
            self.length = length

    def __init__(self, *, id: str) -> None:
        super().__init__(
            placeholder="words to look for",
            id=id,
            compact=True,
            select_on_focus=False,
            max_length=MOST_CHARACTERS,
        )

    def action_leave(self) -> None:
        """To the hits."""
        self.post_message(self.Left())

    def _on_paste(self, event: events.Paste) -> None:
        """Lines are joined by blanks, which stand for any white space; control characters cannot be looked for."""
        event.stop()
        event.prevent_default()
        text = _CONTROL.sub(" ", event.text).strip()
        if len(text) + len(self.value) - len(self.selected_text) > MOST_CHARACTERS:
            self.post_message(self.TooLong(len(event.text)))
            return
        start, end = sorted(self.selection)
        self.replace(text, start, end)
