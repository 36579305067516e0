"""Where edits begin and end: at the borders people edit at, not wherever two texts happen to be equal."""

from __future__ import annotations

from collections.abc import Sequence

from crosscase.study.anchors.survivors import Block, Survivors, joined

_FARTHEST_SLIDE = 400  # characters an edit is moved to reach a better border


def slide(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """Move insertions and deletions that could stand in several places to the borders people edit at.

    "One. [Two. ]Three." and "One[. Two]. Three." are the same edit; the first is what was done.

    Args:
        old: the text before.
        new: the text after.
        blocks: equal stretches, ascending in both texts.
    """
    done: list[Block] = []
    for block in joined(blocks):
        if done:
            before = done.pop()
            shift = 0
            cut, put_in = before[0] + before[2] != block[0], before[1] + before[2] != block[1]
            if put_in and not cut:
                shift = _shift(new, before[1] + before[2], block[1], before[2], block[2])
            elif cut and not put_in:
                shift = _shift(old, before[0] + before[2], block[0], before[2], block[2])
            if before[2] + shift:
                done.append((before[0], before[1], before[2] + shift))
            block = block[0] + shift, block[1] + shift, block[2] - shift
        if block[2]:
            done.append(block)
    return done


def _shift(text: str, start: int, end: int, room_before: int, room_after: int) -> int:
    """How far the edit text[start:end] is best moved without changing what the texts say."""
    low = 0
    while low > -min(room_before, _FARTHEST_SLIDE) and text[start + low - 1] == text[end + low - 1]:
        low -= 1
    high = 0
    while high < min(room_after, _FARTHEST_SLIDE) and text[start + high] == text[end + high]:
        high += 1
    if low == high:
        return 0
    if text[start:end].isalnum():  # a letter doubled: the first one is the old one
        return high
    return max(range(low, high + 1), key=lambda by: (_border(text, start + by) + _border(text, end + by), by))


def _border(text: str, at: int) -> int:
    """How natural it is that an edit begins or ends at `at`: lines, then sentences, then words."""
    if at in (0, len(text)):
        return 6
    before, after = text[at - 1], text[at]
    if before == "\n":
        return 5
    if after == "\n":
        return 4
    if before.isspace():
        return 3 if at > 1 and text[at - 2] in ".!?…" else 2
    if after.isspace():
        return 3 if before in ".!?…" else 2
    return 0 if before.isalnum() and after.isalnum() else 1


def grown(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """Take in the words right beside each block that are the same in both texts."""
    done: list[Block] = []
    before = (0, 0)
    for block in [*blocks, (len(old), len(new), 0)]:
        gap, other = (before[0], block[0]), (before[1], block[1])
        first = _alike(old, new, gap, other)
        if first and done:
            done[-1] = (done[-1][0], done[-1][1], done[-1][2] + first)
        elif first:
            done.append((0, 0, first))
        last = _alike_at_end(old, new, (gap[0] + first, gap[1]), (other[0] + first, other[1]))
        if block[2] + last:
            done.append((block[0] - last, block[1] - last, block[2] + last))
        before = block[0] + block[2], block[1] + block[2]
    return done


def _alike(old: str, new: str, gap: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters, in whole words, two passages begin with alike."""
    count = 0
    room = min(gap[1] - gap[0], other[1] - other[0])
    while count < room and old[gap[0] + count] == new[other[0] + count]:
        count += 1
    while count and (inside_word(old, gap[0] + count) or inside_word(new, other[0] + count)):
        count -= 1
    return count


def _alike_at_end(old: str, new: str, gap: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters, in whole words, two passages end with alike."""
    count = 0
    room = min(gap[1] - gap[0], other[1] - other[0])
    while count < room and old[gap[1] - 1 - count] == new[other[1] - 1 - count]:
        count += 1
    while count and (inside_word(old, gap[1] - count) or inside_word(new, other[1] - count)):
        count -= 1
    return count


def whole_words(
    old: str, span: tuple[int, int], new: str, place: tuple[int, int], kept: Survivors
) -> tuple[int, int]:
    """Take in letters that were written onto the first or the last word of a span.

    Only where the span did not begin or end inside a word before; letters of other old words stay outside.

    Args:
        old: the text before.
        span: the span in it.
        new: the text after.
        place: where the span is now.
        kept: which characters of the new text come from the old one.
    """
    start, end = place
    if not inside_word(old, span[0]):
        while inside_word(new, start) and not kept.inherited(start - 1, start):
            start -= 1
    if not inside_word(old, span[1]):
        while inside_word(new, end) and not kept.inherited(end, end + 1):
            end += 1
    return start, end


def inside_word(text: str, at: int) -> bool:
    """Whether letters or digits stand on both sides of an offset."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
