"""The private folder: what must not leave this machine lies in it, for nobody else to look into."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from crosscase.study.ids import new_id
from crosscase.study.problems import FileError, StudyError
from crosscase.study.save import TEMP_PREFIX, reason

PRIVATE = "CROSSCASE_PRIVATE"

_SHARED = (
    "interviews", "codings", "codebook", "memos", "cases", "survey", "synthesis", "suggestions", "validation",
)  # fmt: skip
_TOLD = re.compile("`([^`]*)`")
_ITEM = re.compile("item [0-9]+")


def private_folder(root: Path) -> Path:
    """Where what must not leave this machine lies: `private/` in the study, or where CROSSCASE_PRIVATE points.

    Raises:
        StudyError: CROSSCASE_PRIVATE is no folder, or one that is handed on with the study.
    """
    if not (elsewhere := os.environ.get(PRIVATE, "")):
        return root / "private"
    folder = Path(os.path.expanduser(elsewhere)).absolute()
    if not folder.is_dir():
        raise StudyError(f"{PRIVATE}: {folder} is no folder; make it, or set another")
    if _is_shared(folder, root):
        raise StudyError(
            f"{PRIVATE}: {folder} is a part of the study, which others get; set another, or leave it out for private/"
        )
    return folder


def _is_shared(folder: Path, root: Path) -> bool:
    """Whether a folder is the study's own, or one of those whose files are handed on with it."""
    try:
        parts = folder.resolve().relative_to(root.resolve()).parts
    except (OSError, RuntimeError, ValueError):
        return False
    return not parts or parts[0] in _SHARED


def untold(error: FileError, keys: Collection[str]) -> FileError:
    """An error of a private file without the file's own words: they can be names, and errors are read by others.

    Args:
        keys: what may be told: the words that every such file is made of.
    """

    def told(match: re.Match[str]) -> str:
        known = all(one in keys or _ITEM.fullmatch(one) for one in match[1].split(", "))
        return match[0] if known else "\u2026"

    return FileError(replace(error.problem, message=_TOLD.sub(told, error.problem.message)))


def write_private(root: Path, name: str, raw: bytes) -> None:
    """Write a file of the private folder whole or not at all, for its owner alone to read.

    Args:
        root: the study folder.
        name: the file's name in the private folder.
        raw: its content.

    Raises:
        StudyError: it cannot be written; it is as it was.
    """
    folder = private_folder(root)
    # a file that is a link is written where it points, so that the link stays
    path = Path(os.path.realpath(folder / name))
    temp = path.parent / f"{TEMP_PREFIX}{new_id()}"
    try:
        _make(folder)
        _write_new(temp, raw)
        os.replace(temp, path)
        _flush(path.parent)
    except OSError as error:
        raise StudyError(
            f"{path}: cannot be written: {reason(error)}; make room, or see who may write"
        ) from error
    finally:
        with suppress(OSError):
            temp.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700)
    # also where somebody has made the study without the file that tells git to leave it out
    _write_new(folder / ".gitignore", b"*\n")


def _write_new(path: Path, raw: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
