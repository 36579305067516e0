"""The one door through which records change: checked against the disk, saved, then told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from crosscase.study.edits import Change, Edit, Former, History, Left, Step
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

    def repeats(self, file: str, records: Records, own: bool) -> bool:
        """Whether the file, once an edit of it is taken back record by record, would be the same to the byte.

        Args:
            records: what is held of it before the edit.
            own: its content is what `dump` gave.
        """

    def memory(self, file: str) -> object:
        """What is known of the file beside its records, to be held again by `put_back`."""

    def holds(self, file: str, memory: object) -> bool:
        """Whether records held together with this memory would still be read from the same content."""

    def put_back(self, file: str, memory: object) -> None:
        """Know of the file what was known then; None for a file of which nothing was."""


UNHASHED = ""


class Watch(Protocol):
    """Looks at an edit while nobody else can write; may raise StudyError, and nothing is changed."""

    def begin(self, edit: Edit) -> None:
        """The files of the edit have been read again."""

    def settle(self, edit: Edit, back: Mapping[str, Records]) -> Edit:
        """The edit as it shall be done; `back` has the records of files that get their former content back."""


class _Nobody:
    def begin(self, edit: Edit) -> None:
        """Nothing to see to."""

    def settle(self, edit: Edit, back: Mapping[str, Records]) -> Edit:
        """As it is."""
        return edit


_NOBODY = _Nobody()


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it was last read or written."""

    digest: str | None
    records: Records


@dataclass(frozen=True, slots=True)
class _Done:
    """An edit that is on disk: as it was done, what was read anew on the way, and how the files were before."""

    edit: Edit
    taken_in: frozenset[str]
    formers: Mapping[str, Former]


