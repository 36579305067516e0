"""Where a key takes the cursor: pure arithmetic over a layout."""

from __future__ import annotations

from typing import Literal

from crosscase.study import graphemes
from crosscase.tui.transcript.layout import Layout

Motion = Literal["char", "word", "row", "half", "page", "row-edge", "edge"]

_FAR = 1 << 30


def move(
    layout: Layout, head: int, motion: Motion, direction: int, goal: int | None, height: int
) -> tuple[int, int | None]:
    """The cursor after a motion, and the cell it keeps to in further motions by rows.

    Args:
        layout: the rows at hand.
        head: the cursor.
        motion: what to move by.
        direction: 1 on, -1 back.
        goal: the cell that motions by rows keep to, None where there is none yet.
        height: rows on the screen.
    """
    segments = layout.segments
    if motion == "char":
        return graphemes.step(segments.body, head, direction), None
    if motion == "word":
        return segments.next_word(head) if direction > 0 else segments.previous_word(head), None
    if motion == "edge":
        return (len(segments.body) if direction > 0 else 0), None
    row = layout.row_of(head)
    if motion == "row-edge":
        return layout.offset_at(row, _FAR if direction > 0 else 0), None
    if goal is None:
        goal = layout.cell_of(row, head)
    target = max(0, min(len(layout) - 1, row + direction * rows_of(motion, height)))
    return layout.offset_at(target, goal), goal


def rows_of(motion: Motion, height: int) -> int:
    """How many rows a motion goes; a page keeps one row of the page before in sight."""
    if motion == "page":
        return max(1, height - 1)
    return max(1, height // 2) if motion == "half" else 1
