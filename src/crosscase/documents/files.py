"""Putting a file that is handed out where the user wants it."""

from __future__ import annotations

from pathlib import Path

from crosscase.study.problems import StudyError
from crosscase.study.save import write_all


def put_file(path: Path, content: bytes, replace: bool = False) -> None:
    """Write a file as a whole: after a fault, or a kill, there is the former file or the new one, never half of one.

    Raises:
        StudyError: there is such a file and `replace` is not set; its folder is missing; it cannot be written.
    """
    folder = path.parent
    if path.is_dir():
        raise StudyError(f"{path} is a folder; give the name of a file in it")
    if not folder.is_dir():
        raise StudyError(f"there is no folder {folder}; make it, or write to another")
    if path.exists() and not path.is_file():
        raise StudyError(f"{path} is not a file; give another name")
    if not replace and (path.exists() or path.is_symlink()):
        raise StudyError(f"{path} is there already; give another name, or --replace to write over it")
    write_all(folder, {path.name: content})
