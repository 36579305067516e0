"""Which codings stand near, over or inside others: by one sweep over sorted starts, never by pairs.

Each relation asks for a partner y of x that begins at or before some place and ends at or after another:

    gap between x and y at most n    y.start <= x.end + n    and  y.end >= x.start - n
    x and y share a character        y.start <= x.end - 1    and  y.end >= x.start + 1
    x lies within y                  y.start <= x.start      and  y.end >= x.end

Being in the same turn or paragraph is sharing one of the numbers of the turns that each touches.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from crosscase.study.query import Relation
from crosscase.study.segments import Segments
from crosscase.synthesis.passages import segments_of
from crosscase.synthesis.sets import Members, indices, those
from crosscase.synthesis.universe import Block, Universe

Stretch = tuple[int, int, int]
"""A coding's index, and where it begins and ends, end exclusive."""


def related(universe: Universe, relation: Relation, left: Members, right: Members) -> Members:
    """The codings of `left` that stand in the relation to another coding of `right` in the same source."""
    found: list[int] = []
    for block in universe.blocks:
        if block.source is None or not any(left[block.start : block.end]):
            continue
        ours = _stretches(universe, block, relation, left)
        theirs = _stretches(universe, block, relation, right) if ours else []
        found.extend(_partnered(relation, ours, theirs))
    return those(len(universe), found)


def _partnered(relation: Relation, ours: Sequence[Stretch], theirs: Sequence[Stretch]) -> Iterator[int]:
    if relation.kind == "inside":
        return having_partner(ours, theirs)
    gap = relation.reach if isinstance(relation.reach, int) and relation.kind == "near" else -1
    return having_partner([(index, end + gap, start - gap) for index, start, end in ours], theirs)


def having_partner(wanted: Sequence[tuple[int, int, int]], partners: Sequence[Stretch]) -> Iterator[int]:
    """Those for which there is a partner other than themselves.

    Args:
        wanted: (index, latest start, earliest end) of each.
        partners: (index, start, end) of each, in any order.
    """
    ordered = sorted(partners, key=lambda partner: partner[1])
    starts = [start for _, start, _ in ordered]
    farthest = list(_farthest(ordered))
    for index, latest, earliest in wanted:
        place = bisect_right(starts, latest) - 1
        if place < 0:
            continue
        end, whose, next_end = farthest[place]
        if (next_end if whose == index else end) >= earliest:
            yield index


def _farthest(ordered: Sequence[Stretch]) -> Iterator[tuple[float, int, float]]:
    """Up to each place: the farthest end, whose it is, and the farthest end of all others."""
    end: float = float("-inf")
    next_end: float = float("-inf")
    whose = -1
    for index, _, this in ordered:
        if this > end:
            end, whose, next_end = this, index, end
        elif this > next_end:
            next_end = this
        yield end, whose, next_end


def _stretches(universe: Universe, block: Block, relation: Relation, members: Members) -> list[Stretch]:
    placed = [
        (index, *at)
        for index in indices(members, block.start, block.end)
        if (at := universe.codings[index].at) is not None
    ]
    if relation.kind != "near" or isinstance(relation.reach, int) or not placed or block.source is None:
        return placed
    segments = segments_of(universe.study, block.source)
    touched = turns_touched if relation.reach == "turn" else paragraphs_touched
    found = ((index, touched(segments, start, end)) for index, start, end in placed)
    return [(index, *lines) for index, lines in found if lines is not None]


def paragraphs_touched(segments: Segments, start: int, end: int) -> tuple[int, int] | None:
    """The lines of the first paragraph that a span touches and of the last one (that one plus 1); None for none."""
    first, last = segments.line_of(start), segments.line_of(end - 1)
    while first <= last and not _touches(segments, first, start, end):
        first += 1
    while last > first and not _touches(segments, last, start, end):
        last -= 1
    return (first, last + 1) if first <= last else None


def turns_touched(segments: Segments, start: int, end: int) -> tuple[int, int] | None:
    """As `paragraphs_touched` for turns, each by its first line; a paragraph in which nobody speaks is one of its own."""
    first, last = segments.line_of(start), segments.line_of(end - 1)
    turns = segments.turns_touched(start, end)
    lines = [segments.line_of(turn.start) for turn in turns]
    # a turn goes on to the next one or to a heading: nobody speaks only before the first and after the last
    before = range(first, lines[0] if lines else last + 1)
    after = range(last, segments.line_of(turns[-1].end) if lines else first - 1, -1)
    for outside in (before, after):
        lines += islice(_outside(segments, outside, start, end), 1)
    return (min(lines), max(lines) + 1) if lines else None


def _outside(segments: Segments, lines: range, start: int, end: int) -> Iterator[int]:
    """Those of some lines that are touched and in which nobody speaks."""
    for line in lines:
        if not segments.speaker_of(segments.line_bounds(line)[0]) and _touches(segments, line, start, end):
            yield line


def _touches(segments: Segments, line: int, start: int, end: int) -> bool:
    low, high = segments.paragraph_at(segments.line_bounds(line)[0])
    return max(low, start) < min(high, end)
