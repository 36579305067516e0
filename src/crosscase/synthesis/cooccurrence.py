"""Co-occurrence: how often codings of one code stand over, in, or near codings of another.

Two codings of one source stand in a relation where

    overlap   they share at least one character
    inside    the row's lies within the column's; two of the very same words lie within each other
    turn      both have words of one and the same turn (of a paragraph where nobody listed speaks)
    near      at most `reach` characters lie between them, or both have words of one and the same paragraph

which is what `overlapping`, `inside`, `near:turn`, `near` and `near:paragraph` mean in a query (docs/queries.md). Codings
whose words are lost have no place and stand in none. A coding is never its own partner.

`pairs` counts pairs of codings, each pair once, whichever of the two came first; on the diagonal it counts pairs of two
codings of one code. Of `inside` it counts, for each row, the pairs in which the row's coding lies within the column's.
Where codes are taken with all below them, a cell of a code and one below it counts the pairs of a coding of the lower
one and any other coding of the upper one: no coding is paired with itself there either.

`c` is n12 / (n1 + n2 - n12), with n12 pairs, and n1 and n2 codings of the two codes: the c-coefficient of ATLAS.ti's
co-occurrence tables. It treats n12 as if each coding had at most one partner. Where codings have several, it passes 1,
and where n12 reaches n1 + n2 there is none: `overfull` marks both. It is missing on the diagonal, and where one code is
counted with the other below it.

`jaccard` is |A and B| / |A or B| (Jaccard 1901), of sets that codings cannot fill twice, so that it lies from 0 to 1: for
`overlap` and `inside` the informants' words that codings of A, and of B, cover; for `turn` the turns they touch, for
`near` the paragraphs. Of `near` it says how far both codes are in the same paragraphs, whatever the reach.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.query import NEAR
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.synthesis.codetree import CodeTree
from crosscase.synthesis.frame import Frame, frame_of
from crosscase.synthesis.matrices import codes_shown
from crosscase.synthesis.meeting import inside_counts, meeting_counts, meeting_pairs, shared_lengths
from crosscase.synthesis.parts import Part, parts_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.spoken import spoken_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Relation = Literal["overlap", "inside", "turn", "near"]
Reach = int | Literal["paragraph"]
Unit = Literal["words", "turns", "paragraphs"]

RELATIONS: tuple[Relation, ...] = ("overlap", "inside", "turn", "near")
_UNITS: dict[Relation, Unit] = {
    "overlap": "words", "inside": "words", "turn": "turns", "near": "paragraphs",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class CoOccurrence:
    """How often codings of each two codes stand in a relation; C codes are shown.

    Attributes:
        relation: one of `RELATIONS`; reach: of `near`, characters or `paragraph`; 0 of the others.
        tree: of the codes; codes: places in it of those shown, depth first, shape (C,).
        below: whether each code counts with all below it.
        pairs: (C, C) as the module says; symmetric but for `inside`.
        counts: codings of each code that have a place, (C,).
        jaccard: (C, C), nan where neither code has any of the units.
        c: (C, C), nan where there is none.
        unit: what `jaccard` compares; units: how many of it each code has, (C,).
        lost: codings of the codes shown whose words are lost, or whose source is gone.
        coders: whose codings, as they were asked for; None for those that count.
    """

    relation: Relation
    reach: Reach
    tree: CodeTree
    codes: Ints
    below: bool
    pairs: Ints
    counts: Ints
    jaccard: Floats
    c: Floats
    unit: Unit
    units: Ints
    lost: int
    coders: tuple[str, ...] | None

    @property
    def paths(self) -> tuple[str, ...]:
        """Of the codes shown."""
        return tuple(self.tree.paths[place] for place in self.codes)

    @property
    def is_symmetric(self) -> bool:
        """Whether a cell says the same as the one across the diagonal."""
        return self.relation != "inside"

    @property
    def nested(self) -> Flags:
        """(C, C): where one code is the other, or is counted with it below it."""
        return _nested(self.tree, self.codes, self.below) >= 0

    @property
    def overfull(self) -> Flags:
        """(C, C): where codings have so many partners that c passes 1, or cannot be worked out."""
        return ~self.nested & (2 * self.pairs > self.counts[:, None] + self.counts[None, :])


def cooccurrence(
    study: Study,
    relation: str = "overlap",
    reach: int | str | None = None,
    codes: Collection[str] = (),
    below: bool = False,
    coders: Collection[str] | None = None,
    depth: int | None = None,
) -> CoOccurrence:
    """How often codings of each two codes stand in a relation.

    Args:
        relation: one of `RELATIONS`.
        reach: of `near`: characters, `paragraph`, or `turn`, which is the relation of that name; else 200.
        codes, depth: which codes, as of `matrix`; where none are named, those without codings are left out.
        below: count each code with all below it.
        coders: whose codings; where None, in each source those that count.

    Raises:
        StudyError: there is no such relation, reach, code or coder.
    """
    relation, reach = _asked(relation, reach)
    frame = frame_of(study, coders)
    chosen = codes_shown(study, frame.tree, tuple(codes), depth)
    here = _placed(study, frame)
    if not codes:
        chosen = chosen[_codings(frame.tree, frame.code[here], chosen, below) > 0]
    rows = here[_among(frame.tree, frame.code[here], chosen, below)]
    away = np.setdiff1d(np.flatnonzero(frame.code >= 0), here)
    lost = int(_among(frame.tree, frame.code[away], chosen, below).sum())
    pairs = _pairs(study, frame, rows, chosen, relation, reach, below)
    counts = _codings(frame.tree, frame.code[rows], chosen, below)
    shared = _shared(study, frame_of(study, coders, once=False), chosen, relation, below)
    units = np.diag(shared).copy()
    return CoOccurrence(
        relation, reach, frame.tree, chosen, below, pairs, counts, _share(shared, units),
        _coefficient(pairs, counts, _nested(frame.tree, chosen, below) >= 0), _UNITS[relation], units, lost,
        None if coders is None else tuple(coders),
    )  # fmt: skip


def paired_passages(
    study: Study, found: CoOccurrence, row: int, column: int
) -> tuple[tuple[Passage, Passage], ...]:
    """The pairs of codings behind a cell, as many as it counts, by source and position.

    Args:
        row, column: places in `found.codes`.

    Returns:
        (coding of the row's code, coding of the column's) of each.
    """
    frame = frame_of(study, found.coders)
    here = _placed(study, frame)
    one, other = (
        _among(frame.tree, frame.code[here], found.codes[[place]], found.below) for place in (row, column)
    )
    rows = here[one | other]
    low, high, kept = _stretches(study, frame, rows, found.relation, found.reach)
    rows = rows[kept]
    of_row, of_column = (one[one | other][kept], other[one | other][kept])
    pairs: list[tuple[int, int]] = []
    for first, second in meeting_pairs(low, high):
        for this, that in zip(first.tolist(), second.tolist(), strict=True):
            fits = of_row[this] and of_column[that]
            fits_turned = of_row[that] and of_column[this]
            if found.relation == "inside":
                around = low[this] == low[that] and high[this] <= high[that]
                pairs += [(this, that)] if fits and around else []
                pairs += [(that, this)] if fits_turned and high[that] <= high[this] else []
            elif fits or fits_turned:
                pairs.append((this, that) if fits else (that, this))
    passages = frame.passages(rows.tolist())
    return tuple((passages[this], passages[that]) for this, that in sorted(pairs))


# what was asked for


def _asked(relation: str, reach: int | str | None) -> tuple[Relation, Reach]:
    if relation not in RELATIONS:
        guess = nearest(relation, RELATIONS)
        hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(RELATIONS)}"
        raise StudyError(f"there is no relation {shown(relation)}; {hint}")
    if relation != "near":
        if reach is not None:
            raise StudyError(f"a reach is said of near alone, and this is {relation}; leave it out")
        return cast(Relation, relation), 0
    if reach is None:
        return "near", NEAR
    if reach == "turn":
        return "turn", 0
    if reach == "paragraph":
        return "near", "paragraph"
    number = int(reach) if isinstance(reach, int) or (reach.isascii() and reach.isdigit()) else -1
    if number < 0 or isinstance(reach, bool):
        raise StudyError(
            f"{shown(str(reach))} is no reach; give a number of characters from 0 on, turn or paragraph"
        )
    return "near", number


# codings and their codes


def _placed(study: Study, frame: Frame) -> Ints:
    """Rows that have a code of the codebook and a place in a text."""
    there = np.array([source in study.sources for source in frame.sources], bool)
    has_text = there[frame.source] if len(there) else np.zeros(0, bool)
    return np.flatnonzero(has_text & (frame.start >= 0) & (frame.code >= 0))


def _members(tree: CodeTree, codes: Ints, below: bool) -> Floats:
    """(C, codes of the tree): 1 where a coding of the tree's code counts for the one shown."""
    found = np.zeros((len(codes), len(tree)))
    for place, code in enumerate(codes):
        found[place, code : tree.end[code] if below else code + 1] = 1
    return found


