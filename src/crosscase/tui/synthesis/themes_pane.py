"""Blocks on the screen, with the one at hand: drawn row by row, moved through block by block."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crosscase.tui.keys import keys_of
from crosscase.tui.synthesis.themes_blocks import Row, Sheet, Stop, moved, revealed

NARROWEST = 24  # cells that blocks are drawn for at least
KINDS = (
    "name", "heading", "dim", "words", "key", "good", "warn", "bad", "bar", "line",
    "converges", "expands", "explains", "contrasts", "silent", "undecided",
)  # fmt: skip
MARK = "▌"

Draw = Callable[[int], Sheet]
"""Lays the blocks out for a width in cells."""

_key = keys_of("themes")


class BlockPane(ScrollView, can_focus=True):
    """Blocks under each other; what one does with the one at hand is asked of its messages."""

    ALLOW_SELECT = False  # clicks choose a block
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"themes--{kind}" for kind in (*KINDS, "here", "away", "mark")}
    DEFAULT_CSS = """
    BlockPane {
        overflow-y: scroll; overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        scrollbar-color: $foreground 25%; scrollbar-color-hover: $foreground 45%; scrollbar-color-active: $foreground 60%;
        background: $surface;
        color: $foreground;
        & .themes--name { text-style: bold; }
        & .themes--heading { color: $text-accent; text-style: bold; }
        & .themes--dim { color: $foreground 70%; }
        & .themes--words { color: $foreground; }
        & .themes--key { color: $text-accent; text-style: bold; }
        & .themes--good { color: $text-success; text-style: bold; }
        & .themes--warn { color: $text-warning; text-style: bold; }
        & .themes--bad { color: $text-error; text-style: bold; }
        & .themes--bar { color: $primary; }
        & .themes--line { color: $foreground 40%; }
        & .themes--converges { color: $text-success; text-style: bold; }
        & .themes--expands { color: $text-primary; text-style: bold; }
        & .themes--explains { color: $text-accent; text-style: bold; }
        & .themes--contrasts { color: $text-error; text-style: bold; }
        & .themes--silent { color: $foreground 70%; text-style: bold; }
        & .themes--undecided { color: $text-warning; text-style: bold; }
        & .themes--here { background: $primary 25%; }
        & .themes--away { background: $primary 12%; }
        & .themes--mark { color: $primary; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j", "move(1)", "down", "Down", "Next block, or on to the words before it"),
        _key("up,k", "move(-1)", "up", "Up", "The block before, or back to the words after it"),
        _key("pagedown,space", "page(1)", "page-down", "Page down", "A page on"),
        _key("pageup", "page(-1)", "page-up", "Page up", "A page back"),
        _key("home,less_than_sign", "first", "first", "First", "To the top"),
        _key("end,greater_than_sign", "last", "last", "Last", "To the end"),
    ]  # fmt: skip

    class Moved(Message):
        """Another block is at hand; `by_hand` is whether somebody went there, or it came so by a change."""

        def __init__(self, pane: BlockPane, by_hand: bool = True) -> None:
            super().__init__()
            self.pane = pane
            self.by_hand = by_hand

        @property
        def control(self) -> BlockPane:
            """Whose block."""
            return self.pane

    class Chosen(Moved):
        """The block at hand was chosen."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._of = ""
        self._draw: Draw = lambda width: Sheet(width=width)
        self._sheet = Sheet()
        self._at = 0
        self._styles: dict[str, Style] = {}

    # what is shown

    def show(self, of: str, draw: Draw, at: str = "") -> None:
        """Show other blocks.

        Args:
            of: what they are about; as long as it stays, so do the block at hand and the place.
            draw: called now and whenever the width changes.
            at: key of the block to have at hand.
        """
        at = at or (self.key if of == self._of else "")
        top = int(self.scroll_y) if of == self._of else 0
        self._of, self._draw = of, draw
        self._lay_out(at, top)

    @property
    def of(self) -> str:
        """What the blocks are about."""
        return self._of

    @property
    def stop(self) -> Stop | None:
        """The block at hand; None where there is none to stop at."""
        stops = self._sheet.stops
        return stops[self._at] if self._at < len(stops) else None

    @property
    def key(self) -> str:
        """Its key; empty where there is none."""
        return self.stop.key if self.stop is not None else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all blocks that one can stop at, in order."""
        return tuple(stop.key for stop in self._sheet.stops)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a block; whether it is there."""
        place = self._sheet.place_of(key)
        if place is not None:
            self._go(place, by_hand=False)
        return place is not None

    def _lay_out(self, at: str, top: int) -> None:
        region = self.scrollable_content_region
        if region.width <= 0:
            return
        self._sheet = self._draw(max(NARROWEST, region.width))
        place = self._sheet.place_of(at) if at else None
        self._at = (
            place if place is not None else min(self._at if at else 0, max(0, len(self._sheet.stops) - 1))
        )
        self.virtual_size = Size(self._sheet.width, len(self._sheet.rows))
        self.scroll_to(y=min(top, self._lowest), animate=False, force=True, immediate=True)
        if at:
            self._reveal()
        self.refresh()
        self.post_message(self.Moved(self, by_hand=False))

    def on_resize(self) -> None:
        """Lay out for the width there is."""
        if self._sheet.width != max(NARROWEST, self.scrollable_content_region.width):
            self._lay_out(self.key, int(self.scroll_y))

    # moving

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    @property
    def _lowest(self) -> int:
        return max(0, len(self._sheet.rows) - self._height)

    def _scroll(self, y: int) -> None:
        self.scroll_to(y=max(0, min(y, self._lowest)), animate=False, force=True, immediate=True)

    def _go(self, place: int, *, by_hand: bool = True) -> None:
        place = max(0, min(place, len(self._sheet.stops) - 1))
        if place != self._at:
            self._at = place
            self.refresh()
            self.post_message(self.Moved(self, by_hand))
        self._reveal()

    def _reveal(self) -> None:
        """Scroll so that the block at hand is in view."""
        if self.stop is not None:
            self._scroll(revealed(self.stop, int(self.scroll_y), self._height))

    def action_move(self, step: int) -> None:
        """One block on or back; words in between, and a block longer than the window, are read by the window first."""
        place, top = moved(self._sheet, self._at, int(self.scroll_y), self._height, step)
        self._scroll(top)
        if place != self._at:
            self._at = place
            self.refresh()
            self.post_message(self.Moved(self))

    def action_page(self, step: int) -> None:
        """A window on or back; the first block in it is at hand."""
        top, height = int(self.scroll_y), self._height
        y = max(0, min(top + step * max(1, height - 1), self._lowest))
        if y == top:
            self._go(len(self._sheet.stops) - 1 if step > 0 else 0)
            return
        self._scroll(y)
        inside = [
            place for place, stop in enumerate(self._sheet.stops) if stop.top < y + height and stop.bottom > y
        ]
        whole = [place for place in inside if self._sheet.stops[place].top >= y]
        if inside:
            self._at = (whole or inside)[0]
            self.refresh()
            self.post_message(self.Moved(self))

    def action_first(self) -> None:
        """The first block, and all that stands above it."""
        self._go(0)
        self._scroll(0)

    def action_last(self) -> None:
        """The last block, and all that stands below it."""
        self._go(len(self._sheet.stops) - 1)
        self._scroll(self._lowest)

    def across(self, step: int) -> bool:
        """Go to the block beside the one at hand, in the other column; whether there is one."""
        here = self.stop
        if here is None:
            return False
        beside = [
            (abs(stop.top - here.top), place)
            for place, stop in enumerate(self._sheet.stops)
            if (stop.left >= here.right if step > 0 else stop.right <= here.left)
        ]
        if beside:
            self._go(min(beside)[1])
        return bool(beside)

    def action_choose(self) -> None:
        """Act on the block at hand."""
        self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """A click takes a block to hand, a second one chooses it."""
        place = self._sheet.stop_at(int(self.scroll_y) + event.y, event.x)
        if place is None:
            return
        self._go(place)
        if event.chain == 2:
            self.action_choose()

    # drawing

    def notify_style_update(self) -> None:
        """Take the colours of a changed theme."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, kind: str) -> Style:
        if not self._styles:
            for each in (*KINDS, "mark"):
                self._styles[each] = self.get_component_rich_style(f"themes--{each}", partial=True)
            # what shines through is mixed here: a terminal knows no transparency
            _, _, background, _ = self.colors
            for each in ("here", "away"):
                ground = background + self.get_component_styles(f"themes--{each}").background
                self._styles[each] = Style(bgcolor=ground.rich_color)
        if kind not in self._styles:
            self._styles[kind] = Style.parse(kind)
        return self._styles[kind]

    def on_focus(self) -> None:
        """The block at hand shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """It no longer does."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        base, width = self.rich_style, self.size.width
        number = int(self.scroll_y) + y
        if number >= len(self._sheet.rows):
            return Strip.blank(width, base)
        row = self._sheet.rows[number]
        stop = self.stop
        if stop is None or not stop.top <= number < stop.bottom:
            return self._strip(row, base).crop_extend(0, width, base)
        ground = self._style("here" if self.has_focus else "away")
        strip = self._strip(row, base)
        before, here, after = (
            strip.crop(0, stop.left), strip.crop(stop.left, stop.right), strip.crop(stop.right, self._sheet.width),
        )  # fmt: skip
        mark = Segment(MARK, base + self._style("mark") + ground)
        here = Strip([mark, *here.crop(1, stop.right - stop.left)]).apply_style(ground)
        here = Strip([Segment(each.text, (each.style or base) + ground) for each in here])
        return Strip.join([before, here, after]).crop_extend(0, width, base)

    def _strip(self, row: Row, base: Style) -> Strip:
        return Strip([Segment(text, base + self._style(kind) if kind else base) for text, kind in row])


class ThemeList(BlockPane):
    """The themes, and what is without one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("enter,right,l", "choose", "open", "Open", "Go to the joint display of the theme", show=True),
    ]  # fmt: skip


class JointSheet(BlockPane):
    """The joint display of one theme."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key(
            "enter", "choose", "enter", "Open",
            "Show the quotes of the case, the item in the survey, decide, or make a theme: what is at hand", show=True,
        ),
        _key("right,l", "across(1)", "right", "Right", "To the survey's items, where they stand beside the cases"),
        _key("left,h", "across(-1)", "left", "Left", "To the cases, then back to the list"),
    ]  # fmt: skip

    class Left(Message):
        """One went out at the left."""

    def action_across(self, step: int) -> None:
        """To the other column; to the left of all, out."""
        if not self.across(step) and step < 0:
            self.post_message(self.Left())