class Store:
    """Records by file, as last seen on disk, and the history of this session."""

    def __init__(self, root: Path, keeper_of: Callable[[str], Keeper]) -> None:
        self.root = root
        self.history = History()
        self._keeper_of = keeper_of
        self._held: dict[str, Held] = {}
        self._refused: dict[str, Problem] = {}
        self._recent: dict[str, bytes] = {}  # what the last edit wrote: comparing is quicker than hashing
        self._left: dict[str, Left] = {}  # the same, where a step must know it again when it is undone
        self._own: set[str] = set()  # files whose content is what their keeper gave

    def hold(self, file: str, raw_digest: str | None, records: Records) -> None:
        """Take in a file that was just read."""
        self._held[file] = Held(raw_digest, records)
        self._recent.pop(file, None)
        self._own.discard(file)
        self._refused.pop(file, None)

    def hold_as(self, file: str, former: str, raw_digest: str) -> bool:
        """What is held of a file is of another content than was thought.

        Args:
            former: the digest it was held under.
            raw_digest: `UNHASHED` where it is to be read again in any case.

        Returns:
            False where the file was read or written anew since; what is held then stays.
        """
        held = self._held.get(file)
        if held is None or held.digest != former:
            return False
        self._held[file] = replace(held, digest=raw_digest)
        return True

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
        return self._look(file)[0]

    def _look(self, file: str) -> tuple[bool, bytes | None]:
        """As `reread`, and the content."""
        try:
            raw = read_bytes(self.root, file)
            return self._take_in(file, raw), raw
        except FileError as error:
            self.refuse(file, error.problem)
            raise

    def _take_in(self, file: str, raw: bytes | None) -> bool:
        held = self._held.get(file)
        if raw is None:
            was_refused = self._refused.pop(file, None) is not None
            if held is None or held.digest is None:
                return was_refused
            self.hold(file, None, {})
            return True
        if raw == self._recent.get(file):
            return self._refused.pop(file, None) is not None
        raw_digest = digest(raw)
        if held is not None and held.digest == raw_digest:
            return self._refused.pop(file, None) is not None  # broken for a while, and mended to the letter
        self.hold(file, raw_digest, self._keeper_of(file).load(file, raw))
        return True

    def apply(
        self, edit: Edit, watch: Watch = _NOBODY, waiting: frozenset[str] = frozenset()
    ) -> frozenset[str]:
        """Do a new edit: on disk before this returns.

        Args:
            watch: looks at it while nobody else can write.
            waiting: as in `Step`.

        Returns:
            The files in which changes by another program were taken in on the way.

        Raises:
            ConflictError: a record is not what the edit thinks it is; nothing was changed.
            FileError: a file could not be read or saved; nothing was changed.
        """
        done = self._carry_out(edit, edit.name, watch)
        self.history.record(Step(done.edit, done.formers, waiting))
        return done.taken_in

    def undo(self, watch: Watch = _NOBODY) -> Edit:
        """Take the last edit back; raises StudyError where there is none, else as `apply`.

        A file that is as the edit left it gets its very bytes back; in another the records are changed back.
        """
        step = self.history.last
        if step is None:
            raise StudyError("nothing to undo in this session")
        self.history.stepped_back(self.take_back(step, watch))
        return step.edit

    def take_back(self, step: Step, watch: Watch = _NOBODY) -> Edit:
        """Undo an edit that need not be of this session.

        Returns:
            The edit that does again what was taken back.

        Raises:
            StudyError: as `apply`.
        """
        edit = step.edit.reversed()
        return self._carry_out(edit, f"undo {edit.name}", watch, step.formers).edit.reversed()

    def redo(self, watch: Watch = _NOBODY, waiting: frozenset[str] = frozenset()) -> Edit:
        """Do the last undone edit again; raises StudyError where there is none, else as `apply`."""
        edit = self.history.next_redo
        if edit is None:
            raise StudyError("nothing to redo")
        done = self._carry_out(edit, f"redo {edit.name}", watch)
        self.history.stepped_forward(Step(done.edit, done.formers, waiting))
        return edit

    def _carry_out(
        self, edit: Edit, what: str, watch: Watch, formers: Mapping[str, Former] = MappingProxyType({})
    ) -> _Done:
        with locked(self.root):
            looked = {file: self._look(file) for file in edit.files}
            for file in edit.files:
                if (problem := self.refused(file)) is not None:
                    raise FileError(problem)
            watch.begin(edit)
            back = {
                file: self._ready(file, former)
                for file, former in formers.items()
                if former.left.is_still(looked[file][1])
            }
            wanted = edit
            edit = watch.settle(wanted, {file: former.records or {} for file, former in back.items()})
            if edit is not wanted:  # what was added to it stands in no former content
                back = {f: former for f, former in back.items() if _changes(edit, f) == _changes(wanted, f)}
            before: dict[str, Former] = {}
            contents: dict[str, bytes | None] = {}
            following: dict[str, Records] = {}
            known = {file: self._keeper_of(file).memory(file) for file in edit.files}
            try:
                for file in edit.files:
                    if (former := back.get(file)) is not None:
                        contents[file], following[file] = former.raw, former.records or {}
                        continue
                    changed = self._changed(file, edit, what)
                    keeper = self._keeper_of(file)
                    if not keeper.repeats(file, self.records(file), file in self._own):
                        before[file] = self._former(file, looked[file][1])
                    contents[file], following[file] = keeper.dump(file, changed)
                write_all(self.root, contents)
            except BaseException:
                # a keeper that took the content it gave for the one on disk would lose the next edit
                for file, memory in known.items():
                    self._keeper_of(file).put_back(file, memory)
                raise
            before = {f: replace(former, left=Left(contents[f])) for f, former in before.items()}
            self._remember(contents, following, back)
            self._left = {file: former.left for file, former in before.items()}
        return _Done(edit, frozenset(file for file, (new, _) in looked.items() if new), before)

    def _former(self, file: str, raw: bytes | None) -> Former:
        held = self._held.get(file)
        known = held.digest if held is not None else None
        memory = self._keeper_of(file).memory(file)
        return Former(raw, Left(), self.records(file), known, memory, file in self._own)

    def _ready(self, file: str, former: Former) -> Former:
        """The former content with its records: read anew where it is of another run, or its text has changed since."""
        keeper = self._keeper_of(file)
        if former.records is not None and keeper.holds(file, former.memory):
            return former
        if former.raw is None:
            return replace(former, records={}, digest=None, memory=None)
        present = keeper.memory(file)
        try:
            records = keeper.load(file, former.raw)
            return replace(former, records=records, digest=digest(former.raw), memory=keeper.memory(file))
        finally:
            keeper.put_back(file, present)

    def _digest(self, file: str) -> str | None:
        """The digest of a file as it was last read or written; None where there is none."""
        held = self._held.get(file)
        if held is None:
            return None
        if held.digest == UNHASHED and (raw := self._recent.get(file)) is not None:
            held = self._held[file] = replace(held, digest=digest(raw))
        return held.digest

    def _remember(
        self,
        contents: Mapping[str, bytes | None],
        following: Mapping[str, Records],
        back: Mapping[str, Former],
    ) -> None:
        for file, left in self._left.items():
            if file not in back:
                left.hashed()
        for file in self._recent:
            if file not in contents:
                self._digest(file)
        self._recent = {file: raw for file, raw in contents.items() if raw is not None}
        for file, raw in contents.items():
            keeper, former = self._keeper_of(file), back.get(file)
            if former is not None:
                self._held[file] = Held(former.digest if raw is not None else None, following[file])
                keeper.put_back(file, former.memory)
            else:
                self._held[file] = Held(UNHASHED if raw is not None else None, following[file])
                keeper.written(file, following[file])
            (self._own.add if former is None or former.own else self._own.discard)(file)

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


def _changes(edit: Edit, file: str) -> tuple[Change, ...]:
    return tuple(change for change in edit.changes if change.file == file)
