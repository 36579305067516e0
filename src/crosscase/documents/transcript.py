"""A source with its codings beside it, as a value: lines cut into stretches that carry the same codings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of the legend.

    Attributes:
        color: `#RRGGBB`.
        count: how many codings of the transcript are of it.
    """

    path: str
    name: str
    tag: str
    color: str
    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding of the transcript.

    Attributes:
        entry: place of its code in the legend.
        lane: place of its stripe in the margin, from 0 at the text.
        first, last: places of the lines that it begins and ends in.
    """

    entry: int
    coder: str
    memo: str
    key: bool
    lane: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a line that carry the same codings.

    Attributes:
        marks: places of the codings, in order of where they begin.
        label: whether it is the name that opens a turn.
        is_time: whether it is the time stamp that opens a line.
    """

    text: str
    marks: tuple[int, ...] = ()
    label: bool = False
    is_time: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source that is not blank.

    Attributes:
        number: as the workbench counts, from 1.
        level: of a heading, 1 to 6; 0 for text.
        speaker: whose turn it belongs to; empty where nobody listed speaks.
    """

    number: int
    level: int
    speaker: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A source with codings.

    Attributes:
        facts: what there is to know about it, as (word, value).
        words: the page's own words in its language, by name.
        marks: the codings, by place; those whose words were lost are in `lost`.
        lost: quotes without a place, as (place in the legend, coder, quote).
    """

    title: str
    language: str
    notice: str
    facts: tuple[tuple[str, str], ...]
    words: Mapping[str, str]
    legend: tuple[Entry, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    lost: tuple[tuple[int, str, str], ...] = ()

    @property
    def coders(self) -> tuple[str, ...]:
        """Whose codings it shows."""
        return tuple(
            dict.fromkeys([mark.coder for mark in self.marks] + [coder for _, coder, _ in self.lost])
        )

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks in it, in order of first words."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines if line.speaker))

    @property
    def lanes(self) -> int:
        """How many stripes stand side by side at most."""
        return max((mark.lane for mark in self.marks), default=-1) + 1


def stretches(
    line: tuple[int, int],
    body: str,
    spans: Sequence[tuple[int, int, int]],
    label_end: int = 0,
    stamp_end: int = 0,
) -> tuple[Stretch, ...]:
    """Cut a line where a coding begins or ends.

    Args:
        line: start and end of the line in the body.
        spans: (start, end, place of the coding) of those that touch the line, in order.
        label_end: where the speaker's label ends; at or before the line's start where it has none.
        stamp_end: where the time stamp before it ends, in the same way.
    """
    start, end = line
    cuts = {start, end}
    cuts.update(cut for low, high, _ in spans for cut in (low, high) if start < cut < end)
    cuts.update(cut for cut in (label_end, stamp_end) if start < cut < end)
    ordered = sorted(cuts)
    return tuple(
        Stretch(
            body[low:high],
            tuple(mark for first, last, mark in spans if first < high and last > low),
            stamp_end <= low and high <= label_end,
            high <= stamp_end,
        )
        for low, high in pairwise(ordered)
    )


def texts_of_transcript(transcript: Transcript) -> Iterator[tuple[str, str]]:
    """Every text that a file of it holds, as (where it stands, text)."""
    yield "title", transcript.title
    yield "notice", transcript.notice
    yield from transcript.facts
    for entry in transcript.legend:
        yield f"code {entry.path}", f"{entry.name}\n{entry.path}"
    for line in transcript.lines:
        # a name may begin in one stretch and end in the next
        yield f"line {line.number}", "".join(stretch.text for stretch in line.stretches)
        yield f"speaker of line {line.number}", line.speaker
    for mark in transcript.marks:
        yield f"memo at line {transcript.lines[mark.first].number}", f"{mark.coder}\n{mark.memo}"
    for _, coder, quote in transcript.lost:
        yield "quote without a place", f"{coder}\n{quote}"
