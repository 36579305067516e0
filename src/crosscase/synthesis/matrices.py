"""Matrices: groups of an axis by codes, with a count, a coverage or a presence in each cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.query_names import nearest_code
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.synthesis.axes import (
    AXES,
    CODER,
    Axis,
    AxisGroup,
    attribute_named,
    axis_of,
    groups_under,
    known_axes,
    ordered,
    ranks_by,
)
from crosscase.synthesis.codetree import CodeTree
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.coverage import coverage_of, touching
from crosscase.synthesis.frame import Frame, frame_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.ranked import in_natural_order
from crosscase.synthesis.spoken import Spoken, spoken_of

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CellKind = Literal["count", "sources", "coverage", "presence"]
CELLS: tuple[CellKind, ...] = get_args(CellKind)
ORDERS = ("study", "name", "total")
"""How groups can be ordered; beside them, where they are cases, by an attribute."""


@dataclass(frozen=True, eq=False)
class Matrix:
    """Groups by codes.

    Totals count each coding, source or word once, also where it is in several cells of its row or column: a coding of a
    code that is shown together with the code above it, or one that touches two speakers.

    Attributes:
        codes: places in the tree of the codes shown, one a column.
        cell: what a cell holds. `count`: codings. `sources`: sources with such codings. `presence`: 1 where there is
            one, else 0. `coverage`: share of the group's informants' words that codings cover, each word once, from 0
            to 1; nan where the group has no words.
        below: a code is counted with all below it.
        values: shape (groups, codes), whole numbers but for coverage.
        row_totals: shape (groups,): codings, sources, share covered by any of the codes; of presence, how many of the codes.
        column_totals: shape (codes,): codings, sources, share of all groups' words; of presence, in how many groups.
        total: of all groups and codes; of presence, how many cells.
        without: codings of the codes shown that are in none of the groups, each once.
        unknown: codings whose code the codebook does not have; they are in no cell.
        ordered_by, grouped_by: the attributes that its cases are ordered and stand together by; empty where by none.
        missing: ids of cases without the attribute that is counted or grouped by.
        words: informants' words by group; empty but for coverage.
        coders: whose codings; None for those that count in each source. counted: that, as a sentence in the study's
            language.
    """

    frame: Frame = field(repr=False)
    axis: Axis
    spoken: Spoken | None = field(repr=False)
    codes: Ints
    cell: CellKind
    below: bool
    values: NDArray[Any]
    row_totals: NDArray[Any]
    column_totals: NDArray[Any]
    total: float
    without: int
    unknown: int
    ordered_by: str = ""
    grouped_by: str = ""
    missing: tuple[str, ...] = ()
    words: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    coders: tuple[str, ...] | None = None
    counted: str = ""

    @property
    def tree(self) -> CodeTree:
        """All codes."""
        return self.frame.tree

    @property
    def groups(self) -> tuple[AxisGroup, ...]:
        """What the rows are."""
        return self.axis.groups

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the codes shown, one a column."""
        return tuple(self.tree.paths[place] for place in self.codes)

    @property
    def is_share(self) -> bool:
        """Whether its numbers are shares from 0 to 1."""
        return self.cell == "coverage"

    @cached_property
    def highest(self) -> float:
        """The highest value of a cell; 0 where there is none."""
        return float(np.nanmax(self.values)) if np.any(self.values > 0) else 0.0


