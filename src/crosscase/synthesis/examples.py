"""What suggestions are made for and learned from: sentences or turns of informants, and the codes that stand on them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crosscase.study.counting import counted_coders
from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.segments import Segments
from crosscase.study.sentences import sentences
from crosscase.study.suggestion_edits import ORIGIN

UnitKind = Literal["sentence", "turn"]
UNITS: tuple[UnitKind, ...] = ("sentence", "turn")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a turn (where nobody speaks, a paragraph), of an informant's words.

    Attributes:
        source: id.
        start, end: code points into the body, end exclusive.
    """

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """A unit that somebody has looked at, with its words.

    Attributes:
        codes: present paths of the codes on it; none where it was left uncoded.
        group: what it was said in, all notes of one meeting together: learning is tried on groups never learned from.
    """

    unit: Unit
    text: str
    codes: frozenset[str]
    group: str


def units_of(source: Source, segments: Segments, kind: UnitKind = "sentence") -> tuple[Unit, ...]:
    """The units of a source in order: no headings, no interviewers' turns, no labels and time stamps."""
    spans = _turns(source, segments) if kind == "turn" else _sentences(source, segments)
    return tuple(Unit(source.id, start, end) for start, end in spans)


def group_of(source: Source) -> str:
    """What is held apart together when learning is tried: all notes of one meeting, else the source."""
    return f"{source.case}\n{source.session}" if source.session else source.id


def codes_on(units: Sequence[Unit], codings: Iterable[tuple[Span, str]]) -> tuple[frozenset[str], ...]:
    """The codes that stand on each of some units.

    A coding stands on a unit where they share at least half of the shorter of the two; one that shares so much with
    none stands on the unit that it shares most with.

    Args:
        units: of one source, in order.
        codings: (span, code) of the same source.
    """
    starts = [unit.start for unit in units]
    found: list[set[str]] = [set() for _ in units]
    for (start, end), code in codings:
        touched: list[tuple[int, int]] = []
        place = max(0, bisect_right(starts, start) - 1)
        while place < len(units) and units[place].start < end:
            if (shared := min(end, units[place].end) - max(start, units[place].start)) > 0:
                touched.append((shared, place))
            place += 1
        standing = [
            place for shared, place in touched
            if 2 * shared >= min(end - start, units[place].end - units[place].start)
        ]  # fmt: skip
        if touched and not standing:
            standing = [max(touched, key=lambda each: (each[0], -each[1]))[1]]
        for place in standing:
            found[place].add(code)
    return tuple(map(frozenset, found))


def examples_of(
    study: Study, coders: Collection[str] | None, kind: UnitKind = "sentence", with_suggested: bool = False
) -> tuple[Example, ...]:
    """The units that somebody has looked at, in the order of the sources.

    In a source with codings these are the units up to the last coding: what follows has not been reached yet. A unit
    on which a suggestion was accepted is none: whether it would have been coded without is not known.

    Args:
        coders: whose codings; in each source those whose codings count where None.
        with_suggested: take accepted suggestions for codings like others.
    """
    found: list[Example] = []
    for source in study.sources.values():
        own, accepted = _codings(study, source.id, coders, with_suggested)
        if not own:
            continue
        reached = max(end for (_, end), _ in own)
        units = [u for u in units_of(source, study.segments(source.id), kind) if u.start < reached]
        group = group_of(source)
        for unit, codes, unsure in zip(units, codes_on(units, own), codes_on(units, accepted), strict=True):
            if not unsure:
                found.append(Example(unit, source.body[unit.start : unit.end], codes, group))
    return tuple(found)


def _codings(
    study: Study, source_id: str, coders: Collection[str] | None, with_suggested: bool
) -> tuple[list[tuple[Span, str]], list[tuple[Span, str]]]:
    """Spans with their codes, those learned from and accepted suggestions apart; of codes that are in use."""
    whose = counted_coders(study, source_id) if coders is None else coders
    own: list[tuple[Span, str]] = []
    accepted: list[tuple[Span, str]] = []
    for coding in study.codings(source_id, whose):
        code = study.codebook.resolve(coding.code)
        if coding.at is not None and code is not None and not code.retired:
            into = own if with_suggested or coding.origin != ORIGIN else accepted
            into.append((coding.at, study.codebook.path(code)))
    return own, accepted


def _paragraphs(source: Source, segments: Segments) -> Iterator[tuple[int, int, str]]:
    interviewers = {speaker.name for speaker in source.speakers if speaker.is_interviewer}
    for start, end, speaker, is_heading in segments.paragraphs():
        if not is_heading and speaker not in interviewers:
            yield start, end, speaker


def _sentences(source: Source, segments: Segments) -> Iterator[Span]:
    for start, end, _ in _paragraphs(source, segments):
        yield from zip(*sentences(source.body, start, end), strict=True)


def _turns(source: Source, segments: Segments) -> Iterator[Span]:
    last: Span | None = None
    for start, end, speaker in _paragraphs(source, segments):
        span = segments.turn_at(start) if speaker else (start, end)
        if span != last:
            yield span
        last = span
