"""Two rows of words, one edited from the other: which is which, by their order and by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Token = tuple[str, str, str]
"""A word, what stands before it and what behind."""

_EQUAL = 1_000_000  # more than what stands around all of them can count
_MOST = 1_000_000  # pairs that are compared one by one; beyond that, order alone tells


def aligned(now: Sequence[Token], then: Sequence[Token]) -> list[int | None]:
    """Which of `then` each of `now` is; None where it is none of them.

    Only equal words are the same; as many as can be are, in order, and of those the ones with the same around them.
    """
    head = 0
    while head < min(len(now), len(then)) and now[head] == then[head]:
        head += 1
    tail = 0
    while tail < min(len(now), len(then)) - head and now[-1 - tail] == then[-1 - tail]:
        tail += 1
    first, second = now[head : len(now) - tail], then[head : len(then) - tail]
    if len(first) == len(second) and all(
        one[0] == other[0] for one, other in zip(first, second, strict=True)
    ):
        middle: list[int | None] = list(range(len(first)))
    else:
        middle = _compared(first, second) if len(first) * len(second) <= _MOST else _by_order(first, second)
    last = len(then) - tail
    return [*range(head), *(None if at is None else at + head for at in middle), *range(last, len(then))]


def _compared(now: Sequence[Token], then: Sequence[Token]) -> list[int | None]:
    best = [[0] * (len(then) + 1) for _ in range(len(now) + 1)]
    for i in range(len(now) - 1, -1, -1):
        for j in range(len(then) - 1, -1, -1):
            score = _score(now[i], then[j])
            both = best[i + 1][j + 1] + score if score else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    found: list[int | None] = []
    i = j = 0
    while i < len(now):
        score = _score(now[i], then[j]) if j < len(then) else 0
        if score and best[i][j] == best[i + 1][j + 1] + score:
            found.append(j)
            i, j = i + 1, j + 1
        elif j < len(then) and best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append(None)
            i += 1
    return found


def _score(one: Token, other: Token) -> int:
    """0 for unlike words; more the more of what stands around them is the same."""
    if one[0] != other[0]:
        return 0
    return _EQUAL + (one[1] == other[1]) + (one[2] == other[2])


def _by_order(now: Sequence[Token], then: Sequence[Token]) -> list[int | None]:
    found: list[int | None] = [None] * len(now)
    first, second = [token[0] for token in now], [token[0] for token in then]
    for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            found[block.a + step] = block.b + step
    return found
