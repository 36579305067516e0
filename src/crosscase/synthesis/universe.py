"""All codings that a query chooses among, as columns: what a condition needs is found once, not for every query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from crosscase.study.codings import codings_file
from crosscase.study.counting import counted_coders
from crosscase.study.folder import Study
from crosscase.study.model import Coding, Source, Speaker
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.synthesis.passages import (
    Passage,
    case_of,
    passage_of,
    section_title,
    speakers_touched,
    words_of,
)
from crosscase.synthesis.sets import Members

COUNTED = "counted"
"""In place of coders: in each source those whose codings count."""

_KEPT = 4  # universes of one study, for different coders


@dataclass(frozen=True, slots=True)
class Block:
    """The codings of one source: `start` to `end` of the universe.

    Attributes:
        source: None where it is gone.
        case: empty for open answers.
    """

    source_id: str
    source: Source | None
    case: str
    start: int
    end: int


class Universe:
    """The codings of some coders by source and position, lost ones last in their source."""

    def __init__(self, study: Study, coders: Collection[str] | None) -> None:
        self.study = study
        self.codings: list[Coding] = []
        self.blocks: list[Block] = []
        gone = (source_id for source_id in study.coded_sources if source_id not in study.sources)
        for source_id in [*study.sources, *gone]:
            start = len(self.codings)
            self.codings.extend(study.codings(source_id, coders_in(study, source_id, coders)))
            if len(self.codings) > start:
                source = study.sources.get(source_id)
                self.blocks.append(Block(source_id, source, case_of(source_id), start, len(self.codings)))
        self._passages: dict[int, Passage] = {}

    def __len__(self) -> int:
        return len(self.codings)

    def passage(self, index: int) -> Passage:
        """A coding as a passage."""
        if (found := self._passages.get(index)) is None:
            found = self._passages[index] = passage_of(self.study, self.codings[index])
        return found

    def by_block(self, fulfils: Callable[[Block], bool]) -> Members:
        """The codings of the sources that fulfil something."""
        return b"".join(
            (b"\1" if fulfils(block) else b"\0") * (block.end - block.start) for block in self.blocks
        )

    # columns: one entry a coding

    @cached_property
    def codes(self) -> list[str]:
        """The code's path as its file has it."""
        return [coding.code for coding in self.codings]

    @cached_property
    def coders(self) -> list[str]:
        """Who coded."""
        return [coding.coder for coding in self.codings]

    @cached_property
    def words(self) -> list[str]:
        """The words as they stand in the text now; the quote where they are lost."""
        return [words_of(block.source, coding) for block, coding in self._in_blocks()]

    @cached_property
    def speakers(self) -> list[tuple[str, tuple[Speaker, ...]]]:
        """(source, speakers touched)."""
        return [
            (block.source_id, speakers_touched(self.study, block.source, coding))
            for block, coding in self._in_blocks()
        ]

    @cached_property
    def sections(self) -> list[str]:
        """The title over its beginning."""
        return [section_title(self.study, block.source, coding) for block, coding in self._in_blocks()]

    def _in_blocks(self) -> Iterator[tuple[Block, Coding]]:
        for block in self.blocks:
            for coding in self.codings[block.start : block.end]:
                yield block, coding


def universe(study: Study, coders: Collection[str] | None = None) -> Universe:
    """The codings of some coders, of everybody where None; the same object until something changes.

    Args:
        coders: their names; `counted` for those whose codings count in each source.

    Raises:
        StudyError: nobody of a name codes here.
    """
    check_coders(study, coders)
    key = None if coders is None else frozenset(coders)
    signature = _Signature(study)
    kept = _kept(study)
    former = kept.get(key)
    if former is not None and former[0].is_like(signature):
        return former[1]
    made = Universe(study, coders)
    kept.pop(key, None)
    while len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[key] = (signature, made)
    return made


def coders_in(study: Study, source_id: str, coders: Collection[str] | None) -> Collection[str] | None:
    """The coders that are meant in one source."""
    if coders is None or COUNTED not in coders:
        return coders
    return {*coders, *counted_coders(study, source_id)}


def check_coders(study: Study, coders: Iterable[str] | None) -> None:
    """See that everybody named codes here; raises StudyError with the nearest name."""
    known = [*study.coders, COUNTED]
    for coder in coders or ():
        if coder not in known:
            guess = nearest(coder, known)
            hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(known)}"
            raise StudyError(f"there is no coder {shown(coder)}; {hint}")


class _Signature:
    """What a universe was made of: every change of a study puts another object in the place of one of these."""

    def __init__(self, study: Study) -> None:
        self._parts: list[object] = [study.codebook, *study.sources.values()]
        for source_id in study.coded_sources:
            for coder in study.coders_of(source_id):
                self._parts.append(study.store.records(codings_file(source_id, coder)))
        self._settings = study.settings

    def is_like(self, other: _Signature) -> bool:
        """Whether both are of the very same objects."""
        return (
            len(self._parts) == len(other._parts)
            and self._settings is other._settings
            and all(map(_is, self._parts, other._parts))
        )


def _is(one: object, other: object) -> bool:
    return one is other


def _kept(study: Study) -> dict[frozenset[str] | None, tuple[_Signature, Universe]]:
    found = study.derived.setdefault(__name__, {})
    return cast(dict[frozenset[str] | None, tuple[_Signature, Universe]], found)
