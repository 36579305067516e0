"""Telling what survived from what is equal by chance.

Two sentences that have nothing to do with each other share an "og" and a full stop. Where one was deleted
and another written in its place, such shared words are no trace of the first. So a stretch of equal
characters is kept only if it is worth more than what it costs to cut the edit around it in two.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from crosscase.study.anchors.survivors import Block

_SURE = 24  # letters from which a stretch is never chance
_SIGN = 0.6  # letters that a blank or another sign is worth
_PRICE = 2.0  # letters that an edit costs, for each time that it is e times as long
_ONE_SIDED = 0.25  # share of the price for what was only put in, or only taken out
_WORD = 4  # characters that an edit may have before that begins to count
_FARTHEST = 40  # stretches looked back


def without_chance(text: str, blocks: Sequence[Block], ends: tuple[int, int]) -> list[Block]:
    """Drop the stretches that are equal by chance.

    Args:
        text: the old text.
        blocks: equal stretches, ascending in both texts.
        ends: lengths of the old and the new text.
    """
    worth = [_worth(text, block) for block in blocks]
    kept: list[Block] = []
    bounds = [-1, *(at for at, value in enumerate(worth) if value >= _SURE), len(blocks)]
    walls = [(0, 0, 0), *blocks, (*ends, 0)]
    for low, high in pairwise(bounds):
        if high - low > 1:
            chosen = _best(walls[low + 1 : high + 2], worth[low + 1 : high])
            kept += [blocks[low + at] for at in chosen]
        if high < len(blocks):
            kept.append(blocks[high])
    return kept


def letters(text: str, block: Block) -> int:
    """How many letters and digits a block has; counted no further than need be."""
    return sum(map(str.isalnum, text[block[0] : block[0] + min(block[2], 2 * _SURE)]))


def _worth(text: str, block: Block) -> float:
    count = letters(text, block)
    return count + _SIGN * (min(block[2], 2 * _SURE) - count)


def _best(blocks: Sequence[Block], gains: Sequence[float]) -> list[int]:
    """Which of the stretches between the first and the last are worth keeping (their places in `blocks`)."""
    worth = [0.0]
    before = [0]
    for at in range(1, len(blocks)):
        gain = gains[at - 1] if at <= len(gains) else 0
        value, previous = max(
            (worth[other] - _price(blocks[other], blocks[at]), other)
            for other in range(max(0, at - _FARTHEST), at)
        )
        worth.append(value + gain)
        before.append(previous)
    chosen = []
    at = before[-1]
    while at:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]


def _price(left: Block, right: Block) -> float:
    """What the edit between two stretches costs."""
    gone = right[0] - left[0] - left[2]
    come = right[1] - left[1] - left[2]
    both, one = sorted((log1p(gone / _WORD), log1p(come / _WORD)))
    return _PRICE * (both + _ONE_SIDED * (one - both))
