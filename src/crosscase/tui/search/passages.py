"""Passages that are to be coded at once: how they are made, and how they are shown before it is done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.graphemes import snap
from crosscase.study.model import Source
from crosscase.study.places import lines_of
from crosscase.study.problems import StudyError
from crosscase.synthesis.searching import UNITS, Hit, Spot, Unit, widen
from crosscase.tui.search.arranged import counted
from crosscase.tui.words import shown

Span = tuple[int, int]
Placed = tuple[str, Span]
"""A source's id and a span in its body."""
SHOWN = 200
"""Passages drawn at most: nobody reads further before coding."""
HEAD = 120  # characters of the beginning of a longer one
LONGEST = 240  # characters up to which a passage is drawn whole
LEAST_AROUND = 16  # characters before and after it at least, where there are any
NAMED = 60  # characters of what was looked for in the name of an edit


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of sources: what it is called, and their ids."""

    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """Passages that one can choose to code.

    Attributes:
        title: what they are, such as `14 hits of “ressurs”`.
        units: as what they can be coded.
        make: the passages for a unit and source ids, one after the other; may raise StudyError.
        name: what one of them is, for a unit: `hit of “ressurs”`.
        scopes: choices of sources, the first to begin with; one without a name where there is no choice.
        origin: as codings have it.
        marks: spans to be seen in the passages, sorted, by source.
    """

    title: str
    units: tuple[str, ...]
    make: Callable[[str, Sequence[str]], Iterator[Placed]]
    name: Callable[[str], str]
    scopes: tuple[Scope, ...] = (Scope("", ()),)
    origin: str = ""
    marks: Mapping[str, Sequence[Span]] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Passages that were chosen.

    Attributes:
        sources: those they are in, as they were then: in others the positions would mean other words.
        name, origin: as in `add_codings`.
    """

    unit: str
    placed: tuple[Placed, ...]
    sources: Mapping[str, Source]
    name: str
    origin: str = ""


def widened(study: Study, spots: Iterable[Spot], unit: Unit) -> Iterator[Placed]:
    """What is coded for the hits at some spots; those without a place in a source are left out."""
    for spot in spots:
        if spot.is_placed:
            hit = Hit(spot.source, spot.case, (spot.start, spot.end), "", "", "")
            yield spot.source, widen(study, hit, unit)


def hits_offer(study: Study, spots: Sequence[Spot], words: str) -> Offer:
    """Hits to be coded.

    Args:
        spots: where they are.
        words: what was looked for.
    """

    def make(unit: str, _sources: Sequence[str]) -> Iterator[Placed]:
        return widened(study, spots, next((each for each in UNITS if each == unit), UNITS[0]))

    def name(unit: str) -> str:
        return f"hit of {quoted(words)}" if unit == "hit" else f"{unit} with a hit of {quoted(words)}"

    marks: dict[str, list[Span]] = {}
    for spot in spots:
        if spot.is_placed:
            marks.setdefault(spot.source, []).append((spot.start, spot.end))
    seen = {source: sorted(spans) for source, spans in marks.items()}
    return Offer(
        f"{counted(len(spots), 'hit')} of {quoted(words)}", UNITS, make, name, origin="search", marks=seen
    )


def still_there(study: Study, sources: Mapping[str, Source]) -> None:
    """Raises StudyError where a source is gone or another one now."""
    for source_id, source in sources.items():
        if study.sources.get(source_id) is not source:
            raise StudyError(
                f"{source_id} was changed by another program meanwhile; nothing was coded, choose again"
            )


def quoted(words: str) -> str:
    """What was looked for as the name of an edit has it."""
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= NAMED else f"“{words[:NAMED]}…”"


