"""Three-way merge of a codings file: codings by id, all of them put on one text first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crosscase.study.merge import MISSING, Merging, by_id, is_records, same
from crosscase.study.merge_yaml import Bare, Flow

FIELDS = ("id", "code", "at", "quote", "before", "after", "created", "memo", "key", "origin")
CONTEXT = 32
_PLACE = ("at", "quote", "before", "after")
_LIST = "codings"


@dataclass(frozen=True, slots=True)
class Words:
    """The place of a coding and its words, as one value; what stands around them follows from the place."""

    at: tuple[int, int] | None
    quote: str
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a merge of codings may have to look up beside the file.

    Attributes:
        body_of: hash of a text -> the text, None where nobody has kept it.
        merge_bodies: (base, ours, theirs) -> one text with what both sides wrote, None where they wrote in one place.
        keep: remember a text; gives the hash that codings name.
        same_code: whether two paths mean one code in some version of the codebook.
    """

    body_of: Callable[[str], str | None] = lambda hash: None
    merge_bodies: Callable[[str, str, str], str | None] = lambda base, ours, theirs: None
    keep: Callable[[str], str] = lambda body: ""
    same_code: Callable[[str, str], bool] = lambda one, other: one == other


ALONE = Surroundings()


class NotMergeable(ValueError):
    """A file that is not of the shape a merge by id needs."""


def merge_codings(base: Any, ours: Any, theirs: Any, merging: Merging, about: Surroundings = ALONE) -> Any:
    """Merge three versions of a codings file.

    Args:
        base: what both sides began with; an empty mapping where they began with nothing.

    Raises:
        NotMergeable: a side is no codings file, or has codings without an id of their own.
    """
    former, here, there = map(_with_words, on_one_text(base, ours, theirs, about))
    codings = by_id(former.pop(_LIST)), by_id(here.pop(_LIST)), by_id(there.pop(_LIST))
    _settle_paths(*codings, about)
    header = merging.mapping(former, here, there, ())
    merged = merging.mapping(*codings, (_LIST,))
    records = sorted((_with_place(record) for record in merged.values()), key=_position)
    return {**header, _LIST: records}


def on_one_text(base: Any, ours: Any, theirs: Any, about: Surroundings) -> tuple[Any, Any, Any]:
    """The three versions with their positions in one text, which they then all name.

    Where only one side's text differs from the base's, it is that side's; where both do, what both wrote, or ours
    where that is for a person to say. Where a text is not known any more its codings are found by their words.

    Raises:
        NotMergeable: as `merge_codings`.
    """
    sides = [_checked(side) for side in (base, ours, theirs)]
    former, here, there = (_text(side) for side in sides)
    if here == there and former in (here, ""):
        return sides[0], sides[1], sides[2]
    target, body = _target(former, here, there, about)
    placed = [_placed(side, target, body, about) for side in sides]
    return placed[0], placed[1], placed[2]


def _target(former: str, here: str, there: str, about: Surroundings) -> tuple[str, str | None]:
    """The hash of the text to put all codings on, and the text where it is known."""
    for text, other in ((here, there), (there, here)):
        if text and (other in (former, text, "")):
            return text, about.body_of(text)
    bodies = [about.body_of(text) for text in (former, here, there)]
    if bodies[1] is not None and bodies[2] is not None:
        both = about.merge_bodies(bodies[0] or "", bodies[1], bodies[2])
        if both is not None:
            return about.keep(both), both
    return (there, bodies[2]) if bodies[1] is None and bodies[2] is not None else (here, bodies[1])


def _placed(side: dict[str, Any], target: str, body: str | None, about: Surroundings) -> dict[str, Any]:
    text = _text(side)
    if not text or text == target:
        return side
    if body is None:
        return {**side, "text": Bare(target)}  # opening finds them by their words
    from crosscase.study.anchors import Anchor, relocate  # most merges need neither it nor what it loads

    words = [_words(record) for record in side[_LIST]]
    anchors = [
        Anchor(str(place), *(word.at or (-1, -1)), word.quote, word.before, word.after)
        for place, word in enumerate(words)
    ]
    found = relocate(anchors, body, about.body_of(text))
    records = []
    for record, word, there in zip(side[_LIST], words, found, strict=True):
        if there.status == "lost":
            word = replace(word, at=None)
        else:
            before = body[max(0, there.start - CONTEXT) : there.start]
            after = body[there.end : there.end + CONTEXT]
            word = Words((there.start, there.end), word.quote, before, after)
        records.append(_with_place({**_without_place(record), "words": word}))
    return {**side, "text": Bare(target), _LIST: records}


def _settle_paths(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], about: Surroundings
) -> None:
    """A side that only took over the new path of a renamed code has not changed its coding."""
    for id, former in base.items():
        for side, other in ((ours, theirs), (theirs, ours)):
            mine, others = side.get(id), other.get(id)
            if mine is None or same(mine.get("code"), former.get("code")):
                continue
            differs = others is None or others.get("code") not in (former.get("code"), mine.get("code"))
            if differs and about.same_code(str(former.get("code")), str(mine.get("code"))):
                side[id] = {**mine, "code": former.get("code")}


def _checked(side: Any) -> dict[str, Any]:
    if side == "" or side is MISSING:
        side = {}
    if not isinstance(side, dict):
        raise NotMergeable("it does not hold `source`, `coder`, `text` and `codings`")
    records = side.get(_LIST, [])
    records = [] if records == "" else records
    if not is_records(records):
        raise NotMergeable("its codings have no ids of their own")
    return {**side, _LIST: records}


def _text(side: Mapping[str, Any]) -> str:
    text = side.get("text", "")
    return text if isinstance(text, str) else ""


def _with_words(side: Mapping[str, Any]) -> dict[str, Any]:
    records = [{**_without_place(record), "words": _words(record)} for record in side[_LIST]]
    return {**side, _LIST: records}


def _without_place(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in _PLACE}


def _words(record: Mapping[str, Any]) -> Words:
    texts = [record.get(key, "") for key in _PLACE[1:]]
    if not all(isinstance(text, str) for text in texts):
        raise NotMergeable("the quote of a coding is no text")
    at = record.get("at", "")
    if at == "":
        return Words(None, *texts)
    numbers = at if isinstance(at, list) and len(at) == 2 else [""]
    if not all(
        isinstance(each, str) and each.isascii() and each.isdecimal() and len(each) < 19 for each in numbers
    ):
        raise NotMergeable("a coding's `at` is not two whole numbers")
    return Words((int(at[0]), int(at[1])), *texts)


def _with_place(record: Mapping[str, Any]) -> dict[str, Any]:
    words = record["words"]
    placed = {key: value for key, value in record.items() if key != "words"}
    if words.at is not None:
        placed["at"] = Flow(Bare(str(each)) for each in words.at)
    placed.update(quote=words.quote, before=words.before, after=words.after)
    return {
        key: placed[key] for key in (*FIELDS, *(key for key in placed if key not in FIELDS)) if key in placed
    }


def _position(record: Mapping[str, Any]) -> tuple[int, int, int, str, str]:
    """As codings stand in their file: by position, the longest first, the lost ones last."""
    start, end = (int(each) for each in record["at"]) if "at" in record else (0, 0)
    return int("at" not in record), start, -end, str(record.get("code", "")), str(record.get("id", ""))
