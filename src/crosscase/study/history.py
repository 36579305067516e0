"""The versions of a study that git has, and the one on the disk, compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from crosscase.study.changed import changes
from crosscase.study.changed_codes import FILE as CODEBOOK
from crosscase.study.changed_values import Difference
from crosscase.study.git_repo import (
    Commit,
    altered,
    commit_named,
    commits,
    contents,
    cut_off,
    needs_repository,
    tree,
)
from crosscase.study.problems import FileError
from crosscase.study.save import read_bytes

_STATIONS = ("interviews", "codings", "codebook", "memos", "cases", "synthesis", "survey", "validation")

_NOT_HERE = Difference(
    "study", "unknown", "", "what was done here is not known: the clone is shallow; get it with `git fetch --unshallow`"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A commit, and what it did to the study."""

    commit: Commit
    differences: tuple[Difference, ...]


class _Committed:
    """The files of one commit; those that are asked for are fetched once."""

    def __init__(self, root: Path, commit: str) -> None:
        self._root = root
        self.ids: Mapping[str, str] = tree(root, commit) if commit else {}
        self._raws: dict[str, bytes] = {}

    def fetch(self, files: Iterable[str]) -> None:
        """Get several files at once."""
        wanted = {self.ids[file] for file in files if file in self.ids} - self._raws.keys()
        self._raws.update(contents(self._root, sorted(wanted)))

    def __call__(self, file: str) -> bytes | None:
        if (id := self.ids.get(file)) is None:
            return None
        if id not in self._raws:
            self.fetch((file,))
        return self._raws.get(id)


class _OnDisk:
    """The files as they are now."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, file: str) -> bytes | None:
        try:
            return read_bytes(self._root, file)
        except FileError:
            return None

    def files(self) -> Iterator[str]:
        """Files of the study's stations."""
        if (self._root / "study.yaml").is_file():
            yield "study.yaml"
        for station in _STATIONS:
            for path in (self._root / station).rglob("*"):
                if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                    yield path.relative_to(self._root).as_posix()


def log(root: Path, most: int) -> Iterator[Told]:
    """What the newest commits did to a study, newest first; merges, which add nothing of their own, are left out.

    Args:
        most: commits looked at.

    Raises:
        StudyError: git does not know the folder.
    """
    needs_repository(root)
    # what one commit began with is mostly what the next one told of ended with
    version = lru_cache(maxsize=2)(partial(_Committed, root))
    ends = cut_off(root)
    for commit in commits(root, most):
        if commit.id in ends:
            yield Told(commit, (_NOT_HERE,))
        elif len(commit.parents) < 2:
            former = commit.parents[0] if commit.parents else ""
            yield Told(commit, tuple(_between(root, former, commit.id, version)))


def differences(root: Path, earlier: str, later: str = "") -> list[Difference]:
    """What became otherwise from one version to another.

    Args:
        earlier, later: commits, branches or tags; without a later one, the files as they are now.

    Raises:
        StudyError: git does not know the folder, or a version.
    """
    needs_repository(root)
    before = commit_named(root, earlier)
    if later:
        return _between(root, before, commit_named(root, later), partial(_Committed, root))
    old, new = _Committed(root, before), _OnDisk(root)
    files = {file for file in (*old.ids, *new.files()) if _of_the_study(file)}
    old.fetch(files)
    return changes([file for file in files if old(file) != _as_committed(new(file), old(file))], old, new)


def _as_committed(raw: bytes | None, committed: bytes | None) -> bytes | None:
    """A file as git has it: line ends of another system are no difference."""
    if raw is not None and committed is not None and b"\r\n" in raw and b"\r\n" not in committed:
        return raw.replace(b"\r\n", b"\n")
    return raw


def _between(root: Path, before: str, after: str, version: Callable[[str], _Committed]) -> list[Difference]:
    files = [each.file for each in altered(root, before, after) if _of_the_study(each.file)]
    if not files:
        return []
    new, old = version(after), version(before)
    wanted = {*files, CODEBOOK, *map(_text_of, files)}
    old.fetch(wanted)
    new.fetch(wanted)
    return changes(files, old, new)


def _text_of(file: str) -> str:
    """The text that a codings file is of; of another file the file itself."""
    station, *parts = file.split("/")
    return f"interviews/{parts[0]}/{parts[1]}.md" if station == "codings" and len(parts) == 3 else file


def _of_the_study(file: str) -> bool:
    return file == "study.yaml" or (file.partition("/")[0] in _STATIONS and "/" in file)
