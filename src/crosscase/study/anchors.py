"""Finding codings again after their text was edited: by the old text where it is known, else by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from crosscase.study.anchors_map import Survivors, survivors
from crosscase.study.anchors_quote import Words, near_words, same_words

Status = Literal["unmoved", "moved", "changed", "lost"]

_LEAST_KEPT = 0.5  # share of a span's characters that has to survive in place for its place to hold
_LEAST_NEW = 0.5  # share of a found span that has to be newly written: the rest belongs to other old words


@dataclass(frozen=True, slots=True)
class Anchor:
    """What finds a span again.

    Attributes:
        id: the coding's id.
        start, end: code points into the text the coding was made on, end exclusive; may lie outside it.
        quote: the words of the span.
        before, after: up to 32 characters of context.
    """

    id: str
    start: int
    end: int
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where a span is now.

    Attributes:
        id: the coding's id.
        status: unmoved (same offsets, same words), moved (same words), changed (its words differ), lost.
        start, end: code points into the new text, end exclusive; both -1 where lost.
        score: how sure the place is, 0..1.
    """

    id: str
    status: Status
    start: int
    end: int
    score: float


def relocate(anchors: Sequence[Anchor], new: str, old: str | None) -> list[Found]:
    """Find spans again in an edited text.

    Args:
        anchors: the spans, with offsets into the old text.
        new: the body as it is now.
        old: the body the offsets belong to; None where it is not known any more.

    Returns:
        One result for each anchor, in the same order.
    """
    if old is None:
        return [_by_words(anchor, new, None) for anchor in anchors]
    kept = survivors(old, new)
    return [_by_text(anchor, new, old, kept) for anchor in anchors]


def _by_text(anchor: Anchor, new: str, old: str, kept: Survivors) -> Found:
    span = _span_in(anchor, old)
    if span is None:
        return _by_words(anchor, new, kept)
    place = kept.across(*span)
    share = kept.surviving(*span) / (span[1] - span[0])
    if place is not None and (share >= _LEAST_KEPT or new[slice(*place)] == anchor.quote):
        return _found(anchor, new, *place, score=share)
    return _by_words(anchor, new, kept)


def _span_in(anchor: Anchor, old: str) -> tuple[int, int] | None:
    """The anchor's span in the old text, if its words, or nearly its words, are there."""
    start, end = anchor.start, anchor.end
    if 0 <= start < end <= len(old):
        words = old[start:end]
        if words == anchor.quote or fuzz.ratio(words, anchor.quote) >= 100 * _LEAST_KEPT:
            return start, end
    words_known = Words(anchor.quote, anchor.before, anchor.after)
    found = same_words(words_known, old, start, lambda _start, _end: True)
    return (found[0], found[0] + len(anchor.quote)) if found is not None else None


def _by_words(anchor: Anchor, new: str, kept: Survivors | None) -> Found:
    def allowed(start: int, end: int) -> bool:
        # words that stood in the old text already belong to another place of it
        return kept is None or kept.inherited(start, end) <= (1 - _LEAST_NEW) * (end - start)

    words = Words(anchor.quote, anchor.before, anchor.after)
    expected = anchor.start if kept is None else kept.expected(anchor.start)
    same = same_words(words, new, expected, allowed)
    if same is not None:
        return _found(anchor, new, same[0], same[0] + len(anchor.quote), score=same[1])
    near = near_words(words, new, expected, allowed)
    if near is not None:
        return _found(anchor, new, near[0], near[1], score=near[2])
    return Found(anchor.id, "lost", -1, -1, 0.0)


def _found(anchor: Anchor, new: str, start: int, end: int, *, score: float) -> Found:
    status: Status = "changed"
    if new[start:end] == anchor.quote:
        status = "unmoved" if (start, end) == (anchor.start, anchor.end) else "moved"
    return Found(anchor.id, status, start, end, score)
