"""Speakers and headings that a file seems to have: shown first, and counting once somebody has accepted them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from crosscase.reading.speakers import labels, speaking, unlisted
from crosscase.reading.taken import Comment, Heading, Taken
from crosscase.study.adding import NewText
from crosscase.study.model import Speaker

TALKS = ("focus-group", "interview")
"""Kinds of texts in which somebody speaks."""

# the sign first and then what stands before it: looking at every character for the start of a line takes long
_MARKED = re.compile(r"#(?<![^\n]#)#{0,5}[ \t]+(?=\S)")
_BLANKS = re.compile(r"[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a file seems to have.

    Attributes:
        speakers: names, and how many turns each would open; most turns first.
        headings: lines that look like headings and are not marked as such.
        marked: how many headings the file itself marks.
    """

    speakers: tuple[tuple[str, int], ...] = ()
    headings: tuple[Heading, ...] = ()
    marked: int = 0


def proposals(taken: Taken) -> Proposals:
    """The speakers and headings of a text that nobody has accepted yet.

    Speakers are those the file marks, and in a talk, or where some are listed, also beginnings of lines that
    look like names and stand there twice or more.
    """
    text = taken.text
    listed = {speaker.name for speaker in text.speakers}
    counts = dict.fromkeys((one.name for one in taken.speakers if one.name not in listed), 0)
    if counts:
        counts |= {name: count for name, count in labels(text.body).items() if name in counts}
    if text.kind in TALKS or listed:
        counts |= dict(unlisted(text.body, listed))
    ranked = sorted(counts.items(), key=lambda one: -one[1])
    return Proposals(tuple(ranked), taken.guesses, len(_MARKED.findall(text.body)))


def accepted(
    taken: Taken, speakers: Collection[str] = (), headings: Collection[int] = (), *, marked: bool = True
) -> Taken:
    """A text with what was accepted of its proposals; comments stay on their words.

    Args:
        speakers: names that open turns from now on.
        headings: lines (from 0) among the guessed headings that are headings.
        marked: whether the headings that the file marks stay headings.
    """
    known = {speaker.name: speaker for speaker in taken.speakers}
    listed = {speaker.name for speaker in taken.text.speakers}
    new = tuple(known.get(name, Speaker(name)) for name in speakers if name not in listed)
    edits = _promoted(taken, headings) + ([] if marked else _demoted(taken.text.body))
    text = replace(taken.text, speakers=(*taken.text.speakers, *new))
    if not edits:
        return replace(taken, text=text)
    edits.sort()
    body = _edited(text.body, edits)
    return replace(
        taken,
        text=replace(text, body=body),
        guesses=tuple(guess for guess in taken.guesses if guess.line not in headings),
        comments=tuple(_shifted(comment, edits, len(body)) for comment in taken.comments),
    )


def with_speakers(text: NewText, given: Sequence[Speaker]) -> NewText:
    """The text with those of the given speakers that speak in it beside its own; what was given wins."""
    listed = {speaker.name: speaker for speaker in text.speakers}
    heard = speaking(text.body, {*listed, *(speaker.name for speaker in given)}) if given else ()
    for speaker in given:
        if speaker.name in listed:
            listed[speaker.name] = _joined(listed[speaker.name], speaker)
        elif speaker.name in heard:
            listed[speaker.name] = speaker
    return replace(text, speakers=tuple(listed.values()))


def _joined(former: Speaker, given: Speaker) -> Speaker:
    """One speaker of both: what was not said anew stays."""
    who = given if given.coder or given.role else former
    return replace(who, consent=given.consent or former.consent)


# (place, characters taken out, what is put there)
_BodyEdit = tuple[int, int, str]


def _promoted(taken: Taken, headings: Collection[int]) -> list[_BodyEdit]:
    wanted = {guess.line: guess for guess in taken.guesses if guess.line in headings}
    if not wanted:
        return []
    found, body, start = [], taken.text.body, 0
    for number, line in enumerate(body.split("\n")):
        if (guess := wanted.get(number)) is not None and line.strip():
            blanks = _BLANKS.match(line)
            found.append((start, blanks.end() if blanks else 0, f"{'#' * min(max(guess.level, 1), 6)} "))
        start += len(line) + 1
    return found


def _demoted(body: str) -> list[_BodyEdit]:
    return [(mark.start(), mark.end() - mark.start(), "") for mark in _MARKED.finditer(body)]


def _edited(body: str, edits: Sequence[_BodyEdit]) -> str:
    parts, at = [], 0
    for place, removed, put in edits:
        parts += [body[at:place], put]
        at = place + removed
    return "".join([*parts, body[at:]])


def _shifted(comment: Comment, edits: Sequence[_BodyEdit], size: int) -> Comment:
    if comment.start == comment.end == 0:
        return comment

    def moved(offset: int) -> int:
        shift = 0
        for place, removed, put in edits:
            if place > offset:
                break
            shift += len(put) - min(removed, offset - place)
        return min(max(offset + shift, 0), size)

    start, end = moved(comment.start), moved(comment.end)
    return replace(comment, start=start, end=max(start, end))
