"""Coding by structure: all that stands under a heading, or that a speaker or everybody of a role says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.structure import (
    Heading,
    Heard,
    headings,
    roles,
    spans_of_speaker,
    spans_under_heading,
    speakers,
)
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.search.arranged import counted, listed
from crosscase.tui.search.asked import case_name
from crosscase.tui.search.at_once import code_at_once
from crosscase.tui.search.passages import Offer, Placed, Scope, quoted
from crosscase.tui.words import plain, shown

UNDER: tuple[Literal["section", "turn", "paragraph"], ...] = ("section", "turn", "paragraph")
BY: tuple[Literal["turn", "paragraph"], ...] = ("turn", "paragraph")

MANY = 50  # sources from which it is said that reading them takes a moment


@dataclass(frozen=True, slots=True)
class Part:
    """What texts have in common: a heading, a speaker's name, a role."""

    kind: str
    title: str
    count: str
    sources: tuple[str, ...]


def parts(study: Study, first: str = "") -> list[Part]:
    """All headings, roles and speakers; those of the source `first` before the others."""
    sources = list(study.sources.values())
    found = [_of_heading(heading) for heading in headings(study, sources)]
    found += [_heard("role", one.role, one) for one in roles(study, sources)]
    found += [_heard("speaker", one.name, one) for one in speakers(study, sources)]
    return sorted(found, key=lambda part: first not in part.sources) if first else found


def _of_heading(heading: Heading) -> Part:
    count = f"{counted(heading.count, 'time')} in {counted(len(heading.sources), 'source')}"
    return Part("heading", heading.title, count, heading.sources)


def _heard(kind: str, name: str, heard: Heard) -> Part:
    count = f"{counted(heard.turns, 'turn')} in {counted(len(heard.sources), 'source')}"
    role = f"{heard.role} · " if kind == "speaker" and heard.role else ""
    return Part(kind, name, role + count, heard.sources)


def code_by_structure(place: Place, source_id: str = "") -> None:
    """Pick a heading, a role or a speaker, and code all of it.

    Args:
        source_id: the source at hand, where there is one.
    """
    if len(place.study.sources) < MANY:
        _choose(place, source_id)
        return
    place.say("reading headings and speakers …")
    place.call_after_refresh(_choose, place, source_id)


def _choose(place: Place, source_id: str) -> None:
    study = place.study
    place.say("")
    found = parts(study, source_id)
    entries = [
        Entry(
            str(number),
            Content.assemble(
                (f"{part.kind:<8}", "dim"), plain(part.title), (f"  {shown(part.count)}", "dim")
            ),
            f"{part.title} {part.kind}",
            shown(f"in {listed(part.sources)}"),
        )
        for number, part in enumerate(found)
    ]

    def picked(key: str | None) -> None:
        if key is not None:
            code_at_once(place, offer(study, found[int(key)], source_id), look=True)

    none = "the texts have no headings and no listed speakers"
    place.app.push_screen(
        Picker("code all under a heading, or of a speaker or role", entries, none=none), picked
    )


def offer(study: Study, part: Part, source_id: str = "") -> Offer:
    """The passages of a part, in all sources that have it, those of the case at hand, or the one at hand."""
    if part.kind == "heading":
        return Offer(
            f"what stands under {quoted(part.title)}", UNDER, partial(_under, study, part.title),
            lambda unit: f"{unit} {quoted(part.title)}" if unit == "section" else f"{unit} under {quoted(part.title)}",
            scopes(study, part, source_id),
        )  # fmt: skip
    return Offer(
        f"what {part.title} says" if part.kind == "speaker" else f"what everybody who is {part.title} says",
        BY,
        partial(_said, study, part),
        lambda unit: f"{unit} of {part.title}",
        scopes(study, part, source_id),
    )


def scopes(study: Study, part: Part, source_id: str = "") -> tuple[Scope, ...]:
    """Choices of sources, the likeliest first.

    A speaker's name means the person of one source; a heading or a role is the same thing everywhere.
    """
    everywhere = Scope(f"all that have it: {counted(len(part.sources), 'source')}", part.sources)
    if source_id not in part.sources:
        return (everywhere,)
    case = study.sources[source_id].case
    of_case = tuple(id for id in part.sources if study.sources[id].case == case)
    found = [everywhere]
    if len(of_case) > 1 and of_case != part.sources:
        found.append(
            Scope(f"this case, {case_name(study, case)}: {counted(len(of_case), 'source')}", of_case)
        )
    if part.sources != (source_id,):
        found.append(Scope(f"this source, {source_id}", (source_id,)))
    return tuple(reversed(found)) if part.kind == "speaker" else tuple(found)


def _under(study: Study, title: str, unit: str, sources: Sequence[str]) -> Iterator[Placed]:
    wanted = next((each for each in UNDER if each == unit), UNDER[0])
    for source in _those(study, sources):
        yield from spans_under_heading(study, [source], title, wanted)


def _said(study: Study, part: Part, unit: str, sources: Sequence[str]) -> Iterator[Placed]:
    wanted = next((each for each in BY if each == unit), BY[0])
    name, role = (part.title, "") if part.kind == "speaker" else ("", part.title)
    for source in _those(study, sources):
        yield from spans_of_speaker(study, [source], name=name, role=role, unit=wanted)


def _those(study: Study, sources: Sequence[str]) -> Iterator[Source]:
    for source_id in sources:
        yield study.sources[source_id]
