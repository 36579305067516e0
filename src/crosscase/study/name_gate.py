"""The name gate: nothing that is handed out holds a name of the roster."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from crosscase.study.problems import StudyError
from crosscase.study.roster import Occurrence, Roster, occurrences, occurrences_in_id, read_roster, told

_ID = re.compile(r"(?<![^\W_])[a-z0-9]+(?:[-/][a-z0-9]+)+(?![^\W_])|\A\s*[a-z0-9]+\s*\Z")


class NameGate:
    """Lets through what holds no name of a roster."""

    def __init__(self, roster: Roster | None = None) -> None:
        self._roster = roster if roster is not None and roster.entries else None

    def check(self, texts: Iterable[tuple[str, str]]) -> None:
        """Look at every text before anything is written.

        Names are found as `crosscase.study.roster.occurrences` finds them, and in ids as they are spelt there.

        Args:
            texts: (where it stands, the text) of everything that would be handed out.

        Raises:
            StudyError: a text holds a name. The line says where and whose, by the pseudonym, never the name.
        """
        if self._roster is None:
            return
        for where, text in texts:
            if hits := self._hits(text):
                raise StudyError(
                    f"{self._masked(where)}: holds a name of the roster (of {self._whose(hits[0])}), nothing was "
                    "written: put the pseudonym in its place, in the text or name that this comes from"
                )

    def _hits(self, text: str) -> tuple[Occurrence, ...]:
        if self._roster is None:
            return ()
        found = occurrences(self._roster, text)
        in_ids = [
            replace(hit, start=id.start() + hit.start, end=id.start() + hit.end)
            for id in _ID.finditer(text)
            for hit in occurrences_in_id(self._roster, id[0])
        ]
        in_ids = [hit for hit in in_ids if all(hit.end <= one.start or one.end <= hit.start for one in found)]
        return tuple(sorted((*found, *in_ids), key=lambda hit: hit.start)) if in_ids else found

    def _whose(self, hit: Occurrence) -> str:
        return told(self._roster, hit.entry) if self._roster is not None else ""

    def _masked(self, where: str) -> str:
        # a caption can hold the name itself
        parts: list[str] = []
        done = 0
        for hit in self._hits(where):
            parts += (where[done : hit.start], self._whose(hit))
            done = hit.end + len(hit.ending)
        return "".join((*parts, where[done:]))


def open_gate(root: Path) -> NameGate:
    """The gate of a study; where there is no roster it lets everything through.

    Args:
        root: the study folder; the roster is `private/roster.yaml` in it, or where CROSSCASE_PRIVATE points.

    Raises:
        StudyError: the roster cannot be read, or CROSSCASE_PRIVATE is no folder: then nothing can be checked.
    """
    return NameGate(read_roster(root))
