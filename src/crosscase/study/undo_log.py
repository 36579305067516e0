"""What was done from the command line, kept so that a later command can take it back: newest first, by coder.

One file an edit in `.crosscase/undo/<coder>/`; it belongs to a machine, not to a study, and is never committed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crosscase.study.edits import WHOLE, Change, Edit, Step
from crosscase.study.ids import now
from crosscase.study.problems import ConflictError, FileError, Problem, StudyError
from crosscase.study.save import digest, locked, read_bytes, reason, write_all
from crosscase.study.undo_records import Damaged, Unkept, pack_step, unpack_step

if TYPE_CHECKING:
    from crosscase.study.folder import Study

FOLDER = ".crosscase/undo"
NOBODY = "_nobody"  # no coder can have this name
MOST = 50
LARGEST = 20 * 2**20  # bytes that the entries of one coder have together
_NAME = re.compile(r"([0-9]{3,9})\.json")
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An edit of an earlier command.

    Attributes:
        file: where it is kept, relative to the study folder.
        time: when it was done, UTC.
    """

    file: str
    time: str
    step: Step

    @property
    def name(self) -> str:
        """What the edit is called."""
        return self.step.edit.name


def remember(study: Study, step: Step) -> None:
    """Keep an edit that was done just now; the oldest are dropped.

    Raises:
        StudyError: it cannot be kept. Earlier edits are dropped then, since the last one can no longer be taken back
            before them.
    """
    folder = _folder(study.coder)
    try:
        content = _written(step)
        if len(content) > LARGEST:
            raise StudyError(f"it is more than {LARGEST // 2**20} MB")
        with locked(study.root):
            names = _names(study.root, folder)
            number = int(names[-1].partition(".")[0]) + 1 if names else 1
            write_all(study.root, {f"{folder}/{number:03}.json": content})
            _drop(study.root, folder, _too_many(study.root, folder, [*names, f"{number:03}.json"]))
    except (StudyError, OSError) as error:
        _drop(study.root, folder, _names(study.root, folder))
        why = str(error) if isinstance(error, StudyError) else reason(error)
        raise StudyError(
            f"{step.edit.name} is done, but `crosscase undo` cannot take it back: {why}"
        ) from error


def entries(root: Path, coder: str) -> tuple[list[Entry], list[Problem]]:
    """What a coder can take back, newest first, and a problem for each that cannot be read."""
    found, problems = [], []
    for name in reversed(_names(root, _folder(coder))):
        try:
            found.append(_read(root, f"{_folder(coder)}/{name}"))
        except FileError as error:
            problems.append(error.problem)
    return found, problems


def undo_last(study: Study) -> Entry:
    """Take back the coder's last edit that was done from the command line.

    Files that are as it left them get their very bytes back; in others the records are changed back.

    Raises:
        StudyError: there is none, it cannot be read, or somebody has changed a record since; nothing was changed.
    """
    folder = _folder(study.coder)
    names = _names(study.root, folder)
    if not names:
        raise StudyError(f"there is nothing to undo{_for_whom(study)}")
    entry = _read(study.root, f"{folder}/{names[-1]}")
    study.take_back(_as_it_is_now(study.root, entry.step))
    write_all(study.root, {entry.file: None})
    return entry


def _for_whom(study: Study) -> str:
    """Whose edits there are none of, and who has some."""
    whom = f" for {study.coder}" if study.coder else ""
    with suppress(OSError):
        for other in sorted(os.listdir(study.root / FOLDER)):
            if other != (study.coder or NOBODY) and _names(study.root, f"{FOLDER}/{other}"):
                who = f"by {other}: give --coder {other}" if other != NOBODY else "by nobody in particular"
                return f"{whom}; the last commands were {who}"
    return whom


def _as_it_is_now(root: Path, step: Step) -> Step:
    """The step with the texts that are there in place of their digests; raises ConflictError where one is another."""
    changes = []
    for change in step.edit.changes:
        if isinstance(change.after, Unkept) or isinstance(change.before, Unkept):
            raw = read_bytes(root, change.file)
            if raw is None or digest(raw) != _expected(change, step):
                raise ConflictError(
                    f"undo {step.edit.name}: {change.file} was changed since; "
                    "nothing was undone: look at it as it is now"
                )
            if change.id == WHOLE:
                change = replace(change, after=raw.decode("utf-8", "replace"))
        changes.append(change)
    edit = Edit(step.edit.name, tuple(changes), step.edit.every_coder)
    return Step(edit, step.formers, step.waiting)


def _expected(change: Change, step: Step) -> str | None:
    """The digest of the file of a change, as the edit left it, where its records do not say so."""
    if isinstance(change.after, Unkept) and change.after.digest:
        return change.after.digest
    former = step.formers.get(change.file)
    return former.left.hashed() if former is not None else None


def _written(step: Step) -> bytes:
    packed = {"format": _FORMAT, "time": now(), **pack_step(step)}
    text = json.dumps(packed, ensure_ascii=True, separators=(",", ":"))
    # the digest stands before what it is of, and the whole is JSON
    return f'{{"digest":"{digest(text.encode())}","entry":{text}}}\n'.encode()


def _read(root: Path, file: str) -> Entry:
    try:
        if (root / file).stat().st_size > 2 * LARGEST:
            raise Damaged("too long")
        raw = read_bytes(root, file) or b""
        parts = re.fullmatch(rb'\{"digest":"([0-9a-f]{32})","entry":(.*)\}\n', raw, re.DOTALL)
        if parts is None or digest(parts[2]) != parts[1].decode():
            raise Damaged("not as it was written")
        packed = json.loads(parts[2])
        if packed.get("format") != _FORMAT or not isinstance(packed.get("time"), str):
            raise Damaged("of another program")
        return Entry(file, packed["time"], unpack_step(packed))
    except (Damaged, ValueError, AttributeError, RecursionError, OSError) as error:
        message = "is not what crosscase kept there; remove it to undo what was done before it"
        raise FileError(Problem(file, 0, 0, "undo", message)) from error


def _folder(coder: str) -> str:
    return f"{FOLDER}/{coder or NOBODY}"


def _names(root: Path, folder: str) -> list[str]:
    """The files of entries, oldest first."""
    try:
        found = [name for name in os.listdir(root / folder) if _NAME.fullmatch(name)]
    except OSError:
        return []
    return sorted(found, key=lambda name: int(name.partition(".")[0]))


def _too_many(root: Path, folder: str, names: Sequence[str]) -> list[str]:
    """The oldest entries that are beyond the number or the size to be kept."""
    kept, size = 0, 0
    for name in reversed(names):
        with suppress(OSError):
            size += (root / folder / name).stat().st_size
        if kept == MOST or size > LARGEST:
            break
        kept += 1
    return list(names[: len(names) - kept])


def _drop(root: Path, folder: str, names: Iterable[str]) -> None:
    for name in names:
        with suppress(OSError):
            (root / folder / name).unlink()
