"""Whole counts that printed percents allow, all at once: intervals that narrow one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

Options: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """Counts from `low` to `high`, both among them."""

    low: int
    high: int

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


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
        low = [span.low for span in self.spans]
        high = [span.high for span in self.spans]
        moved = True
        while moved:
            moved = False
            for stated, span in self.stated:
                inside = [place[option] for option in stated]
                for one in inside:
                    others = [other for other in inside if other != one]
                    if self.parted:
                        least = span.low - sum(high[other] for other in others)
                        most = span.high - sum(low[other] for other in others)
                    else:  # who chose several counts once in a set, so a set tells little of its parts
                        least = 0 if others else span.low
                        most = span.high
                    if least > low[one] or most < high[one]:
                        low[one], high[one] = max(low[one], least), min(high[one], most)
                        moved = True
                    if low[one] > high[one]:
                        return None
        return replace(self, spans=tuple(Span(a, b) for a, b in zip(low, high, strict=True)))
