"""Which characters of an old text stayed in their order in a new one: equal lines first, then words, then letters.

Lines that are unique in both texts hold the alignment together (the idea of patience diff); what lies
between them is aligned word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crosscase.study.anchors.survivors import Block
from crosscase.study.anchors.words import align_words

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def align_lines(old: str, new: str) -> Iterator[Block]:
    """Align two texts.

    Yields:
        Equal stretches, ascending; memory grows with the texts' lengths, not with their product.
    """
    old_spans = [match.span() for match in _LINE.finditer(old)]
    new_spans = [match.span() for match in _LINE.finditer(new)]
    # white space left aside: changed line ends or indents must not cost the anchor
    old_keys = [" ".join(old[start:end].split()) for start, end in old_spans]
    new_keys = [" ".join(new[start:end].split()) for start, end in new_spans]
    old_at = old_line = new_at = new_line = 0
    pairs = _line_pairs(old_keys, new_keys)
    for left, right in [*pairs, (len(old_keys), len(new_keys))]:
        if left > old_line or right > new_line:
            old_end = old_spans[left][0] if left < len(old_spans) else len(old)
            new_end = new_spans[right][0] if right < len(new_spans) else len(new)
            yield from align_words(old, new, (old_at, old_end), (new_at, new_end))
        if left == len(old_keys):
            return
        old_start, old_at = old_spans[left]
        new_start, new_at = new_spans[right]
        if old[old_start:old_at] == new[new_start:new_at]:
            yield old_start, new_start, old_at - old_start
        else:
            yield from align_words(old, new, (old_start, old_at), (new_start, new_at))
        old_line, new_line = left + 1, right + 1


def _line_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal lines, ascending on both sides."""
    pairs: list[tuple[int, int]] = []
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        old_low, old_high, new_low, new_high = gaps.pop()
        while old_low < old_high and new_low < new_high and old[old_low] == new[new_low]:
            pairs.append((old_low, new_low))
            old_low, new_low = old_low + 1, new_low + 1
        while old_low < old_high and new_low < new_high and old[old_high - 1] == new[new_high - 1]:
            old_high, new_high = old_high - 1, new_high - 1
            pairs.append((old_high, new_high))
        if old_low == old_high or new_low == new_high:
            continue
        unique = _ascending(_unique_pairs(old, new, (old_low, old_high), (new_low, new_high)))
        pairs += unique
        if unique:
            edges = [(old_low - 1, new_low - 1), *unique, (old_high, new_high)]
            gaps += [
                (left + 1, next_left, right + 1, next_right)
                for (left, right), (next_left, next_right) in pairwise(edges)
                if next_left > left + 1 and next_right > right + 1
            ]
    return sorted(pairs)


def _unique_pairs(
    old: Sequence[str], new: Sequence[str], old_range: tuple[int, int], new_range: tuple[int, int]
) -> list[tuple[int, int]]:
    old_places = _unique(old, old_range)
    new_places = _unique(new, new_range)
    return [(place, new_places[key]) for key, place in old_places.items() if key and key in new_places]


def _unique(keys: Sequence[str], within: tuple[int, int]) -> dict[str, int]:
    """Where each line stands that is there once."""
    places: dict[str, int] = {}
    again: set[str] = set()
    for place in range(*within):
        if keys[place] in places:
            again.add(keys[place])
        places[keys[place]] = place
    return {key: place for key, place in places.items() if key not in again}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs (sorted by their first) whose seconds ascend too (patience sorting)."""
    tops: list[int] = []  # the smallest second that ends a run of each length
    ends: list[int] = []  # the pair that holds it
    previous: list[int] = []
    for index, (_, right) in enumerate(pairs):
        length = bisect_left(tops, right)
        previous.append(ends[length - 1] if length else -1)
        if length == len(tops):
            tops.append(right)
            ends.append(index)
        else:
            tops[length], ends[length] = right, index
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]