def matrix(
    study: Study,
    by: str = "case",
    codes: Sequence[str] = (),
    cell: str = "count",
    below: bool = True,
    coders: Collection[str] | None = None,
    order: str | Sequence[str] = "",
    group_by: str = "",
    depth: int | None = None,
) -> Matrix:
    """Groups of an axis by codes.

    Args:
        by: what is counted by: see `axes.known_axes`.
        codes: paths, present or former, of codes that are shown with all below them; all codes where empty.
        cell: one of `CELLS`.
        below: count a code with all below it.
        coders: whose codings; where None, in each source those that count.
        order: of the groups: `study`, `name`, `total` (the highest first), an attribute of cases, or the groups'
            own ids or names, of which those not named are left out. As `axis_of` has them where empty.
        group_by: an attribute by which cases stand together.
        depth: levels of codes shown: 1 for those named, or at the top, alone.

    Raises:
        StudyError: there is no such axis, code, coder, cell, order or attribute; says the nearest.
    """
    kind = _cell(cell)
    frame, spoken = frame_of(study, coders, once=False), spoken_of(study)
    axis = axis_of(study, frame, spoken, by)
    missing, ordered_by = axis.missing, ""
    order = _of_one_group(study, axis, order)
    if isinstance(order, str) and order not in ("", *ORDERS):
        ordered_by = _ordering_attribute(study, axis, order)
        ranks = ranks_by(study, axis, ordered_by)
        missing += tuple(axis.groups[at].id for at, rank in enumerate(ranks) if rank == len(ranks))
        axis = ordered(axis, sorted(range(len(ranks)), key=ranks.__getitem__))
    elif order not in ("", "study", "total"):
        axis = ordered(axis, _places(axis, order))
    if group_by:
        group_by = attribute_named(study, axis, group_by)
        axis = groups_under(study, axis, group_by)
        missing += tuple(group.id for group in axis.groups if not group.under)
    found = matrix_of(frame, axis, spoken, codes_shown(study, frame.tree, codes, depth), kind, below)
    if order == "total":
        found = _by_total(found)
    return replace(
        found,
        ordered_by=ordered_by,
        grouped_by=group_by,
        missing=tuple(dict.fromkeys(missing)),
        coders=None if coders is None else tuple(coders),
        counted=counted_words(study, coders, study.settings.language),
    )


def matrix_of(
    frame: Frame, axis: Axis, spoken: Spoken, codes: Ints, cell: CellKind = "count", below: bool = True
) -> Matrix:
    """A matrix of columns, as `matrix` makes it.

    Args:
        axis: made of the same frame and words.
        codes: places of the codes shown, in the order of the columns.
    """
    counting = _Counting(frame, axis, np.asarray(codes, np.int64), below)
    made = Matrix(
        frame, axis, spoken, counting.codes, cell, below, np.zeros((0, 0)), np.zeros(0), np.zeros(0), 0,
        counting.without, int(np.count_nonzero(frame.code < 0)),
    )  # fmt: skip
    if cell == "coverage":
        covered = coverage_of(frame, axis, spoken, counting.codes, below)
        return replace(
            made, values=covered.values, row_totals=covered.rows, column_totals=covered.columns,
            total=covered.total, words=covered.words,
        )  # fmt: skip
    if cell == "presence":
        values = (counting.counts() > 0).astype(np.int64)
        rows, columns, total = values.sum(axis=1), values.sum(axis=0), int(values.sum())
    else:
        values, rows, columns, total = counting.coded() if cell == "count" else counting.sources()
    return replace(made, values=values, row_totals=rows, column_totals=columns, total=total)


def cell_rows(matrix: Matrix, group: int | None, column: int | None) -> Ints:
    """The codings of a cell, by source and position.

    Args:
        group: place of the group; None for all of them, each coding once.
        column: place among the codes shown; None for all of them.

    Returns:
        Rows of the matrix's frame: as many as a count says, and those that cover words for coverage.
    """
    frame, axis = matrix.frame, matrix.axis
    chosen = matrix.codes if column is None else matrix.codes[[column]]
    of_code = matrix.tree.covered(chosen, matrix.below)
    if matrix.is_share and matrix.spoken is not None:
        meant = range(len(axis.groups)) if group is None else (group,)
        there = np.zeros(len(frame), bool)
        for place in meant:
            there |= touching(frame, axis, matrix.spoken, place)
        rows = np.flatnonzero(there & (frame.code >= 0))
    else:
        row, whose = once_in_group(frame, axis)
        rows = row if group is None else row[whose == group]
        rows = rows[frame.code[rows] >= 0]
        if group is None:
            rows = _first_of_each(frame, np.unique(rows))
    return np.sort(rows[of_code[frame.code[rows]]])


