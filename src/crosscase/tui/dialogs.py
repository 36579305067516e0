"""Small dialogs: a notice, a question for yes or no, one for a line of text."""

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


class Notice(ModalScreen[None]):
    """Says why a command does nothing. Keys that were typed on in good faith go nowhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q", "close", "Close", id="notice.close", tooltip="Close the notice"),
    ]
    CSS_PATH = "dialogs.tcss"

    def __init__(self, text: str) -> None:
        """Make the notice.

        Args:
            text: one or two lines.
        """
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The lines."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = Content("Enter closes")
            yield Static(Content("\n").join(plain(line) for line in self._text.split("\n")), id="notice")

    def action_close(self) -> None:
        """Back to work."""
        self.dismiss(None)


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


def type_on(field: Input, letter: str) -> None:
    """Put a letter that did not reach the field into it: it was typed before the field had the focus."""
    field.focus()
    field.insert_text_at_cursor(letter)


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
            yield Input(
                self._value, placeholder=shown(self._hint), id="text", compact=True, select_on_focus=False
            )
            yield Static("", classes="error", markup=False)

    def on_mount(self) -> None:
        """One types at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, unless something is wrong with it."""
        wrong = self._check(event.value)
        if not wrong:
            self.dismiss(event.value)
            return
        self.query_one(".error", Static).update(plain(f"! not taken: {wrong}"))

    def typed(self, letter: str) -> None:
        """Nothing that is typed quickly gets lost."""
        type_on(self.query_one(Input), letter)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
