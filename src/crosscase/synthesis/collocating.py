"""Words that stand beside the hits of a search more often than elsewhere in what was looked through.

Beside is in the same paragraph. Headings and the labels of speakers are nobody's words and count nowhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from crosscase.language.collocates import REACH, Collocate, Collocates, Span
from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.segments import segments_of_source
from crosscase.synthesis.searching import Found, Text

_LINE = re.compile(r"[^\n]+")


def collocates(study: Study, found: Found, reach: int = REACH, small: bool = False) -> tuple[Collocate, ...]:
    """The words beside hits, the surest first.

    Args:
        study: where it was searched.
        found: the hits.
        reach: words on either side of a hit.
        small: count words that say little, and numbers, too.
    """
    counting = Collocates(study.settings.language, reach, small)
    for body, passages, hits in counted_texts(study.sources, found):
        counting.add(body, passages, hits)
    return counting.found()


def counted_texts(
    sources: Mapping[str, Source], found: Found
) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """What was looked through, as `Collocates.add` takes it: bodies, their paragraphs whose words count, their hits.

    Args:
        sources: by id, those that were looked through, as they were.
        found: the hits.
    """
    paragraphs: dict[str, list[Span]] = {}
    for text, matches in found.each_text():
        if text.memo is not None or text.begin is None:
            spans = [match.span() for match in _LINE.finditer(text.text)]
        else:
            if text.source not in paragraphs:
                parts = segments_of_source(sources[text.source]).paragraphs()
                paragraphs[text.source] = [
                    (start, end) for start, end, _, is_heading in parts if not is_heading
                ]
            spans = list(_within(paragraphs[text.source], text, text.begin))
        yield (
            text.text,
            [span for span in spans if found.counts(text, span[0])],
            [(match.start, match.end) for match in matches],
        )


def _within(paragraphs: list[Span], text: Text, begin: int) -> Iterator[Span]:
    """The paragraphs of a source in the offsets of a text that begins at `begin` of it, as far as they are in it."""
    end = begin + len(text.text)
    first = bisect_right(paragraphs, begin, key=lambda span: span[1])
    for low, high in paragraphs[first : bisect_left(paragraphs, end, key=lambda span: span[0])]:
        yield max(low, begin) - begin, min(high, end) - begin
