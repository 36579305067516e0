"""Stretches of one long line that meet: pairs found by one sweep over sorted starts, counted by code."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

AT_ONCE = 1 << 20
"""Pairs that are looked at at a time: what bounds the memory, however many there are."""


def meeting_pairs(low: Ints, high: Ints, at_once: int = AT_ONCE) -> Iterator[tuple[Ints, Ints]]:
    """Every pair of stretches that share something, once.

    Args:
        low, high: of each stretch, `high` exclusive and greater than `low`.
        at_once: how many pairs are given out together, but for a stretch that meets more by itself.

    Yields:
        (one, other): places of the two, of equal length; `one` begins no later than `other`.
    """
    order = np.argsort(low, kind="stable")
    starts = low[order]
    # whatever begins after a stretch and before its end meets it; so no other pair is ever looked at
    later = np.searchsorted(starts, high[order], side="left") - np.arange(1, len(order) + 1)
    before = np.concatenate([[0], np.cumsum(later)])
    first = 0
    while first < len(order):
        last = max(first + 1, int(np.searchsorted(before, before[first] + at_once, side="right")) - 1)
        counts = later[first:last]
        one = np.repeat(np.arange(first, last), counts)
        if len(one):
            other = one + 1 + np.arange(len(one)) - np.repeat(before[first:last] - before[first], counts)
            yield order[one], order[other]
        first = last


def meeting_counts(low: Ints, high: Ints, code: Ints, codes: int) -> Ints:
    """How often a stretch of one code meets another stretch of another.

    Args:
        low, high: as of `meeting_pairs`.
        code: of each stretch, 0 to `codes` - 1.

    Returns:
        (codes, codes), symmetric: pairs (stretch of the row, another of the column), so that a pair of one code
        counts twice on the diagonal.
    """
    found = np.zeros(codes * codes, np.int64)
    for one, other in meeting_pairs(low, high):
        found += np.bincount(code[one] * codes + code[other], minlength=codes * codes)
    square = found.reshape(codes, codes)
    return square + square.T


def inside_counts(low: Ints, high: Ints, code: Ints, codes: int) -> Ints:
    """How often a stretch of one code lies within another stretch of another.

    Returns:
        (codes, codes): pairs (stretch of the row, another of the column that it lies within). Two of the very same
        ends lie within each other.
    """
    found = np.zeros(codes * codes, np.int64)
    for one, other in meeting_pairs(low, high):
        within = high[other] <= high[one]
        around = (low[other] == low[one]) & (high[one] <= high[other])
        found += np.bincount((code[other] * codes + code[one])[within], minlength=codes * codes)
        found += np.bincount((code[one] * codes + code[other])[around], minlength=codes * codes)
    return found.reshape(codes, codes)


def shared_lengths(low: Ints, high: Ints, code: Ints, codes: int) -> Ints:
    """How much of the line each two codes cover together; on the diagonal, how much each covers.

    Args:
        low, high: of each stretch; empty ones are left out. What several stretches of a code cover counts once.

    Returns:
        (codes, codes), symmetric.
    """
    low, high, code = joined(low, high, code)
    found = np.zeros(codes * codes)
    for one, other in meeting_pairs(low, high):
        length = np.minimum(high[one], high[other]) - np.maximum(low[one], low[other])
        found += np.bincount(code[one] * codes + code[other], length, codes * codes)
    square = found.reshape(codes, codes)
    square = square + square.T
    # joined stretches of one code never meet
    square[np.diag_indices(codes)] = np.bincount(code, high - low, codes)
    return np.rint(square).astype(np.int64)


def joined(low: Ints, high: Ints, code: Ints) -> tuple[Ints, Ints, Ints]:
    """The stretches of each code put together where they meet or touch.

    Returns:
        (low, high, code), by code and start; no two of one code touch.
    """
    kept = np.flatnonzero(low < high)
    order = kept[np.lexsort((low[kept], code[kept]))]
    low, high, code = low[order], high[order], code[order]
    if not len(order):
        return low, high, code
    # a running maximum of ends that begins anew with each code, by a greater offset
    offset = np.cumsum(np.concatenate([[0], (np.diff(code) != 0).astype(np.int64)])) * (int(high.max()) + 1)
    farthest = np.maximum.accumulate(high + offset)
    begins = np.concatenate([[True], (low + offset)[1:] > farthest[:-1]])
    first = np.flatnonzero(begins)
    return low[first], np.maximum.reduceat(high, first), code[first]
