"""Changes of the open study as a person is told of them: when saved, and what other programs changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.listing import Listing, listing
from crosscase.study.problems import FileError

NOT_SAVED = "NOT SAVED"

Signature = tuple[int, int, int, int]
Result = TypeVar("Result")


class Saving:
    """The one door of all places to a study.

    Attributes:
        study: what is open.
        state: `saved 14:02:11`, `NOT SAVED`, or nothing before the first change.
    """

    def __init__(self, study: Study, clock: Callable[[], datetime] = datetime.now) -> None:
        self.study = study
        self.state = ""
        self._former = ""  # the state before a change failed
        self._unreadable = ""  # the file that made a change fail because it could not be read
        self._clock = clock
        self._folders = self._listing().folders
        self._seen = self._signatures()

    @property
    def failed(self) -> bool:
        """Whether the last change could not be saved."""
        return self.state == NOT_SAVED

    def apply(self, edit: Edit) -> frozenset[str]:
        """Do an edit; raises StudyError where nothing was changed.

        Returns:
            Files in which another program's changes were taken in on the way.
        """
        return self._telling(lambda: self.study.apply(edit))

    def undo(self) -> Edit:
        """Take the last edit back; raises StudyError."""
        return self._telling(self.study.undo)

    def redo(self) -> Edit:
        """Do the last undone edit again; raises StudyError."""
        return self._telling(self.study.redo)

    def poll(self) -> frozenset[str]:
        """Take in what other programs changed or added; costs one `stat` a file where nothing was.

        Returns:
            The files that were taken in.
        """
        now = self._signatures()
        touched = {path for path, signature in now.items() if self._seen.get(path) != signature}
        if touched & set(self._folders):
            there = self._listing()
            self._folders = there.folders
            touched |= set(there.files) - set(self.study.known_files)
            now = self._signatures()
        touched -= set(self._folders)
        self._seen = now
        # what this program wrote itself is among the touched, and is found unchanged by its hash
        taken_in = self.study.refresh(touched) if touched else frozenset()
        if self.failed and self._unreadable in touched and not self._is_problem(self._unreadable):
            self.state = self._former
        return taken_in

    def _is_problem(self, file: str) -> bool:
        return any(problem.file == file for problem in self.study.problems)

    def _telling(self, change: Callable[[], Result]) -> Result:
        try:
            result = change()
        except FileError as error:
            self._former = self._former if self.failed else self.state
            # whether there is space again on the disk is only known from the next change
            self._unreadable = error.problem.file if error.problem.kind != "unwritable" else ""
            self.state = NOT_SAVED
            raise
        self.state = f"saved {self._clock():%H:%M:%S}"
        return result

    def _signatures(self) -> dict[str, Signature]:
        return {path: self._signature(path) for path in (*self.study.known_files, *self._folders)}

    def _listing(self) -> Listing:
        return listing(self.study.root, lambda _problem: None)

    def _signature(self, file: str) -> Signature:
        try:
            status = os.stat(self.study.root / file)
        except OSError:
            return (0, 0, 0, 0)
        # the change time too: a file that may be read again, or was put back as it was, is another to look at
        return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
