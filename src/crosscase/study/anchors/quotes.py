"""Finding a span by its words: the same words by their context, else the nearest words above a threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from crosscase.study.anchors.alignment import stayed
from crosscase.study.anchors.borders import whole_words

_LEAST_NEAR = 70.0  # partial ratio, of 100, under which words are not the coding's any more
_LEAST_NEAR_LONG = 60.0  # the same for long ones: a sentence less leaves them far above chance
_LONG = 80
_LEAST_ALIKE = 50.0  # ratio of the words at the place found to the quote, when the context found the place
LEAST_CONTEXT = 0.6  # share of the context that has to agree before a short or repeated quote is believed
_TELLING = 24  # characters from which a quote says by itself where it belongs
_MOST_PLACES = 500  # equal quotes looked at; more is a body of nothing but the same words
_WINDOW = 2_000  # characters looked at on both sides of the expected place before the whole body
_MOST_WHOLE = 1_500  # characters up to which a quote is compared as a whole
_END = 300  # characters at both ends by which a longer one is found
_MARGIN = 240  # characters around a near match within which its borders are found


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of a span without its text: its words and up to 32 characters on both sides."""

    quote: str
    before: str
    after: str


Allowed = Callable[[int, int], bool]


def same_words(words: Words, body: str, near: int, allowed: Allowed) -> tuple[int, float] | None:
    """Where the quote stands in `body`, chosen by context, then by nearness.

    Args:
        words: the span's words and context.
        body: the text to look in.
        near: about where the span is expected.
        allowed: whether a span (start, end) may be the place at all.

    Returns:
        Start and the share of the context that agrees (0..1); None where no place can be believed.
    """
    length = len(words.quote)
    places = [place for place in _places(words.quote, body, near) if allowed(place, place + length)]
    if not places:
        return None
    scored = [(context(words, body, place, place + length), -abs(place - near), place) for place in places]
    agreement, _, place = max(scored)
    if agreement >= LEAST_CONTEXT or (length >= _TELLING and len(places) == 1):
        return place, agreement
    return None


def _places(quote: str, body: str, near: int) -> Iterator[int]:
    if not quote:
        return
    found = 0
    at = body.find(quote)
    if body.count(quote) > _MOST_PLACES:
        at = body.find(quote, max(0, near - _WINDOW))
    while at >= 0 and found < _MOST_PLACES:
        yield at
        found += 1
        at = body.find(quote, at + 1)


def context(words: Words, body: str, start: int, end: int) -> float:
    """How well a span's surroundings agree with the remembered ones, 0..1; the better side counts double."""
    sides = []
    if words.before:
        sides.append(fuzz.ratio(words.before, body[max(0, start - len(words.before)) : start]) / 100)
    if words.after:
        sides.append(fuzz.ratio(words.after, body[end : end + len(words.after)]) / 100)
    if not sides:
        return 1.0
    return (max(sides) * 2 + min(sides)) / 3


def near_words(words: Words, body: str, near: int, allowed: Allowed) -> tuple[int, int, float] | None:
    """The span of `body` nearest to the quote in its context, else, for a telling quote, to the quote alone.

    Returns:
        Start, end and likeness (0..1); None where nothing is near enough.
    """
    if not words.quote:
        return None
    if len(words.quote) > _MOST_WHOLE:
        return _by_ends(words, body, near, allowed)
    framed = words.before + words.quote + words.after
    for needle in (framed, words.quote) if len(words.quote) >= _TELLING else (framed,):
        for low, high in ((near - _WINDOW, near + len(words.quote) + _WINDOW), (0, len(body))):
            found = _nearest(needle, body, max(0, low), min(high, len(body)))
            place = _borders(words, body, *found) if found is not None else None
            if place is None or not allowed(*place):
                continue
            likeness = fuzz.ratio(words.quote, body[slice(*place)])
            if likeness >= _LEAST_ALIKE or fuzz.partial_ratio(words.quote, body[slice(*place)]) >= 90:
                return *place, likeness / 100
    return None


def _by_ends(words: Words, body: str, near: int, allowed: Allowed) -> tuple[int, int, float] | None:
    """A long span by its first and its last words: comparing all of it would cost its length squared."""
    quote = words.quote
    first = Words(quote[:_END], words.before, quote[_END : _END + 32])
    last = Words(quote[-_END:], quote[-_END - 32 : -_END], words.after)
    head = near_words(first, body, near, allowed)
    tail = near_words(last, body, near + len(quote) - _END, allowed)
    if head is None or tail is None or not len(quote) // 2 <= tail[1] - head[0] <= 2 * len(quote):
        return None
    return head[0], tail[1], min(head[2], tail[2])


def _nearest(needle: str, body: str, low: int, high: int) -> tuple[int, int] | None:
    if high - low < len(needle) // 2:
        return None
    least = _LEAST_NEAR_LONG if len(needle) >= _LONG else _LEAST_NEAR
    found = fuzz.partial_ratio_alignment(needle, body[low:high], score_cutoff=least)
    return (low + found.dest_start, low + found.dest_end) if found is not None else None


def _borders(words: Words, body: str, start: int, end: int) -> tuple[int, int] | None:
    """Align quote and context with the surroundings of a near match to find where the words begin and end."""
    low = max(0, start - len(words.before) - _MARGIN)
    high = min(len(body), end + len(words.after) + _MARGIN)
    known = words.before + words.quote + words.after
    at = len(words.before)
    span, around = (at, at + len(words.quote)), body[low:high]
    kept = stayed(known, around)
    place = kept.across(*span)
    if place is None:
        return None
    first, last = whole_words(known, span, around, (place.start, place.end), kept)
    return low + first, low + last
