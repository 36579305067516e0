"""Turns and paragraphs of sources, numbered through all of them: what codings touch of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.segments import Segments

Ints = NDArray[np.int64]
Part = Literal["turn", "paragraph"]


@dataclass(frozen=True, eq=False)
class Parts:
    """Parts of some sources in order; those of one source do not overlap, and none is empty.

    Attributes:
        source: place of each part's source among those they were made of.
        start, end: code points into its body.
    """

    source: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.start)

    def touched(self, source: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The parts of which spans have at least one character.

        Returns:
            (low, high): numbers of the first part and of the one after the last; equal where there is none.
        """
        step = int(max(self.end.max(initial=0), end.max(initial=0))) + 1
        low = np.searchsorted(self.end + self.source * step, start + source * step, side="right")
        high = np.searchsorted(self.start + self.source * step, end + source * step, side="left")
        return low, np.maximum(low, high)


def parts_of(study: Study, sources: Sequence[str], part: Part) -> Parts:
    """The paragraphs of some sources, or their turns, where a paragraph in which nobody speaks is one of its own.

    Args:
        sources: ids; one that is gone has no parts.
    """
    kept = cast(dict[str, tuple[Source, Ints, Ints]], study.derived.setdefault(__name__, {}))
    for gone in kept.keys() - study.sources.keys():
        del kept[gone]
    spans = []
    for source_id in sources:
        source = study.sources.get(source_id)
        if source is None:
            spans.append(np.zeros((0, 2), np.int64))
            continue
        known = kept.get(source_id)
        if known is None or known[0] is not source:
            kept[source_id] = known = (source, *_parts(study.segments(source_id)))
        spans.append(known[1] if part == "turn" else known[2])
    place = np.repeat(np.arange(len(spans)), [len(each) for each in spans])
    whole = np.concatenate([*spans, np.zeros((0, 2), np.int64)])
    return Parts(place, whole[:, 0], whole[:, 1])


def _parts(segments: Segments) -> tuple[Ints, Ints]:
    """(turns, paragraphs), each as starts and ends."""
    paragraphs = list(segments.paragraphs())
    turns = [(turn.text_start, turn.end) for turn in segments.turns if turn.text_start < turn.end]
    turns += [(start, end) for start, end, speaker, _ in paragraphs if not speaker]
    return _spans(sorted(turns)), _spans([(start, end) for start, end, _, _ in paragraphs])


def _spans(found: list[tuple[int, int]]) -> Ints:
    return np.array(found, np.int64).reshape(-1, 2)