def _among(tree: CodeTree, code: Ints, codes: Ints, below: bool) -> Flags:
    """Which codings count for any of the codes shown."""
    among: Flags = np.any(_members(tree, codes, below) > 0, axis=0)
    return among[code]


def _codings(tree: CodeTree, code: Ints, codes: Ints, below: bool) -> Ints:
    each = np.bincount(code, minlength=len(tree)).astype(np.float64)
    return _whole(_members(tree, codes, below) @ each)


def _nested(tree: CodeTree, codes: Ints, below: bool) -> Ints:
    """(C, C): the place among those shown of the lower of two codes one of which holds the other; else -1."""
    here = np.arange(len(codes))
    if not below:
        return np.where(here[:, None] == here[None, :], here[:, None], -1)
    holds = (codes[:, None] <= codes[None, :]) & (codes[None, :] < tree.end[codes][:, None])
    return np.where(holds, here[None, :], np.where(holds.T, here[:, None], -1))


# pairs


def _pairs(
    study: Study, frame: Frame, rows: Ints, codes: Ints, relation: Relation, reach: Reach, below: bool
) -> Ints:
    low, high, kept = _stretches(study, frame, rows, relation, reach)
    used, code = np.unique(frame.code[rows[kept]], return_inverse=True)
    members = _members(frame.tree, codes, below)[:, used]
    if relation == "inside":
        return _whole(members @ inside_counts(low, high, code, len(used)) @ members.T)
    both_ways = _whole(members @ meeting_counts(low, high, code, len(used)) @ members.T)
    # where both codings of a pair stand for both codes, it was found from both sides
    lower = _nested(frame.tree, codes, below)
    twice = np.where(lower >= 0, np.diag(both_ways)[lower], 0)
    once: Ints = both_ways - twice // 2
    return once


