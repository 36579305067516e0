"""Asking who codes, at the first change."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crosscase.study.folder import Study
from crosscase.study.me import checked_coder
from crosscase.study.problems import StudyError
from crosscase.tui.words import plain


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

    def compose(self) -> ComposeResult:
        """Question, list, field."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = Content("Enter chooses · Tab to the other field · Esc leaves")
            yield Static(plain("Who codes?"), classes="question")
            if self._coders:
                options = [
                    Option(plain(f"{coder}  {name}".rstrip()), id=coder)
                    for coder, name in self._coders.items()
                ]
                yield OptionList(*options, id="coders", compact=True)
            yield Input(placeholder="another name: small letters, digits, hyphens", id="name", compact=True)
            yield Static("", id="error", classes="error", markup=False)

    def on_mount(self) -> None:
        """The list first, the field where there is none."""
        self.query_one("#coders" if self._coders else "#name").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A coder of the study."""
        self._choose(event.option.id or "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Another name."""
        self._choose(event.value.strip())

    def _choose(self, name: str) -> None:
        if not name:
            return
        try:
            self.dismiss(checked_coder(name))
        except StudyError as error:
            self.query_one("#error", Static).update(plain(str(error)))

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
