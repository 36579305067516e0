"""What a grid of cells shows, and where its parts stand in a window. Geometry only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product

from rich.cells import cell_len

from crosscase.tui.words import shortened, wrapped

Piece = tuple[str, str]
"""A text in shown form, and what it is drawn in: a kind of `grid.KINDS`, a style such as `bold #ff8800`, or nothing."""

MOST_HEAD_LINES = 3
LEAST_NAMES, MOST_NAMES = 14, 44  # cells of the names of rows
EASY = 7  # cells of a column in which names can be read, for which what stands at the right becomes narrower
MOST_COLUMN = 18  # cells; wider ones part numbers that belong together
FEW = 3  # columns that are to be seen beside what stands fast at the right


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        text: in shown form; it stands for itself without the shade.
        shade: 0 to 1, how much of the colour of heat lies behind it.
        kind: as of `Piece`.
    """

    text: str
    shade: float = 0.0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RowHead:
    """The head of a row.

    Attributes:
        key: what it stands for, unique; empty for a heading, on which the cursor does not stop.
        before: what stands before the name: indent, fold sign, tag.
    """

    key: str
    name: str
    before: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column.

    Attributes:
        key: what it stands for, unique.
        under: what it is grouped under with its neighbours; empty where it is not.
    """

    key: str
    name: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """A column that stands fast at the right.

    Attributes:
        widths: cells it may take, the best first.
        draw: the pieces of a row (by place), for a width; wider ones are cut.
    """

    title: str
    widths: tuple[int, ...]
    draw: Callable[[int, int], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Foot:
    """A row that stands fast below: a name, and its cells by column."""

    name: str
    cell: Callable[[int], Cell]


@dataclass(frozen=True)
class Sheet:
    """What a grid shows.

    Attributes:
        corner: what stands over the names of the rows.
        cell: the cell at (row, column), asked for those on the screen alone.
        widest: cells that the widest text of a cell takes.
    """

    rows: Sequence[RowHead] = ()
    columns: Sequence[ColumnHead] = ()
    cell: Callable[[int, int], Cell] = lambda _row, _column: Cell("")
    widest: int = 1
    corner: str = ""
    tails: tuple[Tail, ...] = ()
    feet: tuple[Foot, ...] = ()


@dataclass(frozen=True)
class GridLayout:
    """Where the parts of a sheet stand in a window of a width.

    Attributes:
        names: cells of the names of rows.
        column: cells of a column, its gap included.
        visible: how many columns there is room for.
        heads: the lines of each column's name, bottom up filled, all of the same number.
        groups: whether a line over them names what columns are grouped under.
        tails: those there is room for, each with its width.
    """

    width: int
    names: int
    column: int
    visible: int
    heads: tuple[tuple[str, ...], ...]
    groups: bool
    tails: tuple[tuple[Tail, int], ...] = field(default=())

    @property
    def head_rows(self) -> int:
        """Rows above the first row of cells."""
        return self.head_lines + self.groups

    @property
    def head_lines(self) -> int:
        """Lines of the columns' names."""
        return len(self.heads[0]) if self.heads else 1

    @property
    def tail_width(self) -> int:
        """Cells of what stands fast at the right, the line before it included."""
        return sum(width + 1 for _, width in self.tails)


def lay_out(sheet: Sheet, width: int) -> GridLayout:
    """Fit a sheet to a window.

    Names of rows get what they need up to two fifths of the window, down to three tenths where the words
    over columns are then whole. What stands fast at the right takes its best
    width as long as every column is seen beside it, then a smaller one; where not even a few columns are, it goes.

    Args:
        width: cells of the window.
    """
    longest = max((name_width(row) for row in sheet.rows), default=0)
    names = min(
        max(longest, cell_len(sheet.corner), LEAST_NAMES), MOST_NAMES, max(LEAST_NAMES, width * 2 // 5)
    )
    least = max(sheet.widest + 2, 5)
    count = len(sheet.columns)
    longest_word = max((cell_len(head.name) for head in sheet.columns), default=0) + 1
    tails = _tails_that_fit(sheet.tails, width - names, least, max(least, min(longest_word, EASY)), count)
    room = max(least, width - names - sum(cells + 1 for _, cells in tails))
    column = (
        least if count * least > room else min(room // max(1, count), max(least, longest_word), MOST_COLUMN)
    )
    column = max(least, min(column, room))
    if count * least <= room:
        floor = min(names, max(LEAST_NAMES, width * 3 // 10))
        whole = max((cell_len(word) for head in sheet.columns for word in head.name.split()), default=0) + 1
        if column < whole <= min(MOST_COLUMN, (room + names - floor) // max(1, count)):
            names -= max(0, count * whole - room)
            column = whole
    heads = _heads(sheet.columns, column - 1)
    groups = any(head.under for head in sheet.columns)
    return GridLayout(width, names, column, min(count, max(1, room // column)), heads, groups, tails)


def name_width(row: RowHead) -> int:
    """Cells of a row's head."""
    return sum(cell_len(text) for text, _ in row.before) + cell_len(row.name) + 1


def _tails_that_fit(
    tails: Sequence[Tail], room: int, least: int, easy: int, columns: int
) -> tuple[tuple[Tail, int], ...]:
    """The tails there is room for: all of them beside all columns where that can be, else the first ones.

    Where columns have to be scrolled anyway, tails may take a quarter of the room.
    """
    for taken in range(len(tails), 0, -1):
        ways = sorted(product(*(tail.widths for tail in tails[:taken])), key=sum, reverse=True)
        for wanted in (columns * easy, columns * least, min(columns, FEW) * least):
            for way in ways:
                used = sum(way) + taken
                if used + wanted <= room and (wanted >= columns * least or used * 4 <= room):
                    return tuple(zip(tails[:taken], way, strict=True))
    return ()


def _heads(columns: Sequence[ColumnHead], width: int) -> tuple[tuple[str, ...], ...]:
    """The names of columns in as few lines as they need, the last line at the bottom."""
    lines = [_head(head.name, width) for head in columns]
    most = max((len(each) for each in lines), default=1)
    return tuple(("",) * (most - len(each)) + tuple(each) for each in lines)


def _hyphenated(word: str, width: int) -> str:
    """A word in even parts where it is too long for a row, each but the last with a hyphen."""
    if cell_len(word) <= width or len(word) != cell_len(word) or width < 4:
        return word
    rows = -(-len(word) // (width - 1))
    size = -(-len(word) // rows)
    return "- ".join(word[at : at + size] for at in range(0, len(word), size))


def _head(name: str, width: int) -> list[str]:
    words = [_hyphenated(word, width) for word in name.split()]
    rows = wrapped(" ".join(words), max(1, width)) or [""]
    if len(rows) > MOST_HEAD_LINES:
        rest = " ".join(rows[MOST_HEAD_LINES - 1 :])
        rows = [*rows[: MOST_HEAD_LINES - 1], shortened(rest, max(1, width))]
    return rows
