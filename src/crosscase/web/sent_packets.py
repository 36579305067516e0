"""Which packets the study says were sent, read from its rounds: a form that none of them stands for is closed.

Sending may be undone, by this program or by git, and is done again by redo; the rounds alone know. A round's file is
read again when it has changed, and costs one look at the disk else.
"""

from __future__ import annotations

import os
from pathlib import Path

from crosscase.study.problems import StudyError
from crosscase.study.shapes import read_shape
from crosscase.study.sources import decode
from crosscase.study.validation_file import RoundFile, Sent, round_file

_Seen = tuple[int, int, int]


class SentPackets:
    """What the rounds of a study say was sent."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[int, tuple[_Seen, tuple[Sent, ...]]] = {}

    def holds(self, number: int, case: str, informant: str, hash: str) -> bool:
        """Whether a round says that this very packet was sent. A round that cannot be read closes nothing."""
        sent = self._sent(number)
        return sent is None or any(
            each.informant == informant
            and (each.hash == hash if each.hash else case in (each.case, *each.was))
            for each in sent
        )

    def case_now(self, number: int, case: str, informant: str) -> str:
        """The slug that a case has now, by the one it had when an informant's packet went out."""
        sent = [each for each in self._sent(number) or () if each.informant == informant]
        if any(each.case == case for each in sent):
            return case
        return next((each.case for each in sent if case in each.was), case)

    def _sent(self, number: int) -> tuple[Sent, ...] | None:
        """The packets of a round; none where it is not there, None where nobody can tell."""
        file = round_file(number)
        try:
            found = os.stat(self._root / file)
            seen = (found.st_mtime_ns, found.st_size, found.st_ino)
            known = self._known.get(number)
            if known is not None and known[0] == seen:
                return known[1]
            sent = read_shape(decode((self._root / file).read_bytes(), file), RoundFile, file).sent
        except FileNotFoundError:
            return ()
        except (OSError, StudyError):
            known = self._known.get(number)
            return known[1] if known is not None else None
        self._known[number] = (seen, sent)
        return sent
