"""Lines that follow the width, some of which one can act on: both sides of the survey screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from crosscase.tui.words import shown, wrapped

NARROWEST = 30  # cells that lines are drawn for at least


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        key: what it stands for, the same whenever it is drawn; empty for words that one only reads.
        detail: what is told of it while it is at hand.
    """

    content: Content
    key: str = ""
    detail: str = ""


Draw = Callable[[int], list[Line]]
"""Makes the lines for a width in cells."""


BLANK = Line(Content(""))


def cut(text: str, width: int) -> Content:
    """A `shown` text in exactly so many cells."""
    return Content(text).truncate(max(0, width), ellipsis=True, pad=True)


def paragraph(text: str, width: int, style: str = "", indent: str = "") -> list[Line]:
    """A text of the study in as many lines as it needs."""
    rows = wrapped(shown(text), max(1, width - len(indent)))
    return [Line(Content.assemble(indent, (row, style))) for row in rows]


class Rows(OptionList):
    """Shows lines; the one at hand stays so when they are drawn again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="survey.down", tooltip="Next row"),
        Binding("k", "cursor_up", "Up", show=False, id="survey.up", tooltip="Row before"),
    ]

    class Drawn(Message):
        """The lines were drawn anew."""

        def __init__(self, drawn: Rows) -> None:
            super().__init__()
            self.drawn = drawn

        @property
        def control(self) -> Rows:
            """Whose lines."""
            return self.drawn

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._of = ""
        self._drawing: Draw = lambda _width: []
        self.rows: list[Line] = []

    def show(self, of: str, draw: Draw) -> None:
        """Show other lines.

        Args:
            of: what they are about; as long as it stays, so does the line at hand.
            draw: called now and whenever the width changes.
        """
        at = self.key if of == self._of else ""
        top = self.scroll_offset.y if of == self._of else 0
        self._of, self._drawing = of, draw
        self._fill(at, top)

    def _fill(self, at: str, top: int) -> None:
        self.rows = self._drawing(max(NARROWEST, self.scrollable_content_region.width - 2))
        self.clear_options()
        self.add_options(Option(line.content, disabled=not line.key) for line in self.rows)
        keys = [line.key for line in self.rows]
        first = next((place for place, key in enumerate(keys) if key), None)
        self.highlighted = keys.index(at) if at in keys and at else first
        if self.highlighted == first or at == self.key:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.post_message(self.Drawn(self))

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self._fill(self.key, self.scroll_offset.y)
        if self.key and self.key != self.keys[0]:
            self.call_after_refresh(self.scroll_to_highlight)

    @property
    def line(self) -> Line | None:
        """The line at hand."""
        at = self.highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    @property
    def of(self) -> str:
        """What is shown."""
        return self._of

    @property
    def key(self) -> str:
        """The key of the line at hand; empty where there is none."""
        return self.line.key if self.line is not None else ""

    @property
    def keys(self) -> list[str]:
        """The keys of the lines that one can act on, in order."""
        return [line.key for line in self.rows if line.key]

    @property
    def _actable(self) -> list[int]:
        return [place for place, line in enumerate(self.rows) if line.key]

    def action_cursor_down(self) -> None:
        """The next line that one can act on; from the last one on to what stands below it."""
        if not self._actable or self.highlighted == self._actable[-1]:
            self.scroll_down(animate=False)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """The line before; from the first one on to what stands above it."""
        if not self._actable or self.highlighted == self._actable[0]:
            self.scroll_up(animate=False)
        else:
            super().action_cursor_up()

    def action_first(self) -> None:
        """The first line, and all that stands above it."""
        super().action_first()
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """The last line, and all that stands below it."""
        super().action_last()
        self.scroll_end(animate=False)

    def action_page_down(self) -> None:
        """A page on, also where there is nothing to act on."""
        if self._actable and self.highlighted != self._actable[-1]:
            super().action_page_down()  # type: ignore[no-untyped-call]  # Textual leaves it untyped
        else:
            self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page back, also where there is nothing to act on."""
        if self._actable and self.highlighted != self._actable[0]:
            super().action_page_up()  # type: ignore[no-untyped-call]  # Textual leaves it untyped
        else:
            self.scroll_page_up(animate=False)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a line; whether it is there."""
        place = next((place for place, line in enumerate(self.rows) if key and line.key == key), None)
        if place is not None:
            self.highlighted = place
        return place is not None


class EntryList(Rows):
    """What there is to look at, on the left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "select", "Open", id="survey.open", tooltip="Go to the answers; open ones in their text"
        ),
        Binding(
            "right,l", "screen.sheet", "Answers", show=False, id="survey.right", tooltip="Go to the answers"
        ),
    ]


class SheetView(Rows):
    """What there is to know of the entry at hand, on the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "Who",
            id="survey.who",
            tooltip="Show who gave the answer at hand, or is in the group",
        ),
        Binding("left,h", "screen.back", "Back", show=False, id="survey.left", tooltip="Go to the list"),
    ]

    class NothingThere(Message):
        """Enter was pressed where no line can be acted on."""

    def action_select(self) -> None:
        """Act on the line at hand, or on what all of it is about."""
        if self.key:
            super().action_select()
        else:
            self.post_message(self.NothingThere())
