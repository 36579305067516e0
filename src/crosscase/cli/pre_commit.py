"""What the pre-commit hook runs: `python -m crosscase.cli.pre_commit STUDY`, from the top of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

from crosscase.cli.output import note
from crosscase.study.git_repo import GitError, staged
from crosscase.study.problems import StudyError

_STOPS = frozenset({"yaml", "shape", "merge-conflict", "encoding", "unreadable"})


def main(words: list[str]) -> int:
    """Look at what is to be committed.

    What cannot be read, and what is private, stops the commit; everything else is only told.

    Args:
        words: the study folder.

    Returns:
        0 go on, 1 do not.
    """
    root = Path(words[0]).absolute()
    try:
        return _look(root)
    except StudyError as error:
        note(f"crosscase: {error}")
        return 1


def _look(root: Path) -> int:
    from crosscase.study.check import check
    from crosscase.study.opening import open_folder

    found = False
    try:
        files = staged(root)
    except GitError as error:
        note(f"crosscase: {error}")
        files = []
    for file in files:
        if file.startswith(("private/", ".crosscase/")):
            note(f"{file}: is private and must not be committed; take it out with `git rm --cached {file}`")
            found = True
    study = open_folder(root)
    problems = check(study)
    unread = set(study.store.refused_files())
    for problem in problems:
        note(f"{problem} ({problem.kind})")
        found = found or problem.kind in _STOPS or problem.file in unread
    if found:
        note("not committed: put that right and commit again (or `git commit --no-verify`)")
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
