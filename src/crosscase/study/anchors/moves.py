"""Finding what was cut in one place and put in at another, among what an alignment left over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from crosscase.study.anchors.chance import letters
from crosscase.study.anchors.survivors import Block, Survivors
from crosscase.study.anchors.words import TOKEN, Span, align_words

_RUN = 3  # words in a row that have to be the same before a move is thought of
_LEAST = 6  # letters under which nothing is taken as moved
_TELLING = 24  # letters under which what was moved must be there once in both texts
_FARTHEST = 120  # characters between two runs of equal words that are parts of one move
_ENDING = 1  # characters of a sentence's end that may belong to what was moved
_LEAST_EQUAL = 0.3  # share of a sentence's rest that has to be equal to go along
_FIRM = 16  # letters from which what stayed in its order gives way no further than that
_SENTENCE_ENDS = ".!?…\n"


class _Words(NamedTuple):
    """The words of the left-over stretches of a text."""

    spans: list[Span]
    texts: list[str]
    stretches: list[int]  # which stretch each of them stands in


class _Run(NamedTuple):
    """A stretch of each text that are equal, or begin and end alike."""

    old: Span
    new: Span
    letters: int  # how many are equal


def with_moves(old: str, new: str, blocks: Sequence[Block], *, whole: bool) -> list[Block]:
    """Add what was moved.

    Args:
        old: the text before.
        new: the text after.
        blocks: what stayed in its order, ascending in both texts.
        whole: whether all of the old text is known.

    Returns:
        Equal stretches, disjoint in both texts. Short ones that stayed in their order give way to a move that
        they would tear: a speaker's name before a turn, the first word of a sentence.
    """
    firm = [block for block in blocks if letters(old, block) >= _FIRM]
    gone = _left_over([(start, start + length) for start, _, length in firm], len(old))
    come = _left_over([(start, start + length) for _, start, length in firm], len(new))
    runs = list(_chained(_equal_runs(_words(old, gone), _words(new, come)), gone, come))
    taken_old, taken_new = bytearray(len(old)), bytearray(len(new))
    found: list[Block] = []

    def take(start: int, other: int, length: int) -> None:
        if taken_old.find(1, start, start + length) < 0 and taken_new.find(1, other, other + length) < 0:
            taken_old[start : start + length] = taken_new[other : other + length] = b"\1" * length
            found.append((start, other, length))

    stayed = Survivors(blocks)
    for run in sorted(runs, key=lambda run: -run.letters):
        if (run.letters >= _TELLING or (whole and _is_single(old, new, run))) and _is_free(stayed, run):
            for block in _with_rest(old, new, run, _around(gone, run.old), _around(come, run.new)):
                take(*block)
    if not found:
        return list(blocks)
    for start, other, length in blocks:
        for low, high in _free(taken_old, taken_new, start, other, length):
            found.append((start + low, other + low, high - low))
    return found


def _free(taken_old: bytearray, taken_new: bytearray, start: int, other: int, length: int) -> Iterator[Span]:
    """The parts of a block that nothing has taken in either text, counted from its start."""
    if taken_old.find(1, start, start + length) < 0 and taken_new.find(1, other, other + length) < 0:
        yield 0, length
        return
    low = 0
    for at in range(length + 1):
        if at == length or taken_old[start + at] or taken_new[other + at]:
            if at > low:
                yield low, at
            low = at + 1


def _left_over(taken: Sequence[Span], length: int) -> list[Span]:
    stretches = []
    at = 0
    for start, end in [*taken, (length, length)]:
        if start - at >= _LEAST:
            stretches.append((at, start))
        at = end
    return stretches


def _words(text: str, stretches: Sequence[Span]) -> _Words:
    words = _Words([], [], [])
    for number, stretch in enumerate(stretches):
        for match in TOKEN.finditer(text, *stretch):
            words.spans.append(match.span())
            words.texts.append(match.group())
            words.stretches.append(number)
    return words


def _equal_runs(old: _Words, new: _Words) -> list[_Run]:
    """Runs of equal words, the longest first where two want the same words."""
    there = _once(new)
    runs: list[tuple[int, int, int]] = []
    reached: dict[int, int] = {}  # for each difference of places, the end of the last run
    for key, left in _once(old).items():
        right = there.get(key)
        if right is not None and reached.get(right - left, 0) <= left:
            start, end = _extended(old, new, left, right)
            reached[right - left] = end
            while start < end and old.texts[start] in _SENTENCE_ENDS:  # of the sentence before
                start += 1
            if start < end:
                runs.append((start, right - left + start, end - start))
    runs.sort(key=lambda run: (-run[2], run))
    used, come = bytearray(len(old.texts)), bytearray(len(new.texts))
    disjoint = []
    for left, right, length in runs:
        if used.find(1, left, left + length) < 0 and come.find(1, right, right + length) < 0:
            used[left : left + length] = come[right : right + length] = b"\1" * length
            count = sum(map(len, old.texts[left : left + length]))
            old_span = old.spans[left][0], old.spans[left + length - 1][1]
            new_span = new.spans[right][0], new.spans[right + length - 1][1]
            disjoint.append(_Run(old_span, new_span, count))
    return sorted(disjoint)


def _once(words: _Words) -> dict[tuple[str, ...], int]:
    """Where each few words in a row stand that are there once."""
    places: dict[tuple[str, ...], int] = {}
    again: set[tuple[str, ...]] = set()
    for at in range(len(words.texts) - _RUN + 1):
        if words.stretches[at] == words.stretches[at + _RUN - 1]:
            key = tuple(words.texts[at : at + _RUN])
            if key in places:
                again.add(key)
            places[key] = at
    return {key: at for key, at in places.items() if key not in again}


def _extended(old: _Words, new: _Words, left: int, right: int) -> Span:
    """The places of the old words around `left` that are the same as the new ones around `right`."""
    stretch, other = old.stretches[left], new.stretches[right]

    def same(by: int) -> bool:
        at, there = left + by, right + by
        return (
            0 <= at < len(old.texts)
            and 0 <= there < len(new.texts)
            and old.texts[at] == new.texts[there]
            and (old.stretches[at], new.stretches[there]) == (stretch, other)
        )

    low, high = 0, _RUN
    while same(low - 1):
        low -= 1
    while same(high):
        high += 1
    return left + low, left + high


def _chained(runs: Sequence[_Run], gone: Sequence[Span], come: Sequence[Span]) -> Iterator[_Run]:
    """Runs near each other in both texts put together: a sentence that was moved and has a new word."""
    last: _Run | None = None
    for run in runs:
        if last is not None:
            near = 0 <= run.old[0] - last.old[1] <= _FARTHEST and 0 <= run.new[0] - last.new[1] <= _FARTHEST
            if (
                near
                and _around(gone, last.old) == _around(gone, run.old)
                and _around(come, last.new) == _around(come, run.new)
            ):
                last = _Run((last.old[0], run.old[1]), (last.new[0], run.new[1]), last.letters + run.letters)
                continue
            yield last
        last = run
    if last is not None:
        yield last


def _around(stretches: Sequence[Span], span: Span) -> Span:
    """The left-over stretch that a span lies in."""
    return stretches[bisect_right(stretches, span[0], key=itemgetter(0)) - 1]


def _is_single(old: str, new: str, run: _Run) -> bool:
    """Whether few words are there once in either text, so that they cannot be others that are the same."""
    words = old[slice(*run.old)]
    return run.letters >= _LEAST and old.count(words) == 1 and new.count(words) == 1


def _is_free(stayed: Survivors, run: _Run) -> bool:
    """Whether most of a run is not in its place in either text."""
    gone, come = run.old[1] - run.old[0], run.new[1] - run.new[0]
    return 2 * stayed.surviving(*run.old) <= gone and 2 * stayed.inherited(*run.new) <= come


def _with_rest(old: str, new: str, run: _Run, gone: Span, come: Span) -> Iterator[Block]:
    """A move's equal characters, and those of the sentences that it is a part of."""
    yield from align_words(old, new, run.old, run.new)
    yield from _rest(
        old,
        new,
        (_sentence_start(old, gone[0], run.old[0]), run.old[0]),
        (_sentence_start(new, come[0], run.new[0]), run.new[0]),
    )
    yield from _rest(
        old,
        new,
        (run.old[1], _sentence_end(old, run.old[1], gone[1])),
        (run.new[1], _sentence_end(new, run.new[1], come[1])),
    )


def _rest(old: str, new: str, left: Span, right: Span) -> list[Block]:
    blocks = list(align_words(old, new, left, right))
    equal = sum(length for _, _, length in blocks)
    return blocks if equal >= _LEAST_EQUAL * (left[1] - left[0]) else []


def _sentence_start(text: str, low: int, at: int) -> int:
    low = max(low, at - _FARTHEST)
    low = max(low, *(text.rfind(sign, low, at) + 1 for sign in _SENTENCE_ENDS))
    while low < at and text[low].isspace():
        low += 1
    return low


def _sentence_end(text: str, at: int, high: int) -> int:
    # the end of a sentence is often taken for that of the sentence that stands there now
    farthest = min(high + _ENDING, at + _FARTHEST)
    ends = [end + 1 for sign in _SENTENCE_ENDS if (end := text.find(sign, at, farthest)) >= 0]
    return min(ends, default=max(at, min(high, farthest)))
