"""Spans that go with a text while somebody types in it: moved by each replacement, not found again afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

_SHORTEST_CLIP = 3  # characters: less than that is typed by chance, not put back
_TELLING = 20  # characters from which words are known again among others that are put in with them
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


Spans = Mapping[int, Tracked]


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


class Tracker:
    """The spans of one text while it is edited.

    Attributes:
        starts, ends: of each span in the order they were given, as in `Tracked`.
    """

    def __init__(self, spans: Iterable[Tracked]) -> None:
        """Begin with spans of the text as it is."""
        # as numbers: a key costs a pass over all of them
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._open: dict[int, tuple[bool, bool]] = {}
        self._steps: list[_Step] = []
        self._clips: list[_Clip] = []
        for number, span in enumerate(spans):
            self.starts.append(0)
            self.ends.append(0)
            self._put(number, span)

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> Tracker:
        """Begin with spans (start, end) of the text as it is."""
        return cls(Tracked(start, end) for start, end in spans)

    @property
    def spans(self) -> list[Tracked]:
        """All spans as they are now."""
        return [self._span(number) for number in range(len(self.starts))]

    def _span(self, number: int) -> Tracked:
        return Tracked(self.starts[number], self.ends[number], *self._open.get(number, (False, False)))

    def _put(self, number: int, span: Tracked) -> None:
        self.starts[number], self.ends[number] = span.start, span.end
        if span.open_start or span.open_end:
            self._open[number] = span.open_start, span.open_end
        else:
            self._open.pop(number, None)

    def replaced(self, at: int, removed: str, inserted: str) -> None:
        """Words were replaced by others.

        A replacement that takes the one before it back, as undo does, gives its spans back as they were; words
        that were taken out with whole spans in them and are put in elsewhere take the spans along.
        """
        if self._taken_back(at, removed, inserted):
            return
        stop, more = at + len(removed), len(inserted) - len(removed)
        pairs = enumerate(zip(self.starts, self.ends, strict=True))
        near = {number for number, (start, end) in pairs if start <= stop and at <= end}
        touched = {number: self._span(number) for number in near.union(self._open)}
        after = {number: moved(span, at, len(removed), len(inserted)) for number, span in touched.items()}
        for number, span in self._brought(at, inserted, after).items():
            touched.setdefault(number, self._span(number))
            after[number] = span
        self._clip(at, removed, touched, after)
        self._shift(stop, more)
        for number, span in after.items():
            self._put(number, span)
        self._steps.append(_Step(at, removed, inserted, touched))
        del self._steps[:-_MOST_STEPS]

    def _taken_back(self, at: int, removed: str, inserted: str) -> bool:
        if not self._steps:
            return False
        step = self._steps[-1]
        if (step.at, step.removed, step.inserted) != (at, inserted, removed):
            return False
        self._steps.pop()
        self._shift(at + len(removed), len(inserted) - len(removed))
        for number, span in step.touched.items():
            self._put(number, span)
        return True

    def _shift(self, stop: int, more: int) -> None:
        """Move what stands behind a replacement; spans that it touched are put anew by whoever calls."""
        if more:
            self.starts = [start + more if start > stop else start for start in self.starts]
            self.ends = [end + more if end > stop else end for end in self.ends]

    def _clip(self, at: int, removed: str, touched: Spans, after: Spans) -> None:
        inside = tuple(
            (number, before.start - at, before.end - at)
            for number, before in sorted(touched.items())
            if after[number].gone
            and not before.gone
            and at <= before.start
            and before.end <= at + len(removed)
        )
        if inside and len(removed) >= _SHORTEST_CLIP:
            self._clips.append(_Clip(removed, inside))
            del self._clips[:-_MOST_CLIPS]

    def _brought(self, at: int, inserted: str, after: Spans) -> dict[int, Tracked]:
        """The spans that come back with the words they were taken out with."""
        found: dict[int, Tracked] = {}
        for clip in reversed(self._clips) if len(inserted) >= _SHORTEST_CLIP else ():
            place = inserted.find(clip.words)
            # a word or two stand in many a sentence that is put in: they are taken for the same alone
            if place < 0 or (len(clip.words) < _TELLING and clip.words.strip() != inserted.strip()):
                continue
            begin = at + place
            for number, start, end in clip.spans:
                is_gone = self.starts[number] == self.ends[number] or (number in after and after[number].gone)
                if is_gone and number not in found:
                    found[number] = Tracked(begin + start, begin + end)
        return found
