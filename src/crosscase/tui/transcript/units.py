"""Selecting by word, sentence, paragraph and turn: pure arithmetic over segments."""

from __future__ import annotations

import re
from typing import Literal

import regex

from crosscase.study.segments import Segments

Unit = Literal["word", "sentence", "paragraph", "turn"]

_INK = re.compile(r"\S")
_INK_BEFORE = regex.compile(r"(?r)\S")


def unit_at(segments: Segments, unit: Unit, offset: int) -> tuple[int, int]:
    """Bounds of the unit at an offset; empty on a blank line."""
    if unit == "word":
        return segments.word_at(offset)
    if unit == "sentence":
        return segments.sentence_at(offset)
    if unit == "paragraph":
        return segments.paragraph_at(offset)
    return segments.turn_at(offset)


def whole_units(segments: Segments, unit: Unit, low: int, high: int) -> tuple[int, int]:
    """The least run of whole units over a selection; the unit at the cursor where nothing is selected.

    On a blank line the next unit is meant, so that a key always selects something where there is something.
    """
    start, end = unit_at(segments, unit, low)
    if start == end and low == high:
        return next_unit(segments, unit, low) or (low, low)
    last = unit_at(segments, unit, max(low, high - 1))
    return min(start, low) if start == end else start, max(end, last[1])


def next_unit(segments: Segments, unit: Unit, high: int) -> tuple[int, int] | None:
    """The first unit that begins at or after an offset; None after the last."""
    if unit == "word":
        start = segments.next_word(high - 1) if high else segments.word_at(0)[0]
        low, end = segments.word_at(start)
        return (low, end) if low >= high and low < end else None
    at = high
    while (ink := _INK.search(segments.body, at)) is not None:
        start, end = unit_at(segments, unit, ink.start())
        if start >= high and end > start:
            return start, end
        at = max(
            ink.end(), end if end > ink.start() else segments.line_bounds(segments.line_of(ink.start()))[1]
        )
    return None


def grow(segments: Segments, unit: Unit, low: int, high: int) -> tuple[int, int]:
    """The selection with the next unit added; as it is at the end of the text."""
    following = next_unit(segments, unit, high)
    return (low, following[1]) if following else (low, high)


def shrink(segments: Segments, unit: Unit, low: int, high: int) -> tuple[int, int]:
    """The selection without its last unit; as it is where it holds one alone."""
    if low == high:
        return low, high
    last = unit_at(segments, unit, high - 1)[0]
    end = _end_before(segments, unit, last)
    return (low, end) if end is not None and end > low else (low, high)


def _end_before(segments: Segments, unit: Unit, start: int) -> int | None:
    """End of the last unit that begins before `start`; None where there is none."""
    if unit == "word":
        previous = segments.previous_word(start)
        return segments.word_at(previous)[1] if previous < start else None
    at = start
    while (ink := _INK_BEFORE.search(segments.body, 0, at)) is not None:
        low, high = unit_at(segments, unit, ink.start())
        if low < start and low < high:
            return high
        at = min(ink.start(), segments.line_bounds(segments.line_of(ink.start()))[0])
    return None
