"""Codings whose text was edited: what was found of each, which want a look, and what a coder decides on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from crosscase.study import coding_edits
from crosscase.study.anchors import Found, Status
from crosscase.study.codings import CodingsFile, codings_file, place, read_codings, split_file
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.model import Coding, Source
from crosscase.study.problems import FileError, StudyError
from crosscase.study.save import read_bytes

Wanting = Literal["changed", "lost"]
WANTING: tuple[Wanting, ...] = ("changed", "lost")

Key = tuple[str, str]
"""Coder and id of a coding: two coders may have written the same id."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of one coding.

    Attributes:
        coding: as it stands now.
        status: `unmoved` (the same place and words), `moved`, `changed` (its words differ) or `lost`.
        old: its place as its file has it; None where the file has none any more.
        score: how sure the present place is, 0..1.
    """

    coding: Coding
    status: Status
    old: tuple[int, int] | None
    score: float

    @property
    def new(self) -> tuple[int, int] | None:
        """Its place in the present text; None where it is lost."""
        return self.coding.at


@dataclass(frozen=True, slots=True)
class Look:
    """A coding that somebody should look at.

    Attributes:
        coding: as it stands now; its quote is what was coded.
        mine: whether it is the coder's who looks.
        text: hash of the text that `old` is a place of.
        old: its place as its file had it when it was found, if it had one.
    """

    coding: Coding
    status: Wanting
    mine: bool
    text: str
    old: tuple[int, int] | None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.coding.coder, self.coding.id


# what there is


def anchored(
    study: Study,
    sources: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    *,
    everything: bool = False,
) -> Iterator[Anchored]:
    """What became of codings, by source and coder.

    Args:
        sources, coders: only of these; None for all. Codings of a source that is gone are left out.
        everything: also codings that stand as they were made, in texts that were not edited since.

    Yields:
        All codings of a file whose text was edited since it was written; of another those that want a look.
    """
    for source, coder in _files(study, sources, coders):
        file = codings_file(source.id, coder)
        edited = study.keepers.codings.texts.get(file) != source.hash
        if not (everything or edited or _open(study, file)):
            continue
        written = _written(study, file)
        places = {coding.id: coding.at for coding in written.codings} if written is not None else {}
        for coding in study.codings(source.id, [coder]):
            found = study.found(coding)
            if everything or edited or (found is not None and found.status in WANTING):
                old = places.get(coding.id, coding.at)
                yield Anchored(coding, *_became(coding, found, old))


def _became(
    coding: Coding, found: Found | None, old: tuple[int, int] | None
) -> tuple[Status, tuple[int, int] | None, float]:
    if found is None:
        return ("unmoved" if coding.at == old else "moved"), old, 1.0
    return found.status, old, found.score


def looks(study: Study, coder: str, sources: Collection[str] | None = None) -> tuple[Look, ...]:
    """The codings that want a look: the coder's own first, then the others', by source and position, lost ones last.

    Args:
        coder: who looks; empty where nobody has said.
        sources: only of these; None for all.
    """
    found = [
        Look(each.coding, status, each.coding.coder == coder, study.keepers.codings.texts.get(file, ""), each.old)
        for source, its in _files(study, sources, None)
        if _open(study, file := codings_file(source.id, its))
        for each in anchored(study, [source.id], [its])
        for status in WANTING
        if each.status == status
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda look: not look.mine))


def waiting(study: Study, coder: str = "", but: Collection[Key] = ()) -> int:
    """How many codings want a look, without making one.

    Args:
        coder: whose; everybody's where it is empty.
        but: those that do not count.
    """
    return sum(
        found.status in WANTING and (its, found.id) not in but
        for file, by_id in study.keepers.codings.found.items()
        for source_id, its in [split_file(file)]
        if source_id in study.sources and coder in ("", its)
        for found in by_id.values()
    )


def _files(
    study: Study, sources: Collection[str] | None, coders: Collection[str] | None
) -> Iterator[tuple[Source, str]]:
    for source in study.sources.values():
        if sources is None or source.id in sources:
            yield from (
                (source, its) for its in study.coders_of(source.id) if coders is None or its in coders
            )


def _open(study: Study, file: str) -> bool:
    return any(found.status in WANTING for found in study.keepers.codings.found.get(file, {}).values())


def _written(study: Study, file: str) -> CodingsFile | None:
    """A codings file as it is on disk; None where it cannot be read just now."""
    try:
        raw = read_bytes(study.root, file)
        return read_codings(file, raw) if raw is not None else None
    except FileError:
        return None


# what is decided


def keep(study: Study, coding: Coding) -> Edit:
    """Leave a coding as it was found: the words that stand there now become its quote; one that is lost stays lost.

    Raises:
        StudyError: its source is gone.
    """
    source = _source(study, coding)
    if coding.at is not None:
        return coding_edits.accept_words(coding, source)
    # the record is the same, its file is not: no reader will take the old numbers for a place any more
    return _edit(f"keep {coding.code} as lost", coding, coding)


def put(study: Study, coding: Coding, span: tuple[int, int]) -> Edit:
    """Place a coding on words of the present text, which become its quote.

    Raises:
        StudyError: the source is gone, the span is not in its text, or the words have the code already.
    """
    source = _source(study, coding)
    placed = place(coding, source.body, span)
    code = study.codebook.resolve(coding.code)
    for other in study.codings(coding.source, [coding.coder]):
        if other.id != coding.id and other.at == placed.at and study.codebook.resolve(other.code) == code:
            raise StudyError(
                f"these words have the code {coding.code} already; place it elsewhere, or drop it"
            )
    return _edit(f"place {coding.code}", coding, placed)


def drop(study: Study, coding: Coding) -> Edit:
    """Take a coding away; `study` as in the other decisions."""
    return coding_edits.remove_coding(coding)


def write_places(study: Study, coder: str, sources: Collection[str] | None = None) -> Edit | None:
    """Write what was found of a coder's codings into their files; None where every file is up to date.

    A coding whose words changed keeps its quote as the mark that it wants a look; one that is lost loses its numbers.
    """
    changes = [
        Change(codings_file(source.id, coder), coding.id, coding, coding)
        for source, _ in _files(study, sources, [coder])
        if study.keepers.codings.texts.get(codings_file(source.id, coder)) != source.hash
        # a file is written as a whole: one record names it
        for coding in study.codings(source.id, [coder])[:1]
    ]
    return Edit("write the places of codings", tuple(changes)) if changes else None


def counts(found: Iterable[Anchored]) -> dict[Status, int]:
    """How many codings ended as what, each status by name."""
    by_status: dict[Status, int] = {"unmoved": 0, "moved": 0, "changed": 0, "lost": 0}
    for each in found:
        by_status[each.status] += 1
    return by_status


def _source(study: Study, coding: Coding) -> Source:
    source = study.sources.get(coding.source)
    if source is None:
        raise StudyError(f"{coding.source} is gone or cannot be read; its codings are kept as they are")
    return source


def _edit(name: str, before: Coding, after: Coding | None) -> Edit:
    return Edit(name, (Change(codings_file(before.source, before.coder), before.id, before, after),))
