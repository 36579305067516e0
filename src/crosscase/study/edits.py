"""An edit: a named list of changed records. Undo swaps before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crosscase.study.save import digest

Record = object
"""One record of a file: a Coding, a Code, or the whole text of a file under the id `""`."""

WHOLE = ""
"""The id of the one record of a file that is kept as a whole text."""

_MOST = 128 * 2**20  # bytes of former files in memory; an older step is taken back record by record


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None where it was or is not there."""

    file: str
    id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person did, by a name that undo and redo can say.

    Attributes:
        every_coder: the edit may change files of other coders (moving a source does).
    """

    name: str
    changes: tuple[Change, ...]
    every_coder: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """The files it changes, in the order they are first named."""
        return tuple(dict.fromkeys(change.file for change in self.changes))

    def reversed(self) -> Edit:
        """The edit that takes this one back."""
        swapped = (Change(c.file, c.id, c.after, c.before) for c in reversed(self.changes))
        return Edit(self.name, tuple(swapped), self.every_coder)


class Left:
    """What an edit left of a file: the content while it is at hand, since comparing is quicker than hashing."""

    __slots__ = ("_digest", "_raw")

    def __init__(self, raw: bytes | None = None, known: str | None = None) -> None:
        """Give the content, or the digest of it; neither where the edit left no file."""
        self._raw = raw
        self._digest = known

    def hashed(self) -> str | None:
        """Let the content go, and know it by its digest from now on."""
        if (raw := self._raw) is not None:
            self._raw, self._digest = None, digest(raw)
        return self._digest

    def is_still(self, raw: bytes | None) -> bool:
        """Whether a file with this content is as the edit left it."""
        if raw is None or self._raw is None:
            return self._raw is None and self._digest == (digest(raw) if raw is not None else None)
        return raw == self._raw


@dataclass(frozen=True, slots=True)
class Former:
    """A file as it was before an edit, where writing its records again would not give the very bytes.

    Attributes:
        raw: its content; None for no file.
        left: what the edit made of it.
        records: the records held then; None where they must be read from the content.
        digest: digest of the content.
        memory: what the keeper of the file knew of it then.
        own: the content is what the program itself writes.
    """

    raw: bytes | None
    left: Left
    records: Mapping[str, Record] | None = None
    digest: str | None = None
    memory: object = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An edit that was done, and what taking it back to the byte needs.

    Attributes:
        formers: by file; a file that is not named here comes back from its records.
        waiting: files of sources the edit made for codings that were there already.
    """

    edit: Edit
    formers: Mapping[str, Former] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Bytes of former files."""
        return sum(len(former.raw) for former in self.formers.values() if former.raw is not None)


class History:
    """Edits done and undone in this session."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Edit] = []

    def record(self, step: Step) -> None:
        """Remember a new edit; what had been undone can no longer be redone."""
        self._done.append(step)
        self._undone.clear()
        self._bound()

    @property
    def last(self) -> Step | None:
        """The edit that undo would take back, with what that needs."""
        return self._done[-1] if self._done else None

    @property
    def next_undo(self) -> Edit | None:
        """The edit that undo would take back."""
        return self._done[-1].edit if self._done else None

    @property
    def next_redo(self) -> Edit | None:
        """The edit that redo would do again."""
        return self._undone[-1] if self._undone else None

    @property
    def done(self) -> Sequence[Edit]:
        """Edits that stand, oldest first."""
        return tuple(step.edit for step in self._done)

    def stepped_back(self, again: Edit) -> None:
        """The last edit has been undone; `again` is the edit that redo would do."""
        self._done.pop()
        self._undone.append(again)

    def stepped_forward(self, step: Step) -> None:
        """The last undone edit has been done again."""
        self._undone.pop()
        self._done.append(step)
        self._bound()

    def _bound(self) -> None:
        if not self._done[-1].size:
            return
        left = _MOST
        for place in range(len(self._done) - 1, -1, -1):
            left -= self._done[place].size
            if left < 0 and place < len(self._done) - 1:
                self._done[place] = replace(self._done[place], formers={})
