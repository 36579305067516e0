"""Saturation: how many codes the interviews bring, one after the other, and what it would be in any other order.

The codes are those that are in use in these interviews; a code counts as found with its first coding, words lost or not.
A code that stands for others counts only where it was used itself.

`mean` is the mean over all orders of the units, worked out and not drawn: of n units, f of which have a code, k bring it
with probability 1 - C(n - f, k) / C(n, k), and the mean number of codes is the sum of these. It is the expected richness
of k samples (sample-based rarefaction, Mao Tau: Colwell, Mao and Chang 2004, Ecology 85, 2717-2727).

`low` to `high` holds 95 % of the orders: the 2.5th and 97.5th percentile (the smallest count that so many orders do not
pass) of the codes found after k units, over all orders where there are at most 5,040 of them (7 units), else over
random ones. At the last unit every order has found the same codes: the band closes there whatever was left to find.

`Run` is the figure of Guest, Namey and Chen (2020, PLoS ONE 15(5), e0232076): new codes in a run of so many units, as a
part of the codes found in the base, the first so many units. The first run that brings at most 5 % (or nothing) is where
saturation, as they define it, is reached in this order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.model import KINDS, Source
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.synthesis.codetree import CodeTree
from crosscase.synthesis.frame import Frame, frame_of
from crosscase.synthesis.matrices import codes_shown

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Unit = Literal["source", "case"]

UNITS: tuple[Unit, ...] = ("source", "case")
USUAL_KINDS = ("focus-group", "interview")
EVERY_ORDER = 5_040
"""Up to so many orders (of 7 units) the band is over all of them."""
MOST_ORDERS = 100_000
BASE, RUN, THRESHOLD = 4, 2, 0.05
FEW = 12
"""Fewer units than this and the text says how little they prove."""

_LOW, _HIGH = 0.025, 0.975
_AT_ONCE = 1 << 24  # cells of a table of orders x units x codes
_NO_DATE = "~"  # after every date


@dataclass(frozen=True, slots=True)
class Run:
    """New codes in a run of units after the base.

    Attributes:
        first, last: the run's first and last unit, from 1.
        new: codes that none of the units before it has.
        share: of the codes found in the base.
    """

    first: int
    last: int
    new: int
    share: float


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of the order.

    Attributes:
        id: of its source (of a meeting with several, the first) or case; label: as people read it.
        date: of its first source that has one, as it is written.
        codes: paths of those found here for the first time.
        has: how many codes it has.
    """

    id: str
    label: str
    date: str
    codes: tuple[str, ...]
    has: int


@dataclass(frozen=True, eq=False)
class Saturation:
    """Codes found after 1 to n units.

    Attributes:
        unit: what is counted; kinds: of the sources that count.
        steps: the units in their order.
        by_date: whether the order is by date, else by id; false too where it was given.
        given: whether the order was given.
        found, new: after and in each unit of this order, (n,).
        mean, low, high: over orders, after 1 to n units, (n,).
        every: whether the band is over all orders; orders: over how many; seed: of random ones.
        total: codes found in all.
        runs: after the base, one a unit that a run can begin with; base, run: their sizes in units.
        uncoded: ids of units left out since nobody whose codings count has coded them.
        coders: whose codings, as they were asked for; None for those that count.
    """

    unit: Unit
    kinds: tuple[str, ...]
    steps: tuple[Step, ...]
    by_date: bool
    given: bool
    found: Ints
    new: Ints
    mean: Floats
    low: Ints
    high: Ints
    every: bool
    orders: int
    seed: int
    total: int
    runs: tuple[Run, ...]
    base: int
    run: int
    uncoded: tuple[str, ...]
    coders: tuple[str, ...] | None

    def reached(self, threshold: float = THRESHOLD) -> Run | None:
        """The first run that brings no more than a part of the base; None where there is none."""
        return next((run for run in self.runs if run.share <= threshold), None)


@dataclass(frozen=True, slots=True)
class _Unit:
    id: str
    label: str
    date: str
    sources: tuple[str, ...]


