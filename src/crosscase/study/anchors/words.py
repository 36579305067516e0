"""Aligning the words of two passages, and the letters of words that were respelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from crosscase.study.anchors.survivors import Block

# Beyond this size (cells of the edit matrix) a passage counts as replaced; its spans are then found by quote.
_MOST_WORD_CELLS = 10_000_000_000
_MOST_CHARACTER_CELLS = 400_000_000
# Beyond this size the words of a rewritten passage are not weighed pair by pair.
_MOST_PAIRS = 4_000
# A word that shares less than this (of 100) with what stands there now was replaced, not respelt.
_LEAST_SHARED = 55.0
_FARTHEST_SLIDE = 400  # characters an edit is moved to reach a better border

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Span = tuple[int, int]


def align_words(old: str, new: str, old_span: Span, new_span: Span) -> Iterator[Block]:
    """Align a passage of the old text with one of the new.

    Yields:
        Equal stretches, ascending; nothing where the passages are too long to be compared.
    """
    old_places = [match.start() for match in _TOKEN.finditer(old, *old_span)]
    new_places = [match.start() for match in _TOKEN.finditer(new, *new_span)]
    if not old_places or not new_places or len(old_places) * len(new_places) > _MOST_WORD_CELLS:
        return
    old_places.append(old_span[1])
    new_places.append(new_span[1])
    old_words, new_words = _pieces(old, old_places), _pieces(new, new_places)
    numbers: dict[str, int] = {}
    old_numbers = [numbers.setdefault(word, len(numbers)) for word in old_words]
    new_numbers = [numbers.setdefault(word, len(numbers)) for word in new_words]
    old_done = new_done = 0
    equal = [code for code in Levenshtein.opcodes(old_numbers, new_numbers) if code.tag == "equal"]
    edges = [(code.src_start, code.src_end, code.dest_start, code.dest_end) for code in equal]
    for old_low, old_high, new_low, new_high in [
        *edges,
        (len(old_words), len(old_words), len(new_words), len(new_words)),
    ]:
        for left, right in _respelt(old_words[old_done:old_low], new_words[new_done:new_low]):
            at = old_places[old_done + left], new_places[new_done + right]
            yield from _letters(*at, old_words[old_done + left], new_words[new_done + right])
        if old_high > old_low:
            yield old_places[old_low], new_places[new_low], old_places[old_high] - old_places[old_low]
        old_done, new_done = old_high, new_high


def _pieces(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(places)]


def _respelt(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of like words, ascending on both sides, that together share the most letters."""
    if not old or not new:
        return []
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    shared: dict[tuple[int, int], float] = {}
    for left, word in enumerate(old):
        row, above = best[left + 1], best[left]
        for right, other in enumerate(new):
            likeness = fuzz.ratio(word, other, score_cutoff=_LEAST_SHARED)
            value = max(above[right + 1], row[right])
            if likeness:
                shared[left, right] = likeness * (len(word) if not word.isspace() else 0.1)
                value = max(value, above[right] + shared[left, right])
            row[right + 1] = value
    pairs: list[tuple[int, int]] = []
    left, right = len(old), len(new)
    while left and right:
        if best[left][right] == best[left - 1][right]:
            left -= 1
        elif best[left][right] == best[left][right - 1]:
            right -= 1
        else:
            left, right = left - 1, right - 1
            pairs.append((left, right))
    return pairs[::-1]


def _letters(old_start: int, new_start: int, old: str, new: str) -> Iterator[Block]:
    if old == new:
        yield old_start, new_start, len(old)
    elif len(old) * len(new) <= _MOST_CHARACTER_CELLS:
        for code in Levenshtein.opcodes(old, new):
            if code.tag == "equal":
                yield old_start + code.src_start, new_start + code.dest_start, code.src_end - code.src_start


def slide(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """Move insertions and deletions that could stand in several places to the borders people edit at.

    "One. [Two. ]Three." and "One[. Two]. Three." are the same edit; the first is what was done.
    """
    done: list[Block] = []
    for block in blocks:
        if done:
            before = done.pop()
            shift = 0
            if before[0] + before[2] == block[0]:
                shift = _shift(new, before[1] + before[2], block[1], before[2], block[2])
            elif before[1] + before[2] == block[1]:
                shift = _shift(old, before[0] + before[2], block[0], before[2], block[2])
            done.append((before[0], before[1], before[2] + shift))
            block = block[0] + shift, block[1] + shift, block[2] - shift
        done.append(block)
    return [block for block in done if block[2]]


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
