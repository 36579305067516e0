"""What becomes of codings when names in their sources give way to pseudonyms: the same words, but for the names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crosscase.study.codings import CONTEXT, context
from crosscase.study.graphemes import snap
from crosscase.study.model import Coding
from crosscase.study.yaml_scalars import Piece, spliced

_LEAST_CUT = 2  # letters of a name that are left at the edge of a context, and are taken away


@dataclass(frozen=True, slots=True)
class Words:
    """A quote and what stands around it."""

    quote: str
    before: str
    after: str


class Shift:
    """Where positions of a text are once pieces of it are replaced."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Take pieces in order that do not overlap."""
        self._starts = [start for start, _, _ in pieces]
        self._ends = [end for _, end, _ in pieces]
        self._new = [len(new) for _, _, new in pieces]
        self._moved = [0]
        for start, end, new in pieces:
            self._moved.append(self._moved[-1] + len(new) - (end - start))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span in the new text; one that cuts a name holds all that stands for it."""
        return self._start(start), self._end(end)

    def _start(self, at: int) -> int:
        place = bisect_right(self._ends, at)  # the first piece that ends behind it
        begin = self._starts[place] if place < len(self._starts) else at
        return min(at, begin) + self._moved[place]

    def _end(self, at: int) -> int:
        place = bisect_left(self._starts, at)  # how many begin before it
        if place and self._ends[place - 1] > at:
            at = self._ends[place - 1]
        return at + self._moved[place]


def follow(
    coding: Coding,
    bodies: tuple[str, str] | None,
    shift: Shift,
    own: Mapping[str, Sequence[Piece]],
    forms: Mapping[str, str],
) -> Coding:
    """A coding once names are replaced.

    One that stood still stands; one whose words were others than its text says, or that was lost, stays so.

    Args:
        bodies: its source's body before and after; None where the source is gone.
        shift: from the one body to the other.
        own: pieces of its own texts, by field.
        forms: every name that is replaced, and what stands for it.
    """
    if "memo" in own:
        coding = replace(coding, memo=spliced(coding.memo, own["memo"]))
    if bodies is None or coding.at is None:
        words = replaced_words(Words(coding.quote, coding.before, coding.after), own, forms)
        return replace(coding, quote=words.quote, before=words.before, after=words.after)
    old, new = bodies
    at = snap(new, *shift.span(*coding.at))
    if old[slice(*coding.at)] == coding.quote:
        quote = new[slice(*at)]
    else:
        quoted = {field: pieces for field, pieces in own.items() if field == "quote"}
        quote = replaced_words(Words(coding.quote, coding.before, coding.after), quoted, forms).quote
    before, after = context(new, *at)
    return replace(coding, at=at, quote=quote, before=before, after=after)


def replaced_words(words: Words, own: Mapping[str, Sequence[Piece]], forms: Mapping[str, str]) -> Words:
    """A quote without a place, and what stood around it, without names.

    A name that the quote's edge cuts is wholly in it afterwards; a part of one at the end of a context is left out.

    Args:
        own: pieces by field, `quote`, `before` and `after`.
        forms: as in `follow`.
    """
    whole = words.before + words.quote + words.after
    first, last = len(words.before), len(words.before) + len(words.quote)
    pieces = _across(whole, (first, last), forms)
    starts = {"before": 0, "quote": first, "after": last}
    for field, at in starts.items():
        for start, end, new in own.get(field, ()):
            if not any(s < at + end and at + start < e for s, e, _ in pieces):
                pieces.append((at + start, at + end, new))
    if len(words.before) >= CONTEXT and (cut := _cut_off(whole[:first], forms, head=True)):
        pieces = [(0, cut, ""), *(piece for piece in pieces if piece[0] >= cut)]
    if len(words.after) >= CONTEXT and (cut := _cut_off(whole[last:], forms, head=False)):
        edge = len(whole) - cut
        pieces = [*(piece for piece in pieces if piece[1] <= edge), (edge, len(whole), "")]
    pieces.sort()
    start, end = Shift(pieces).span(first, last)
    changed = spliced(whole, pieces)
    return Words(changed[start:end], changed[:start][-CONTEXT:], changed[end:][:CONTEXT])


def _across(whole: str, borders: tuple[int, int], forms: Mapping[str, str]) -> list[Piece]:
    """Names that stand across a border, the longest first."""
    pieces: list[Piece] = []
    for form in sorted(forms, key=len, reverse=True):
        for border in borders:
            at = whole.find(form, max(0, border - len(form) + 1), border + len(form) - 1)
            end = at + len(form)
            alone = at >= 0 and not any(s < end and at < e for s, e, _ in pieces)
            if alone and at < border < end and not _in_word(whole, at, end):
                pieces.append((at, end, forms[form]))
    return pieces


def _in_word(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalpha()


def _cut_off(text: str, forms: Mapping[str, str], *, head: bool) -> int:
    """How many letters at the head (or the end) of a context are the rest of a name that was cut there."""
    longest = 0
    for form in forms:
        for size in range(len(form) - 1, max(longest, _LEAST_CUT - 1), -1):
            part = form[-size:] if head else form[:size]
            if head and text.startswith(part) and not text[size : size + 1].isalnum():
                longest = size
                break
            if not head and text.endswith(part) and not text[-size - 1 : -size].isalnum():
                longest = size
                break
    return longest
