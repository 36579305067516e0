"""A hit in its words: what stands left of it, the hit, what stands right of it, in so many cells. Geometry only."""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size

from crosscase.study.folder import Study
from crosscase.study.graphemes import snap
from crosscase.synthesis.searching import AROUND, Hit
from crosscase.tui.transcript.cells import width
from crosscase.tui.words import ELLIPSIS, shown

_BLANKS = re.compile(r"\s+")
LEFT_SHARE = 0.42  # of the room: the words after a hit say more than those before
HIT_SHARE = 0.6  # of the room at most for the hit itself


def side_by_side(left: str, words: str, right: str, room: int) -> tuple[str, str, str]:
    """Three texts in shown form that fill `room` cells; the hits of all rows begin in one column.

    Args:
        left, words, right: each on one line; what is too long gives way outwards, a hit at its end.
    """
    left_room = int(room * LEFT_SHARE)
    words = beginning(shown(words), max(4, int(room * HIT_SHARE)))
    left = ending(shown(left), left_room)
    left = " " * (left_room - width(left)) + left
    right_room = max(0, room - left_room - width(words))
    right = beginning(shown(right), right_room, mark="")
    return left, words, right + " " * (right_room - width(right))


def around(study: Study, hit: Hit, room: int) -> tuple[str, str]:
    """What stands left and right of a hit: in a wide window more than the hit itself brings along."""
    source = study.sources.get(hit.source)
    if hit.span is None or source is None or room <= AROUND:
        return hit.left, hit.right
    start, end = hit.span
    low, high = snap(source.body, max(0, start - room), min(len(source.body), end + room))
    return _BLANKS.sub(" ", source.body[low:start]), _BLANKS.sub(" ", source.body[end:high])


def beginning(text: str, cells: int, mark: str = ELLIPSIS) -> str:
    """As much of a shown text as there is room for, with a mark where its end is cut off."""
    if width(text) <= cells:
        return text
    end, used, room = 0, 0, cells - len(mark)
    while end < len(text) and (used := used + get_character_cell_size(text[end])) <= room:
        end += 1
    return text[:end] + (mark if cells > 0 else "")


def ending(text: str, cells: int) -> str:
    """The end of a shown text, as much as there is room for."""
    if width(text) <= cells:
        return text
    start, used = len(text), 0
    while start > 0 and (used := used + get_character_cell_size(text[start - 1])) <= cells:
        start -= 1
    while start < len(text) and not get_character_cell_size(text[start]):
        start += 1  # a mark without its letter would hang on what stands before
    return text[start:]
