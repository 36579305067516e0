"""The texts that codings were made on, kept by hash; git is a second memory.

A text with names that stand in the study no more is kept in `texts/` of the private folder instead.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from crosscase.study.private import private_folder
from crosscase.study.private_files import put_private
from crosscase.study.problems import StudyError
from crosscase.study.save import write_all
from crosscase.study.text import body_hash, normalise, split_front_matter

FOLDER = Path(".crosscase") / "texts"
PRIVATE = "texts"
"""The folder in the private one."""

_HASH = re.compile(r"[0-9a-f]{32}")
_NEWEST = 200  # commits looked through: older texts than that are not worth the wait
_PATIENCE = 20  # seconds that git may take


def text_path(root: Path, hash: str) -> Path:
    """Where the text with this hash is kept."""
    return root / FOLDER / f"{hash}.txt"


def keep(root: Path, body: str, hash: str) -> None:
    """Write a text to the study's memory, unless it is there.

    Args:
        root: the study folder.
        body: the text.
        hash: its hash, as codings name it.

    Raises:
        StudyError: the hash is not the body's, or the folder cannot be written.
    """
    if body_hash(body) != hash:
        raise StudyError(f"{FOLDER.as_posix()}: a text does not fit its hash {hash!r}; it was not kept")
    path = text_path(root, hash)
    if _read(path, hash) is not None:
        return
    write_all(root, {f"{FOLDER.as_posix()}/{path.name}": body.encode()})


def keep_all(root: Path, bodies: Mapping[str, str]) -> None:
    """Write texts to the study's memory that are not there.

    A text that is there in its full length is not read: whether it is to the letter is seen when it is recalled.

    Args:
        root: the study folder.
        bodies: by hash, as `sources.read_source` found it.

    Raises:
        StudyError: the folder cannot be written.
    """
    sizes: dict[str, int] = {}
    with suppress(OSError), os.scandir(root / FOLDER) as entries:
        sizes = {entry.name: entry.stat().st_size for entry in entries}
    contents = {hash: body.encode() for hash, body in bodies.items()}
    missing = {
        f"{FOLDER.as_posix()}/{hash}.txt": raw
        for hash, raw in contents.items()
        if sizes.get(f"{hash}.txt") != len(raw)
    }
    if missing:
        write_all(root, missing)


def recall(root: Path, hash: str, file: str | None = None) -> str | None:
    """The text with this hash: from the study's memory, else from the git history of `file`.

    Args:
        root: the study folder.
        hash: the hash codings name.
        file: the source's file, relative to `root`; without it git is not asked.

    Returns:
        The body, or None where it is not known. What does not fit its hash is not returned.
    """
    if not _HASH.fullmatch(hash):
        return None
    body = _read(text_path(root, hash), hash)
    if body is None:
        with suppress(StudyError):  # the private folder may be on a disk that is not there
            body = _read(private_folder(root) / PRIVATE / f"{hash}.txt", hash)
    if body is None and file is not None:
        return next((text for text in _history(root, file) if body_hash(text) == hash), None)
    return body


def forget(root: Path, in_use: Collection[str]) -> int:
    """Drop the kept texts that no codings file names.

    Args:
        root: the study folder.
        in_use: the hashes that are named.

    Returns:
        How many were dropped.
    """
    dropped = 0
    for path in (root / FOLDER).glob("*.txt"):
        if _HASH.fullmatch(path.stem) and path.stem not in in_use:
            with suppress(OSError):
                path.unlink()
                dropped += 1
    return dropped


def set_apart(root: Path, holds: Callable[[str], bool], but: Collection[str]) -> int:
    """Move kept texts with certain words in them into the private folder, where `recall` finds them.

    Args:
        root: the study folder.
        holds: whether a text has such words.
        but: hashes of texts that stay.

    Returns:
        How many were moved.

    Raises:
        StudyError: the private folder cannot be written; what was not moved stays.
    """
    moved = 0
    for path in sorted((root / FOLDER).glob("*.txt")):
        try:
            raw = path.read_bytes()
        except OSError:
            continue
        if path.stem not in but and holds(raw.decode("utf-8", "replace")):
            put_private(root, f"{PRIVATE}/{path.name}", raw)
            with suppress(OSError):
                path.unlink()
                moved += 1
    return moved


def _read(path: Path, hash: str) -> str | None:
    try:
        body = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    return body if body_hash(body) == hash else None


def _history(root: Path, file: str) -> Iterator[str]:
    """Bodies the file had, newest first."""
    # plumbing only: the user's git settings may not filter or run anything
    commits = _git(root, "rev-list", f"--max-count={_NEWEST}", "HEAD", "--", file)
    for commit in commits.decode("ascii", "replace").split():
        raw = _git(root, "cat-file", "blob", f"{commit}:./{file}")
        if raw:
            yield split_front_matter(normalise(raw.decode("utf-8", "replace")))[1]


def _git(root: Path, *arguments: str) -> bytes:
    try:
        run = subprocess.run(
            ["git", "-C", str(root), "--literal-pathspecs", *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return run.stdout if run.returncode == 0 else b""