def cell_passages(matrix: Matrix, group: int | None, column: int | None) -> tuple[Passage, ...]:
    """The quotes of a cell, as `cell_rows`; the matrix must be of a study."""
    return matrix.frame.passages(cell_rows(matrix, group, column))


def once_in_group(frame: Frame, axis: Axis) -> tuple[Ints, Ints]:
    """(row, group) of an axis, codings that are counted as one once in each group; by coder each coder's own all."""
    if frame.counted_as is None or axis.by == CODER:
        return axis.row, axis.group
    key = frame.counted_as[axis.row] * max(len(axis.groups), 1) + axis.group
    first = np.sort(np.unique(key, return_index=True)[1])
    return axis.row[first], axis.group[first]


def codes_shown(study: Study, tree: CodeTree, codes: Sequence[str], depth: int | None) -> Ints:
    """Places of the codes that a matrix shows, depth first; raises StudyError for an unknown one."""
    if not codes:
        return np.flatnonzero(tree.depth < (depth or len(tree) + 1))
    found = np.zeros(len(tree), bool)
    for path in codes:
        code = study.codebook.resolve(path)
        if code is None:
            guess = nearest_code(study.codebook, path)
            raise StudyError(
                f"there is no code {shown(path)}; {f'did you mean {guess}?' if guess else 'see the codebook'}"
            )
        place = tree.place_of[study.codebook.path(code)]
        within = slice(place, tree.end[place])
        found[within] |= tree.depth[within] - tree.depth[place] < (depth or len(tree) + 1)
    return np.flatnonzero(found)


class _Counting:
    """Counts over the pairs of coding and group, each coding once in each group."""

    def __init__(self, frame: Frame, axis: Axis, codes: Ints, below: bool) -> None:
        self.codes = codes
        self._frame = frame
        self._below = below
        self._size = len(axis.groups)
        self._chosen = frame.tree.covered(codes, below)
        row, group = once_in_group(frame, axis)
        kept = self._is_chosen(row)
        self._row, self._group = row[kept], group[kept]
        self._in_group = np.zeros(len(frame), bool)
        self._in_group[self._row] = True

    @property
    def without(self) -> int:
        every = np.flatnonzero(self._is_chosen(np.arange(len(self._frame))))
        counted = self._frame.counted_as
        if counted is None:
            return len(every) - int(np.count_nonzero(self._in_group))
        return len(np.setdiff1d(counted[every], counted[self._row]))

    def counts(self) -> Ints:
        """Codings by group and code."""
        return self._by_code(self._row, self._group, self._size)

    def coded(self) -> tuple[Ints, Ints, Ints, int]:
        """(values, of each group, of each code, of all)."""
        each = _first_of_each(self._frame, np.flatnonzero(self._in_group))
        whole = self._by_code(each, np.zeros(len(each), np.int64), 1)[0]
        return self.counts(), np.bincount(self._group, minlength=self._size), whole, len(each)

    def sources(self) -> tuple[Ints, Ints, Ints, int]:
        """As `coded`, of sources."""
        source = self._frame.source
        within, column = self._frame.tree.columns(self._frame.code[self._row], self.codes, self._below)
        row, group, count = self._row[within], self._group[within], len(self.codes)
        values = _distinct(group * count + column, source[row], self._size * count)
        rows = _distinct(self._group, source[self._row], self._size)
        return (
            values.reshape(self._size, count), rows, _distinct(column, source[row], count),
            len(np.unique(source[self._row])),
        )  # fmt: skip

    def _by_code(self, row: Ints, group: Ints, size: int) -> Ints:
        tree = self._frame.tree
        found = np.bincount(group * len(tree) + self._frame.code[row], minlength=size * len(tree))
        found = found.reshape(size, len(tree))
        return (tree.upward(found) if self._below else found)[:, self.codes]

    def _is_chosen(self, row: Ints) -> Flags:
        code = self._frame.code[row]
        if not len(self._chosen):
            return np.zeros(len(row), bool)
        return (code >= 0) & self._chosen[code]


