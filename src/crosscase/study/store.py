"""The one door through which records change: checked against the disk, saved, then told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from crosscase.study.edits import Edit, History
from crosscase.study.problems import ConflictError, FileError, Problem, StudyError
from crosscase.study.save import digest, locked, read_bytes, write_all

Records = Mapping[str, Any]


class Keeper(Protocol):
    """How one kind of file becomes records and records become a file."""

    def load(self, file: str, raw: bytes) -> Records:
        """The file's records by id; raises FileError where it cannot be read."""

    def dump(self, file: str, records: Records) -> tuple[bytes | None, Records]:
        """The content (None: no file) and the records as that content would be read."""

    def written(self, file: str, records: Records) -> None:
        """What `dump` gave is on disk now."""

    def same(self, one: Any, other: Any) -> bool:
        """Whether two records are the same for the purpose of finding out who changed what."""

    def describe(self, file: str, record: Any) -> str:
        """What a message calls the record."""


UNHASHED = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it was last read or written."""

    digest: str | None
    records: Records


class Store:
    """Records by file, as last seen on disk, and the history of this session."""

    def __init__(self, root: Path, keeper_of: Callable[[str], Keeper]) -> None:
        self.root = root
        self.history = History()
        self._keeper_of = keeper_of
        self._held: dict[str, Held] = {}
        self._refused: dict[str, Problem] = {}
        self._recent: dict[str, bytes] = {}  # what the last edit wrote: comparing is quicker than hashing

    def hold(self, file: str, raw_digest: str | None, records: Records) -> None:
        """Take in a file that was just read."""
        self._held[file] = Held(raw_digest, records)
        self._recent.pop(file, None)
        self._refused.pop(file, None)

    def refuse(self, file: str, problem: Problem) -> None:
        """Remember that a file could not be read, so that nothing is ever written over it.

        What was last read of it can still be looked at.
        """
        self._refused[file] = problem

    def show(self, file: str, records: Records) -> None:
        """Hold other records of a file that cannot be read, until it can be and is read again."""
        self._held[file] = Held(UNHASHED, records)
        self._recent.pop(file, None)

    def admit(self, file: str) -> None:
        """The file can be read again."""
        self._refused.pop(file, None)

    def refused_files(self) -> tuple[str, ...]:
        """Every file that could not be read."""
        return tuple(self._refused)

    def refused(self, file: str) -> Problem | None:
        """Why the file could not be read, if so."""
        return self._refused.get(file)

    def files(self) -> tuple[str, ...]:
        """Every file that is held."""
        return tuple(self._held)

    def records(self, file: str) -> Records:
        """The file's records by id, in file order; none where there is no file."""
        held = self._held.get(file)
        return held.records if held is not None else {}

    def reread(self, file: str) -> bool:
        """Read the file again if somebody else changed it.

        Returns:
            Whether its records were taken in anew.

        Raises:
            FileError: the file cannot be read (any more).
        """
        try:
            return self._reread(file)
        except FileError as error:
            self.refuse(file, error.problem)
            raise

    def _reread(self, file: str) -> bool:
        held = self._held.get(file)
        raw = read_bytes(self.root, file)
        if raw is None:
            was_refused = self._refused.pop(file, None) is not None
            if held is None or held.digest is None:
                return was_refused
            self._held[file] = Held(None, {})
            self._recent.pop(file, None)
            return True
        if raw == self._recent.get(file):
            return self._refused.pop(file, None) is not None
        raw_digest = digest(raw)
        if held is not None and held.digest == raw_digest:
            return self._refused.pop(file, None) is not None  # broken for a while, and mended to the letter
        self.hold(file, raw_digest, self._keeper_of(file).load(file, raw))
        return True

    def apply(self, edit: Edit) -> frozenset[str]:
        """Do a new edit: on disk before this returns.

        Returns:
            The files in which changes by another program were taken in on the way.

        Raises:
            ConflictError: a record is not what the edit thinks it is; nothing was changed.
            FileError: a file could not be read or saved; nothing was changed.
        """
        taken_in = self._carry_out(edit, edit.name)
        self.history.record(edit)
        return taken_in

    def undo(self) -> Edit:
        """Take the last edit back; raises StudyError where there is none, else as `apply`."""
        edit = self.history.next_undo
        if edit is None:
            raise StudyError("nothing to undo in this session")
        self._carry_out(edit.reversed(), f"undo {edit.name}")
        self.history.stepped_back()
        return edit

    def redo(self) -> Edit:
        """Do the last undone edit again; raises StudyError where there is none, else as `apply`."""
        edit = self.history.next_redo
        if edit is None:
            raise StudyError("nothing to redo")
        self._carry_out(edit, f"redo {edit.name}")
        self.history.stepped_forward()
        return edit

    def _carry_out(self, edit: Edit, what: str) -> frozenset[str]:
        with locked(self.root):
            taken_in = frozenset(file for file in edit.files if self.reread(file))
            contents: dict[str, bytes | None] = {}
            following: dict[str, Records] = {}
            for file in edit.files:
                if (problem := self.refused(file)) is not None:
                    raise FileError(problem)
                changed = self._changed(file, edit, what)
                contents[file], following[file] = self._keeper_of(file).dump(file, changed)
            write_all(self.root, contents)
            self._remember(contents, following)
        return taken_in

    def _remember(self, contents: Mapping[str, bytes | None], following: Mapping[str, Records]) -> None:
        for file, former in self._recent.items():
            if file not in contents:
                self._held[file] = replace(self._held[file], digest=digest(former))
        self._recent = {file: raw for file, raw in contents.items() if raw is not None}
        for file, raw in contents.items():
            self._held[file] = Held(UNHASHED if raw is not None else None, following[file])
            self._keeper_of(file).written(file, following[file])

    def _changed(self, file: str, edit: Edit, what: str) -> Records:
        keeper = self._keeper_of(file)
        records = dict(self.records(file))
        for change in edit.changes:
            if change.file != file:
                continue
            present = records.get(change.id)
            matches = (present is None) == (change.before is None) and (
                present is None or keeper.same(present, change.before)
            )
            if not matches:
                record = next(r for r in (present, change.before, change.after) if r is not None)
                raise ConflictError(
                    f"{what}: {keeper.describe(file, record)} was changed by somebody else in {file} since; "
                    "nothing was changed: look at it as it is now and decide again"
                )
            if change.after is None:
                records.pop(change.id, None)
            else:
                records[change.id] = change.after
        return records
