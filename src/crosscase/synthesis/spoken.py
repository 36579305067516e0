"""Informants' words, numbered through all sources: what coverage is measured in.

A word is a run of characters without blanks that begins with a letter or digit. Words of headings and of interviewers'
turns are not among them; in a document every paragraph counts. A coding covers every word of which it has at least
one character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.segments import Segments

Ints = NDArray[np.int64]

_WORD = re.compile(r"\w\S*")


@dataclass(frozen=True, eq=False)
class Spoken:
    """The words of some sources, and the stretches they stand in.

    Attributes:
        sources: the sources, in order; first: the number of the first word of each, and at last of all words.
        start, end: of each word, code points into its source's body.
        stretch_first: number of the first word of each stretch, and at last of all words; a stretch is words of one
            source, speaker and section that follow one another.
        stretch_source: place of its source.
        stretch_speaker: who speaks, as the source names them; empty where nobody does.
        stretch_section: the title over it; empty where there is none.
    """

    sources: tuple[str, ...]
    first: Ints
    start: Ints
    end: Ints
    stretch_first: Ints
    stretch_source: Ints
    stretch_speaker: tuple[str, ...]
    stretch_section: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.start)

    def covered(self, source: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The words that spans touch.

        Args:
            source: place of each span's source among `sources`; -1 for a source without words.
            start, end: code points, end exclusive; -1 where there is no place.

        Returns:
            (low, high): numbers of the first word and of the one after the last; equal where it touches none.
        """
        low, high = np.zeros(len(source), np.int64), np.zeros(len(source), np.int64)
        order = np.argsort(source, kind="stable")
        ends = np.searchsorted(source[order], np.arange(len(self.sources) + 1))
        # source by source: a search among the words of one is over before the next page of memory is needed
        for place in np.flatnonzero(np.diff(ends)):
            rows = order[ends[place] : ends[place + 1]]
            words = slice(self.first[place], self.first[place + 1])
            low[rows] = np.searchsorted(self.end[words], start[rows], side="right") + words.start
            high[rows] = np.searchsorted(self.start[words], end[rows], side="left") + words.start
        low[start < 0] = high[start < 0] = 0
        return low, np.maximum(low, high)

    def sizes(self) -> Ints:
        """How many words each stretch has."""
        return np.diff(self.stretch_first)


def spoken_of(study: Study) -> Spoken:
    """The informants' words of a study; the same object until a text changes."""
    kept = cast(dict[str, tuple[Source, _Words]], study.derived.setdefault(__name__, {}))
    for gone in kept.keys() - study.sources.keys():
        del kept[gone]
    words = []
    for source in study.sources.values():
        known = kept.get(source.id)
        if known is None or known[0] is not source:
            kept[source.id] = known = (source, _words_of(source, study.segments(source.id)))
        words.append(known[1])
    whole = study.derived.get(_WHOLE)
    if isinstance(whole, tuple) and len(whole[0]) == len(words) and all(map(_is, whole[0], words)):
        return cast(Spoken, whole[1])
    made = _joined(tuple(study.sources), words)
    study.derived[_WHOLE] = (words, made)
    return made


_WHOLE = f"{__name__}.whole"


@dataclass(frozen=True, eq=False, slots=True)
class _Words:
    """Of one source; the stretches' first words by number within it."""

    start: list[int]
    end: list[int]
    stretches: list[tuple[int, str, str]]


def _words_of(source: Source, segments: Segments) -> _Words:
    starts: list[int] = []
    ends: list[int] = []
    stretches: list[tuple[int, str, str]] = []
    for start, end, speaker in _passages(source, segments):
        section = segments.section_of(start)
        title = section.title if section is not None else ""
        before = len(starts)
        for match in _WORD.finditer(source.body, start, end):
            starts.append(match.start())
            ends.append(match.end())
        if len(starts) > before and (not stretches or stretches[-1][1:] != (speaker, title)):
            stretches.append((before, speaker, title))
    return _Words(starts, ends, stretches)


def _passages(source: Source, segments: Segments) -> Iterator[tuple[int, int, str]]:
    interviewers = {speaker.name for speaker in source.speakers if speaker.is_interviewer}
    for start, end, speaker, is_heading in segments.paragraphs():
        if not is_heading and speaker not in interviewers:
            yield start, end, speaker


def _joined(sources: tuple[str, ...], words: Iterable[_Words]) -> Spoken:
    starts: list[int] = []
    ends: list[int] = []
    first = [0]
    stretches: list[tuple[int, int, str, str]] = []
    for place, found in enumerate(words):
        stretches += [(len(starts) + at, place, speaker, title) for at, speaker, title in found.stretches]
        starts += found.start
        ends += found.end
        first.append(len(starts))
    return Spoken(
        sources,
        np.array(first, np.int64),
        np.array(starts, np.int64),
        np.array(ends, np.int64),
        np.array([*(at for at, _, _, _ in stretches), len(starts)], np.int64),
        np.array([place for _, place, _, _ in stretches], np.int64),
        tuple(speaker for _, _, speaker, _ in stretches),
        tuple(title for _, _, _, title in stretches),
    )


def _is(one: object, other: object) -> bool:
    return one is other
