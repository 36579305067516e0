"""What a study folder holds: the files of each station, by looking once into each folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosscase.study import cases, codings, memo_file, sources
from crosscase.study.problems import Problem
from crosscase.study.save import TEMP_PREFIX, reason


@dataclass(frozen=True, slots=True)
class Listing:
    """Paths relative to the study folder, each kind sorted.

    Attributes:
        folders: every folder that was looked into; a file that comes or goes changes one of them.
    """

    cases: tuple[str, ...]
    sources: tuple[str, ...]
    codings: tuple[str, ...]
    memos: tuple[str, ...]
    folders: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.cases, *self.sources, *self.codings, *self.memos)


def listing(root: Path, note: Callable[[Problem], None]) -> Listing:
    """Look into the study's folders.

    Args:
        note: told of folders that cannot be listed.
    """
    looked: list[str] = []

    def entries(folder: str) -> list[os.DirEntry[str]]:
        looked.append(folder)
        try:
            with os.scandir(root / folder) as found:
                kept = [entry for entry in found if not entry.name.startswith((".", TEMP_PREFIX))]
        except FileNotFoundError:
            return []
        except OSError as error:
            note(Problem(folder, 0, 0, "unreadable", f"cannot be listed: {reason(error)}"))
            return []
        return sorted(kept, key=lambda entry: entry.name)

    def inside(folder: str) -> list[str]:
        return [f"{folder}/{entry.name}" for entry in entries(folder) if _is(entry.is_dir)]

    def files(folder: str, suffix: str) -> list[str]:
        return [
            f"{folder}/{entry.name}"
            for entry in entries(folder)
            if entry.name.endswith(suffix) and _is(entry.is_file)
        ]

    return Listing(
        cases=tuple(files(cases.FOLDER, ".yaml")),
        sources=tuple(f for case in inside(sources.FOLDER) for f in files(case, ".md")),
        codings=tuple(
            f for case in inside(codings.FOLDER) for source in inside(case) for f in files(source, ".yaml")
        ),
        memos=tuple(files(memo_file.FOLDER, ".md")),
        folders=tuple(looked),
    )


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError:  # a folder that may be listed but not entered
        return False
