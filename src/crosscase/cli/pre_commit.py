"""What the pre-commit hook runs: `python -m crosscase.cli.pre_commit STUDY`, from the top of the repository."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from shlex import quote

from crosscase.cli.output import note
from crosscase.study.git_repo import GitError, staged
from crosscase.study.problems import StudyError

_STOPS = frozenset({"yaml", "shape", "merge-conflict", "encoding", "unreadable"})


def main(words: list[str]) -> int:
    """Look at what is to be committed.

    What cannot be read, what is private, and names of the roster stop the commit; everything else is only told.

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
    from crosscase.cli.checked import every_problem
    from crosscase.study.opening import open_folder

    private = _private(root)
    for name in private:
        note(
            f"{name}: is private and must not be committed; take it out with `git rm --cached {quote(name)}`"
        )
    found = bool(private)
    for name in _names(root):
        note(name)
        found = True
    study = open_folder(root)
    problems = every_problem(study)
    unread = set(study.store.refused_files())
    for problem in problems:
        note(f"{problem} ({problem.kind})")
        found = found or problem.kind in _STOPS or problem.file in unread
    if found:
        note("not committed: put that right and commit again (or `git commit --no-verify`)")
    return int(found)


def _private(root: Path) -> list[str]:
    """What is to be committed of the private folder, wherever in the repository that is, and of what is derived."""
    from crosscase.study.originals import private_folder

    folders = [root / "private", root / ".crosscase"]
    with suppress(StudyError):  # it is on a disk that is not there
        folders.append(private_folder(root))
    try:
        files = staged(root)
    except GitError as error:
        note(f"crosscase: {error}")
        return []
    home = root.resolve()
    real = [folder for each in folders if not home.is_relative_to(folder := each.resolve())]
    return [
        (file.relative_to(home) if file.is_relative_to(home) else file).as_posix()
        for file in files
        if any(file.is_relative_to(folder) for folder in real)
    ]


def _names(root: Path) -> list[str]:
    """Where names of the roster stand in what is to be committed, as it is to be committed."""
    from crosscase.language.names_in_study import left
    from crosscase.study.git_repo import contents
    from crosscase.study.texts_inside import is_study_file

    home = root.resolve()
    try:
        files = [file.relative_to(home).as_posix() for file in staged(root) if file.is_relative_to(home)]
        files = [file for file in files if is_study_file(file)]
        staged_now = contents(root, [f":./{file}" for file in files])
    except GitError:
        return []  # told where private files are looked for
    return [
        f"{one}; put the pseudonym there with `crosscase pseudonymise`"
        for one in left(root, files, read=lambda file: staged_now.get(f":./{file}"))
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
