"""Passages by the structure of texts: all that stands under a heading, all that a speaker says.

What stands under a heading is its text up to the next heading of the same or a higher level, with the parts under
deeper headings in between. (`segments.Section` ends at the next heading of any level.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from crosscase.study.folder import Study
from crosscase.study.folding import folded
from crosscase.study.model import Source, Speaker
from crosscase.study.segments import Segments

Span = tuple[int, int]
Placed = tuple[str, Span]
"""A source's id and a span in its body."""
Unit = Literal["section", "turn", "paragraph"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of one or more sources.

    Attributes:
        title: as the first source spells it; spellings that differ by case and accents alone are one heading.
        level: the number of its `#`, the least where sources differ.
        count: how often it stands.
        sources: ids of the sources it stands in.
    """

    title: str
    level: int
    count: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker's name, or a role, of one or more sources.

    Attributes:
        name: of the speaker; empty for a role.
        role: empty for a speaker of several roles, or of none.
        turns: how often they speak.
        sources: ids of the sources they are listed in.
    """

    name: str
    role: str
    turns: int
    sources: tuple[str, ...]


def headings(study: Study, sources: Iterable[Source]) -> tuple[Heading, ...]:
    """The headings of sources, in the order in which they first stand."""
    found: dict[str, Heading] = {}
    for source in sources:
        for section in study.segments(source.id).sections:
            key = same_title(section.title)
            former = found.get(key, Heading(section.title, section.level, 0, ()))
            found[key] = Heading(
                former.title,
                min(former.level, section.level),
                former.count + 1,
                tuple(dict.fromkeys((*former.sources, source.id))),
            )
    return tuple(found.values())


def speakers(study: Study, sources: Iterable[Source]) -> tuple[Heard, ...]:
    """The speakers listed in sources by name; the same name in two sources need not be the same person."""
    return _heard(study, sources, lambda speaker: speaker.name, is_role=False)


def roles(study: Study, sources: Iterable[Source]) -> tuple[Heard, ...]:
    """The roles of speakers; an interviewer without another role is `interviewer`."""
    return _heard(study, sources, role_of, is_role=True)


def role_of(speaker: Speaker) -> str:
    """The role of a speaker, as one asks for it; empty where there is none."""
    return speaker.role or ("interviewer" if speaker.is_interviewer else "")


def same_title(title: str) -> str:
    """A title or role as it is compared: without case, accents and doubled blanks."""
    return " ".join(folded(title).split())


def spans_under_heading(
    study: Study, sources: Iterable[Source], title: str, unit: Unit = "section"
) -> list[Placed]:
    """What stands under a heading in sources.

    Args:
        title: the heading, without its `#`, in any spelling.
        unit: `section`: all of it as one passage, without the heading and blanks around; `turn`: each turn in it,
            and each paragraph where nobody speaks; `paragraph`: each paragraph.

    Returns:
        (source id, (start, end)), by source and position; nothing for a heading with no words under it.
    """
    wanted, found = same_title(title), list[Placed]()
    for source in sources:
        segments = study.segments(source.id)
        for start, end in _ranges(segments, wanted):
            found.extend((source.id, span) for span in _parts(segments, start, end, unit))
    return found


def spans_of_speaker(
    study: Study,
    sources: Iterable[Source],
    *,
    name: str = "",
    role: str = "",
    unit: Literal["turn", "paragraph"] = "turn",
) -> list[Placed]:
    """What a speaker, or everybody of a role, says in sources.

    Args:
        name, role: one of them, or both; in any spelling.
        unit: each turn, without the speaker's name; or each paragraph of it.

    Returns:
        (source id, (start, end)), by source and position.
    """
    found: list[Placed] = []
    for source in sources:
        who = {
            speaker.name
            for speaker in source.speakers
            if (not name or folded(speaker.name) == folded(name))
            and (not role or same_title(role_of(speaker)) == same_title(role))
        }
        segments = study.segments(source.id)
        for turn in segments.turns if who else ():
            if turn.speaker in who and turn.text_start < turn.end:
                words = (turn.text_start, turn.end)
                found.extend((source.id, span) for span in _split(segments, words, unit))
    return found


def _ranges(segments: Segments, wanted: str) -> Iterator[Span]:
    """From below each heading of a title to the next one of its level or a higher one; no range inside another."""
    reached = 0
    for index, section in enumerate(segments.sections):
        if section.start < reached or same_title(section.title) != wanted:
            continue
        later = (s.start for s in segments.sections[index + 1 :] if s.level <= section.level)
        reached = next(later, len(segments.body))
        below = segments.line_bounds(segments.line_of(section.start))[1]
        yield below, reached


def _parts(segments: Segments, start: int, end: int, unit: Unit) -> Iterator[Span]:
    body = segments.body
    if unit == "section":
        first = end - len(body[start:end].lstrip())
        last = start + len(body[start:end].rstrip())
        if first < last:
            yield first, last
        return
    done = start
    for low, high in _paragraphs(segments, start, end):
        if unit == "turn" and low >= done:
            low, high = segments.turn_at(low)
            yield low, high
        elif unit == "paragraph":
            yield low, high
        done = max(done, high)


def _split(segments: Segments, words: Span, unit: str) -> Iterator[Span]:
    if unit == "turn":
        yield words
    else:
        yield from _paragraphs(segments, *words)


def _paragraphs(segments: Segments, start: int, end: int) -> Iterator[Span]:
    """The paragraphs between two offsets, headings left out."""
    for line in range(segments.line_of(start), segments.line_of(max(start, end - 1)) + 1):
        offset = segments.line_bounds(line)[0]
        low, high = segments.paragraph_at(offset)
        heading = segments.section_of(offset)
        if start <= low < high <= end and (heading is None or heading.start != offset):
            yield low, high


def _heard(
    study: Study, sources: Iterable[Source], key_of: Callable[[Speaker], str], *, is_role: bool
) -> tuple[Heard, ...]:
    turns: Counter[str] = Counter()
    first: dict[str, Speaker] = {}
    where: dict[str, dict[str, None]] = {}
    several: set[str] = set()
    for source in sources:
        spoken = Counter(turn.speaker for turn in study.segments(source.id).turns)
        for speaker in source.speakers:
            key = same_title(key_of(speaker))
            if not key:
                continue
            former = first.setdefault(key, speaker)
            if same_title(role_of(former)) != same_title(role_of(speaker)):
                several.add(key)
            turns[key] += spoken[speaker.name]
            where.setdefault(key, {})[source.id] = None
    return tuple(
        Heard(
            "" if is_role else speaker.name,
            "" if key in several and not is_role else role_of(speaker),
            turns[key],
            tuple(where[key]),
        )
        for key, speaker in first.items()
    )