def _stretches(
    study: Study, frame: Frame, rows: Ints, relation: Relation, reach: Reach
) -> tuple[Ints, Ints, Ints]:
    """Codings as stretches of one line that meet where codings stand in the relation (`inside`: may stand).

    Returns:
        (low, high, kept): `kept` are the places in `rows` that have a stretch.
    """
    source, start, end = frame.source[rows], frame.start[rows], frame.end[rows]
    if relation == "turn" or reach == "paragraph":
        part: Part = "turn" if relation == "turn" else "paragraph"
        low, high = parts_of(study, frame.sources, part).touched(source, start, end)
        kept = np.flatnonzero(low < high)
        return low[kept], high[kept], kept
    longest = int(end.max(initial=0))
    # a gap of at most n: the one begins before n + 1 after the other's end
    gap = min(int(reach), longest) + 1 if relation == "near" else 0
    line = source * (longest + gap + 1)
    return start + line, end + gap + line, np.arange(len(rows))


# what the two codes share


def _shared(study: Study, frame: Frame, codes: Ints, relation: Relation, below: bool) -> Ints:
    """(C, C): words, turns or paragraphs of both; on the diagonal those of each.

    Args:
        frame: with all codings, also of those that are counted as one: each covers words of its own.
    """
    rows = _placed(study, frame)
    source, start, end, code = frame.source[rows], frame.start[rows], frame.end[rows], frame.code[rows]
    if _UNITS[relation] == "words":
        spoken = spoken_of(study)
        known = {each: place for place, each in enumerate(spoken.sources)}
        place = np.array([known.get(each, -1) for each in frame.sources], np.int64)
        low, high = spoken.covered(place[source] if len(place) else source, start, end)
    else:
        part: Part = "turn" if relation == "turn" else "paragraph"
        low, high = parts_of(study, frame.sources, part).touched(source, start, end)
    if below:
        row, code = frame.tree.with_above(code)
        low, high = low[row], high[row]
    to = np.full(len(frame.tree), -1, np.int64)
    to[codes] = np.arange(len(codes))
    kept = to[code] >= 0 if len(code) else np.zeros(0, bool)
    return shared_lengths(low[kept], high[kept], to[code[kept]], len(codes))


def _share(shared: Ints, units: Ints) -> Floats:
    either = units[:, None] + units[None, :] - shared
    return np.where(either > 0, shared / np.maximum(either, 1), np.nan)


def _coefficient(pairs: Ints, counts: Ints, nested: Flags) -> Floats:
    rest = counts[:, None] + counts[None, :] - pairs
    return np.where((rest > 0) & ~nested, pairs / np.maximum(rest, 1), np.nan)


def _whole(values: NDArray[np.float64]) -> Ints:
    whole: Ints = np.rint(values).astype(np.int64)
    return whole
