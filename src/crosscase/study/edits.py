"""An edit: a named list of changed records. Undo swaps before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Record = object
"""One record of a file: a Coding, a Code, or the whole text of a file under the id `""`."""

WHOLE = ""
"""The id of the one record of a file that is kept as a whole text."""


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


class History:
    """Edits done and undone in this session."""

    def __init__(self) -> None:
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    def record(self, edit: Edit) -> None:
        """Remember a new edit; what had been undone can no longer be redone."""
        self._done.append(edit)
        self._undone.clear()

    @property
    def next_undo(self) -> Edit | None:
        """The edit that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Edit | None:
        """The edit that redo would do again."""
        return self._undone[-1] if self._undone else None

    @property
    def done(self) -> Sequence[Edit]:
        """Edits that stand, oldest first."""
        return tuple(self._done)

    def stepped_back(self) -> None:
        """The last edit has been undone."""
        self._undone.append(self._done.pop())

    def stepped_forward(self) -> None:
        """The last undone edit has been done again."""
        self._done.append(self._undone.pop())
