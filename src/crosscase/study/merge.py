"""Three-way merge of what YAML files hold: keys of mappings, records by id, lists without an order of their own.

Values are those of `merge_yaml`: dict, list and str, nested. What only one side changed is taken from it; what both
changed to the same is taken once; where both changed one thing differently somebody has to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from crosscase.study.ids import derived_id

Side = Literal["ours", "theirs", "base"]


class _Missing:
    """What stands where nothing stands."""

    def __repr__(self) -> str:
        return "nothing"


MISSING = _Missing()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed differently.

    Attributes:
        path: keys and ids from the top of the file.
        base, ours, theirs: the value on each side; `MISSING` where there is none.
    """

    path: tuple[str, ...]
    base: Any
    ours: Any
    theirs: Any

    def of(self, side: Side) -> Any:
        """The value on a side."""
        return {"ours": self.ours, "theirs": self.theirs, "base": self.base}[side]


Choose = Callable[[Conflict], Side]


@dataclass(slots=True)
class Merging:
    """One run of a merge: who chooses, and what there was to choose.

    Attributes:
        choose: which side's value stands where the sides differ.
        conflicts: all that was asked, in the order of the file.
        as_before: how often what both sides began with was chosen.
    """

    choose: Choose
    conflicts: list[Conflict] = field(default_factory=list)
    as_before: int = 0

    def value(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...] = ()) -> Any:
        """The merge of a value; `MISSING` where it is to go."""
        if same(ours, theirs) or same(base, theirs):
            return ours
        if same(base, ours):
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            chosen = self.as_before
            merged = self.mapping(base if isinstance(base, dict) else {}, ours, theirs, path)
            # where it was not there before, half of it was not either
            return MISSING if base is MISSING and self.as_before > chosen else merged
        if isinstance(ours, list) and isinstance(theirs, list):
            former = base if isinstance(base, list) else []
            if all(is_records(each) for each in (former, ours, theirs)):
                return self.records(former, ours, theirs, path)
            if all(_is_set(each) for each in (former, ours, theirs)):
                return _like(ours, merged_order(former, ours, theirs, _kept(former, ours, theirs)))
        return self.conflict(base, ours, theirs, path)

    def whole(
        self,
        base: Any,
        ours: Any,
        theirs: Any,
        path: tuple[str, ...],
        agreed: Callable[[Mapping[str, Any], Mapping[str, Any]], Any] = lambda one, other: MISSING,
    ) -> Any:
        """The merge of a record whose fields belong together: it is one side's, or somebody chooses.

        Args:
            agreed: what two records come to that differ only in what need not be chosen; else `MISSING`.
        """
        if same(ours, theirs) or same(base, theirs):
            return ours
        if same(base, ours):
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            found = agreed(ours, theirs)
            if found is not MISSING:
                return found
        return self.conflict(base, ours, theirs, path)

    def conflict(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...]) -> Any:
        """What is chosen of a value that both sides changed differently."""
        found = Conflict(path, base, ours, theirs)
        self.conflicts.append(found)
        side = self.choose(found)
        self.as_before += side == "base"
        return found.of(side)

    def mapping(
        self,
        base: Mapping[str, Any],
        ours: Mapping[str, Any],
        theirs: Mapping[str, Any],
        path: tuple[str, ...],
    ) -> dict[str, Any]:
        """Key by key; the keys stand as `merged_order` puts them."""
        merged = {
            key: self.value(
                base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING), (*path, key)
            )
            for key in _union(ours, theirs, base)
        }
        kept = [key for key, value in merged.items() if value is not MISSING]
        return {key: merged[key] for key in merged_order(base, ours, theirs, kept)}

    def records(
        self, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], path: tuple[str, ...]
    ) -> list[Any]:
        """Record by record, each found by its id."""
        return list(self.mapping(by_id(base), by_id(ours), by_id(theirs), path).values())


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same, with their order."""
    if one is MISSING or other is MISSING:
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def record_id(record: Any) -> str:
    """What a record is found by: its id, else one made of its name; empty where it has neither."""
    if not isinstance(record, dict):
        return ""
    id, name = record.get("id", ""), record.get("name", "")
    if isinstance(id, str) and id:
        return id
    return derived_id(name) if isinstance(name, str) and name else ""


def is_records(value: Any) -> bool:
    """Whether a value is a list of records, each with an id of its own."""
    if not isinstance(value, list):
        return False
    ids = [record_id(each) for each in value]
    return all(ids) and len(set(ids)) == len(ids)


def by_id(records: Sequence[Any]) -> dict[str, Any]:
    """Records by what they are found by."""
    return {record_id(record): record for record in records}


def merged_order(
    base: Sequence[Any] | Mapping[str, Any],
    ours: Sequence[Any] | Mapping[str, Any],
    theirs: Sequence[Any] | Mapping[str, Any],
    kept: Sequence[Any],
) -> list[Any]:
    """The order of what is kept: what a side added stands behind what it stands behind there.

    Where one side changed the order of what both have, that order counts. The same for either side as `ours`.

    Args:
        base, ours, theirs: the items, each once.
        kept: those to be put in order; each is on one side at least.
    """
    wanted = set(kept)
    sides = [[each for each in side if each in wanted] for side in (ours, theirs)]
    common = set(sides[0]) & set(sides[1])
    shared = [each for each in base if each in common]
    orders = [[each for each in side if each in common] for side in sides]
    moved = [[each for each in order if each in set(shared)] != shared for order in orders]
    backbone = orders[moved.index(True)] if sum(moved) == 1 else min(orders)
    gaps: dict[Hashable, list[list[Any]]] = {}
    for side in sides:
        behind: Hashable = MISSING
        alone: dict[Hashable, list[Any]] = {}
        for each in side:
            if each in common:
                behind = each
            else:
                alone.setdefault(behind, []).append(each)
        for place, group in alone.items():
            gaps.setdefault(place, []).append(group)
    found: list[Any] = []
    for place in (MISSING, *backbone):
        if place is not MISSING:
            found.append(place)
        for group in sorted(gaps.get(place, ())):
            found.extend(group)
    placed = set(found)
    return [*found, *(each for each in kept if each not in placed)]


def _kept(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """What stands on both sides, or was added on one."""
    return [each for each in _union(ours, theirs) if (each in ours and each in theirs) or each not in base]


def _union(*sides: Sequence[Any] | Mapping[str, Any]) -> list[Any]:
    return list(dict.fromkeys(each for side in sides for each in side))


def _is_set(value: Sequence[Any]) -> bool:
    """Whether a list is one of names, each once; positions such as `[12, 40]` are one value."""
    if not all(isinstance(each, str) for each in value) or len(set(value)) != len(value):
        return False
    return not value or not all(_is_number(each) for each in value)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def _like(value: Any, items: list[Any]) -> Any:
    """Items as a list of the same style."""
    return type(value)(items)