def preview(
    study: Study, placed: Sequence[Placed], marks: Mapping[str, Sequence[Span]], width: int
) -> Content:
    """Passages under their sources: what is coded stands out, what stands around it is dim.

    Args:
        marks: spans that are to be seen in the passages, sorted, by source.
        width: cells of a line.
    """
    lines: list[Content] = []
    counts: dict[str, int] = {}
    for source_id, _ in placed:
        counts[source_id] = counts.get(source_id, 0) + 1
    at = ""
    for source_id, span in placed[:SHOWN]:
        if source_id != at:
            if at:
                lines.append(Content(""))
            at = source_id
            head = f"{shown(source_id)}  "
            count = counted(counts[source_id], "passage")
            lines.append(Content.assemble((head, "bold"), (count[: max(0, width - cell_len(head))], "dim")))
        lines.append(_line(study, source_id, span, marks.get(source_id, ()), width))
    if len(placed) > SHOWN:
        lines += [Content(""), Content.styled(f"and {counted(len(placed) - SHOWN, 'passage')} more", "dim")]
    return Content("\n").join(lines)


def _line(study: Study, source_id: str, span: Span, marks: Sequence[Span], width: int) -> Content:
    body, segments = study.sources[source_id].body, study.segments(source_id)
    start, end = span
    who = segments.speaker_of(start) if end <= segments.turn_at(start)[1] else ""
    place = f"{lines_of(span, segments):>5} {f'{shown(who)}  ' if who else ' '}"
    parts = [Content.styled(place, "dim")]
    if end - start > LONGEST:
        done = start
        for low, high in _windows(body, span, marks):
            parts += [Content.styled(" … ", "dim")] * (low > done) + _marked(body, low, high, marks)
            done = high
        return Content("").join([*parts, Content.styled(f" … {end - start} characters", "dim")])
    around = max(LEAST_AROUND, (width - cell_len(place) - (end - start)) // 2 - 1)
    first, last = segments.paragraph_at(start)[0], segments.line_bounds(segments.line_of(end - 1))[1]
    before = _from_word(body, max(min(first, start), start - around), start)
    after = _to_word(body, end, min(max(last, end), end + around))
    parts += [
        Content.styled(shown(before), "dim"),
        *_marked(body, start, end, marks),
        Content.styled(shown(after), "dim"),
    ]
    return Content("").join(parts)


def _windows(body: str, span: Span, marks: Sequence[Span]) -> list[Span]:
    """What is drawn of a long passage: its beginning, and the first mark where that is further on."""
    start, end = span
    head = start, snap(body, start, start + HEAD)[1]
    mark = next((mark for mark in marks[bisect_left(marks, (start, start)) :] if mark[0] < end), None)
    if mark is None or mark[1] <= head[1]:
        return [head]
    low, high = snap(body, max(start, mark[0] - HEAD // 3), min(end, mark[1] + HEAD // 3))
    return [(start, high)] if low <= head[1] else [head, (low, high)]


def _from_word(body: str, low: int, high: int) -> str:
    """The text before a passage, from the beginning of a word on."""
    if low > 0 and not body[low - 1].isspace():
        low = next((at + 1 for at in range(low, high) if body[at].isspace()), high)
    return body[low:high]


def _to_word(body: str, low: int, high: int) -> str:
    """The text after a passage, up to the end of a word."""
    if high < len(body) and not body[high].isspace():
        high = next((at for at in range(high - 1, low - 1, -1) if body[at].isspace()), low)
    return body[low:high]


def _marked(body: str, start: int, end: int, marks: Sequence[Span]) -> list[Content]:
    """The words from `start` to `end` as they will be coded, the marks in them stronger."""
    ground, strong = "on $primary 28%", "bold underline on $primary 28%"
    parts: list[Content] = []
    done = start
    for low, high in marks[bisect_left(marks, (start, start)) :]:
        if low >= end:
            break
        low, high = max(low, done), min(high, end)
        if low < high:
            parts += [
                Content.styled(shown(body[done:low]), ground),
                Content.styled(shown(body[low:high]), strong),
            ]
            done = high
    return [*parts, Content.styled(shown(body[done:end]), ground)]
