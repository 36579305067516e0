"""Jump mode: a letter on every widget, a digit for every place; press one to be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from crosscase.tui.places import PlaceEntry

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


def targets(named: Mapping[str, Widget], screen: Screen[Any]) -> dict[str, Widget]:
    """Widgets by letter: those a place names, else all that can be focused and are seen."""
    found = dict(named) or dict(zip(LETTERS, screen.focus_chain, strict=False))
    return {letter: w for letter, w in found.items() if w.is_on_screen and w.focusable}


def digits(places: Iterable[PlaceEntry]) -> dict[str, PlaceEntry]:
    """Places by the last digit of their function key: 0 is F10."""
    return {place.key[-1]: place for place in places}


class JumpOverlay(ModalScreen[Widget | str | None]):
    """Gives the widget or the place's id; None where another key is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="jump.leave", tooltip="Stay where you are"),
    ]
    DEFAULT_CSS = """
    JumpOverlay { background: $background 40%; }
    JumpOverlay .letter {
        position: absolute;
        background: $accent;
        color: $background;
        text-style: bold reverse;
        width: auto;
        height: 1;
    }
    JumpOverlay #places { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, widgets: Mapping[str, Widget], places: Sequence[PlaceEntry]) -> None:
        super().__init__()
        self._widgets = widgets
        self._places = digits(places)

    def compose(self) -> ComposeResult:
        """Letters on the widgets, places in the last line."""
        for letter, widget in self._widgets.items():
            label = Static(Content(f" {letter} "), classes="letter")
            label.styles.offset = widget.region.offset
            yield label
        places = " ".join(f"{digit} {place.title}" for digit, place in self._places.items())
        yield Static(Content(f"Jump to a letter, or to a place: {places}  ·  Esc stays"), id="places")

    def on_key(self, event: events.Key) -> None:
        """One key decides."""
        event.stop()
        event.prevent_default()
        pressed = event.character or ""
        if pressed in self._places:
            self.dismiss(self._places[pressed].id)
        else:
            self.dismiss(self._widgets.get(pressed))

    def action_leave(self) -> None:
        """Stay."""
        self.dismiss(None)