def saturation(
    study: Study,
    unit: str = "source",
    kinds: Collection[str] = USUAL_KINDS,
    codes: Collection[str] = (),
    coders: Collection[str] | None = None,
    orders: int = 1000,
    seed: int = 1,
    order: Sequence[str] = (),
    base: int = BASE,
    run: int = RUN,
) -> Saturation:
    """How many codes the units bring, in their order and in any.

    Sources of one case and one session are notes of one meeting, and one unit. Units that nobody has coded are left out:
    they say nothing of whether there was something new.

    Args:
        unit: one of `UNITS`.
        kinds: of the sources that count.
        codes: which codes, as of `matrix`.
        coders: whose codings; where None, in each source those that count.
        orders: how many random orders the band is over, where there are too many for all.
        seed: of the random orders.
        order: ids of units, the first ones first; those not named follow by date. Else all are by date, then by id.
        base, run: sizes of the base and of a run, in units.

    Raises:
        StudyError: there is no such unit, kind, code, coder, or id in the order; a size or number is out of bounds.
    """
    chosen_unit = cast(Unit, _known(unit, UNITS, "unit"))
    chosen_kinds = tuple(dict.fromkeys(_known(kind, KINDS, "kind") for kind in kinds))
    if not chosen_kinds:
        raise StudyError(f"no kind of source is named; give one of {', '.join(KINDS)}")
    for number, what, most in ((orders, "orders", MOST_ORDERS), (base, "base", 1000), (run, "run", 1000)):
        if not 1 <= number <= most:
            raise StudyError(f"{what} {number}: give a number from 1 to {most}")
    if seed < 0:
        raise StudyError(f"seed {seed}: give a number from 0 on")
    frame = frame_of(study, coders)
    places = codes_shown(study, frame.tree, tuple(codes), None)
    there = [source for source in study.sources.values() if source.kind in chosen_kinds]
    units = _in_order(_units(study, there, chosen_unit), order)
    has = _presence(frame, [each.sources for each in units], places)
    coded = _presence(frame, [each.sources for each in units], np.arange(len(frame.tree))).any(axis=1)
    kept = np.flatnonzero(coded)
    has = has[kept]
    has = has[:, has.any(axis=0)] if len(kept) else has[:, :0]
    places = places[_presence(frame, [units[at].sources for at in kept], places).any(axis=0)]
    steps = _steps([units[at] for at in kept], has, frame.tree, places)
    new = np.array([len(step.codes) for step in steps], np.int64)
    every = len(kept) <= 7 and factorial(len(kept)) <= EVERY_ORDER
    low, high = band(has, orders, seed)
    return Saturation(
        chosen_unit, chosen_kinds, steps, not order and any(step.date for step in steps), bool(order),
        np.cumsum(new), new, expected(has), low, high, every, factorial(len(kept)) if every else orders, seed,
        has.shape[1], runs_of(new, base, run), base, run,
        tuple(units[at].id for at in np.flatnonzero(~coded)), None if coders is None else tuple(coders),
    )  # fmt: skip


def expected(has: Flags) -> Floats:
    """The mean number of codes in k of n units, over all orders.

    Args:
        has: (n, codes).

    Returns:
        (n,), for k from 1 to n.
    """
    n, codes = has.shape
    k = np.arange(n)
    # C(n - f, k) / C(n, k) is the product of (n - f - i) / (n - i) over i < k: no binomial is ever worked out
    with_code = has.sum(axis=0, dtype=np.int64)[:, None]
    missed = np.cumprod(np.maximum(n - with_code - k, 0) / (n - k), axis=1)
    mean: Floats = codes - missed.sum(axis=0)
    return mean


