"""Three-way merge of one statement: its version is one thing, what it rests on and where it stands are others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crosscase.study.merge import MISSING, Merging, merged_order, same
from crosscase.study.merge_yaml import Bare

_VERSION = ("text", "status", "state", "version", "by", "on", "why", "answers", "history")
_FORMER = ("version", "text", "status", "by", "on", "why", "answers")  # of a version that another came after
_ALIKE = "alike"  # says something of the texts that stand beside it
Record = Mapping[str, Any]


def merge_statement(base: Any, ours: Any, theirs: Any, merging: Merging, path: tuple[str, ...]) -> Any:
    """The merge of a statement; `MISSING` where it is to go.

    What only one side made of it is taken from there. The same made by both is taken once, as it was made first. Where
    each side wrote anew the text in languages of its own, the later version comes after the earlier one. Anything else
    that both made of it is one conflict on its version as a whole: the words of one with the reason, or the
    withdrawal, of the other are what nobody decided.

    Args:
        base: what both began with; `MISSING` where that is nothing.
        path: of the statement, from the top of the file.
    """
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return merging.value(base, ours, theirs, path)
    sides = (base, ours, theirs)
    former, here, there = (_part(side, _VERSION) for side in sides)
    together = same(former, here) or same(former, there) or same(here, there)
    keys = _VERSION if together else (*_VERSION, _ALIKE)
    former, here, there = (_part(side, keys) for side in sides)
    version = merging.whole(former, here, there, path, lambda one, other: _agreed(former, one, other))
    if version is MISSING:
        return MISSING
    others = [{} if side is MISSING else {k: v for k, v in side.items() if k not in keys} for side in sides]
    found = {**version, **merging.mapping(others[0], others[1], others[2], path)}
    return {
        key: found[key]
        for key in merged_order(base if base is not MISSING else {}, ours, theirs, list(found))
    }


def _part(side: Any, keys: tuple[str, ...]) -> Any:
    return {key: value for key, value in side.items() if key in keys} if isinstance(side, dict) else MISSING


def _agreed(base: Any, ours: Record, theirs: Record) -> Any:
    """What two versions come to without anybody choosing: the first of two alike, both of different languages."""
    first, last = sorted((ours, theirs), key=lambda each: (str(each.get("on", "")), str(each.get("by", ""))))
    if _without(ours, "on", "by") == _without(theirs, "on", "by"):
        return first
    return _one_after_the_other(base, first, last)


def _one_after_the_other(base: Any, first: Record, last: Record) -> Any:
    """The later version on top of the earlier one; `MISSING` where they are more than new texts in other languages."""
    if base is MISSING or not all(_is_next(base, each) for each in (first, last)):
        return MISSING
    if any(_without(first, *_SAID) != _without(each, *_SAID) for each in (base, last)):
        return MISSING
    texts = [each.get("text", "") for each in (base, first, last)]
    if not all(isinstance(each, dict) for each in texts) or _changed(texts[0], texts[1]) & _changed(
        texts[0], texts[2]
    ):
        return MISSING
    merged = {**texts[1], **{each: texts[2].get(each, MISSING) for each in _changed(texts[0], texts[2])}}
    order = merged_order(
        texts[0], texts[1], texts[2], [each for each in merged if merged[each] is not MISSING]
    )
    then = {key: first[key] for key in _FORMER if key in first}
    found = {**last, "text": {each: merged[each] for each in order}, "version": Bare(str(_number(last) + 1))}
    found["history"] = [*last["history"], then]
    return found


_SAID = ("text", "version", "by", "on", "why", "answers", "history", _ALIKE)


def _is_next(base: Record, side: Record) -> bool:
    """Whether a side is the version after the base's, which it holds as its last former one."""
    before, history = base.get("history") or [], side.get("history")
    if not isinstance(before, list) or not isinstance(history, list) or _number(side) != _number(base) + 1:
        return False
    then = {key: base[key] for key in _FORMER if key in base}
    kept = {"version": "1", **then}  # the first version says no number
    return (
        len(history) == len(before) + 1 and history[:-1] == before and {"version": "1", **history[-1]} == kept
    )


def _changed(before: Record, after: Record) -> set[str]:
    return {each for each in {*before, *after} if before.get(each) != after.get(each)}


def _number(side: Record) -> int:
    number = str(side.get("version", "1"))
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _without(side: Record, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in side.items() if key not in keys}
