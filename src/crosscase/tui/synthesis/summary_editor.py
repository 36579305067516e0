"""Writing the summary of a cell beside its quotes, and ticking those it rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from crosscase.tui.dialogs import Confirm
from crosscase.tui.keys import keys_of
from crosscase.tui.memo_editor import MemoArea, harmless
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:
    from crosscase.synthesis.passages import Passage

TICKED, OPEN = "☑", "☐"
Written = tuple[str, tuple[str, ...]]
"""The words, and ids of the codings they rest on."""
_key = keys_of("summary")


class QuoteTicks(OptionList):
    """The quotes of a cell, each with a box to tick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("space,enter", "select", "tick", "Tick", "The summary rests on the quote at hand, or no longer", show=True),
        _key("j", "cursor_down", "down", "Down", "Next quote"),
        _key("k", "cursor_up", "up", "Up", "The quote before"),
    ]  # fmt: skip

    def __init__(self, passages: Sequence[Passage], ticked: Collection[str]) -> None:
        super().__init__(id="ticks", markup=False, compact=True)
        self._passages = tuple(passages)
        self.ticked = {passage.coding.id for passage in passages if passage.coding.id in ticked}

    def on_mount(self) -> None:
        """Draw them."""
        self.add_options(Option(self._label(passage)) for passage in self._passages)
        if self._passages:
            self.highlighted = 0

    def _label(self, passage: Passage) -> Content:
        sign = TICKED if passage.coding.id in self.ticked else OPEN
        who = " · ".join(
            filter(None, (", ".join(passage.speakers), f"line {passage.place}" if passage.is_placed else ""))
        )
        return Content.assemble(
            (f"{sign} ", "$text-accent bold"), (f"{shown(who)}  ", "dim"), shown(passage.words)
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of those that are ticked, in the order of the text."""
        return tuple(passage.coding.id for passage in self._passages if passage.coding.id in self.ticked)

    @on(OptionList.OptionSelected)
    def _toggled(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        passage = self._passages[event.option_index]
        self.ticked ^= {passage.coding.id}
        self.replace_option_prompt_at_index(event.option_index, self._label(passage))


class SummaryEditor(ModalScreen[Written | None]):
    """Quotes on the left, words on the right; gives both, or None when left as they were."""

    DEFAULT_CSS = """
    SummaryEditor { align: center middle; background: $background 40%; }
    SummaryEditor > Vertical {
        width: 96%; height: 90%; min-height: 14; background: $panel; border: round $primary; padding: 0 1;
    }
    SummaryEditor #title { height: auto; max-height: 2; text-style: bold; }
    SummaryEditor #notice { height: auto; max-height: 2; color: $text-muted; }
    SummaryEditor #parts { height: 1fr; }
    SummaryEditor QuoteTicks {
        width: 50%; height: 1fr; max-height: 100%; border: none; padding: 0 1 0 0; background: $panel;
        scrollbar-size-vertical: 1;
    }
    SummaryEditor MemoArea, SummaryEditor MemoArea:focus {
        width: 1fr; height: 1fr; border: none; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="summary.save", tooltip="Save the summary with the quotes that are ticked"),
        Binding("escape", "leave", "Cancel", id="summary.cancel", tooltip="Leave the summary as it was"),
        Binding(
            "tab", "app.focus_next", "Quotes or words", id="focus.next", priority=True,
            tooltip="Go to the next part of the screen",
        ),
    ]  # fmt: skip

    def __init__(
        self,
        title: str,
        text: str,
        passages: Sequence[Passage],
        ticked: Collection[str],
        *,
        notice: str = "",
        begun: Written | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            text: the summary as it is now.
            ticked: ids of the codings that it rests on now.
            notice: a sentence that is always shown with it.
            begun: what stands in the field, and is ticked, where that is not the summary as it is now.
        """
        super().__init__()
        self._title, self._notice = title, notice
        self._text = harmless(text)
        self._ticked = frozenset(ticked) & {passage.coding.id for passage in passages}
        self._passages = passages
        self._begun = (self._text, tuple(self._ticked)) if begun is None else (harmless(begun[0]), begun[1])

    def compose(self) -> ComposeResult:
        """What it is of, the quotes, the words."""
        with Vertical():
            yield Static(plain(self._title), id="title")
            if self._notice:
                yield Static(plain(self._notice), id="notice")
            with Horizontal(id="parts"):
                yield QuoteTicks(self._passages, self._begun[1])
                yield MemoArea(self._begun[0])
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(MemoArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def written(self) -> Written:
        """What stands there."""
        return self.query_one(MemoArea).text.strip("\n"), self.query_one(QuoteTicks).chosen

    @property
    def unsaved(self) -> bool:
        """Whether something was written or ticked that is not in the study."""
        words, chosen = self.written
        return words != self._text.strip("\n") or set(chosen) != self._ticked

    def action_keep(self) -> None:
        """Give it back, also unchanged: then what is coded now has been looked at."""
        self.dismiss(self.written)

    def action_leave(self) -> None:
        """Give nothing back; what was written is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        self.app.push_screen(Confirm("Leave without saving the summary?"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
