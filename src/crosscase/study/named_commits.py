"""Commits that still hold names of the roster: what replacing names in the files of today leaves in git's history."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from crosscase.study.git_repo import altered, contents, git, needs_repository
from crosscase.study.roster import Roster, occurrences

PATIENCE = 60.0
"""Seconds that looking may take."""

MESSAGE = "(message)"
"""What stands for a file where the name is in the words of the commit itself."""

_MOST = 20_000  # commits
_AT_ONCE = 200  # contents that are asked for together

ADVICE = (
    "git keeps them for whoever has the repository. Do not hand this repository out: hand out the files of today "
    "(`git archive HEAD`, or a new repository made of them), or take the names out of the history of a copy with "
    "`git filter-repo --replace-text` and let everybody clone that one anew."
)


@dataclass(frozen=True, slots=True)
class Named:
    """A file that got names in a commit, or kept them there when it was changed.

    Attributes:
        commit: hash of the commit.
        time: when it was made, UTC.
        file: relative to the study folder; `MESSAGE` for the commit's own words.
        names: how many places of names the file has there.
    """

    commit: str
    time: str
    file: str
    names: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found.

    Attributes:
        named: newest commit first, then by file.
        commits: how many were looked at.
        whole: whether all were; False where the time was over before.
    """

    named: tuple[Named, ...]
    commits: int
    whole: bool


def named_commits(
    root: Path,
    roster: Roster,
    patience: float = PATIENCE,
    clock: Callable[[], float] = time.monotonic,
) -> Looked:
    """Look through every commit that touched the study, on all branches, for names of the roster.

    Args:
        root: the study folder.
        patience: seconds after which what was found so far is given back.

    Raises:
        StudyError: the study is in no repository, or git cannot be asked.
    """
    needs_repository(root)
    until = clock() + patience
    commits = _commits(root)
    known: dict[str, int] = {}
    found: list[Named] = []
    for number, (commit, parents, when, message) in enumerate(commits):
        if clock() > until:
            return Looked(tuple(found), number, False)
        if count := len(occurrences(roster, message)):
            found.append(Named(commit, when, MESSAGE, count))
        changed = [one for one in altered(root, parents[0] if parents else "", commit) if one.after]
        _look(root, roster, [one.after for one in changed], known)
        found += [Named(commit, when, one.file, known[one.after]) for one in changed if known.get(one.after)]
    return Looked(tuple(found), len(commits), len(commits) < _MOST)


def _look(root: Path, roster: Roster, ids: Sequence[str], known: dict[str, int]) -> None:
    """Count the names in contents that were not looked at yet; what is no text has none."""
    new = [id for id in dict.fromkeys(ids) if id not in known]
    for first in range(0, len(new), _AT_ONCE):
        part = new[first : first + _AT_ONCE]
        for id, raw in contents(root, part).items():
            text = "" if b"\0" in raw else raw.decode("utf-8", "replace")
            known[id] = len(occurrences(roster, text))


def _commits(root: Path) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Hash, parents, time and words of every commit that touched the study, newest first."""
    told = git(
        root, "-c", "i18n.logOutputEncoding=UTF-8", "log", "--all", "-z", "--no-show-signature", "--no-color",
        "--no-decorate", "--no-notes", "--no-mailmap", "--full-history", f"--max-count={_MOST}",
        "--format=%H%x01%P%x01%ad%x01%B", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--", ".",
    )  # fmt: skip
    found = []
    for entry in told.decode("utf-8", "replace").split("\0"):
        parts = entry.split("\x01", 3)
        if len(parts) == 4:
            found.append((parts[0], tuple(parts[1].split()), parts[2], parts[3]))
    return found
