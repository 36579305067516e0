"""What every path of a codebook has meant, so that a change of the codebook changes no coding's meaning.

A code's `was` names the paths it had itself. The rest follows: when `a` is renamed `b`, `a/x` is read as what stands
under `b`. That is enough as long as no two codes ever had the same slug under the same code. Merging can bring
that about: where the codes under both had one slug, the paths that would be read wrongly are written out in `was`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.study.problems import StudyError


def known_paths(book: Codebook) -> frozenset[str]:
    """Every path that a coding may have: the present ones, the former ones, and those that follow from them."""
    found: set[str] = set()
    below = _slugs_below(book)
    waiting = [("", "", frozenset[str]())]
    waiting += [(path, code.id, frozenset((code.id,))) for path, code in book.former.items()]
    found.update(book.former)
    while waiting:
        path, code_id, through = waiting.pop()
        for slug in below.get(code_id, ()):
            further = f"{path}/{slug}" if path else slug
            code = book.resolve(further)
            # at no time did a code stand under itself; what once led through merged codes is written out in `was`
            if code is not None and code.id not in through and further not in found:
                found.add(further)
                waiting.append((further, code.id, through | {code.id}))
    return frozenset(found)


def _slugs_below(book: Codebook) -> Mapping[str, Collection[str]]:
    below: dict[str, list[str]] = {}
    for parent, slug in book.steps:
        below.setdefault(parent, []).append(slug)
    return below


def keep_meaning(before: Codebook, after: Codebook, instead: Mapping[str, str]) -> Codebook:
    """The codebook after a change, with every path that would be read otherwise than before written out in `was`.

    Args:
        instead: id of the code that a code was merged into, by its own; empty for a code that is removed.
    """
    wanted: dict[str, str] = {}
    for path in known_paths(before):
        code = before.resolve(path)
        assert code is not None
        if code_id := instead.get(code.id, code.id):
            wanted[path] = code_id
    while True:
        known = known_paths(after)
        missing: dict[str, list[str]] = {}
        for path, code_id in wanted.items():
            found = after.resolve(path)
            if path not in known or found is None or found.id != code_id:
                missing.setdefault(code_id, []).append(path)
        more = [remembering(code, sorted(missing.get(code.id, ()))) for code in after]
        if more == list(after):  # nothing is missing, or two codes claimed one path before
            return after
        after = Codebook(more)


def remembering(code: Code, paths: Iterable[str], now: str = "") -> Code:
    """The code with more former paths.

    Args:
        now: its present path, which is no former one.
    """
    was = tuple(path for path in dict.fromkeys((*code.was, *paths)) if path != now)
    return code if was == code.was else replace(code, was=was)


def refuse_taken(before: Codebook, after: Codebook, instead: Mapping[str, str]) -> None:
    """Refuse a change that would give a code a path that is, was, or is read as another code's.

    Args:
        instead: as in `keep_meaning`.

    Raises:
        StudyError: with the code that the path belongs to.
    """
    for code in after:
        path = after.path(code)
        if (there := before.resolve(path)) is None or instead.get(there.id, there.id) == code.id:
            continue
        if before.path(there) == path:
            raise StudyError(f"there is a code {path} already; choose another name")
        raise StudyError(f"{path} was a path of {before.path(there)}; choose another name")
