"""What was done from the command line, kept so that a later command can take it back: newest first, by coder.

One file an edit in `.crosscase/undo/<coder>/`; it belongs to a machine, not to a study, and is never committed. An edit
of texts with names that stand in them no more is kept in `undo/<coder>/` of the private folder instead.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crosscase.study.edits import WHOLE, Change, Edit, Step
from crosscase.study.ids import now
from crosscase.study.private import private_folder
from crosscase.study.private_files import put_private
from crosscase.study.problems import ConflictError, FileError, Problem, StudyError
from crosscase.study.save import digest, locked, read_bytes, reason, write_all
from crosscase.study.undo_records import Damaged, Unkept, pack_step, texts_of, unpack_step

if TYPE_CHECKING:
    from crosscase.study.folder import Study

FOLDER = ".crosscase/undo"
PRIVATE = "undo"
"""The folder in the private one."""
NOBODY = "_nobody"  # no coder can have this name
MOST = 50
LARGEST = 20 * 2**20  # bytes that the entries of one coder have together
_NAME = re.compile(r"([0-9]{3,9})\.json")
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An edit of an earlier command.

    Attributes:
        file: where it is kept, relative to the study folder where it is in it.
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
    root, coder = study.root, study.coder
    try:
        content = _written(step)
        if len(content) > LARGEST:
            raise StudyError(f"it is more than {LARGEST // 2**20} MB")
        with locked(root):
            files = _files(root, coder)
            new = f"{_folder(coder)}/{_number(files[-1]) + 1 if files else 1:03}.json"
            write_all(root, {new: content})
            _drop(root, _too_many(root, [*files, new]))
    except (StudyError, OSError) as error:
        _drop(root, _files(root, coder))
        why = str(error) if isinstance(error, StudyError) else reason(error)
        raise StudyError(
            f"{step.edit.name} is done, but `crosscase undo` cannot take it back: {why}"
        ) from error


def entries(root: Path, coder: str) -> tuple[list[Entry], list[Problem]]:
    """What a coder can take back, newest first, and a problem for each that cannot be read."""
    found, problems = [], []
    for file in reversed(_files(root, coder)):
        try:
            found.append(_read(root, file))
        except FileError as error:
            problems.append(error.problem)
    return found, problems


def undo_last(study: Study) -> Entry:
    """Take back the coder's last edit that was done from the command line.

    Files that are as it left them get their very bytes back; in others the records are changed back.

    Raises:
        StudyError: there is none, it cannot be read, or somebody has changed a record since; nothing was changed.
    """
    files = _files(study.root, study.coder)
    if not files:
        raise StudyError(f"there is nothing to undo{_for_whom(study)}")
    entry = _read(study.root, files[-1])
    study.take_back(_as_it_is_now(study.root, entry.step))
    _drop(study.root, [entry.file, f"{_folder(study.coder)}/{Path(entry.file).name}"])
    return entry


def set_apart(root: Path, holds: Callable[[str], bool]) -> int:
    """Move what is kept of edits with certain words in them into the private folder, everybody's; undo reads on there.

    Args:
        root: the study folder.
        holds: whether a text has such words.

    Returns:
        How many were moved. One that cannot be read is moved, too: nobody knows what is in it.

    Raises:
        StudyError: the private folder cannot be written; what was not moved stays.
    """
    moved = 0
    for who in _everybody(root):
        for name in _names(root / FOLDER / who):
            file = f"{FOLDER}/{who}/{name}"
            try:
                named = any(map(holds, texts_of(_read(root, file).step)))
            except FileError:
                named = True
            if named and (raw := read_bytes(root, file)) is not None:
                put_private(root, f"{PRIVATE}/{who}/{name}", raw)
                _drop(root, [file])
                moved += 1
    return moved


def _for_whom(study: Study) -> str:
    """Whose edits there are none of, and who has some."""
    whom = f" for {study.coder}" if study.coder else ""
    for other in _everybody(study.root):
        if other != (study.coder or NOBODY) and _files(study.root, "" if other == NOBODY else other):
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


def _private(root: Path) -> Path | None:
    """The private folder of edits; None where there can be none just now."""
    try:
        return private_folder(root) / PRIVATE
    except StudyError:
        return None


def _everybody(root: Path) -> list[str]:
    """Whoever has edits that are kept."""
    found: set[str] = set()
    for folder in (root / FOLDER, _private(root)):
        with suppress(OSError):
            found.update(os.listdir(folder) if folder is not None else ())
    return sorted(found)


def _files(root: Path, coder: str) -> list[str]:
    """The files of a coder's entries, oldest first: relative to the study folder, where they are in it."""
    by_number: dict[int, str] = {}
    for folder in _folders(root, coder):
        for name in _names(root / folder):
            # one that was being moved when a program was killed is there twice, and the same
            by_number[_number(name)] = f"{folder}/{name}"
    return [by_number[number] for number in sorted(by_number)]


def _folders(root: Path, coder: str) -> Iterator[str]:
    yield _folder(coder)
    if (private := _private(root)) is not None:
        here = private / (coder or NOBODY)
        yield here.relative_to(root).as_posix() if here.is_relative_to(root) else str(here)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if _NAME.fullmatch(name))
    except OSError:
        return []


def _number(file: str) -> int:
    return int(file.rpartition("/")[2].partition(".")[0])


def _too_many(root: Path, files: Sequence[str]) -> list[str]:
    """The oldest entries that are beyond the number or the size to be kept."""
    kept, size = 0, 0
    for file in reversed(files):
        with suppress(OSError):
            size += (root / file).stat().st_size
        if kept == MOST or size > LARGEST:
            break
        kept += 1
    return list(files[: len(files) - kept])


def _drop(root: Path, files: Iterable[str]) -> None:
    for file in files:
        with suppress(OSError):
            (root / file).unlink()
