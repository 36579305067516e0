"""A grid of cells under fixed heads: drawn row by row, so that a large one costs no more than what is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crosscase.tui.keys import keys_of
from crosscase.tui.synthesis.grid_layout import Cell, GridLayout, Piece, Sheet, lay_out
from crosscase.tui.transcript.paint import contrast, readable_on
from crosscase.tui.words import shortened

KEPT = 512
MOST_HEAT = 0.8  # of the colour of heat, where the shade is 1
KINDS = ("head", "here", "faint", "good", "warn", "bad", "accent", "line")
RULE = "│"

_key = keys_of("grid")


class Grid(ScrollView, can_focus=True):
    """Shows a sheet with one cell at hand; what that means is asked of its messages."""

    ALLOW_SELECT = False  # clicks choose a cell
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{kind}" for kind in (*KINDS, "heat", "cursor")}
    DEFAULT_CSS = """
    Grid {
        overflow-y: scroll;
        overflow-x: auto;
        scrollbar-size: 1 1;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        scrollbar-corner-color: $surface;
        scrollbar-color: $foreground 25%;
        scrollbar-color-hover: $foreground 45%;
        scrollbar-color-active: $foreground 60%;
        background: $surface;
        color: $foreground;
        & .grid--head { text-style: bold; }
        & .grid--here { color: $text-accent; text-style: bold underline; }
        & .grid--faint { color: $foreground 65%; }
        & .grid--good { color: $text-success; }
        & .grid--warn { color: $text-warning; text-style: bold; }
        & .grid--bad { color: $text-error; text-style: bold; }
        & .grid--accent { color: $text-accent; text-style: bold; }
        & .grid--line { color: $foreground 45%; }
        & .grid--heat { background: $primary; }
        & .grid--cursor { background: $accent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j", "move(1, 0)", "down", "Down", "A row down"),
        _key("up,k", "move(-1, 0)", "up", "Up", "A row up"),
        _key("right,l", "move(0, 1)", "right", "Right", "A column to the right"),
        _key("left,h", "move(0, -1)", "left", "Left", "A column to the left"),
        _key("pagedown", "page(1, 0)", "page-down", "Page down", "A window of rows down"),
        _key("pageup", "page(-1, 0)", "page-up", "Page up", "A window of rows up"),
        _key("L,ctrl+right,ctrl+pagedown", "page(0, 1)", "page-right", "Page right", "A window of columns to the right"),
        _key("H,ctrl+left,ctrl+pageup", "page(0, -1)", "page-left", "Page left", "A window of columns to the left"),
        _key("home", "edge(0, -1)", "row-start", "First column", "The first column"),
        _key("end", "edge(0, 1)", "row-end", "Last column", "The last column"),
        _key("ctrl+home,less_than_sign", "edge(-1, 0)", "first", "First row", "The first row"),
        _key("ctrl+end,greater_than_sign", "edge(1, 0)", "last", "Last row", "The last row"),
    ]  # fmt: skip

    class Moved(Message):
        """Another cell is at hand."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """Whose cell."""
            return self.grid

        def can_replace(self, message: Message) -> bool:
            """A later one tells all that an earlier one told."""
            return isinstance(message, Grid.Moved) and message.grid is self.grid

    class Chosen(Message):
        """The cell at hand was clicked twice."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """Whose cell."""
            return self.grid

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.sheet = Sheet()
        self._row = self._column = 0
        self._places: GridLayout | None = None  # None until the width is known
        self._strips: LRUCache[tuple[int, int, int], Strip] = LRUCache(KEPT)
        self._styles: dict[str, Style] = {}
        self._cells: dict[tuple[float, str], Style] = {}

    # what is shown

    def show(self, sheet: Sheet, at: tuple[str, str] | None = None) -> None:
        """Show other cells; the one at hand stays so where its row and column are still there.

        Args:
            at: keys of the row and column to put the cursor on; the present ones where None.
        """
        row_key, column_key = at if at is not None else self.at
        self.sheet = sheet
        self._row = self._place(sheet.rows, row_key, self._row)
        self._column = self._place(sheet.columns, column_key, self._column)
        self._lay_out()
        self.post_message(self.Moved(self))

    @staticmethod
    def _place(heads: Sequence[object], key: str, before: int) -> int:
        keys = [getattr(head, "key", "") for head in heads]
        if key and key in keys:
            return keys.index(key)
        at = max(0, min(before, len(keys) - 1))
        there = [place for place, each in enumerate(keys) if each]
        return min(there, key=lambda place: abs(place - at), default=0)

    @property
    def at(self) -> tuple[str, str]:
        """Keys of row and column at hand; empty where there are none."""
        return self.row_key, self.column_key

    @property
    def row_key(self) -> str:
        """The key of the row at hand."""
        return self.sheet.rows[self._row].key if self._row < len(self.sheet.rows) else ""

    @property
    def column_key(self) -> str:
        """The key of the column at hand."""
        return self.sheet.columns[self._column].key if self._column < len(self.sheet.columns) else ""

    @property
    def row(self) -> int:
        """The place of the row at hand."""
        return self._row

    @property
    def column(self) -> int:
        """The place of the column at hand."""
        return self._column

    @property
    def tails(self) -> tuple[str, ...]:
        """The titles of what stands fast at the right, as far as there is room for it."""
        return tuple(tail.title for tail, _ in self._places.tails) if self._places is not None else ()

    def go_to(self, row_key: str, column_key: str = "") -> bool:
        """Put the cursor on a cell, in the present column where none is named; whether the row is there."""
        if row_key not in (head.key for head in self.sheet.rows) or not row_key:
            return False
        column = self._place(self.sheet.columns, column_key or self.column_key, self._column)
        self._go(self._place(self.sheet.rows, row_key, self._row), column)
        return True

    # layout

    def _lay_out(self) -> None:
        self._strips.clear()
        width = self.scrollable_content_region.width
        if width <= 0:
            self._places = None  # not seen at the moment: laid out when it is
            return
        self._places = lay_out(self.sheet, width)
        self._fit()
        self._reveal()
        self.refresh()

    def _fit(self) -> None:
        places = self._places
        if places is None:
            return
        hidden = max(0, len(self.sheet.columns) - places.visible) * places.column
        fixed = places.head_rows + len(self.sheet.feet)
        size = Size(places.width + hidden, fixed + len(self.sheet.rows))
        if size != self.virtual_size:
            self.virtual_size = size

    def on_resize(self) -> None:
        """Fit anew; the cell at hand stays in view."""
        width = self.scrollable_content_region.width
        if self._places is None or width != self._places.width:
            self._lay_out()
        else:
            self._reveal()

    @property
    def _window(self) -> int:
        """Rows of cells that there is room for."""
        fixed = (self._places.head_rows if self._places is not None else 1) + len(self.sheet.feet)
        return max(1, self.scrollable_content_region.height - fixed)

    @property
    def _top(self) -> int:
        return max(0, min(int(self.scroll_y), len(self.sheet.rows) - self._window))

    @property
    def _left(self) -> int:
        places = self._places
        if places is None:
            return 0
        return max(0, min(round(self.scroll_x / places.column), len(self.sheet.columns) - places.visible))

    def _reveal(self) -> None:
        """Scroll so that the cell at hand is in view."""
        places = self._places
        if places is None:
            return
        top, left, window = self._top, self._left, self._window
        if self._row < top:
            top = self._row
        elif self._row >= top + window:
            top = self._row - window + 1
        if top and not any(head.key for head in self.sheet.rows[:top]):
            top = 0  # what stands over the first row is seen with it
        if self._column < left:
            left = self._column
        elif self._column >= left + places.visible:
            left = self._column - places.visible + 1
        if (left * places.column, top) != (int(self.scroll_x), int(self.scroll_y)):
            self.scroll_to(x=left * places.column, y=top, animate=False, force=True, immediate=True)

    # moving

    def _go(self, row: int, column: int) -> None:
        before = self._row, self._column
        if before == (row, column):
            return
        self._row, self._column = row, column
        scrolled = self.scroll_offset
        self._reveal()
        if self.scroll_offset == scrolled and self._places is not None:
            heads = Region(0, 0, self.size.width, self._places.head_rows)
            self.refresh(
                *(self._region(each) for each in {before[0], row}), *([heads] if before[1] != column else [])
            )
        self.post_message(self.Moved(self))

    def _region(self, row: int) -> Region:
        head = self._places.head_rows if self._places is not None else 1
        return Region(0, head + row - self._top, self.size.width, 1)

    def action_move(self, down: int, right: int) -> None:
        """Some rows and columns on; headings are passed by."""
        self._go(self._stepped(down), max(0, min(self._column + right, len(self.sheet.columns) - 1)))

    def _stepped(self, down: int) -> int:
        rows = self.sheet.rows
        if not rows:
            return 0
        at = max(0, min(self._row + down, len(rows) - 1))
        step = 1 if down >= 0 else -1
        while 0 <= at < len(rows) and not rows[at].key:
            at += step
        return at if 0 <= at < len(rows) else self._row

    def action_page(self, down: int, right: int) -> None:
        """A window of rows or columns on."""
        visible = self._places.visible if self._places is not None else 1
        self.action_move(down * self._window, right * max(1, visible))

    def action_edge(self, down: int, right: int) -> None:
        """The first or last row or column."""
        self.action_move(down * len(self.sheet.rows), right * len(self.sheet.columns))

    def on_click(self, event: events.Click) -> None:
        """A click takes a cell to hand, a second one chooses it."""
        places = self._places
        if places is None:
            return
        row = self._top + event.y - places.head_rows
        inside = places.head_rows <= event.y < places.head_rows + self._window
        if not inside or not 0 <= row < len(self.sheet.rows) or not self.sheet.rows[row].key:
            return
        over = (event.x - places.names) // places.column
        column = self._left + over if 0 <= over < places.visible else self._column
        self._go(row, column)
        if event.chain == 2:
            self.post_message(self.Chosen(self))

    # drawing

    def notify_style_update(self) -> None:
        """Take the colours of a changed theme."""
        self._styles.clear()
        self._cells.clear()
        self._strips.clear()
        super().notify_style_update()

    def _style(self, kind: str) -> Style:
        if not self._styles:
            for each in KINDS:
                self._styles[each] = self.get_component_rich_style(f"grid--{each}", partial=True)
            self._styles[""] = Style()
        if kind not in self._styles:
            self._styles[kind] = Style.parse(kind)
        return self._styles[kind]

    def _cell_style(self, cell: Cell, ground: Style) -> Style:
        """Of a cell that is not at hand: the ink stands out from whatever heat lies behind it."""
        key = cell.shade, cell.kind
        if (known := self._cells.get(key)) is None:
            style = self._style(cell.kind)
            if cell.shade > 0:
                _, _, background, foreground = self.colors
                heat = background.blend(
                    self.get_component_styles("grid--heat").background, cell.shade * MOST_HEAT
                )
                ink = background + foreground
                ink = ink if contrast(ink, heat) >= 4.5 else readable_on(heat)
                style = style + Style(color=ink.rich_color, bgcolor=heat.rich_color)
            known = self._cells[key] = style
        return ground + known

    def _cursor_style(self) -> Style:
        if "cursor" not in self._styles:
            if self.app.no_color or self.app.console.color_system not in ("256", "truecolor"):
                style = Style(reverse=True, bold=True)
            else:
                color = self.get_component_styles("grid--cursor").background
                style = Style(color=readable_on(color).rich_color, bgcolor=color.rich_color, bold=True)
            self._styles["cursor"] = style if self.has_focus else style + Style(bold=False, underline=True)
        return self._styles["cursor"]

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self._refresh_cursor()

    def on_blur(self) -> None:
        """The cursor shows where the keys go."""
        self._refresh_cursor()

    def _refresh_cursor(self) -> None:
        self._styles.pop("cursor", None)
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        places, base, width = self._places, self.rich_style, self.size.width
        if places is None:
            return Strip.blank(width, base)
        if y < places.head_rows:
            return self._head_strip(places, y, base, width)
        rows = len(self.sheet.rows)
        place = y - places.head_rows
        shown = min(self._window, rows - self._top)
        if place >= shown:
            foot = place - shown
            if foot < len(self.sheet.feet):
                return self._foot_strip(places, foot, base, width)
            return Strip.blank(width, base)
        row = self._top + place
        key = row, self._left, self._column if row == self._row else -1
        if (strip := self._strips.get(key)) is None:
            strip = self._strips[key] = self._row_strip(places, row, base, width)
        return strip

    def _head_strip(self, places: GridLayout, y: int, base: Style, width: int) -> Strip:
        line = y - places.groups
        last = line == places.head_lines - 1
        segments = [
            Segment(_cut(self.sheet.corner if last else "", places.names), base + self._style("faint"))
        ]
        if line < 0:
            segments += self._group_segments(places, base)
        else:
            for column in self._columns(places):
                kind = "here" if column == self._column else "head"
                segments += self._aligned(
                    places.heads[column][line], places.column, base, base + self._style(kind)
                )
        segments += self._filling(places, base)
        for tail, cells in places.tails:
            segments += [Segment(RULE, base + self._style("line"))]
            segments += [Segment(_cut(f" {tail.title}" if last else "", cells), base + self._style("head"))]
        return Strip(segments).adjust_cell_length(width, base)

    def _columns(self, places: GridLayout) -> range:
        return range(self._left, min(len(self.sheet.columns), self._left + places.visible))

    def _group_segments(self, places: GridLayout, base: Style) -> list[Segment]:
        segments: list[Segment] = []
        columns = self._columns(places)
        start = columns.start
        for column in range(columns.start + 1, columns.stop + 1):
            ends = column == columns.stop
            if ends or self.sheet.columns[column].under != self.sheet.columns[start].under:
                cells = (column - start) * places.column
                name = shortened(self.sheet.columns[start].under or "–", max(1, cells - 4))
                text = f" ┌{name}".ljust(1)
                text += "─" * max(0, cells - cell_len(text))
                segments.append(Segment(_cut(text, cells), base + self._style("accent")))
                start = column
        return segments

    def _filling(self, places: GridLayout, base: Style) -> list[Segment]:
        """Blanks between the last column and what stands fast at the right."""
        used = places.names + len(self._columns(places)) * places.column + places.tail_width
        return [Segment(" " * max(0, places.width - used), base)] if used < places.width else []

    def _row_strip(self, places: GridLayout, row: int, base: Style, width: int) -> Strip:
        head = self.sheet.rows[row]
        at_hand = row == self._row
        segments = self._name_segments(places, row, base)
        if not head.key:
            return Strip(segments).adjust_cell_length(width, base)
        for column in self._columns(places):
            cell = self.sheet.cell(row, column)
            style = self._cell_style(cell, base)
            if at_hand and column == self._column:
                segments += self._aligned(cell.text, places.column, base, self._cursor_style(), whole=True)
            else:
                segments += self._aligned(cell.text, places.column, base, style, whole=bool(cell.shade))
        segments += self._filling(places, base)
        for tail, cells in places.tails:
            segments += [Segment(RULE, base + self._style("line"))]
            segments += self._pieces(tail.draw(row, cells), cells, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _name_segments(self, places: GridLayout, row: int, base: Style) -> list[Segment]:
        head = self.sheet.rows[row]
        room = places.names - 1 - sum(cell_len(text) for text, _ in head.before)
        kind = "here" if row == self._row else "" if head.key else "accent"
        pieces = (*head.before, (shortened(head.name, max(1, room)), kind))
        return self._pieces(pieces, places.names, base)

    def _foot_strip(self, places: GridLayout, foot: int, base: Style, width: int) -> Strip:
        line = self.sheet.feet[foot]
        bold = base + self._style("head")
        segments = [Segment(_cut(line.name, places.names), bold)]
        for column in self._columns(places):
            segments += self._aligned(line.cell(column).text, places.column, base, bold)
        segments += self._filling(places, base)
        for _, cells in places.tails:
            segments += [Segment(RULE, base + self._style("line")), Segment(" " * cells, base)]
        return Strip(segments).adjust_cell_length(width, base)

    def _pieces(self, pieces: Sequence[Piece], cells: int, base: Style) -> list[Segment]:
        strip = Strip([Segment(text, base + self._style(kind)) for text, kind in pieces])
        return list(strip.adjust_cell_length(cells, base))

    def _aligned(
        self, text: str, cells: int, base: Style, style: Style, *, whole: bool = False
    ) -> list[Segment]:
        """A text at the right of its cells, which keep a blank on the left.

        Args:
            whole: whether the style fills all cells but the blank.
        """
        room = cells - 1
        text = shortened(text, room - 1) if cell_len(text) > room else text
        if whole:
            text = f"{text} " if cell_len(text) < room else text
            return [Segment(" ", base), Segment(" " * (room - cell_len(text)) + text, style)]
        blank = 1 if cell_len(text) < room else 0
        left = Segment(" " * (cells - cell_len(text) - blank), base)
        return (
            [left, Segment(text, style), Segment(" " * blank, base)] if text else [Segment(" " * cells, base)]
        )


def _cut(text: str, cells: int) -> str:
    """A shown text in exactly so many cells."""
    text = shortened(text, cells)
    return text + " " * (cells - cell_len(text))
