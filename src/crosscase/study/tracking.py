"""Spans that go with a text while somebody types in it: moved by each replacement, not found again afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

_SHORTEST_CLIP = 3  # characters: less than that is typed by chance, not put back
_MOST_CLIPS = 20
_MOST_STEPS = 20_000  # replacements that can be taken back to the letter; older ones are only moved back


@dataclass(frozen=True, slots=True)
class Tracked:
    """A span on its way through an edit.

    Attributes:
        start, end: code points into the text as it is now, end exclusive; equal where all its words are gone.
        open_start, open_end: its first (last) characters were deleted just there, and what is typed in their
            place belongs to it: a word that is typed anew.
    """

    start: int
    end: int
    open_start: bool = False
    open_end: bool = False

    @property
    def gone(self) -> bool:
        """Whether nothing is left of it."""
        return self.start == self.end


def moved(span: Tracked, at: int, removed: int, inserted: int) -> Tracked:
    """A span after `removed` characters at `at` were replaced by `inserted` ones.

    What is written inside a span belongs to it, what is written at its border does not, unless it takes the
    place of characters of the span.
    """
    stop, more = at + removed, inserted - removed
    start, end = span.start, span.end
    if not removed and inserted and _is_open_at(span, at):
        return replace(span, end=end + inserted)
    if stop <= start:
        return Tracked(start + more, end + more)
    if at >= end:
        return span if not (span.open_start or span.open_end) else Tracked(start, end)
    if start <= at and stop <= end:
        return Tracked(start, end + more, span.open_start or at == start, span.open_end or stop == end)
    if start <= at:  # from inside the span to somewhere behind it
        return Tracked(start, at, span.open_start)
    if stop <= end:  # from before the span to somewhere inside it
        return Tracked(at + inserted, end + more, False, span.open_end and stop < end)
    return Tracked(at, at)


def _is_open_at(span: Tracked, at: int) -> bool:
    if span.start < at < span.end:
        return True
    return (span.open_start and at == span.start) or (span.open_end and at == span.end)


@dataclass(frozen=True, slots=True)
class _Step:
    """A replacement, and the spans that moving back would not give again."""

    at: int
    removed: str
    inserted: str
    touched: dict[int, Tracked]


@dataclass(frozen=True, slots=True)
class _Clip:
    """Words that were taken out together with whole spans: number of the span, and where it began and ended in them."""

    words: str
    spans: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class Tracker:
    """The spans of one text while it is edited.

    Attributes:
        spans: in the order they were given.
    """

    spans: list[Tracked]
    _steps: list[_Step] = field(default_factory=list)
    _clips: list[_Clip] = field(default_factory=list)

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> Tracker:
        """Begin with spans (start, end) of the text as it is."""
        return cls([Tracked(start, end) for start, end in spans])

    def replaced(self, at: int, removed: str, inserted: str) -> None:
        """Words were replaced by others.

        A replacement that takes the one before it back, as undo does, gives its spans back as they were; words
        that were taken out with whole spans in them and are put in elsewhere take the spans along.
        """
        if self._taken_back(at, removed, inserted):
            return
        stop = at + len(removed)
        touched: dict[int, Tracked] = {}
        after: list[Tracked] = []
        for number, span in enumerate(self.spans):
            new = moved(span, at, len(removed), len(inserted))
            after.append(new)
            if (span.start <= stop and at <= span.end) or span.open_start or span.open_end:
                touched[number] = span
        for number, span in self._brought(at, inserted, after):
            touched.setdefault(number, self.spans[number])
            after[number] = span
        self._clip(at, removed, after)
        self.spans = after
        self._steps.append(_Step(at, removed, inserted, touched))
        del self._steps[:-_MOST_STEPS]

    def _taken_back(self, at: int, removed: str, inserted: str) -> bool:
        if not self._steps:
            return False
        step = self._steps[-1]
        if (step.at, step.removed, step.inserted) != (at, inserted, removed):
            return False
        self._steps.pop()
        back = [moved(span, at, len(removed), len(inserted)) for span in self.spans]
        for number, span in step.touched.items():
            back[number] = span
        self.spans = back
        return True

    def _clip(self, at: int, removed: str, after: Sequence[Tracked]) -> None:
        inside = tuple(
            (number, before.start - at, before.end - at)
            for number, before in enumerate(self.spans)
            if after[number].gone
            and not before.gone
            and at <= before.start
            and before.end <= at + len(removed)
        )
        if inside and len(removed) >= _SHORTEST_CLIP:
            self._clips.append(_Clip(removed, inside))
            del self._clips[:-_MOST_CLIPS]

    def _brought(self, at: int, inserted: str, after: Sequence[Tracked]) -> list[tuple[int, Tracked]]:
        """The spans that come back with the words they were taken out with."""
        for clip in reversed(self._clips):
            place = inserted.find(clip.words)
            if place < 0:
                continue
            begin = at + place
            return [
                (number, Tracked(begin + start, begin + end))
                for number, start, end in clip.spans
                if after[number].gone or self.spans[number].gone
            ]
        return []