def _distinct(key: Ints, value: Ints, size: int) -> Ints:
    """How many different values each key has."""
    step = int(value.max(initial=0)) + 1
    both = np.sort(key * step + value)  # numpy's unique hashes, which is slower by far
    kept = np.ones(len(both), bool)
    kept[1:] = both[1:] != both[:-1]
    return np.bincount(both[kept] // step, minlength=size)


def _first_of_each(frame: Frame, rows: Ints) -> Ints:
    """Of rows that are counted as one, the first."""
    if frame.counted_as is None:
        return rows
    return rows[np.sort(np.unique(frame.counted_as[rows], return_index=True)[1])]


# in which order


def _places(axis: Axis, order: str | Sequence[str]) -> list[int]:
    """Places of the groups by name, or as somebody named them."""
    if not isinstance(order, str):
        return list(dict.fromkeys(_group_named(axis, word) for word in order))
    rank = {label: at for at, label in enumerate(in_natural_order({g.label for g in axis.groups}))}
    return sorted(range(len(axis.groups)), key=lambda place: rank[axis.groups[place].label])


def _of_one_group(study: Study, axis: Axis, order: str | Sequence[str]) -> str | Sequence[str]:
    """A word that says no order, but is the name of a group, is that group alone."""
    names = {name for group in axis.groups for name in (group.id, group.label)}
    if not isinstance(order, str) or order in ("", *ORDERS) or order not in names:
        return order
    return order if _attribute_in(_attributes(study, axis), order) else (order,)


def _attributes(study: Study, axis: Axis) -> list[str]:
    return [name for name in known_axes(study) if name not in AXES] if axis.by == "case" else []


def _attribute_in(found: Sequence[str], order: str) -> str:
    return next((each for each in found if each.casefold() == order.casefold()), "")


def _ordering_attribute(study: Study, axis: Axis, order: str) -> str:
    """An attribute that cases are ordered by, as the study writes it."""
    found = _attributes(study, axis)
    if not (name := _attribute_in(found, order)):
        guess = nearest(order, [*ORDERS, *found, *(group.id for group in axis.groups)])
        hint = f"did you mean {guess}?" if guess else f"give {', '.join([*ORDERS, *found])}, or the groups"
        raise StudyError(f"there is no order {shown(order)} by {axis.by}; {hint}")
    return name


def _group_named(axis: Axis, word: str) -> int:
    for names in ([group.id for group in axis.groups], [group.label for group in axis.groups]):
        if word in names:
            return names.index(word)
    guess = nearest(word, [name for group in axis.groups for name in (group.id, group.label)])
    hint = f"did you mean {guess}?" if guess else f"there are {', '.join(group.id for group in axis.groups)}"
    raise StudyError(f"there is no {axis.by} {shown(word)}; {hint}")


def _by_total(matrix: Matrix) -> Matrix:
    """The highest total first; within their group where groups stand together."""
    totals = np.nan_to_num(matrix.row_totals.astype(float), nan=-1.0)
    under = [group.under for group in matrix.groups]
    rank = {value: at for at, value in enumerate(dict.fromkeys(under))}
    places = sorted(range(len(under)), key=lambda place: (rank[under[place]], -totals[place]))
    return replace(
        matrix,
        axis=ordered(matrix.axis, places, [under[place] for place in places]),
        values=matrix.values[places],
        row_totals=matrix.row_totals[places],
        words=matrix.words[places] if len(matrix.words) else matrix.words,
    )


def _cell(cell: str) -> CellKind:
    for kind in CELLS:
        if kind == cell:
            return kind
    guess = nearest(cell, CELLS)
    hint = f"did you mean {guess}?" if guess is not None else f"give {', '.join(CELLS)}"
    raise StudyError(f"a cell cannot hold {shown(cell)}; {hint}")
