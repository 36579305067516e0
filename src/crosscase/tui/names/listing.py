"""The list of names: drawn row by row, so that thousands of them cost no more than those on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crosscase.tui.words import ELLIPSIS, shortened, shown

HERE, ELSEWHERE = "▌", " "
MARK, COUNT, PSEUDONYM, DOUBT = 3, 6, 18, 3  # cells
LEAST_WORDS, MOST_WORDS, LEAST_WHY = 22, 36, 18  # cells
KINDS = ("words", "mark", "count", "pseudonym", "why", "off", "here", "bar")


@dataclass(frozen=True, slots=True)
class Row:
    """A name as the list has it.

    Attributes:
        mark: what was decided, in one sign; blank while nothing was.
        words: the name.
        count: of its places.
        pseudonym: what would stand for it, or shall; empty where it stays.
        sure: whether nobody has to look.
        why: by what it was found.
    """

    mark: str
    words: str
    count: int
    pseudonym: str
    sure: bool
    why: str


class NameList(ScrollView, can_focus=False):
    """Names, a row each, with the one at hand."""

    ALLOW_SELECT = False  # clicks choose a name
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"names--{kind}" for kind in KINDS}
    DEFAULT_CSS = """
    NameList {
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & .names--mark { color: $text-success; text-style: bold; }
        & .names--count { color: $foreground 75%; }
        & .names--pseudonym { color: $text-accent; }
        & .names--why { color: $foreground 65%; }
        & .names--off { color: $foreground 60%; }
        & .names--here { background: $primary 22%; }
        & .names--bar { color: $primary; text-style: bold; }
    }
    """

    class Clicked(Message):
        """A name was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, row: Callable[[int], Row], *, id: str) -> None:
        """Make the list.

        Args:
            row: gives a name by its place.
        """
        super().__init__(id=id)
        self._row = row
        self._count = 0
        self._at = 0
        self._styles: dict[tuple[str, bool], Style] = {}

    def show(self, count: int, at: int) -> None:
        """Show this many names, as they are now, with one of them at hand."""
        self._count, self._at = count, at
        self.virtual_size = Size(0, count)
        self._reveal()
        self.refresh()

    @property
    def page(self) -> int:
        """Rows of a page."""
        return max(1, self.scrollable_content_region.height - 1)

    def _reveal(self) -> None:
        height, top = max(1, self.scrollable_content_region.height), int(self.scroll_y)
        if self._at < top:
            self.scroll_to(y=self._at, animate=False)
        elif self._at >= top + height:
            self.scroll_to(y=self._at - height + 1, animate=False)

    def on_resize(self) -> None:
        """The name at hand stays in view."""
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """A click takes a name to hand."""
        row = int(self.scroll_y) + event.y
        if row < self._count:
            self.post_message(self.Clicked(row))

    def notify_style_update(self) -> None:
        """Take the colours of a changed theme."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, kind: str, here: bool) -> Style:
        """How a kind of words is drawn; colours are mixed here, since a terminal knows no transparent ones."""
        key = (kind, here)
        if key not in self._styles:
            _, _, ground, foreground = self.colors
            if here:
                ground += self.get_component_styles("names--here").background
            styles = self.get_component_styles(f"names--{kind}")
            color = styles.color if styles.has_rule("color") else foreground
            self._styles[key] = styles.text_style + Style.from_color(
                (ground + color).rich_color, ground.rich_color
            )
        return self._styles[key]

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        cells, at = self.size.width, int(self.scroll_y) + y
        if at >= self._count:
            return Strip.blank(cells, self._style("words", False))
        here = at == self._at
        segments = [
            Segment(words, self._style(kind, here))
            for kind, words in written(self._row(at), cells - len(HERE))
        ]
        bar = Segment(HERE if here else ELSEWHERE, self._style("bar", here))
        return Strip([bar, *segments]).adjust_cell_length(cells, self._style("words", here))


def written(row: Row, cells: int) -> Sequence[tuple[str, str]]:
    """A name in so many cells, as kinds of words and the words."""
    room = cells - MARK - COUNT - PSEUDONYM - DOUBT
    with_why = room >= LEAST_WORDS + LEAST_WHY
    wide = max(LEAST_WORDS, min(MOST_WORDS, room - LEAST_WHY - 1 if with_why else room - 1))
    stands = f"→ {row.pseudonym}" if row.pseudonym else "stays"
    parts = [
        ("mark", f" {row.mark:1} "),
        ("words" if row.pseudonym else "off", _fitted(row.words, wide)),
        ("count", f"{row.count:>{COUNT - 1}} "),
        ("pseudonym" if row.pseudonym else "off", _fitted(stands, PSEUDONYM)),
        ("why", f" {' ' if row.sure else '?'} "),
    ]
    if with_why:
        parts.append(("why", _cut(shown(row.why), room - wide - 1)))
    return parts


def _cut(text: str, cells: int) -> str:
    """The beginning of a text, with a sign where it goes on."""
    return text if cell_len(text) <= cells else f"{set_cell_size(text, cells - 1).rstrip()}{ELLIPSIS}"


def _fitted(text: str, cells: int) -> str:
    return set_cell_size(shortened(shown(text), cells), cells)
