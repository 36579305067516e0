"""Three-way merge of codebook.yaml: codes by id, wherever in the tree they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crosscase.study.codebook import Codebook
from crosscase.study.ids import derived_id
from crosscase.study.merge import MISSING, Merging, merged_order
from crosscase.study.merge_codings import NotMergeable
from crosscase.study.merge_yaml import Bare, Flow
from crosscase.study.model import Code

FIELDS = (
    "id", "code", "name", "definition", "include", "exclude", "example", "color", "tag", "keywords", "forms",
    "not_forms", "survey", "was", "retired", "split",
)  # fmt: skip
_LIST, _BELOW, _ABOVE = "codes", "children", "above"
Codes = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Tree:
    """A codebook laid flat.

    Attributes:
        codes: fields by id, with `above` as the id of the code above, empty at the top.
        rest: what the file holds beside its codes.
    """

    codes: Codes
    rest: dict[str, Any]


def merge_codebook(base: Any, ours: Any, theirs: Any, merging: Merging) -> Any:
    """Merge three versions of a codebook.

    A code that both sides added under one path becomes one. Codes added under one that the other side merged into
    another follow it there.

    Args:
        base: what both sides began with; an empty mapping where they began with nothing.

    Raises:
        NotMergeable: a side is no codebook, or an id stands twice.
    """
    trees = _flat(base), _flat(ours), _flat(theirs)
    former, here, there = trees[0].codes, trees[1].codes, trees[2].codes
    _join_new(former, here, there)
    _follow_merged(former, here, there)
    _follow_merged(former, there, here)
    _keep_above(former, here, there)
    merged: Codes = merging.mapping(former, here, there, (_LIST,))
    _untwist(merged, former, here, there, merging)
    _part_paths(merged, here, there, merging)
    _remember_paths(merged, former, here, there)
    rest = merging.mapping(trees[0].rest, trees[1].rest, trees[2].rest, ())
    return {**rest, _LIST: _nested(merged, merged_order(former, here, there, list(merged)))}


def path_of(codes: Mapping[str, Mapping[str, Any]], id: str) -> str:
    """The path of a code laid flat; of one that hangs on nothing, from where it hangs."""
    slugs: list[str] = []
    seen: set[str] = set()
    while id in codes and id not in seen:
        seen.add(id)
        slugs.append(str(codes[id].get("code", "")))
        id = codes[id][_ABOVE]
    return "/".join(reversed(slugs))


def flat_codes(data: Any) -> Codes:
    """The codes of a codebook by id, each with `above`, depth first; raises NotMergeable."""
    return _flat(data).codes


def book_of_codes(codes: Mapping[str, Mapping[str, Any]]) -> Codebook:
    """A codebook of codes laid flat, with nothing but their paths; what a full reading would refuse is let through."""
    return Codebook(
        Code(id, fields[_ABOVE], rank, str(fields["code"]), {}, was=tuple(map(str, _listed(fields, "was"))))
        for rank, (id, fields) in enumerate(codes.items())
    )


def _flat(data: Any) -> _Tree:
    data = {} if data == "" or data is MISSING else data
    if not isinstance(data, dict):
        raise NotMergeable("it does not hold `codes`")
    codes: Codes = {}
    for id, record in _walk(data.get(_LIST, ""), "", ""):
        if id in codes:
            raise NotMergeable(f"id {id} stands twice")
        codes[id] = record
    return _Tree(codes, {key: value for key, value in data.items() if key != _LIST})


def _walk(records: Any, above: str, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(records, list) and records != "":
        raise NotMergeable("its codes are no list")
    for record in records or ():
        slug = record.get("code") if isinstance(record, dict) else None
        if not isinstance(slug, str):
            raise NotMergeable("a code has no `code`")
        here = f"{path}/{slug}" if path else slug
        id = record.get("id") or derived_id(here)
        if not isinstance(id, str):
            raise NotMergeable("the id of a code is no text")
        fields = {key: value for key, value in record.items() if key != _BELOW}
        yield id, {"id": Bare(id), **fields, _ABOVE: above}
        yield from _walk(record.get(_BELOW, ""), id, here)


def _nested(codes: Codes, order: list[str], above: str = "") -> list[dict[str, Any]]:
    found = []
    for id in order:
        if codes[id][_ABOVE] != above:
            continue
        fields = codes[id]
        record = {key: fields[key] for key in FIELDS if key in fields}
        record |= {key: value for key, value in fields.items() if key not in record and key != _ABOVE}
        if below := _nested(codes, order, id):
            record[_BELOW] = below
        found.append(record)
    return found


def _join_new(base: Codes, ours: Codes, theirs: Codes) -> None:
    """Give a code that both sides added under one path one id: the one that sorts first."""
    while True:
        known = {path_of(ours, id): id for id in ours if id not in base and id not in theirs}
        for id in [id for id in theirs if id not in base and id not in ours]:
            if (mine := known.get(path_of(theirs, id))) is not None:
                kept, gone = min(mine, id), max(mine, id)
                _rename(ours if gone == mine else theirs, gone, kept)
                break
        else:
            return


def _rename(codes: Codes, id: str, new: str) -> None:
    renamed = {
        (new if each == id else each): {
            **fields,
            **({"id": Bare(new)} if each == id else {}),
            _ABOVE: new if fields[_ABOVE] == id else fields[_ABOVE],
        }
        for each, fields in codes.items()
    }
    codes.clear()
    codes.update(renamed)


def _follow_merged(base: Codes, here: Codes, there: Codes) -> None:
    """Codes that stand under one that the other side merged into another stand under that one."""
    for id in [id for id in base if id not in there and id in here]:
        former = path_of(base, id)
        into = next((other for other, fields in there.items() if former in _listed(fields, "was")), None)
        if into is None or into not in here:
            continue
        for each, fields in here.items():
            if fields[_ABOVE] == id and (each not in base or base[each][_ABOVE] != id):
                fields[_ABOVE] = into


def _keep_above(base: Codes, ours: Codes, theirs: Codes) -> None:
    """A code that one side removed, and below which the other changed something, is changed there, not just kept.

    The mark makes the merge ask; it never gets into a file.
    """
    for here, there in ((ours, theirs), (theirs, ours)):
        for id in [id for id, fields in here.items() if fields != base.get(id)]:
            for above in _lineage(here, id):
                if above in base and above not in there:
                    here[above] = {**here[above], _BELOW: "more"}


def _lineage(codes: Codes, id: str) -> list[str]:
    """The codes above one, from the nearest."""
    found: list[str] = []
    above = codes[id][_ABOVE]
    while above in codes and above not in found:
        found.append(above)
        above = codes[above][_ABOVE]
    return found


def _loose(codes: Codes) -> list[str]:
    """Codes from which no way leads to the top."""
    loose = []
    for id in codes:
        ways = [id, *_lineage(codes, id)]
        if codes[ways[-1]][_ABOVE]:
            loose.append(id)
    return loose


def _untwist(merged: Codes, base: Codes, ours: Codes, theirs: Codes, merging: Merging) -> None:
    """Put every code under one that is there; where both sides moved codes under each other, ask."""
    for id, fields in list(merged.items()):
        fields = {key: value for key, value in fields.items() if key != _BELOW}
        if fields[_ABOVE] and fields[_ABOVE] not in merged:
            versions = [each for each in (ours, theirs, base) if id in each]
            side = next((each for each in versions if each[id][_ABOVE] == fields[_ABOVE]), versions[0])
            fields[_ABOVE] = next((above for above in _lineage(side, id) if above in merged), "")
        merged[id] = fields
    if not (loose := _loose(merged)):
        return
    here, there = (
        {id: side[id][_ABOVE] if id in side else merged[id][_ABOVE] for id in loose}
        for side in (ours, theirs)
    )
    # what is chosen for one of them holds for all: half of each would still be a ring
    chosen = merging.conflict(here, here, there, (_LIST, loose[0], _ABOVE))
    for id in loose:
        merged[id] = {**merged[id], _ABOVE: chosen[id] if chosen[id] in merged else ""}


def _part_paths(merged: Codes, ours: Codes, theirs: Codes, merging: Merging) -> None:
    """Where two codes came to one path, the one that does not keep it gets `-2`."""
    taken: dict[tuple[str, str], str] = {}
    for id in list(merged):
        place = (merged[id][_ABOVE], merged[id]["code"])
        if (first := taken.setdefault(place, id)) == id:
            continue
        path = path_of(merged, id)
        mine, others = (
            next((each for each in (first, id) if each in side and path_of(side, each) == path), first)
            for side in (ours, theirs)
        )
        mine, others = (mine, others) if mine != others else (first, id)
        keeper = merging.conflict(mine, mine, others, (_LIST, id, "code"))
        loser = id if keeper == first else first
        number = 2
        while any(
            (each[_ABOVE], each["code"]) == (place[0], f"{place[1]}-{number}") for each in merged.values()
        ):
            number += 1
        merged[loser] = {**merged[loser], "code": Bare(f"{place[1]}-{number}")}
        taken[place] = keeper
        taken[(place[0], f"{place[1]}-{number}")] = loser


def _remember_paths(merged: Codes, base: Codes, ours: Codes, theirs: Codes) -> None:
    """Codings may have the path that a code had on one side, where both moved it, whichever was chosen."""
    book = book_of_codes(merged)
    for id, fields in list(merged.items()):
        path = path_of(merged, id)
        sides = [path_of(side, id) for side in (ours, theirs) if id in side]
        if path in sides and id in base and path_of(base, id) in sides:
            continue
        former = sorted(
            Bare(side) for side in dict.fromkeys(sides) if side != path and book.resolve(side) is None
        )
        if former:
            merged[id] = {**fields, "was": Flow([*_listed(fields, "was"), *former])}
            book = book_of_codes(merged)


def _listed(fields: Mapping[str, Any], key: str) -> list[Any]:
    value = fields.get(key, [])
    return value if isinstance(value, list) else []
