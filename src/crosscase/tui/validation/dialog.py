"""Giving a decision its reason, and other words where it has some; how they differ is shown while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from crosscase.study.word_diff import word_diff
from crosscase.tui.dialogs import Confirm
from crosscase.tui.memo_editor import MemoArea, harmless
from crosscase.tui.review.before import differs
from crosscase.tui.words import plain

Written = tuple[str, str]
"""The new words (empty where a decision has none), and the reason."""
Check = Callable[[Written], str]
"""What is wrong with it, or nothing where it will do."""


class DecisionDialog(ModalScreen[Written | None]):
    """Gives what was written, or None where it is left."""

    DEFAULT_CSS = """
    DecisionDialog { align: center middle; background: $background 40%; }
    DecisionDialog > Vertical {
        width: 92; max-width: 96%; height: auto; max-height: 96%;
        background: $panel; border: round $primary; padding: 0 1;
        border-subtitle-color: $foreground 70%;
    }
    DecisionDialog #about { height: auto; max-height: 7; scrollbar-size-vertical: 1; }
    DecisionDialog #about Static { height: auto; color: $foreground 80%; }
    DecisionDialog .label { height: 1; color: $text-accent; text-style: bold; }
    DecisionDialog MemoArea, DecisionDialog MemoArea:focus {
        height: 4; border: none; padding: 0 1; background: $surface;
    }
    DecisionDialog MemoArea:focus { background: $background; }
    DecisionDialog #reason { height: 3; }
    DecisionDialog #differs { height: auto; max-height: 3; }
    DecisionDialog #wrong { height: auto; max-height: 3; color: $text-error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="decision.save", tooltip="Decide, with these words and this reason"),
        Binding("escape", "leave", "Cancel", id="decision.cancel", tooltip="Decide nothing"),
        Binding(
            "tab", "app.focus_next", "Next", show=False, priority=True, id="focus.next",
            tooltip="Go to the next part of the screen",
        ),
        Binding(
            "shift+tab", "app.focus_previous", "Previous", show=False, priority=True, id="focus.previous",
            tooltip="Go to the part of the screen before",
        ),
    ]  # fmt: skip

    def __init__(
        self,
        title: str,
        about: Sequence[str],
        former: Written,
        check: Check,
        *,
        before: str | None = None,
        begun: Written | None = None,
        told: str = "",
        needs_reason: bool = True,
    ) -> None:
        """Make the dialog.

        Args:
            about: what one decides on, a paragraph each.
            former: what stands in the fields to begin with.
            before: the words that new ones are to take the place of; None where the decision has no words.
            begun: what stands in the fields where that is not `former`: it was written, and could not be saved.
            told: said below from the beginning.
            needs_reason: whether nothing is decided without one.
        """
        super().__init__()
        self._title = title
        self._about = tuple(about)
        self._former = harmless(former[0]), harmless(former[1])
        self._begun = self._former if begun is None else (harmless(begun[0]), harmless(begun[1]))
        self._check = check
        self._before = before
        self._told = told
        self._needs_reason = needs_reason

    def compose(self) -> ComposeResult:
        """What is decided on, the fields, what is wrong."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            box.border_subtitle = Content("Ctrl+S decides · Tab next field · Esc leaves")
            with VerticalScroll(id="about", can_focus=False):
                for words in self._about:
                    yield Static(plain(words))
            if self._before is not None:
                yield Static("New words", classes="label")
                area = MemoArea(self._begun[0])
                area.id = "words"
                yield area
                yield Static("", id="differs", markup=False)
            yield Static("Why?", classes="label")
            area = MemoArea(self._begun[1])
            area.id = "reason"
            area.placeholder = "what speaks for it, for those who read the report on the round"
            if not self._needs_reason:
                area.placeholder += "; can be left empty"
            yield area
            yield Static(plain(self._told), id="wrong", markup=False)

    def on_mount(self) -> None:
        """Write on at the end of the first field."""
        area = self._first
        area.move_cursor(area.document.end)
        area.focus()
        self._show_difference()

    @property
    def _first(self) -> MemoArea:
        return self.query(MemoArea).first()

    @property
    def written(self) -> Written:
        """What stands in the fields."""
        words = self.query_one("#words", MemoArea).text.strip() if self._before is not None else ""
        return words, self.query_one("#reason", MemoArea).text.strip()

    @property
    def unsaved(self) -> bool:
        """Whether something was written that is not in the study."""
        return self.written != (self._former[0].strip(), self._former[1].strip())

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.written != (self._begun[0].strip(), self._begun[1].strip()):
            self.query_one("#wrong", Static).update("")
        self._show_difference()

    def _show_difference(self) -> None:
        if self._before is not None:
            differing = word_diff(self._before, self.written[0])
            self.query_one("#differs", Static).update(differs(differing) if len(differing) > 1 else "")

    def typed(self, letter: str) -> None:
        """Nothing that is typed quickly gets lost."""
        area = self._first
        area.focus()
        area.insert(letter)

    def action_keep(self) -> None:
        """Give it back, unless something is wrong with it."""
        if wrong := self._check(self.written):
            self.query_one("#wrong", Static).update(plain(f"! not saved: {wrong}"))
        else:
            self.dismiss(self.written)

    def action_leave(self) -> None:
        """Give nothing back; what was typed is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        self.app.push_screen(Confirm("Leave without deciding? What you wrote is lost."), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
