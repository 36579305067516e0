"""What is known of a codings file without its codings: how many there are, of which codes, and where they stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crosscase.study.anchors import Found
from crosscase.study.codings import CodingsFile
from crosscase.study.model import Coding
from crosscase.study.spans import union


@dataclass(frozen=True, slots=True)
class Tally:
    """The codings of one coder in one source, counted.

    Attributes:
        count: how many codings.
        paths: codings by the path of their code, as they hold it.
        latest: when the newest coding of each path was made.
        memos: codings with a memo.
    """

    count: int
    paths: Mapping[str, int]
    latest: Mapping[str, str]
    memos: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a codings file says of itself, and its tally.

    Attributes:
        text: hash of the body that the positions refer to.
        found: what became of its codings on that very body, by id; None where that was never looked at.
    """

    source: str
    coder: str
    text: str
    tally: Tally
    found: Mapping[str, Found] | None


def tally_of(codings: Iterable[Coding]) -> Tally:
    """Codings, counted."""
    paths: Counter[str] = Counter()
    latest: dict[str, str] = {}
    memos = 0
    for coding in codings:
        path = coding.code
        paths[path] += 1
        if coding.created > latest.get(path, ""):
            latest[path] = coding.created
        memos += bool(coding.memo)
    return Tally(paths.total(), paths, latest, memos)


def cover_of(codings: Iterable[Coding]) -> list[tuple[int, int]]:
    """The stretches of a body that codings cover, in order."""
    return union(coding.at for coding in codings if coding.at is not None)


def pack_known(known: Known) -> str:
    """As text; `unpack_known` reads it back."""
    tally = known.tally
    found = None
    if known.found is not None:
        found = [[f.id, f.status, f.start, f.end, f.score] for f in known.found.values()]
    counted = [tally.count, dict(tally.paths), dict(tally.latest), tally.memos]
    return json.dumps([known.source, known.coder, known.text, counted, found], ensure_ascii=False)


def unpack_known(packed: str) -> Known:
    """What `pack_known` wrote; raises ValueError or TypeError for anything else."""
    source, coder, text, counted, found = json.loads(packed)
    by_id = None if found is None else {row[0]: Found(*row) for row in found}
    return Known(source, coder, text, Tally(*counted), by_id)


def pack_codings(file: CodingsFile) -> str:
    """The codings of a file as text; `unpack_codings` reads it back."""
    rows = [
        [c.id, c.code, c.at, c.quote, c.before, c.after, c.created, c.memo, c.key, c.origin]
        for c in file.codings
    ]
    return json.dumps([file.source, file.coder, file.text, rows], ensure_ascii=False)


def unpack_codings(file: str, packed: str) -> CodingsFile:
    """What `pack_codings` wrote; raises ValueError or TypeError for anything else."""
    source, coder, text, rows = json.loads(packed)
    codings = tuple(
        Coding(i, source, coder, code, tuple(at) if at else None, *rest) for i, code, at, *rest in rows
    )
    return CodingsFile(file, source, coder, text, codings)


def pack_cover(cover: Iterable[tuple[int, int]]) -> str:
    """Stretches of a body as text; `unpack_cover` reads it back."""
    return json.dumps([place for stretch in cover for place in stretch])


def unpack_cover(packed: str) -> list[tuple[int, int]]:
    """What `pack_cover` wrote; raises ValueError or TypeError for anything else."""
    places = json.loads(packed)
    return list(zip(places[::2], places[1::2], strict=True))
