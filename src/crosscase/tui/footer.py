"""The last line of a screen: the keys of what one mostly does there; each can also be clicked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


class Standing(NamedTuple):
    """A text of the row: cells from `left` to before `right`; `shown` is None for the mark of keys without room."""

    left: int
    right: int
    shown: Shown | None


MORE = " … "


def in_row(keys: Sequence[Shown], width: int, first: int = 0) -> list[Standing]:
    """What stands in the row: whole keys alone, and always the last one, which is help and tells of all others.

    Args:
        width: cells of the row.
        first: how many keys are passed over where not all have room.
    """
    if sum(map(_size, keys)) <= width:
        return _placed(keys)
    *others, last = keys
    found: list[Shown | None] = [None] if first else []
    room = width - _size(last) - 2 * len(MORE)
    for each in others[first:]:
        room -= _size(each)
        if room < 0:
            return _placed([*found, None, last])
        found.append(each)
    return _placed([*found, last])


def _placed(texts: Iterable[Shown | None]) -> list[Standing]:
    found: list[Standing] = []
    left = 0
    for each in texts:
        right = left + _size(each)
        found.append(Standing(left, right, each))
        left = right
    return found


def _size(shown: Shown | None) -> int:
    return len(MORE) if shown is None else sum(map(cell_len, _texts(shown)))


class Footer(Widget):
    """The keys that are shown, in one row; the wheel brings those that have no room.

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
        self._first = 0  # keys that the wheel has passed over
        self._at_mouse: Shown | None = None

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        if screen.app.app_focus and (keys := self._keys_of(screen)) != self._keys:
            self._keys, self._first, self._at_mouse = keys, 0, None
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

    @property
    def _row(self) -> list[Standing]:
        return in_row(self._keys, self.size.width, self._first)

    def render(self) -> Content:
        """One row."""
        return Content.assemble(*(part for each in self._row for part in self._parts(each.shown)))

    def _parts(self, shown: Shown | None) -> Iterator[Content]:
        if shown is None:
            yield Content(MORE).stylize(self.get_visual_style("footer--words", partial=True))
            return
        over = [] if shown.enabled else ["footer--off"]
        over += ["footer--mouse"] if shown == self._at_mouse else []
        for text, name in zip(_texts(shown), ("footer--key", "footer--words"), strict=True):
            part = Content(text)
            for each in (name, *over):
                part = part.stylize(self.get_visual_style(each, partial=True))
            yield part

    def _standing_at(self, x: int) -> Standing | None:
        """What stands in that cell of the row."""
        return next((each for each in self._row if each.left <= x < each.right), None)

    def _key_at(self, x: int) -> Shown | None:
        return standing.shown if (standing := self._standing_at(x)) is not None else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Do what the key would do; at the mark of keys without room, bring them."""
        if (standing := self._standing_at(event.x)) is None:
            return
        if (shown := standing.shown) is None:
            self._pass_over(1 if standing.left else -1)
        elif shown.enabled:
            self.app.simulate_key(shown.key)
        else:
            self.app.bell()

    def on_mouse_scroll_down(self) -> None:
        """Bring keys that have no room at the end."""
        self._pass_over(1)

    def on_mouse_scroll_up(self) -> None:
        """Bring back those that were passed over."""
        self._pass_over(-1)

    def _pass_over(self, step: int) -> None:
        more_follow = any(each.shown is None and each.left for each in self._row)
        if (step > 0 and more_follow) or (step < 0 and self._first):
            self._first += step
            self._point_at(None)
            self.refresh()

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
