"""Which characters of an old text survive in a new one: equal lines first, then words, then characters.

Lines that are unique in both texts hold the alignment together (the idea of patience diff); what lies
between them is aligned word by word and, where words differ, character by character, both with the
bit-parallel Levenshtein of rapidfuzz.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

Block = tuple[int, int, int]  # old start, new start, length: equal characters

# Beyond these sizes (cells of the edit matrix) a gap counts as replaced; its spans are then found by quote.
_MOST_WORD_CELLS = 10_000_000_000
_MOST_CHARACTER_CELLS = 400_000_000
# A word that shares less than this with what replaced it was replaced, not misspelt.
_LEAST_SHARED = 0.5

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_WORD = re.compile(r"\w+")


class Survivors:
    """The equal characters of two texts, in order, and the way from one text to the other.

    Args:
        blocks: (old start, new start, length), ascending and disjoint in both texts.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        joined = _join(blocks)
        self.old_starts = [old for old, _, _ in joined]
        self.new_starts = [new for _, new, _ in joined]
        self.lengths = [length for _, _, length in joined]
        self._sums = [0, *accumulate(self.lengths)]

    def _before(self, starts: Sequence[int], offset: int) -> int:
        """How many surviving characters stand before `offset` in the text that `starts` belongs to."""
        block = bisect_right(starts, offset) - 1
        if block < 0:
            return 0
        return self._sums[block] + min(offset - starts[block], self.lengths[block])

    def surviving(self, start: int, end: int) -> int:
        """How many characters of the old text's span are in the new text."""
        return self._before(self.old_starts, end) - self._before(self.old_starts, start)

    def inherited(self, start: int, end: int) -> int:
        """How many characters of the new text's span come from the old text."""
        return self._before(self.new_starts, end) - self._before(self.new_starts, start)

    def across(self, start: int, end: int) -> tuple[int, int] | None:
        """The old span's place in the new text: from its first to its last surviving character.

        What was inserted right at a border stays outside. None where no character survives.
        """
        first = bisect_right(self.old_starts, start) - 1
        if first < 0 or self.old_starts[first] + self.lengths[first] <= start:
            first += 1
        last = bisect_left(self.old_starts, end) - 1
        if first > last:
            return None
        new_start = self.new_starts[first] + max(0, start - self.old_starts[first])
        new_end = self.new_starts[last] + min(self.lengths[last], end - self.old_starts[last])
        return new_start, new_end

    def expected(self, offset: int) -> int:
        """About where `offset` of the old text would be in the new one, also where it did not survive."""
        block = bisect_right(self.old_starts, offset) - 1
        if block < 0:
            return offset
        return self.new_starts[block] + min(offset - self.old_starts[block], self.lengths[block])


def survivors(old: str, new: str) -> Survivors:
    """Align two texts.

    Returns:
        The surviving characters; memory grows with the texts' lengths, not with their product.
    """
    return Survivors(list(_align_lines(old, new)))


def _join(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for old, new, length in blocks:
        if joined:
            before_old, before_new, before = joined[-1]
            if before_old + before == old and before_new + before == new:
                joined[-1] = (before_old, before_new, before + length)
                continue
        joined.append((old, new, length))
    return joined


def _align_lines(old: str, new: str) -> Iterator[Block]:
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
            yield from _align_words(old, new, (old_at, old_end), (new_at, new_end))
        if left == len(old_keys):
            return
        old_start, old_at = old_spans[left]
        new_start, new_at = new_spans[right]
        if old[old_start:old_at] == new[new_start:new_at]:
            yield old_start, new_start, old_at - old_start
        else:
            yield from _align_characters(old, new, (old_start, old_at), (new_start, new_at))
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


def _align_words(old: str, new: str, old_span: tuple[int, int], new_span: tuple[int, int]) -> Iterator[Block]:
    old_places = [match.start() for match in _TOKEN.finditer(old, *old_span)]
    new_places = [match.start() for match in _TOKEN.finditer(new, *new_span)]
    if not old_places or not new_places or len(old_places) * len(new_places) > _MOST_WORD_CELLS:
        return
    old_places.append(old_span[1])
    new_places.append(new_span[1])
    numbers: dict[str, int] = {}
    old_words = [numbers.setdefault(word, len(numbers)) for word in _pieces(old, old_places)]
    new_words = [numbers.setdefault(word, len(numbers)) for word in _pieces(new, new_places)]
    for code in Levenshtein.opcodes(old_words, new_words):
        left = old_places[code.src_start], old_places[code.src_end]
        right = new_places[code.dest_start], new_places[code.dest_end]
        if code.tag == "equal":
            yield left[0], right[0], left[1] - left[0]
        elif code.tag == "replace":
            yield from _align_characters(old, new, left, right)


def _pieces(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(places)]


def _align_characters(
    old: str, new: str, old_span: tuple[int, int], new_span: tuple[int, int]
) -> Iterator[Block]:
    (old_start, old_end), (new_start, new_end) = old_span, new_span
    if (old_end - old_start) * (new_end - new_start) > _MOST_CHARACTER_CELLS:
        return
    before = old[old_start:old_end]
    blocks = [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Levenshtein.opcodes(before, new[new_start:new_end])
        if code.tag == "equal"
    ]
    for old_at, new_at, length in _without_chance(before, blocks):
        yield old_start + old_at, new_start + new_at, length


def _without_chance(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Drop equal letters inside words that share too little with what stands there now."""
    kept = Survivors(blocks)
    replaced = [
        match.span()
        for match in _WORD.finditer(text)
        if kept.surviving(*match.span()) < _LEAST_SHARED * (match.end() - match.start())
    ]
    starts = [start for start, _ in replaced]
    for old, new, length in blocks:
        at, end = old, old + length
        while at < end:
            index = bisect_right(starts, at) - 1
            if index >= 0 and replaced[index][1] > at:
                at = replaced[index][1]
                continue
            stop = min(end, starts[index + 1]) if index + 1 < len(starts) else end
            yield at, new + at - old, stop - at
            at = stop
