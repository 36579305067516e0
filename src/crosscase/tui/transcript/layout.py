"""A body wrapped into rows: one sorted array of row starts, so offset to row is a bisect."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import pairwise

from crosscase.study.graphemes import SPECIAL
from crosscase.study.segments import Segments
from crosscase.tui.transcript.cells import TAB, RowCells, measure, row_cells

LEAST_WIDTH = 4  # a tab and any grapheme must fit a row


def special_lines(segments: Segments) -> frozenset[int]:
    """Lines (0-based) that hold anything but plain one-cell characters."""
    return frozenset(
        segments.line_of(m.start()) for m in SPECIAL.finditer(segments.body) if m.group() != "\n"
    )


class Layout:
    """The rows of a body at one width; immutable.

    A row holds at most `width` cells, and one more where a blank hangs over its end. Rows break after a blank or a tab;
    a word wider than the row is cut. Every offset belongs to one row; the newline belongs to the row it ends.

    Args:
        segments: the body and its lines.
        width: cells to a row; at least `LEAST_WIDTH`.
        special: what `special_lines` gives for these segments, where the caller has it.
    """

    def __init__(self, segments: Segments, width: int, special: frozenset[int] | None = None) -> None:
        self.segments = segments
        self.width = max(LEAST_WIDTH, width)
        self._body = segments.body
        self._special = special_lines(segments) if special is None else special
        self.row_starts = self._wrap()

    def _wrap(self) -> array[int]:
        body, width, special = self._body, self.width, self._special
        starts = self.segments.line_starts
        rows: array[int] = array("L")
        append = rows.append
        last = len(starts) - 1
        for line, start in enumerate(starts):
            append(start)
            end = starts[line + 1] - 1 if line < last else len(body)
            if line in special:
                rows.extend(start + index for index in wrap_special(body[start:end], width))
                continue
            while end - start > width:
                blank = body.rfind(" ", start, start + width + 1)
                start = blank + 1 if blank > start else start + width
                if start >= end:
                    break
                append(start)
        return rows

    def __len__(self) -> int:
        return len(self.row_starts)

    def row_of(self, offset: int) -> int:
        """The row that holds an offset."""
        return max(0, bisect_right(self.row_starts, offset) - 1)

    def row_bounds(self, row: int) -> tuple[int, int]:
        """Offsets of a row's text, the newline left out."""
        start = self.row_starts[row]
        if row + 1 == len(self.row_starts):
            return start, len(self._body)
        end = self.row_starts[row + 1]
        return start, end - 1 if self._body[end - 1] == "\n" else end

    def is_line_start(self, row: int) -> bool:
        """Whether the row is the first of its line."""
        start = self.row_starts[row]
        return start == 0 or self._body[start - 1] == "\n"

    def cells_of(self, row: int) -> RowCells | None:
        """The cell map of a row; None where every character is one cell, drawn as it is."""
        start, end = self.row_bounds(row)
        if SPECIAL.search(self._body, start, end) is None:
            return None
        return row_cells(self._body[start:end])

    def cell_of(self, row: int, offset: int) -> int:
        """The cell of an offset within its row, counted from the row's first character."""
        start, end = self.row_bounds(row)
        index = max(0, min(offset, end) - start)
        cells = self.cells_of(row)
        return index if cells is None else cells.cell_at(index)

    def offset_at(self, row: int, cell: int) -> int:
        """The offset drawn at a cell; beyond the text the last place on the row.

        The end of a row that goes on in the next is the start of that one, so there the last grapheme is meant.
        """
        start, end = self.row_bounds(row)
        cells = self.cells_of(row)
        offset = start + (max(0, min(cell, end - start)) if cells is None else cells.index_at(cell))
        if offset == end and row + 1 < len(self.row_starts) and self.row_starts[row + 1] == end > start:
            return end - 1 if cells is None else start + cells.stops[-2]
        return offset


def wrap_special(line: str, width: int) -> list[int]:
    """Where a line with wide, joined or tab characters breaks (indices into the line).

    Tab stops count from the row, so what is carried to a new row is measured again.
    """
    cells = measure(line)
    widths = [after - before for before, after in pairwise(cells.cells)]
    breaks: list[int] = []
    last = len(widths)
    at = row = after_blank = 0
    cell = 0
    while at < last:
        first = line[cells.stops[at]]
        step = TAB - cell % TAB if first == "\t" else widths[at]
        hangs = line[cells.stops[at] : cells.stops[at + 1]] == " "  # with a mark on it, it would be cut off
        if cell + step > width + hangs and at > row:
            row = at = after_blank if after_blank > row + 1 or line[cells.stops[row]] == "\t" else at
            breaks.append(cells.stops[row])
            after_blank = row
            cell = 0
            continue
        cell += step
        at += 1
        if first in " \t":
            after_blank = at
    return breaks
