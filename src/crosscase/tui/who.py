"""Asking who codes, at the first change."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crosscase.study.folder import Study
from crosscase.study.ids import slugify
from crosscase.study.me import checked_coder
from crosscase.study.problems import StudyError
from crosscase.tui.dialogs import type_on
from crosscase.tui.words import plain


def coder_named(name: str) -> str:
    """The coder that a person of this name is in the files; raises StudyError where there can be none."""
    # a letter after it shows whether anything of the name itself is left
    if slugify(f"{name} 0") == "0":
        raise StudyError("a name needs a letter from a to z or a digit")
    return checked_coder(slugify(name))


class CoderDialog(ModalScreen[str | None]):
    """The study's coders to choose from, or another name; None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="who.leave", tooltip="Change nothing"),
    ]
    CSS_PATH = "dialogs.tcss"

    def __init__(self, study: Study) -> None:
        super().__init__()
        names = {coder.id: coder.name for coder in study.settings.coders}
        self._coders = {coder: names.get(coder, "") for coder in study.coders}
        self._sure = ""  # a new name that was entered once

    def compose(self) -> ComposeResult:
        """Question, list, field."""
        with Vertical(classes="dialog") as dialog:
            leads = (
                "Enter chooses · Tab to the other field · Esc leaves"
                if self._coders
                else "Enter takes it · Esc leaves"
            )
            dialog.border_subtitle = Content(leads)
            yield Static(
                plain("Who codes?" if self._coders else "Who codes? Your codings are kept under your name."),
                classes="question",
            )
            if self._coders:
                options = [
                    Option(plain(f"{coder}  {name}".rstrip()), id=coder)
                    for coder, name in self._coders.items()
                ]
                yield OptionList(*options, id="coders", compact=True)
            hint = "another name" if self._coders else "your name, such as Mari Hansen"
            yield Input(placeholder=hint, id="name", compact=True, select_on_focus=False)
            yield Static("", id="said", classes="hint", markup=False)

    def on_mount(self) -> None:
        """The list first, the field where there is none."""
        self.query_one("#coders" if self._coders else "#name").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A coder of the study."""
        self._choose(event.option.id or "", checked_coder)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say whom the name makes."""
        if not event.value.strip():
            self._say("")
            return
        try:
            coder = coder_named(event.value)
        except StudyError as error:
            self._say(str(error), wrong=True)
            return
        known = ", who is in this study already" if coder in self._coders else ""
        self._say(f"you will code as {coder}{known}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Another name."""
        if not event.value.strip():
            self._say("type a name, or leave with Esc", wrong=True)
        elif self._coders and event.value != self._sure and self._is_new(event.value):
            # words meant for another field must not become a coder
            self._sure = event.value
            self._say(f"{coder_named(event.value)} is new in this study: Enter again to code under that name")
        else:
            self._choose(event.value, coder_named)

    def _is_new(self, name: str) -> bool:
        try:
            return coder_named(name) not in self._coders
        except StudyError:
            return False  # refused with its reason

    def typed(self, letter: str) -> None:
        """A name can be typed at once, also with the list in focus."""
        type_on(self.query_one(Input), letter)

    def _choose(self, name: str, coder: Callable[[str], str]) -> None:
        try:
            self.dismiss(coder(name))
        except StudyError as error:
            self._say(str(error), wrong=True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.set_class(wrong, "error")
        said.update(plain(f"! {text}" if wrong else text))

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
