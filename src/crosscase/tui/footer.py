"""The last line of a screen: the keys of what one mostly does there; each can also be clicked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class Shown(NamedTuple):
    """One key of the line.

    Attributes:
        display: the key as it is written.
        words: what it does.
        key: as it would be pressed.
        enabled: whether it does anything at the moment.
        tooltip: what it does in a sentence.
    """

    display: str
    words: str
    key: str
    enabled: bool
    tooltip: str


class Footer(Widget):
    """The keys that are shown, in one row.

    It is one widget that draws its row anew where the keys are others than before: a widget for each key, made
    anew whenever the focus moves, is felt at every key that is pressed.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key", "footer--words", "footer--mouse", "footer--off"}
    DEFAULT_CSS = """
    Footer {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        text-wrap: nowrap;
        text-overflow: clip;
        & > .footer--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        & > .footer--words {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
        & > .footer--mouse { background: $block-hover-background; }
        & > .footer--off { text-style: dim; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: tuple[Shown, ...] = ()
        self._at_mouse: Shown | None = None

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        if screen.app.app_focus and (keys := self._keys_of(screen)) != self._keys:
            self._keys, self._at_mouse = keys, None
            self.refresh()

    def _keys_of(self, screen: Screen[Any]) -> tuple[Shown, ...]:
        """The first key of every action that is to be shown."""
        first: dict[str, ActiveBinding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                first.setdefault(active.binding.action, active)
        return tuple(
            Shown(
                self.app.get_key_display(active.binding),
                active.binding.description,
                active.binding.key,
                active.enabled,
                active.tooltip,
            )
            for active in first.values()
        )

    def render(self) -> Content:
        """One row; what has no room is cut off at its end."""
        return Content.assemble(*(part for shown in self._keys for part in self._parts(shown)))

    def _parts(self, shown: Shown) -> Iterator[Content]:
        over = [] if shown.enabled else ["footer--off"]
        over += ["footer--mouse"] if shown == self._at_mouse else []
        for text, name in zip(_texts(shown), ("footer--key", "footer--words"), strict=True):
            part = Content(text)
            for each in (name, *over):
                part = part.stylize(self.get_visual_style(each, partial=True))
            yield part

    def _key_at(self, x: int) -> Shown | None:
        """The key that stands in that cell of the row."""
        for shown in self._keys:
            x -= sum(map(cell_len, _texts(shown)))
            if x < 0:
                return shown
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Do what the key would do."""
        if (shown := self._key_at(event.x)) is None:
            return
        if shown.enabled:
            self.app.simulate_key(shown.key)
        else:
            self.app.bell()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key is meant, and say what it does."""
        self._point_at(self._key_at(event.x))

    def on_leave(self) -> None:
        """None is meant any more."""
        self._point_at(None)

    def _point_at(self, shown: Shown | None) -> None:
        if shown != self._at_mouse:
            self._at_mouse = shown
            self.styles.pointer = "default" if shown is None else "pointer"
            self.tooltip = None if shown is None else Content(shown.tooltip)
            self.refresh()


def _texts(shown: Shown) -> tuple[str, str]:
    """Key and words as they stand in the row, with the blanks around them."""
    return f" {shown.display} ", f"{shown.words} " if shown.words else ""
