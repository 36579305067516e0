"""Words of informants who have not agreed to be quoted, found again wherever somebody writes of their case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from crosscase.study.folder import Study
from crosscase.study.model import Coding, Source, Speaker
from crosscase.study.places import lines_of
from crosscase.study.segments import Segments, segments_of_source
from crosscase.synthesis.passages import consent_of

IN_A_ROW = 6
"""So many words in a row, the same as in the text, are a quotation."""

Run = tuple[str, ...]
_WORD = re.compile(r"\w+")
_STAMP = re.compile(r"\[\d+:\d\d(?::\d\d)?\]")
_LABEL = re.compile(r"(?:\A|\n)(?:\[[\d:]+\] *)?([^\n:]{1,80}):")


@dataclass(frozen=True, slots=True)
class Repeated:
    """Words that stand again in another text.

    Attributes:
        who: whose they are; empty where nobody can tell, of a quote that has lost its place.
        source: id; place: the lines, such as `12` or `12-14`; empty where they stand in the text no longer.
        at: where they begin and end, in code points of the body; None where they stand there no longer.
        coding: id of the coding that keeps them, where they stand in the text no longer.
    """

    who: tuple[str, ...]
    source: str
    place: str = ""
    at: tuple[int, int] | None = None
    coding: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one source, as long as it is the same."""

    source: Source
    runs: frozenset[Run]


_KNOWN: WeakKeyDictionary[Study, dict[str, _Kept]] = WeakKeyDictionary()
"""By study and source: six words in a row are looked for at every key, and a text changes seldom."""


@lru_cache(maxsize=4096)  # the statements of a case are compared after each change of one of them
def runs_of(text: str) -> frozenset[Run]:
    """Every six words in a row, in small letters; none of a shorter text."""
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[at:] for at in range(IN_A_ROW)), strict=False))


class Withheld:
    """The words of a case that may not be quoted: of everybody whose consent is not `quote`, coded or not.

    Made anew when codings change; what it knows of texts stays while they do.
    """

    def __init__(self, study: Study, case: str) -> None:
        self._study = study
        self._sources = [source for source in study.sources.values() if source.case == case]
        self._lost = [
            (coding, runs_of(coding.quote))
            for source in self._sources
            if any(map(_is_withheld, source.speakers))
            for coding in study.codings(source.id)
            if coding.at is None
        ]

    def repeated(self, texts: Iterable[str]) -> tuple[Repeated, ...]:
        """What of these words stands in texts again, each stretch of a source once; by source and place."""
        wanted = frozenset(run for text in texts for run in runs_of(text))
        if not wanted:
            return ()
        return (*self._in_texts(wanted), *self._in_lost(wanted))

    def _in_texts(self, wanted: frozenset[Run]) -> Iterator[Repeated]:
        for source in self._sources:
            if not wanted.isdisjoint(_runs_in(self._study, source)):
                yield from _places(source, _segments(self._study, source), wanted)

    def _in_lost(self, wanted: frozenset[Run]) -> Iterator[Repeated]:
        for coding, runs in self._lost:
            if wanted.isdisjoint(runs):
                continue
            who = _speakers_of_lost(coding, self._study.sources[coding.source])
            if not who or any(map(_is_withheld, who)):
                yield Repeated(tuple(each.name for each in who), coding.source, coding=coding.id)


def _is_withheld(speaker: Speaker) -> bool:
    return not speaker.is_interviewer and consent_of([speaker]) != "quote"


def _segments(study: Study, source: Source) -> Segments:
    return study.segments(source.id) if study.sources.get(source.id) is source else segments_of_source(source)


def _turns(source: Source, segments: Segments) -> Iterator[tuple[str, int, str]]:
    """What those say who may not be quoted: name, where the words begin, the words; stamps are blanks in them."""
    names = {speaker.name for speaker in source.speakers if _is_withheld(speaker)}
    if names:
        for turn in segments.turns:
            if turn.speaker in names:
                words = source.body[turn.text_start : turn.end]
                yield turn.speaker, turn.text_start, _STAMP.sub(lambda match: " " * len(match[0]), words)


def _runs_in(study: Study, source: Source) -> frozenset[Run]:
    known = _KNOWN.setdefault(study, {})
    if (kept := known.get(source.id)) is None or kept.source is not source:
        found = [runs_of.__wrapped__(words) for _, _, words in _turns(source, _segments(study, source))]
        kept = known[source.id] = _Kept(source, frozenset().union(*found))
    return kept.runs


def _places(source: Source, segments: Segments, wanted: frozenset[Run]) -> Iterator[Repeated]:
    """The stretches of a source whose words are wanted, those that meet joined."""
    for name, start, said in _turns(source, segments):
        words = list(_WORD.finditer(said))
        folded = [word[0].casefold() for word in words]
        hits = [at for at in range(len(words)) if tuple(folded[at : at + IN_A_ROW]) in wanted]
        while hits:
            last = next(
                (place for place, at in enumerate(hits) if hits[place + 1 : place + 2] != [at + 1]),
                len(hits) - 1,
            )
            at = start + words[hits[0]].start(), start + words[hits[last] + IN_A_ROW - 1].end()
            yield Repeated((name,), source.id, lines_of(at, segments), at)
            hits = hits[last + 1 :]


def _speakers_of_lost(coding: Coding, source: Source) -> tuple[Speaker, ...]:
    """Whose words a coding has that stands in the text no longer, as labels in it and before it say; empty if none does.

    Where a source has one informant alone, the words are taken for theirs.
    """
    listed = {speaker.name: speaker for speaker in source.speakers}
    before = [name for name in _LABEL.findall(coding.before) if name in listed][-1:]
    inside = [name for name in _LABEL.findall(coding.quote) if name in listed]
    names = dict.fromkeys((*before, *inside))
    if names:
        return tuple(listed[name] for name in names)
    informants = tuple(speaker for speaker in source.speakers if not speaker.is_interviewer)
    return informants if len(informants) == 1 else ()
