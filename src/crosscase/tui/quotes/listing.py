"""The list of quotes: drawn row by row, so that ten thousand of them cost no more than those on the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crosscase.study.folder import Study
from crosscase.synthesis.context import Context
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.quotes import Group
from crosscase.tui.quotes.answer import Answer, Heading, Key, key_of
from crosscase.tui.quotes.layout import OVER, ListLayout
from crosscase.tui.quotes.rows import INDENT, Room, Row, estimate, quote_rows
from crosscase.tui.words import shortened, shown

MEASURE = 100  # cells of a row of words at most: longer rows are hard to read
HERE, ELSEWHERE = "▌ ", "  "
KEPT = 512
KINDS = ("name", "who", "words", "quoted", "around", "memo", "key", "good", "warn", "bad", "heading", "count")


def _key(keys: str, action: str, name: str, words: str, tooltip: str, display: str | None = None) -> Binding:
    return Binding(keys, action, words, show=False, id=f"quotes.{name}", tooltip=tooltip, key_display=display)


class QuoteList(ScrollView, can_focus=True):
    """Quotes under each other with the one at hand; what it means is asked of its messages."""

    ALLOW_SELECT = False  # clicks choose a quote
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"quotes--{kind}" for kind in (*KINDS, "here", "bar")}
    DEFAULT_CSS = """
    QuoteList {
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & .quotes--name { text-style: bold; }
        & .quotes--who { color: $foreground 75%; }
        & .quotes--quoted { text-style: bold; }
        & .quotes--around { color: $foreground 65%; }
        & .quotes--memo { color: $text-accent; text-style: italic; }
        & .quotes--key { color: $text-accent; text-style: bold; }
        & .quotes--good { color: $text-success; }
        & .quotes--warn { color: $text-warning; text-style: bold; }
        & .quotes--bad { color: $text-error; text-style: bold; }
        & .quotes--heading { background: $panel; text-style: bold; }
        & .quotes--count { background: $panel; color: $foreground 75%; }
        & .quotes--here { background: $primary 22%; }
        & .quotes--bar { color: $primary; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j", "move(1)", "next", "Next", "Next quote; a long one is read to its end first"),
        _key("up,k", "move(-1)", "previous", "Previous", "The quote before"),
        _key("pagedown,space", "page(1)", "page-down", "Page down", "A page of quotes on"),
        _key("pageup", "page(-1)", "page-up", "Page up", "A page of quotes back"),
        _key("home,less_than_sign", "first", "first", "First", "First quote"),
        _key("end,greater_than_sign", "last", "last", "Last", "Last quote"),
        _key("n,right_curly_bracket", "group(1)", "next-group", "Next group", "First quote of the next group"),
        _key("N,left_curly_bracket", "group(-1)", "previous-group", "Group before", "First quote of the group before"),
    ]  # fmt: skip

    class Moved(Message):
        """Another quote is at hand; `by_hand` is whether somebody went there, or it came so by a change."""

        def __init__(self, by_hand: bool) -> None:
            super().__init__()
            self.by_hand = by_hand

    class Chosen(Message):
        """The quote at hand was chosen with the mouse."""

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._answer = Answer()
        self._around: Context = 0
        self._group: Group = ""
        self._at = 0
        self._nothing = ""
        self._places: ListLayout | None = None  # None until the width is known
        self._width = 0
        self._rows: LRUCache[int, list[Row]] = LRUCache(KEPT)
        self._styles: dict[str, Style] = {}

    # what is shown

    def show(self, found: Answer, context: Context, group: Group, nothing: str = "") -> None:
        """Show quotes; the one at hand stays so where it is among them, else the place in the list.

        Args:
            group: what the answer is grouped by.
            nothing: what stands here where there are none.
        """
        at_hand, top = self.passage, self._offset_of_hand()
        self._answer, self._around, self._group, self._nothing = found, context, group, nothing
        place = found.places.get(key_of(at_hand.coding)) if at_hand is not None else None
        self._at = place if place is not None else max(0, min(self._at, len(found.passages) - 1))
        self._lay_out(top)
        self.post_message(self.Moved(False))

    def amend(self, found: Answer, places: Collection[int]) -> None:
        """Show the same quotes with some of them changed, which costs no more than those."""
        self._answer = found
        for place in places:
            self._rows.discard(place)
        if self._places is not None:
            self._places.recount(places)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(False))

    @property
    def passage(self) -> Passage | None:
        """The quote at hand."""
        passages = self._answer.passages
        return passages[self._at] if self._at < len(passages) else None

    @property
    def place(self) -> int:
        """Place of the quote at hand, from 0."""
        return self._at

    def go_to(self, key: Key) -> bool:
        """Put the cursor on a quote; whether it is in the list."""
        place = self._answer.places.get(key)
        if place is not None:
            self._go(place, by_hand=False)
        return place is not None

    # layout

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _lay_out(self, top: int | None = None) -> None:
        """Count rows anew.

        Args:
            top: the row of the window in which the quote at hand is to begin, as far as that can be.
        """
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self._width = width
        self._rows.clear()
        passages, room = self._answer.passages, self._room
        self._places = ListLayout(
            [self._rows_about(passage, room) for passage in passages],
            lambda place: len(self._rows_of(place)),
            self._answer.headings,
        )
        if passages and top is not None:
            self._places.settle_above(self._at, top + 1)
            self._fit()
            self.scroll_to(y=max(0, self._places.bounds(self._at)[0] - top), animate=False)
        self._reveal()
        self.refresh()

    def _rows_about(self, passage: Passage, room: Room) -> int:
        """About how many rows a quote takes."""
        return estimate(passage, room)

    @property
    def _room(self) -> Room:
        most = self._width - len(HERE) - 1
        return Room(min(MEASURE + len(INDENT), most), self._around, self._group, most)

    def _offset_of_hand(self) -> int | None:
        if self._places is None or not len(self._places):
            return None
        return max(0, self._places.bounds(self._at)[0] - int(self.scroll_y))

    def _fit(self) -> None:
        if self._places is not None:
            size = Size(0, self._places.rows)
            if size != self.virtual_size:
                self.virtual_size = size

    def _settle(self) -> None:
        """Count exactly what is in the window."""
        if self._places is not None and len(self._places):
            self._places.settle(int(self.scroll_y), self._height)
        self._fit()

    def _reveal(self) -> None:
        """Scroll so that the quote at hand is in view, from its beginning where it is longer than the window."""
        rows = self._places
        if rows is None or not len(rows):
            self._fit()
            return
        height = self._height
        rows.settle_above(self._at, height)
        start, end = rows.bounds(self._at)
        top = int(self.scroll_y)
        # the heading of a group lies over the first row of the window for as long as its quotes are there
        covered = OVER if self._answer.groups and not rows.is_headed(self._at) else 0
        if start - covered < top or end - start + covered > height:
            top = max(0, start - covered)
        elif end > top + height:
            top = end - height
        self._fit()
        self.scroll_to(y=top, animate=False)
        self._settle()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Rows that come into view are counted."""
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def on_resize(self) -> None:
        """Wrap again; the quote at hand stays where it is."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out(self._offset_of_hand())
        else:
            self._reveal()

    def _rows_of(self, place: int) -> list[Row]:
        rows = self._rows.get(place)
        if rows is None:
            rows = self._rows[place] = quote_rows(self._study, self._answer.passages[place], self._room)
        return rows

    # moving

    def _go(self, place: int, *, by_hand: bool = True) -> None:
        place = max(0, min(place, len(self._answer.passages) - 1))
        if place != self._at:
            self._at = place
            self.refresh()
            self.post_message(self.Moved(by_hand))
        self._reveal()

    def action_move(self, step: int) -> None:
        """One quote on or back; a quote longer than the window is read by pages."""
        rows = self._places
        if rows is not None and len(rows):
            start, end = rows.bounds(self._at)
            top, height = int(self.scroll_y), self._height
            if step > 0 and end > top + height and end - start > height:
                self.scroll_to(y=min(top + height - 2, end - height), animate=False)
                return
            if step < 0 and start < top and end - start > height:
                self.scroll_to(y=max(start, top - height + 2), animate=False)
                return
        self._go(self._at + step)

    def action_page(self, step: int) -> None:
        """The quote a window further."""
        rows = self._places
        if rows is None or not len(rows):
            return
        start, end = rows.bounds(self._at)
        if end - start > self._height:
            self.action_move(step)
            return
        place = rows.item_at(max(0, start + step * self._height))
        self._go(place if place != self._at else self._at + step)

    def action_first(self) -> None:
        """First quote."""
        self._go(0)

    def action_last(self) -> None:
        """Last quote."""
        self._go(len(self._answer.passages) - 1)

    def action_group(self, step: int) -> None:
        """First quote of the next group, or of the one before."""
        starts = sorted(self._answer.headings)
        if step > 0:
            self._go(next((place for place in starts if place > self._at), self._at))
        else:
            self._go(next((place for place in reversed(starts) if place < self._at), 0))

    def on_click(self, event: events.Click) -> None:
        """A click takes a quote to hand, a second one goes to its place."""
        rows = self._places
        row = int(self.scroll_y) + event.y
        if rows is None or not len(rows) or row >= rows.rows:
            return
        self._go(rows.item_at(row))
        if event.chain == 2:
            self.post_message(self.Chosen())

    # drawing

    def notify_style_update(self) -> None:
        """Take the colours of a changed theme."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, kind: str) -> Style:
        if not self._styles:
            for each in KINDS:
                self._styles[each] = self.get_component_rich_style(f"quotes--{each}", partial=True)
            # what shines through is mixed here: a terminal knows no transparency
            _, _, background, _ = self.colors
            ground = background + self.get_component_styles("quotes--here").background
            self._styles["here"] = Style(bgcolor=ground.rich_color)
            bar = self.get_component_styles("quotes--bar").color
            self._styles["bar"] = Style(color=bar.rich_color, bold=True)
        if kind not in self._styles:
            self._styles[kind] = Style.parse(kind)
        return self._styles[kind]

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        rows, width = self._places, self.size.width
        base = self.rich_style
        number = int(self.scroll_y) + y
        if rows is None or not len(rows):
            words = shortened(self._nothing, max(0, width - 2)) if y == 1 else ""
            return _strip([Segment(f"  {words}", base)], width, base)
        if number >= rows.rows:
            return Strip.blank(width, base)
        place = rows.item_at(number)
        if y == 0 and (heading := self._heading_over(place)) is not None:
            return self._heading(heading, width, base)
        row = number - rows.bounds(place)[0]
        if rows.is_headed(place):
            if row < OVER:
                return self._heading(self._answer.headings[place], width, base)
            row -= OVER
        return self._quote(place, row, width, base)

    def _heading_over(self, place: int) -> Heading | None:
        starts = list(self._answer.headings)
        at = bisect_right(starts, place) - 1
        return self._answer.headings[starts[at]] if at >= 0 else None

    def _heading(self, heading: Heading, width: int, base: Style) -> Strip:
        count = f" {heading.count} "
        title = shortened(shown(heading.title), max(4, width - cell_len(count) - 3))
        style = base + self._style("heading")
        segments = [Segment(f" {title} ", style), Segment(count, base + self._style("count"))]
        return _strip(segments, width, style)

    def _quote(self, place: int, row: int, width: int, base: Style) -> Strip:
        found = self._rows_of(place)
        here = place == self._at
        ground = base + self._style("here") if here and row < len(found) else base
        if row >= len(found):
            return Strip.blank(width, base)
        bar = ground + self._style("bar") if here else ground
        segments = [Segment(HERE if here else ELSEWHERE, bar)]
        segments += [
            Segment(text, ground + self._style(kind) if kind else ground) for text, kind in found[row]
        ]
        return _strip(segments, width, ground)


def _strip(segments: list[Segment], width: int, base: Style) -> Strip:
    return Strip(segments).adjust_cell_length(width, base)
