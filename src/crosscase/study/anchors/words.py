"""Aligning the words of two passages, and the letters of words that were respelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from crosscase.study.anchors.survivors import Block

TOKEN = re.compile(r"\w+|[^\w\s]")

# Beyond this size (cells of the edit matrix) a passage counts as replaced; its spans are then found by quote.
_MOST_WORD_CELLS = 3_000_000_000
_MOST_CHARACTER_CELLS = 400_000_000
# Beyond this size the words of a rewritten passage are not weighed pair by pair.
_MOST_PAIRS = 4_000
# A word that shares less than this (of 100) with what stands there now was replaced, not respelt.
_LEAST_SHARED = 60.0
_LEAST_SHARED_SHORT = 50.0  # the same for words so short that one wrong letter is half of them
_SHORT = 3
_ENDING = 3  # letters of an ending that may be put onto a word however short

Span = tuple[int, int]


def align_words(old: str, new: str, old_span: Span, new_span: Span) -> Iterator[Block]:
    """Align a passage of the old text with one of the new; white space follows the words beside it.

    Yields:
        Equal stretches, ascending; nothing where the passages are too long to be compared.
    """
    old_places = [match.span() for match in TOKEN.finditer(old, *old_span)]
    new_places = [match.span() for match in TOKEN.finditer(new, *new_span)]
    if len(old_places) * len(new_places) > _MOST_WORD_CELLS:
        return
    old_at, new_at = old_span[0], new_span[0]
    for left, right in _pairs(old, new, old_places, new_places):
        yield from _blanks(old, new, (old_at, left[0]), (new_at, right[0]))
        yield from _letters(old, new, left, right)
        old_at, new_at = left[1], right[1]
    yield from _blanks(old, new, (old_at, old_span[1]), (new_at, new_span[1]))


def _pairs(
    old: str, new: str, old_places: Sequence[Span], new_places: Sequence[Span]
) -> Iterator[tuple[Span, Span]]:
    """Stretches of equal words and words that were respelt, ascending on both sides."""
    old_words = [old[start:end] for start, end in old_places]
    new_words = [new[start:end] for start, end in new_places]
    numbers: dict[str, int] = {}
    old_numbers = [numbers.setdefault(word, len(numbers)) for word in old_words]
    new_numbers = [numbers.setdefault(word, len(numbers)) for word in new_words]
    done, other_done = 0, 0
    equal = [code for code in Levenshtein.opcodes(old_numbers, new_numbers) if code.tag == "equal"]
    edges = [(code.src_start, code.dest_start, code.src_end - code.src_start) for code in equal]
    for at, other, count in [*edges, (len(old_words), len(new_words), 0)]:
        for left, right in _respelt(old_words[done:at], new_words[other_done:other]):
            yield _stretch(old_places, done, left), _stretch(new_places, other_done, right)
        done, other_done = at + count, other + count
        if count:
            run = _stretch(old_places, at, (0, count)), _stretch(new_places, other, (0, count))
            if old[slice(*run[0])] == new[slice(*run[1])]:
                yield run
            else:
                yield from zip(old_places[at:done], new_places[other:other_done], strict=True)


def _stretch(places: Sequence[Span], start: int, words: Span) -> Span:
    """From the first to the last of some words, counted from `start`."""
    return places[start + words[0]][0], places[start + words[1] - 1][1]


def _respelt(old: Sequence[str], new: Sequence[str]) -> list[tuple[Span, Span]]:
    """Pairs of like words, ascending on both sides, that together share the most letters.

    Words that were joined or parted, and nothing else, are one pair.
    """
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return []
    if len(old) != len(new) and "".join(old) == "".join(new):
        return [((0, len(old)), (0, len(new)))]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left, word in enumerate(old):
        row, above = best[left + 1], best[left]
        for right, other in enumerate(new):
            value = max(above[right + 1], row[right])
            likeness = fuzz.ratio(word, other, score_cutoff=_least_shared(word, other))
            if likeness:
                value = max(value, above[right] + likeness * len(word))
            row[right + 1] = value
    pairs: list[tuple[Span, Span]] = []
    left, right = len(old), len(new)
    while left and right:
        if best[left][right] == best[left - 1][right]:
            left -= 1
        elif best[left][right] == best[left][right - 1]:
            right -= 1
        else:
            left, right = left - 1, right - 1
            pairs.append(((left, left + 1), (right, right + 1)))
    return pairs[::-1]


def _least_shared(word: str, other: str) -> float:
    """How much of a word has to be in another for it to be that word, of 100."""
    if len(word) == len(other) <= _SHORT and word.isalpha() and other.isalpha():
        return _LEAST_SHARED_SHORT
    short, long = sorted((word, other), key=len)
    if len(short) > 1 and len(long) <= len(short) + _ENDING and long.startswith(short):
        return 0.0
    return _LEAST_SHARED


def _letters(old: str, new: str, old_span: Span, new_span: Span) -> Iterator[Block]:
    """The equal letters of two words, or of two stretches that are the same."""
    word, other = old[slice(*old_span)], new[slice(*new_span)]
    if word == other:
        yield old_span[0], new_span[0], len(word)
    elif len(word) * len(other) <= _MOST_CHARACTER_CELLS:
        for code in Levenshtein.opcodes(word, other):
            if code.tag == "equal":
                yield (
                    old_span[0] + code.src_start,
                    new_span[0] + code.dest_start,
                    code.src_end - code.src_start,
                )


def _blanks(old: str, new: str, old_span: Span, new_span: Span) -> Iterator[Block]:
    """The white space that two passages begin and end with alike."""
    (old_start, old_end), (new_start, new_end) = old_span, new_span
    room = min(old_end - old_start, new_end - new_start)
    first = 0
    while (
        first < room and old[old_start + first] == new[new_start + first] and old[old_start + first].isspace()
    ):
        first += 1
    last = 0
    while (
        last < room - first
        and old[old_end - 1 - last] == new[new_end - 1 - last]
        and old[old_end - 1 - last].isspace()
    ):
        last += 1
    if first:
        yield old_start, new_start, first
    if last:
        yield old_end - last, new_end - last, last
