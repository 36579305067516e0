"""What was done to the codebook between two versions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from crosscase.study.changed_values import Difference, Read, Unreadable, brief, yaml_of
from crosscase.study.codebook import Codebook
from crosscase.study.merge import same
from crosscase.study.merge_codebook import Codes, book_of_codes, flat_codes, path_of
from crosscase.study.merge_codings import NotMergeable

FILE = "codebook/codebook.yaml"
_SAID = frozenset(
    {"was", "above", "code", "id", "retired", "split"}
)  # told in other words, or by what follows

_GENERATED = frozenset({"color", "tag"})  # where nobody has chosen one, the first saving writes it


def codes_of(read: Read) -> Codes:
    """The codes of a version, laid flat; raises Unreadable."""
    try:
        return flat_codes(yaml_of(read(FILE)))
    except NotMergeable as error:
        raise Unreadable(str(error)) from None


def book_of(read: Read) -> Codebook:
    """The codebook of a version; an empty one where it cannot be read."""
    return _book_once(read(FILE))


@lru_cache(maxsize=4)
def _book_once(raw: bytes | None) -> Codebook:
    # most commits leave the codebook as it is
    try:
        return book_of_codes(codes_of(lambda _file: raw))
    except Unreadable:
        return Codebook()


def code_changes(before: Read, after: Read) -> Iterator[Difference]:
    """What became otherwise among the codes.

    Raises:
        Unreadable: a version of the codebook cannot be read.
    """
    old, new = codes_of(before), codes_of(after)
    for id in new:
        path = path_of(new, id)
        if id not in old:
            yield _told("added", path, f"code {path} is new")
        elif old[id] != new[id]:
            yield from _within(old, new, id)
    merged = {str(former): path_of(new, id) for id, fields in new.items() for former in _listed(fields)}
    for id in old:
        if id not in new:
            path = path_of(old, id)
            into = merged.get(path)
            if into is not None:
                yield _told("merged", path, f"code {path} was merged into {into}")
            else:
                yield _told("removed", path, f"code {path} was removed")


def _within(old: Codes, new: Codes, id: str) -> Iterator[Difference]:
    was, now = old[id], new[id]
    former, path = path_of(old, id), path_of(new, id)
    if was["above"] != now["above"]:
        yield _told("moved", path, f"code {former} was moved to {path}")
    elif was["code"] != now["code"]:
        yield _told("renamed", path, f"code {former} was renamed {path}")
    if (was.get("retired") == "true") != (now.get("retired") == "true"):
        done = "was retired" if now.get("retired") == "true" else "is no longer retired"
        yield _told("retired", path, f"code {path} {done}")
    if now.get("split") and not same(was.get("split"), now.get("split")):
        yield _told("split", path, f"code {path} is being split into {brief(_paths(new, now['split']))}")
    for key in dict.fromkeys([*was, *now]):
        former, value = was.get(key, ""), now.get(key, "")
        generated = key in _GENERATED and not former
        if key not in _SAID and not generated and not same(former, value):
            done = f"is now “{brief(value)}”" if value else "was removed"
            yield _told("changed", path, f"{key} of code {path} {done}", brief(value))


def _paths(codes: Codes, ids: Any) -> list[str]:
    return (
        [path_of(codes, each) if each in codes else str(each) for each in ids]
        if isinstance(ids, list)
        else []
    )


def _listed(fields: dict[str, Any]) -> list[Any]:
    value = fields.get("was")
    return value if isinstance(value, list) else []


def _told(action: str, path: str, sentence: str, words: str = "") -> Difference:
    return Difference("code", action, FILE, " ".join(sentence.split()), code=path, words=words)