def band(has: Flags, orders: int, seed: int) -> tuple[Ints, Ints]:
    """Between how many codes 95 % of the orders have found after 1 to n units.

    Args:
        has: (n, codes).
        orders: how many random orders, where there are more than `EVERY_ORDER`.

    Returns:
        (low, high), each (n,).
    """
    n, codes = has.shape
    if not n:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    if n <= 7 and factorial(n) <= EVERY_ORDER:
        drawn = np.array(list(permutations(range(n))), np.int64)
    else:
        chance = np.random.default_rng(seed)
        drawn = chance.permuted(np.tile(np.arange(n), (orders, 1)), axis=1)
    size = max(1, _AT_ONCE // (n * max(codes, 1)))
    counts = np.concatenate(
        [
            np.logical_or.accumulate(has[drawn[first : first + size]], axis=1).sum(axis=2)
            for first in range(0, len(drawn), size)
        ]
    )
    low, high = np.quantile(counts, [_LOW, _HIGH], axis=0, method="inverted_cdf")
    return low.astype(np.int64), high.astype(np.int64)


def runs_of(new: Sequence[int] | Ints, base: int, run: int) -> tuple[Run, ...]:
    """The runs after the base, each beginning one unit later than the one before it.

    Args:
        new: codes found for the first time in each unit.

    Returns:
        None where there are fewer units than base and run together, or the base has no codes.
    """
    counts = [int(each) for each in new]
    first_codes = sum(counts[:base])
    if not first_codes:
        return ()
    return tuple(
        Run(start + 1, start + run, fresh := sum(counts[start : start + run]), fresh / first_codes)
        for start in range(base, len(counts) - run + 1)
    )


# the units and their order


def _units(study: Study, sources: Iterable[Source], unit: Unit) -> list[_Unit]:
    groups: dict[tuple[str, ...], list[Source]] = {}
    for source in sources:
        if unit == "case":
            key: tuple[str, ...] = (source.case,)
        else:
            key = (source.case, "session", source.session) if source.session else (source.id,)
        if source.case or unit == "source":
            groups.setdefault(key, []).append(source)
    found = []
    for members in groups.values():
        first = members[0]
        dates = sorted(each.date for each in members if each.date)
        id = first.case if unit == "case" else first.id
        known = study.cases.get(first.case)
        label = (known.name if known is not None else first.case) if unit == "case" else first.title or id
        found.append(_Unit(id, label, dates[0] if dates else "", tuple(each.id for each in members)))
    return sorted(found, key=lambda each: (each.date or _NO_DATE, each.id))


def _in_order(units: Sequence[_Unit], order: Sequence[str]) -> list[_Unit]:
    by_id = {id: each for each in units for id in (*each.sources, each.id)}
    first: list[_Unit] = []
    for word in order:
        if word not in by_id:
            guess = nearest(word, by_id)
            hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(by_id)}"
            raise StudyError(f"there is nothing to count called {shown(word)}; {hint}")
        if by_id[word] not in first:
            first.append(by_id[word])
    return [*first, *(each for each in units if each not in first)]


def _presence(frame: Frame, units: Sequence[tuple[str, ...]], codes: Ints) -> Flags:
    """(units, codes): whether a unit has a code itself."""
    unit_of = {source: place for place, sources in enumerate(units) for source in sources}
    place = np.array([unit_of.get(source, -1) for source in frame.sources], np.int64)
    unit = place[frame.source] if len(place) else np.zeros(0, np.int64)
    rows = np.flatnonzero((unit >= 0) & (frame.code >= 0))
    found = np.zeros((len(units), len(frame.tree)), bool)
    found[unit[rows], frame.code[rows]] = True
    return found[:, codes]


def _steps(units: Sequence[_Unit], has: Flags, tree: CodeTree, codes: Ints) -> tuple[Step, ...]:
    seen = np.zeros(has.shape[1], bool)
    found = []
    for each, here in zip(units, has, strict=True):
        fresh = np.flatnonzero(here & ~seen)
        paths = tuple(tree.paths[codes[place]] for place in fresh)
        found.append(Step(each.id, each.label, each.date, paths, int(here.sum())))
        seen |= here
    return tuple(found)


def _known(word: str, known: Sequence[str], what: str) -> str:
    if word in known:
        return word
    guess = nearest(word, known)
    hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(known)}"
    raise StudyError(f"there is no {what} {shown(word)}; {hint}")
