"""How far the coding of a source has come, and what is left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.study.model import Coding, Source
from crosscase.study.segments import Segments
from crosscase.study.spans import Span, shared, union

if TYPE_CHECKING:
    from crosscase.study.folder import Study


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a source stands.

    Attributes:
        share: characters of informants' words (of documents: of all paragraphs but headings) that have a
            coding, 0..1; 0 where there is nothing to code.
        size: how many such characters there are: the share of several sources together is
            sum(share * size) / sum(size).
        codings: how many.
        coders: whose.
    """

    share: float
    size: int
    codings: int
    coders: tuple[str, ...]


def codable(source: Source, segments: Segments) -> list[Span]:
    """The passages that are there to be coded: paragraphs but headings and interviewers' turns."""
    interviewers = {speaker.name for speaker in source.speakers if speaker.is_interviewer}
    return [
        (start, end)
        for start, end, speaker, is_heading in segments.paragraphs()
        if not is_heading and speaker not in interviewers and start < end
    ]


def progress(source: Source, segments: Segments, codings: Sequence[Coding]) -> Progress:
    """The progress of a source under some codings."""
    passages = codable(source, segments)
    total = sum(end - start for start, end in passages)
    done = shared(passages, union(coding.at for coding in codings if coding.at is not None))
    coders = tuple(sorted({coding.coder for coding in codings}))
    return Progress(done / total if total else 0.0, total, len(codings), coders)


def progress_of(study: Study, source_id: str, coders: Collection[str] | None = None) -> Progress:
    """The progress of a source under the codings of all coders, or of some; none is made for it."""
    source = study.sources[source_id]
    those = [c for c in study.coders_of(source_id) if coders is None or c in coders]
    covers = (stretch for coder in those for stretch in study.cover(source_id, coder))
    passages = codable(source, study.segments(source_id))
    total = sum(end - start for start, end in passages)
    done = shared(passages, union(covers))
    return Progress(done / total if total else 0.0, total, study.count(source_id, those), tuple(those))


def next_uncoded(
    source: Source, segments: Segments, codings: Iterable[Coding], offset: int, direction: int = 1
) -> Span | None:
    """The next (or, with -1, previous) passage without any coding, seen from an offset; None where all are coded."""
    coded = union(coding.at for coding in codings if coding.at is not None)
    ends = [end for _, end in coded]
    open_passages = []
    for start, end in codable(source, segments):
        place = bisect_right(ends, start)  # the first coded stretch that ends after the passage begins
        if place == len(coded) or coded[place][0] >= end:
            open_passages.append((start, end))
    if not open_passages:
        return None
    starts = [start for start, _ in open_passages]
    if direction > 0:
        place = bisect_left(starts, offset + 1)
        return open_passages[place % len(open_passages)]
    return open_passages[bisect_left(starts, offset) - 1]
