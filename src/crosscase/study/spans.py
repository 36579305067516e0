"""Stretches of a text: joined, and what two lists of them share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""Start and end, the end exclusive."""


def union(spans: Iterable[Span]) -> list[Span]:
    """Overlapping and touching spans as one, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many characters two lists of disjoint spans in order have in common."""
    count = here = there = 0
    while here < len(one) and there < len(other):
        count += max(0, min(one[here][1], other[there][1]) - max(one[here][0], other[there][0]))
        if one[here][1] < other[there][1]:
            here += 1
        else:
            there += 1
    return count
