"""Putting a file that is handed out where the user wants it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crosscase.study.problems import StudyError
from crosscase.study.save import write_all

_STATIONS = (
    "codebook",
    "interviews",
    "codings",
    "memos",
    "cases",
    "survey",
    "synthesis",
    "validation",
    ".crosscase",
)

_LONGEST = 60  # characters of a name in a message


def put_file(path: Path, content: bytes, replace: bool = False) -> None:
    """Write a file as a whole: after a fault, or a kill, there is the former file or the new one, never half of one.

    Raises:
        StudyError: it cannot be written, or as `see_place`.
    """
    see_place(path, replace)
    write_all(path.parent, {path.name: content})


def put_files(folder: Path, contents: Mapping[str, bytes], replace: bool = False) -> None:
    """Write several files of a folder, each as a whole, and none of them where one may not be written.

    Args:
        contents: by name.

    Raises:
        StudyError: one cannot be written, or as `see_place`.
    """
    for name in contents:
        see_place(folder / name, replace)
    write_all(folder, contents)


def see_place(path: Path, replace: bool = False) -> None:
    """Look whether a file may be written there: before the work on what it shall hold.

    Raises:
        StudyError: there is such a file and `replace` is not set; its folder is missing; it would be read as a part
            of a study.
    """
    folder = path.parent
    if _is_dir(path):
        raise StudyError(f"{path} is a folder; give the name of a file in it")
    if not folder.is_dir():
        raise StudyError(f"there is no folder {folder}; make it, or write to another")
    if path.exists() and not path.is_file():
        raise StudyError(f"{path} is not a file; give another name")
    if (station := _station_of(path)) is not None:
        raise StudyError(
            f"{path} is, or would be, a part of the study itself ({station}); write to another folder"
        )
    if not replace and (path.exists() or path.is_symlink()):
        raise StudyError(f"{path} is there already; give another name, or --replace to write over it")


def _is_dir(path: Path) -> bool:
    try:
        return path.resolve().is_dir()
    except (OSError, ValueError) as error:  # a name that is too long, or a folder nobody may look into
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StudyError(f"{path.name[:_LONGEST]} cannot be written ({reason}); give another name") from error


def _station_of(path: Path) -> str | None:
    """The part of a study that a file belongs to; None where it is no study's, or lies beside its parts."""
    real = path.resolve()
    for root in real.parents:
        if (root / "study.yaml").is_file():
            first = real.relative_to(root).parts[0]
            return first if first in (*_STATIONS, "study.yaml") else None
    return None
