"""Files deeper in the private folder, for their owner alone."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from crosscase.study.private import private_folder, write_private
from crosscase.study.problems import StudyError
from crosscase.study.save import reason


def put_private(root: Path, name: str, raw: bytes) -> None:
    """Write a file of the private folder or of a folder in it, whole or not at all; folders are made for it.

    Args:
        root: the study folder.
        name: path in the private folder.

    Raises:
        StudyError: it cannot be written.
    """
    folder = private_folder(root)
    if not folder.is_dir():
        write_private(root, ".gitignore", b"*\n")  # makes the folder as it should be
    for above in reversed(PurePosixPath(name).parents[:-1]):
        try:
            (folder / above).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise StudyError(
                f"{folder / above}: cannot be made: {reason(error)}; see who may write"
            ) from error
    write_private(root, name, raw)
