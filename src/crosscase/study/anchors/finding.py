"""Finding codings again after their text was edited: by the old text where it is known, else by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from crosscase.study.anchors.alignment import survivors
from crosscase.study.anchors.borders import whole_words
from crosscase.study.anchors.patchwork import patched
from crosscase.study.anchors.quotes import LEAST_CONTEXT, Words, near_words, same_words
from crosscase.study.anchors.survivors import Survivors
from crosscase.study.graphemes import snap

Status = Literal["unmoved", "moved", "changed", "lost"]

_LEAST_KEPT = 0.5  # share of a span's characters that has to survive in place for its place to hold
_LEAST_PART = 0.3  # the same for the larger part of a torn span, and where the words are nowhere else either
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
    text = patched(anchors, new) if old is None else old
    kept = survivors(text, new, whole=old is not None)
    return [_by_text(anchor, new, text, kept) for anchor in anchors]


def _by_text(anchor: Anchor, new: str, old: str, kept: Survivors) -> Found:
    span = _span_in(anchor, old)
    if span is None:
        return _by_words(anchor, new, kept.expected(anchor.start), kept)
    there = kept.across(*span)
    if there is not None:
        length = span[1] - span[0]
        place = whole_words(old, span, new, (there.start, there.end), kept)
        torn = there.kept >= _LEAST_PART * length and kept.surviving(*span) >= _LEAST_KEPT * length
        if torn or there.kept >= _LEAST_KEPT * length or new[slice(*place)] == anchor.quote:
            return _found(anchor, new, *place, score=there.kept / length)
    found = _by_words(anchor, new, kept.expected(span[0]), kept)
    if found.status == "lost" and there is not None and there.kept >= _LEAST_PART * length:
        return _found(anchor, new, *place, score=there.kept / length)
    return found


def _span_in(anchor: Anchor, old: str) -> tuple[int, int] | None:
    """The anchor's span in the old text, if its words, or nearly its words, are there."""
    start, end = anchor.start, anchor.end
    if 0 <= start < end <= len(old):
        words = old[start:end]
        if words == anchor.quote or fuzz.ratio(words, anchor.quote) >= 100 * _LEAST_KEPT:
            return start, end
    found = same_words(_words(anchor), old, start, lambda _start, _end: True)
    # words that were lost before must not settle on a copy that was there all the time
    if found is None or (start < 0 and found[1] < LEAST_CONTEXT):
        return None
    return found[0], found[0] + len(anchor.quote)


def _by_words(anchor: Anchor, new: str, expected: int, kept: Survivors | None) -> Found:
    def allowed(start: int, end: int) -> bool:
        # words that stood in the old text already belong to another place of it
        return kept is None or kept.inherited(start, end) <= (1 - _LEAST_NEW) * (end - start)

    words = _words(anchor)
    same = same_words(words, new, expected, allowed)
    if same is not None:
        return _found(anchor, new, same[0], same[0] + len(anchor.quote), score=same[1])
    near = near_words(words, new, expected, allowed)
    if near is not None:
        return _found(anchor, new, near[0], near[1], score=near[2])
    return Found(anchor.id, "lost", -1, -1, 0.0)


def _words(anchor: Anchor) -> Words:
    return Words(anchor.quote, anchor.before, anchor.after)


def _found(anchor: Anchor, new: str, start: int, end: int, *, score: float) -> Found:
    start, end = snap(new, start, end)
    status: Status = "changed"
    if new[start:end] == anchor.quote:
        status = "unmoved" if (start, end) == (anchor.start, anchor.end) else "moved"
    return Found(anchor.id, status, start, end, score)
