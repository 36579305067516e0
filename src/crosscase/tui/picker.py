"""A fuzzy finder: type a few letters, Enter takes the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crosscase.tui.dialogs import type_on
from crosscase.tui.ranking import folded, rank

MOST_ROWS = 20  # of the list on the screen
LONGEST = 200  # letters of a query: a paste gone astray must not keep the program busy
SHOWN = 200  # options drawn at most: nobody reads further, and a large codebook stays quick


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to pick.

    Attributes:
        key: what the picker gives back.
        label: what is shown.
        text: what typed letters are compared with.
        detail: a line about the highlighted entry.
        sure: whether an added entry is what the query means, and comes before what is only near it.
    """

    key: str
    label: Content
    text: str
    detail: str = ""
    sure: bool = False


class Picker(ModalScreen[str | None]):
    """Pick one entry; gives its key, or None when left by Escape.

    Args:
        prompt: what is asked for.
        entries: in the order that an empty query shows.
        more: entries that a query adds at the end, such as making something new.
        none: what to say where there are no entries at all.
    """

    DEFAULT_CSS = """
    Picker { align: center top; background: $background 40%; }
    Picker > Vertical {
        width: 72; max-width: 96%; height: auto; max-height: 96%; margin-top: 1;
        background: $panel; border: round $primary; padding: 0 1;
        border-subtitle-color: $foreground 70%;
    }
    Picker Input { background: $panel; }
    Picker OptionList {
        height: auto; border: none; padding: 0; background: $panel;
        scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    Picker #detail { height: 3; color: $foreground 70%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="picker.cancel", tooltip="Leave without picking"),
        Binding("down,ctrl+n", "step(1)", "Next", show=False, id="picker.next", tooltip="Next entry"),
        Binding(
            "up,ctrl+p", "step(-1)", "Previous", show=False, id="picker.previous", tooltip="Previous entry"
        ),
        Binding(
            "pagedown", "step(10)", "Page down", show=False, id="picker.page-down", tooltip="Ten entries on"
        ),
        Binding(
            "pageup", "step(-10)", "Page up", show=False, id="picker.page-up", tooltip="Ten entries back"
        ),
    ]

    def __init__(
        self,
        prompt: str,
        entries: Sequence[Entry],
        more: Callable[[str], Sequence[Entry]] | None = None,
        *,
        none: str = "nothing to choose from",
    ) -> None:
        super().__init__()
        self._none = none
        self._prompt = prompt
        self._entries = entries
        self._more = more
        self._found: list[Entry] = []

    def compose(self) -> ComposeResult:
        """The field, what it finds, and a line about the one at hand."""
        with Vertical() as frame:
            frame.border_subtitle = Content("Enter takes it · arrows choose · Esc leaves")
            yield Input(placeholder=self._prompt, compact=True, max_length=LONGEST)
            yield OptionList(markup=False)
            yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Show everything before the first letter."""
        self.query_one(OptionList).can_focus = False
        self._fill("")

    def on_resize(self) -> None:
        """The list takes what the window leaves beside the field and the line about the entry at hand."""
        self.query_one(OptionList).styles.max_height = max(3, min(MOST_ROWS, self.size.height - 9))

    def typed(self, letter: str) -> None:
        """A letter that was on its way before the field had the focus."""
        type_on(self.query_one(Input), letter)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, query: str) -> None:
        found = [self._entries[index] for index in rank(query, [entry.text for entry in self._entries])]
        more = list(self._more(query)) if self._more is not None else []
        exact = bool(found) and folded(query).strip() in folded(found[0].text)
        first = [entry for entry in more if entry.sure and not exact]
        last = [entry for entry in more if entry not in first]
        self._found = [*first, *found[: SHOWN - len(more)], *last]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(entry.label) for entry in self._found])
        options.highlighted = 0 if self._found else None
        self._tell()

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        at = self.query_one(OptionList).highlighted
        detail = self._found[at].detail if at is not None and at < len(self._found) else ""
        nothing = "nothing like that" if self._entries else self._none
        self.query_one("#detail", Static).update(detail or ("" if self._found else nothing))

    def action_step(self, step: int) -> None:
        """Move the highlight, round the ends for single steps."""
        options = self.query_one(OptionList)
        count = len(self._found)
        if not count:
            return
        at = (options.highlighted or 0) + step
        options.highlighted = at % count if abs(step) == 1 else max(0, min(count - 1, at))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option_index)

    def _take(self, at: int | None) -> None:
        if at is not None and at < len(self._found):
            self.dismiss(self._found[at].key)

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
