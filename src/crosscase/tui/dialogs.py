"""Small questions: yes or no, and one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from crosscase.tui.words import plain, shown


class Confirm(ModalScreen[bool]):
    """A question with yes and no; leaving it is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Yes, do it"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no", tooltip="No, leave it"),
        Binding(
            "left",
            "app.focus_previous",
            "Button before",
            show=False,
            id="confirm.previous",
            tooltip="Go to the button before",
        ),
        Binding(
            "right",
            "app.focus_next",
            "Next button",
            show=False,
            id="confirm.next",
            tooltip="Go to the next button",
        ),
    ]
    CSS_PATH = "dialogs.tcss"

    def __init__(self, question: str, *, yes: str = "Yes", no: str = "No", detail: str = "") -> None:
        super().__init__()
        self._question = question
        self._detail = detail
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Question, detail, two buttons."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = Content("y yes · n or Esc no")
            yield Static(plain(self._question), classes="question")
            if self._detail:
                yield Static(plain(self._detail), classes="detail")
            with Horizontal(classes="buttons"):
                yield Button(plain(self._no), id="no", compact=True)
                yield Button(plain(self._yes), id="yes", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """By mouse or Enter."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """By key."""
        self.dismiss(answer)


def _anything(_text: str) -> str:
    return ""


class Prompt(ModalScreen[str | None]):
    """A question for one line of text; None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="prompt.leave", tooltip="Change nothing"),
    ]
    CSS_PATH = "dialogs.tcss"

    def __init__(
        self, question: str, value: str = "", *, hint: str = "", check: Callable[[str], str] = _anything
    ) -> None:
        """Make the question.

        Args:
            question: one line.
            value: what stands in the field to begin with.
            hint: what an empty field shows.
            check: what is wrong with a text, or nothing where it will do.
        """
        super().__init__()
        self._question = question
        self._value = value
        self._hint = hint
        self._check = check

    def compose(self) -> ComposeResult:
        """Question, field, what is wrong."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = Content("Enter takes it · Esc leaves")
            yield Static(plain(self._question), classes="question")
            yield Input(self._value, placeholder=shown(self._hint), id="text")
            yield Static("", classes="error", markup=False)

    def on_mount(self) -> None:
        """One types at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, unless something is wrong with it."""
        if wrong := self._check(event.value):
            self.query_one(".error", Static).update(plain(wrong))
        else:
            self.dismiss(event.value)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
