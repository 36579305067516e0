"""Three-way merge of the files of a validation round: what was sent, said and decided, each record one thing.

Fields of one record are never mixed: the choice of one person with the words of another is what nobody decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from crosscase.study.merge import MISSING, Merging, by_id, is_records, merged_order
from crosscase.study.merge_codings import NotMergeable

_LISTS = {"round.yaml": "sent", "statements.yaml": "statements", "decisions.yaml": "decisions"}
_ANSWERS = "answers"
_BESIDE = {"sent": ("reminded", "was")}  # lists that grow beside what was sent
_WHO_AND_WHEN = {_ANSWERS: ("received", "by"), "decisions": ("applied", "on", "by")}
"""What may differ where two people wrote the same down, the time that counts first."""
Record = Mapping[str, Any]


def merge_round(file: str, base: Any, ours: Any, theirs: Any, merging: Merging) -> dict[str, Any]:
    """Merge three versions of a file of a round.

    The same reply taken in twice, or the same decided twice, is one record: the one that was there first. What else
    both sides have unlike is one conflict for each record.

    Args:
        file: its path, `.../validation/round-<n>/...`.
        base: what both sides began with; anything but a mapping where they began with nothing.

    Raises:
        NotMergeable: a side holds no keys and values, or records without an id of their own.
    """
    name = _LISTS.get(PurePosixPath(file).name, _ANSWERS)
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        raise NotMergeable("it does not hold keys and values")
    sides = [base if isinstance(base, dict) else {}, ours, theirs]
    records = [_records(side, name) for side in sides]
    # what stands for the records keeps their place among the other keys
    heads = [{key: "" if key == name else value for key, value in side.items()} for side in sides]
    merged = merging.mapping(heads[0], heads[1], heads[2], ())
    made = {id: _record(merging, name, id, records) for id in dict.fromkeys((*records[1], *records[2]))}
    kept = [id for id, record in made.items() if record is not MISSING]
    if kept:
        merged[name] = [made[id] for id in merged_order(records[0], records[1], records[2], kept)]
    else:
        merged.pop(name, None)
    return merged


def _records(side: Record, name: str) -> dict[str, Any]:
    records = side.get(name, "") or []
    if not is_records(records):
        raise NotMergeable(f"its {name} have no ids of their own")
    return by_id(records)


def _record(merging: Merging, name: str, id: str, records: list[dict[str, Any]]) -> Any:
    base, ours, theirs = (side.get(id, MISSING) for side in records)
    path = (name, id)
    if name not in _BESIDE or not isinstance(ours, dict) or not isinstance(theirs, dict):
        return merging.whole(base, ours, theirs, path, _first_of(name))
    before, here, there = (_parted(each, _BESIDE[name]) for each in (base, ours, theirs))
    whole = merging.whole(before[0], here[0], there[0], path, _first_of(name))
    grown = merging.mapping(before[1], here[1], there[1], path)
    return MISSING if whole is MISSING else {**whole, **grown}


def _parted(record: Any, beside: tuple[str, ...]) -> tuple[Any, dict[str, Any]]:
    if record is MISSING:
        return MISSING, {}
    grown = {key: value for key, value in record.items() if key in beside}
    return {key: value for key, value in record.items() if key not in beside}, grown


def _first_of(name: str) -> Callable[[Record, Record], Any]:
    """The one of two records that was there first, where they say the same."""
    times = _WHO_AND_WHEN.get(name, ())

    def first(one: Record, other: Record) -> Any:
        said = [{key: value for key, value in each.items() if key not in times} for each in (one, other)]
        if said[0] != said[1]:
            return MISSING
        # a time that is not there yet is after any
        return min((one, other), key=lambda each: [str(each.get(key) or "~") for key in times])

    return first
