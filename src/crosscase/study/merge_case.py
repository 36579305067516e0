"""Three-way merge of cases/<case>.yaml: statements by id, in whatever section they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crosscase.study.merge import MISSING, Merging, is_records, merged_order, record_id, same
from crosscase.study.merge_codings import NotMergeable
from crosscase.study.merge_statement import merge_statement
from crosscase.study.merge_yaml import Bare

_KEY, _SECTION = "description", "section"
Sections = Mapping[str, Any]
JOINED = "merged with "
"""How the reason begins of a statement that others were joined into; their ids follow."""


def merge_case(base: Any, ours: Any, theirs: Any, merging: Merging) -> dict[str, Any]:
    """Merge three versions of a case.

    A statement that one side moved to another section and the other side changed is changed there; one that both
    moved stands where somebody chooses, and so does what `merge_statement` leaves. Everything else is merged by key.

    Args:
        base: what both sides began with; anything but a mapping where they began with nothing.

    Raises:
        NotMergeable: a side holds no keys and values, its description is no list of statements by section, or an id
            stands twice in it.
    """
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        raise NotMergeable("it does not hold keys and values")
    sides = base if isinstance(base, dict) else {}, ours, theirs
    described = [_sections(side) for side in sides]
    flat = [_flat(sections) for sections in described]
    statements = _statements(flat, merging)
    # what stands for the description keeps its place among the other keys
    others = [{key: "" if key == _KEY else value for key, value in side.items()} for side in sides]
    merged = merging.mapping(others[0], others[1], others[2], ())
    if statements:
        merged[_KEY] = _by_section(statements, described)
    else:
        merged.pop(_KEY, None)
    return merged


def _sections(side: Mapping[str, Any]) -> Sections:
    found = side.get(_KEY, "") or {}
    if not isinstance(found, dict) or not all(not inside or is_records(inside) for inside in found.values()):
        raise NotMergeable("its description is no list of statements, each with an id, by section")
    return found


def _flat(sections: Sections) -> dict[str, dict[str, Any]]:
    """The statements by id, each with its section as one more field."""
    found: dict[str, dict[str, Any]] = {}
    for section, inside in sections.items():
        for record in inside:
            if (id := record_id(record)) in found:
                raise NotMergeable(f"id {id} stands twice")
            found[id] = {**record, _SECTION: Bare(section)}
    return found


def _statements(flat: list[dict[str, dict[str, Any]]], merging: Merging) -> dict[str, dict[str, Any]]:
    base, ours, theirs = flat
    merged = {
        id: merge_statement(
            base.get(id, MISSING), ours.get(id, MISSING), theirs.get(id, MISSING), merging, (_KEY, id)
        )
        for id in dict.fromkeys((*ours, *theirs))
    }
    for side, other in ((ours, theirs), (theirs, ours)):
        for id in _not_joined(base, side, merged):
            merged[id] = other.get(id, base[id])
    kept = [id for id, record in merged.items() if record is not MISSING]
    return {id: merged[id] for id in merged_order(base, ours, theirs, kept)}


def _not_joined(base: Mapping[str, Any], side: Mapping[str, Any], merged: Mapping[str, Any]) -> Iterator[str]:
    """Statements that a side joined into one that is not taken from it: nothing else has their words."""
    for id, record in side.items():
        why = str(record.get("why", ""))
        if not why.startswith(JOINED) or same(base.get(id, MISSING), record):
            continue
        into = merged.get(id, MISSING)
        if into is not MISSING and any(each.get("why") == why for each in (into, *into.get("history", ()))):
            continue
        for each in why.removeprefix(JOINED).split(", "):
            if each in base and (each not in side or side[each].get("state") == "withdrawn"):
                yield each


def _by_section(statements: Mapping[str, Mapping[str, Any]], sides: list[Sections]) -> dict[str, Any]:
    inside: dict[str, dict[str, Any]] = {}
    for id, record in statements.items():
        own = {key: value for key, value in record.items() if key != _SECTION}
        inside.setdefault(str(record[_SECTION]), {})[id] = own
    ordered = {}
    for section in merged_order(sides[0], sides[1], sides[2], list(inside)):
        ids = [list(map(record_id, side.get(section) or ())) for side in sides]
        order = merged_order(ids[0], ids[1], ids[2], list(inside[section]))
        ordered[section] = [inside[section][id] for id in order]
    return ordered
