"""The two panes of blocks: the statements of a case, and what is at the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from crosscase.tui.cases import keys
from crosscase.tui.synthesis.themes_blocks import Sheet, Stop, moved
from crosscase.tui.synthesis.themes_pane import NARROWEST, BlockPane, Draw


class CasePane(BlockPane, inherit_bindings=False):
    """Blocks of which a key draws only those that change; the one at hand stays in view when the window gets lower."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._wanted = ""  # key of the block to have at hand once there is room to lay out

    def show(self, of: str, draw: Draw, at: str = "") -> None:
        """As `BlockPane.show`; a block that is wanted before the pane has its size is gone to when it has."""
        if self._width > 0:
            self._wanted = ""
        else:
            if at or of != self.of:
                self._wanted = at
            self.call_after_refresh(self._lay_out_hidden)
        super().show(of, draw, at)

    @property
    def _width(self) -> int:
        """Cells to lay out for: of a pane that is hidden those it had; 0 before it ever had any."""
        return self.scrollable_content_region.width or self._sheet.width

    def _lay_out_hidden(self) -> None:
        """Keys go through the blocks of a pane also where it has been hidden from the beginning."""
        if self.is_attached and self._width == 0:
            wanted, self._wanted = self._wanted, ""
            self._sheet = Sheet(width=NARROWEST)
            self._lay_out(wanted, 0)

    def _lay_out(self, at: str, top: int) -> None:
        """As `BlockPane._lay_out`, but nothing is drawn that is as it was, and the screen is not laid out anew."""
        width = self._width
        if width <= 0:
            return
        before, stop, y = self._sheet, self.stop, int(self.scroll_y)
        self._sheet = self._draw(max(NARROWEST, width))
        place = self._sheet.place_of(at) if at else None
        last = max(0, len(self._sheet.stops) - 1)
        self._at = place if place is not None else min(self._at if at else 0, last)
        self._fit()
        self.scroll_to(y=min(top, self._lowest), animate=False, force=True, immediate=True)
        if at:
            self._reveal()
        if int(self.scroll_y) != y or before.width != self._sheet.width:
            self.refresh()
        else:
            self._draw_changes(before, stop)
        self.post_message(self.Moved(self, by_hand=False))

    def _fit(self) -> None:
        """Tell what can be scrolled: the pane keeps its size, so that nothing else on the screen has to move."""
        size = Size(self._sheet.width, len(self._sheet.rows))
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def _draw_changes(self, before: Sheet, stop: Stop | None) -> None:
        """Draw the rows in the window that are others than before; `stop` was at hand then."""
        top, rows = int(self.scroll_y), self._sheet.rows
        marked = {
            row for each in (stop, self.stop) if each is not None and stop != self.stop
            for row in range(each.top, each.bottom)
        }  # fmt: skip
        for row in range(top, top + self._height):
            old, new = (each[row] if row < len(each) else None for each in (before.rows, rows))
            if old != new or row in marked:
                self.refresh_lines(row)

    def on_resize(self) -> None:
        """Lay out for the width there is; where that stays, keep the block at hand in view."""
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        wanted, self._wanted = self._wanted or self.key, ""
        if self._sheet.width != max(NARROWEST, width):
            self._lay_out(wanted, int(self.scroll_y))
        self._reveal()

    def _put(self, place: int, by_hand: bool) -> None:
        if place == self._at:
            return
        before, self._at = self.stop, place
        for stop in (before, self.stop):
            if stop is not None:
                self.refresh_lines(stop.top, stop.bottom - stop.top)
        self.post_message(self.Moved(self, by_hand))

    def _go(self, place: int, *, by_hand: bool = True) -> None:
        self._put(max(0, min(place, len(self._sheet.stops) - 1)), by_hand)
        self._reveal()

    def action_move(self, step: int) -> None:
        """As `BlockPane.action_move`."""
        place, top = moved(self._sheet, self._at, int(self.scroll_y), self._height, step)
        self._scroll(top)
        self._put(place, True)


class StatementList(CasePane, inherit_bindings=False):
    """The description: its sections and statements."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.STATEMENTS]

    class Left(Message):
        """One went out at the left."""

    def action_leave(self) -> None:
        """Out at the left."""
        self.post_message(self.Left())


class DetailPane(CasePane, inherit_bindings=False):
    """What is at the cursor, told whole."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.DETAIL]
    DEFAULT_CSS = """
    DetailPane { background: $panel; scrollbar-background: $panel; }
    """
