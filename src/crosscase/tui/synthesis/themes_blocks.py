"""Rows of words in blocks, some of which one can stop at: how a list of themes and a joint display are laid out.

Pure geometry: a row is made of pieces, each a shown text and how it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from crosscase.tui.words import shortened, shown, wrapped

Piece = tuple[str, str]
"""A text in shown form, and what it is: one of the view's kinds, or a style."""
Row = tuple[Piece, ...]

MARGIN = 2
"""Cells before each column, in which the block at hand is marked."""
DIVIDER: Piece = ("│", "line")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together.

    Attributes:
        rows: drawn for the width of their column without its margin.
        key: what the block stands for, the same whenever it is drawn; empty for words that one only reads.
        detail: what is told of it while it is at hand.
    """

    rows: tuple[Row, ...]
    key: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of blocks beside each other; `left_width` has the margin of the left one."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    left_width: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a block with a key stands: rows from `top` to before `bottom`, cells from `left` to before `right`."""

    key: str
    top: int
    bottom: int
    left: int
    right: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything laid out; each row has exactly `width` cells."""

    rows: tuple[Row, ...] = ()
    stops: tuple[Stop, ...] = ()
    width: int = 0

    def place_of(self, key: str) -> int | None:
        """The place of a stop; None where there is none of that key."""
        return next((place for place, stop in enumerate(self.stops) if stop.key == key), None)

    def stop_at(self, row: int, cell: int) -> int | None:
        """The place of the stop that a cell belongs to."""
        within = (
            place
            for place, stop in enumerate(self.stops)
            if stop.top <= row < stop.bottom and stop.left <= cell < stop.right
        )
        return next(within, None)


def sheet_of(parts: Iterable[Block | Columns], width: int) -> Sheet:
    """Blocks under each other.

    Args:
        width: cells of a row, with the margin.
    """
    rows: list[Row] = []
    stops: list[Stop] = []
    for part in parts:
        if isinstance(part, Block):
            _put([part], rows, stops, 0, width)
        else:
            _beside(part, rows, stops, width)
    return Sheet(tuple(rows), tuple(stops), width)


def _put(blocks: Iterable[Block], rows: list[Row], stops: list[Stop], left: int, width: int) -> None:
    for block in blocks:
        if block.key:
            end = len(rows) + len(block.rows)
            stops.append(Stop(block.key, len(rows), end, left, left + width, block.detail))
        rows += in_margin(block.rows, width)


def in_margin(rows: Iterable[Row], width: int) -> tuple[Row, ...]:
    """Rows as they stand in a column of `width` cells, with the margin."""
    return tuple(fitted(((" " * MARGIN, ""), *row), width) for row in rows)


def _beside(columns: Columns, rows: list[Row], stops: list[Stop], width: int) -> None:
    top = len(rows)
    left: list[Row] = [()] * top
    right: list[Row] = [()] * top
    begin = columns.left_width + 1
    _put(columns.left, left, stops, 0, columns.left_width)
    _put(columns.right, right, stops, begin, width - begin)
    for at in range(top, max(len(left), len(right))):
        first = left[at] if at < len(left) else ((" " * columns.left_width, ""),)
        second = right[at] if at < len(right) else ((" " * (width - begin), ""),)
        rows.append((*first, DIVIDER, *second))


def fitted(row: Sequence[Piece], width: int) -> Row:
    """A row in exactly `width` cells: what is too long gives way at its end."""
    found: list[Piece] = []
    used = 0
    for text, kind in row:
        room = width - used
        if room <= 0:
            break
        if cell_len(text) > room:
            text = set_cell_size(shortened(text, room) if room > 3 else text, room)
        found.append((text, kind))
        used += cell_len(text)
    if used < width:
        found.append((" " * (width - used), ""))
    return tuple(found)


def text_rows(text: str, width: int, kind: str = "", indent: str = "", most: int = 0) -> tuple[Row, ...]:
    """A text of the study in as many rows as it needs.

    Args:
        most: rows at most; the last one then ends with an ellipsis. 0 for all.
    """
    found = wrapped(shown(text), max(4, width - cell_len(indent)))
    if most and len(found) > most:
        room = max(4, width - cell_len(indent))
        last = found[most - 1]
        found = [*found[: most - 1], f"{last if cell_len(last) < room else last[:-1]}…"]
    return tuple(((indent, ""), (row, kind)) for row in found)


def heading(text: str, width: int) -> tuple[Row, ...]:
    """A title over what follows, with a row before it."""
    return ((), ((shortened(shown(text), width), "heading"),))


# moving through a sheet


def revealed(stop: Stop, top: int, height: int, lead: int = 2) -> int:
    """The first row of the window so that a block is in it, from its beginning where it is longer than the window.

    Args:
        top: the first row now.
        lead: rows over the block that are shown with it, as far as there is room.
    """
    size = stop.bottom - stop.top
    if stop.top < top or size > height:
        return max(0, stop.top - min(lead, max(0, height - size)))
    return max(top, stop.bottom - height)


def moved(sheet: Sheet, at: int, top: int, height: int, step: int) -> tuple[int, int]:
    """Where one is after a step: words that nobody has seen, and the rest of a long block, come before the next one.

    Args:
        at: place of the block at hand.
        top: first row of the window; `height` its rows.
        step: 1 for down, -1 for up.

    Returns:
        The place of the block at hand, and the first row of the window.
    """
    total = max(len(sheet.rows), height)
    spans = [(stop.top, stop.bottom) for stop in sheet.stops]
    if step < 0:  # going up is going down in a sheet that is turned over
        spans = [(total - bottom, total - above) for above, bottom in spans]
        at, found = _moved_down(spans, at, total - top - height, height, -1)
        return at, max(0, min(total - found - height, total - height))
    at, found = _moved_down(spans, at, top, height, 1)
    return at, max(0, min(found, total - height))


def _moved_down(
    spans: Sequence[tuple[int, int]], at: int, top: int, height: int, step: int
) -> tuple[int, int]:
    reach, below = max(1, height - 2), top + height
    here = spans[at] if at < len(spans) else (top, top)
    if here[0] < below < here[1]:
        return at, min(top + reach, here[1] - height)
    target = at if here[0] >= below else at + step
    if not 0 <= target < len(spans):
        return at, top + reach
    first, last = spans[target]
    if target != at and first < here[1]:  # in the other column
        fits = last - first <= height
        return target, min(max(top, last - height), first) if fits else first
    wanted = first if last - first > height else max(top, last - height)
    if wanted > below:
        return at, top + reach
    return target, wanted
