"""What taking an edit back, or doing it again, must not do to codings that others made in between."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import FILE
from crosscase.study.edits import Change, Edit
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.study.problems import ConflictError

Used = Mapping[str, Mapping[str, int]]
"""How many codings each coder has, by the path of a code or the id of a source."""

_ROUNDS = 8  # a path that is kept can change what another means; in practice it takes one round


def at_stake(now: Codebook, then: Codebook) -> bool:
    """Whether codings of any path could lose their code when one codebook follows another."""
    return any(not _keeps(path, now, then) for path in {*now.by_path, *now.former})


def keep_codes(edit: Edit, now: Codebook, then: Codebook, used: Used, not_done: str) -> Edit:
    """The edit, with paths that codings use kept in `was`, so that each coding still has its code after it.

    Args:
        edit: the edit that is about to be done.
        now: the codebook before it.
        then: the codebook after it.
        used: by path, the codings that will be there after it.
        not_done: what the refusal says, such as `nothing was undone`.

    Returns:
        The edit itself where no path is at stake.

    Raises:
        ConflictError: codings use a code that would be gone, or whose path would be another code's.
    """
    book = then
    for _ in range(_ROUNDS):
        lost = {path: code for path in used if (code := now.resolve(path)) and not _keeps(path, now, book)}
        if not lost:
            return edit if book is then else _with_codes(edit, now, then, book)
        for path, code in lost.items():
            if code.id not in book.by_id or path in book.by_path:
                raise ConflictError(
                    f"{_who(used[path], path)}; {not_done}: give them another code first, or keep this one"
                )
        book = Codebook(_remembering(code, lost) for code in book)
    path = next(iter(lost))
    raise ConflictError(f"{_who(used[path], path)}; {not_done}: give them another code first")


def _keeps(path: str, now: Codebook, then: Codebook) -> bool:
    """Whether codings of a path have the code after it that they have now, or the one that was meant by the path."""
    code, after = now.resolve(path), then.resolve(path)
    if code is None:
        return True
    if after is None:
        return False
    if after.id == code.id or path not in now.by_path:
        return True  # a former path is again the path of the code whose path it was
    # a code that is merged into another again leaves its path to that one
    return path not in then.by_path and code.id not in then.by_id


def _remembering(code: Code, lost: Mapping[str, Code]) -> Code:
    own = [path for path, keeper in lost.items() if keeper.id == code.id]
    was = (*(path for path in code.was if path not in lost), *own)
    return code if was == code.was else replace(code, was=was)


def _with_codes(edit: Edit, now: Codebook, then: Codebook, book: Codebook) -> Edit:
    """The edit with what the codebook shall be in the place of what it would have been."""
    changes = [
        replace(change, after=book.by_id[change.id])
        if change.file == FILE and change.id in book.by_id
        else change
        for change in edit.changes
    ]
    named = {change.id for change in edit.changes if change.file == FILE}
    changes += [
        Change(FILE, id, now.by_id.get(id), code)
        for id, code in book.by_id.items()
        if id not in named and code != then.by_id[id]
    ]
    return Edit(edit.name, tuple(changes), edit.every_coder)


def keep_sources(removed: Collection[str], coded: Used, not_done: str) -> None:
    """See that no source goes while there are codings of it.

    Args:
        removed: ids of the sources that would be gone.
        coded: by source, the codings that would be there then.

    Raises:
        ConflictError: there are some.
    """
    for source_id in removed:
        if coded.get(source_id):
            raise ConflictError(
                f"{_who(coded[source_id], source_id)}; {not_done}: look at them, or take them away first"
            )


def _who(counts: Mapping[str, int], what: str) -> str:
    first, *others = (f"{coder} has {counted(count, 'coding')}" for coder, count in sorted(counts.items()))
    return f"{', '.join([f'{first} of {what}', *others])}"
