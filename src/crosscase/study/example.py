"""The example study that comes with the program, and copies of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import crosscase
from crosscase.study.ids import new_id
from crosscase.study.opening import FILE
from crosscase.study.problems import StudyError
from crosscase.study.save import TEMP_PREFIX, reason
from crosscase.study.starting import ATTRIBUTES, IGNORED

# study.yaml last: a folder is a study from the moment it has it
PARTS = ("codebook", "interviews", "codings", "memos", "cases", "survey", "synthesis", "validation", FILE)


def example_folder() -> Path:
    """Where the example is: beside the installed package, or at the top of the repository.

    Raises:
        StudyError: this installation came without it.
    """
    package = Path(crosscase.__file__).resolve().parent
    for folder in (package / "example", package.parent.parent):
        if (folder / FILE).is_file():
            return folder
    raise StudyError("the example study is not part of this installation; install crosscase again")


def copy_example(target: Path) -> Path:
    """Copy the example study to a new or empty folder, whole or not at all.

    Returns:
        The folder's absolute path.

    Raises:
        StudyError: something is there already, or the folder cannot be written.
    """
    target = target.absolute()
    example = example_folder()
    try:
        if target.exists() and not target.is_dir():
            raise StudyError(f"{target} is a file; give a new folder")
        if target.is_dir() and any(target.iterdir()):
            raise StudyError(f"{target} is not empty; give a new folder")
        _copy(example, target)
    except OSError as error:
        raise StudyError(f"{target} cannot be written: {reason(error)}; give another folder") from error
    return target


def _copy(example: Path, target: Path) -> None:
    # an empty folder that is there may be the one a shell stands in: it is filled, not replaced
    there = target.is_dir()
    beside = (target if there else target.parent) / f"{TEMP_PREFIX}{new_id()}"
    try:
        beside.mkdir(parents=True)
        for part in PARTS:
            _copy_part(example / part, beside / part)
        (beside / ".gitignore").write_text("".join(f"{line}\n" for line in IGNORED), encoding="utf-8")
        (beside / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
        if not there:
            os.replace(beside, target)
            return
        for path in sorted(beside.iterdir(), key=lambda path: path.name == FILE):
            os.replace(path, target / path.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _copy_part(source: Path, target: Path) -> None:
    # contents alone: an installed package may be read-only, a study must not be
    if source.is_file():
        shutil.copyfile(source, target)
    elif source.is_dir():
        target.mkdir()
        for path in source.iterdir():
            if not path.name.startswith("."):
                _copy_part(path, target / path.name)
