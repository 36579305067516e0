"""Whole counts that printed percents allow, all at once: intervals that narrow one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

Options: TypeAlias = frozenset[str]

_TRIED = 80  # things said of one question among which the one that is wrong is looked for
_ROUNDS = 1000  # of narrowing; figures that people print need a handful


@dataclass(frozen=True, slots=True)
class Span:
    """Counts from `low` to `high`, both among them."""

    low: int
    high: int

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


Said: TypeAlias = tuple[Options, Span]
"""What is said of some options: how many chose one of them."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many may have chosen each option.

    Attributes:
        options: of the question.
        base: how many answered.
        parted: whether everybody chose just one, so that the counts of all options make the base.
        stated: what is said of sets of options.
        spans: what follows for each option.
    """

    options: tuple[str, ...]
    base: int
    parted: bool
    stated: tuple[tuple[Options, Span], ...] = ()
    spans: tuple[Span, ...] = ()

    @classmethod
    def open(cls, options: Sequence[str], base: int, parted: bool) -> Counts:
        """Before anything is said."""
        stated = ((frozenset(options), Span(base, base)),) if parted else ()
        start = cls(tuple(options), base, parted, stated, tuple(Span(0, base) for _ in options))
        return start._narrowed() or start

    def with_(self, options: Iterable[str], span: Span) -> Counts | None:
        """With a statement more; None where it cannot be true together with the others."""
        asked = frozenset(options)
        known = self.of(asked)
        low, high = max(known.low, span.low), min(known.high, span.high)
        if low > high:
            return None
        return replace(self, stated=(*self.stated, (asked, Span(low, high))))._narrowed()

    def with_all(self, said: Iterable[Said]) -> Counts:
        """With all statements but those that contradict others before them."""
        found = self
        for options, span in said:
            found = found.with_(options, span) or found
        return found

    def of(self, options: Iterable[str]) -> Span:
        """How many may have chosen one of these options."""
        asked = frozenset(options)
        inside = [span for option, span in zip(self.options, self.spans, strict=True) if option in asked]
        if self.parted:
            outside = [
                span for option, span in zip(self.options, self.spans, strict=True) if option not in asked
            ]
            low = max(sum(span.low for span in inside), self.base - sum(span.high for span in outside))
            high = min(sum(span.high for span in inside), self.base - sum(span.low for span in outside))
        else:
            low = max((span.low for span in inside), default=0)
            high = min(sum(span.high for span in inside), self.base)
        for stated, span in self.stated:
            if stated == asked:
                low, high = max(low, span.low), min(high, span.high)
        return Span(low, high)

    def _narrowed(self) -> Counts | None:
        """What follows from all statements for each option; None where they contradict one another."""
        place = {option: number for number, option in enumerate(self.options)}
        sets = [([place[option] for option in stated], span) for stated, span in self.stated]
        low = [span.low for span in self.spans]
        high = [span.high for span in self.spans]
        for _ in range(_ROUNDS):
            before = (*low, *high)
            for inside, span in sets:
                least, most = sum(low[one] for one in inside), sum(high[one] for one in inside)
                for one in inside:
                    # who chose several counts once in a set, which then holds fewer than its parts together
                    lowest = span.low - (most - high[one])
                    highest = span.high - (least - low[one] if self.parted else 0)
                    if lowest > low[one]:
                        least, low[one] = least + lowest - low[one], lowest
                    if highest < high[one]:
                        most, high[one] = most + highest - high[one], highest
                    if low[one] > high[one]:
                        return None
            if (*low, *high) == before:
                break
        return replace(self, spans=tuple(Span(a, b) for a, b in zip(low, high, strict=True)))


def odd_one(start: Counts, said: Sequence[Said]) -> Said | None:
    """What is to be left out, wherever it is said, for the rest to be true together; None where all of it may be.

    Where leaving out just one will do it is that one, of several the last. Else it is the first that contradicts
    those before it.
    """
    first = _first_odd(start, said)
    if first is None or len(said) > _TRIED:
        return first
    for each in reversed(said):
        if _first_odd(start, [other for other in said if other != each]) is None:
            return each
    return first


def _first_odd(start: Counts, said: Iterable[Said]) -> Said | None:
    for options, span in said:
        narrowed = start.with_(options, span)
        if narrowed is None:
            return options, span
        start = narrowed
    return None
