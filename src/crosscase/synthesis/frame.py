"""The codings that count, as columns of numbers: what matrices, co-occurrence and saturation are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.synthesis.codetree import CodeTree, tree_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.universe import COUNTED, Universe, universe

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_KEPT = 4  # frames of one study, for different coders


@dataclass(frozen=True, eq=False)
class Frame:
    """One row a coding that counts, by source and position, those whose words are lost last in their source.

    Attributes:
        sources, coders: what the columns are places in.
        source, code, coder: places; a code that the codebook does not have is -1.
        start, end: code points into the source's body; -1 where the words are lost.
        key: whether it is a key quote.
        place: of the coding in the universe it was taken from.
        counted_as: the row that each is counted as, its own but where several people coded the same words alike
            (`stands_for`); None where each is counted as itself.
    """

    tree: CodeTree
    sources: tuple[str, ...]
    coders: tuple[str, ...]
    source: Ints
    code: Ints
    coder: Ints
    start: Ints
    end: Ints
    key: Flags
    place: Ints
    universe: Universe | None = field(default=None, repr=False)
    counted_as: Ints | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.source)

    def passages(self, rows: Iterable[int]) -> tuple[Passage, ...]:
        """Some of its codings as passages.

        Args:
            rows: of a frame that was made of a study.
        """
        assert self.universe is not None
        return tuple(self.universe.passage(int(self.place[row])) for row in rows)


def frame_of(study: Study, coders: Collection[str] | None = None, once: bool = True) -> Frame:
    """The codings that count; the same object until something changes.

    Args:
        coders: whose codings; where None, in each source those that count (`counted`).
        once: of codings that are counted as one, the first alone; else all of them, and `Frame.counted_as` says which
            are one.

    Raises:
        StudyError: nobody of a name codes here.
    """
    chosen = universe(study, {COUNTED} if coders is None else coders)
    kept = cast(dict[tuple[int, bool], tuple[Universe, Frame]], study.derived.setdefault(__name__, {}))
    known = kept.get((id(chosen), once))
    if known is not None and known[0] is chosen:
        return known[1]
    while len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[id(chosen), once] = (chosen, frame := _made(study, chosen, once))
    return frame


def stands_for(source: Ints, code: Ints, coder: Ints, start: Ints, end: Ints) -> Ints:
    """The row that each coding is counted as, where several people coded the same words with the same code.

    Codings of one code that overlap, one with the next, are one stretch. Where several coders had a hand in a stretch,
    all of it is counted as its first coding; where it is one coder's alone, each counts as itself. So do codings
    without a place, or without a code.

    Args:
        source, code, coder, start, end: columns as of `Frame`.
    """
    stands = np.arange(len(source))
    placed = np.flatnonzero((start >= 0) & (code >= 0))
    if len(placed) < 2 or coder[placed].min() == coder[placed].max():
        return stands
    order = placed[np.lexsort((coder[placed], end[placed], start[placed], code[placed], source[placed]))]
    pair = np.ones(len(order), bool)
    pair[1:] = (np.diff(source[order]) != 0) | (np.diff(code[order]) != 0)
    # the farthest end so far within each source and code: a running maximum that begins anew with a greater offset
    widest = int(end[order].max()) + 1
    shifted = end[order] + np.cumsum(pair) * widest
    farthest = np.maximum.accumulate(shifted) - np.cumsum(pair) * widest
    begins = pair.copy()
    begins[1:] |= start[order][1:] >= farthest[:-1]
    stretch = np.cumsum(begins) - 1
    whose = coder[order]
    first = np.flatnonzero(begins)
    several = np.minimum.reduceat(whose, first) != np.maximum.reduceat(whose, first)
    shared = several[stretch]
    stands[order[shared]] = order[first[stretch[shared]]]
    return stands


def _made(study: Study, chosen: Universe, once: bool) -> Frame:
    tree = tree_of(study.codebook)
    resolve = study.codebook.resolve
    known: dict[str, int] = {}
    for path in set(chosen.codes):
        found = resolve(path)
        known[path] = tree.place_of[study.codebook.path(found)] if found is not None else -1
    coders = tuple(dict.fromkeys([*study.coders, *chosen.coders]))
    coder_place = {coder: place for place, coder in enumerate(coders)}
    sizes = [block.end - block.start for block in chosen.blocks]
    spans = [coding.at or (-1, -1) for coding in chosen.codings]
    at = np.array(spans, np.int64).reshape(-1, 2)
    source = np.repeat(np.arange(len(chosen.blocks)), sizes)
    code = np.fromiter(map(known.__getitem__, chosen.codes), np.int64, len(chosen))
    coder = np.fromiter(map(coder_place.__getitem__, chosen.coders), np.int64, len(chosen))
    start, end = at[:, 0].copy(), at[:, 1].copy()
    key = np.fromiter((coding.key for coding in chosen.codings), bool, len(chosen))
    stands = stands_for(source, code, coder, start, end)
    every = np.arange(len(chosen))
    is_one = bool(np.all(stands == every))
    rows = np.flatnonzero(stands == every) if once else every
    return Frame(
        tree, tuple(block.source_id for block in chosen.blocks), coders,
        source[rows], code[rows], coder[rows], start[rows], end[rows], key[rows], rows, chosen,
        None if once or is_one else stands,
    )  # fmt: skip
