"""The files that sources came from, kept as they were under `private/originals/`, and which source each became.

`index.yaml` there remembers of every source that was imported the file's name and the text it gave, so that the
file, imported again, is known as a new version. Only whoever owns the account can read what lies there.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath

from crosscase.study.ids import new_id
from crosscase.study.private import private_folder as private_folder
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import TEMP_PREFIX, locked, reason
from crosscase.study.shapes import Listed, Text, read_shape
from crosscase.study.yaml_out import Plain, emit

FOLDER = "originals"
INDEX = "index.yaml"
_PLAIN = frozenset({"source", "body", "former", "base", "digest", "headings"})
_LONGEST = 120  # characters of a kept file's name: some disks take no more than 255 bytes


@dataclass(frozen=True, slots=True)
class Original:
    """Where a source came from.

    Attributes:
        source: id of the source.
        file: the file's name, without its folders.
        origin: the whole path it was imported from.
        part: of a file that gave several sources, which one: the name of the question.
        kept: path of the copy under `originals/`; empty where none could be kept.
        body: hash of the body as it was imported.
        former: hash of the body that the source had before this version of the file; empty for the first one.
        base: what `body` was before this version.
        digest: what the file's content is recognised by.
        headings: which headings counted: `all`, `marked` or `none`.
        chosen: words of lines that count as headings beside those that are marked.
        respondent: of a table, the column that says whose answer it is.
        sheet: of a workbook.
        imported: when, UTC.
    """

    source: Text
    file: Text
    origin: Text = ""
    part: Text = ""
    kept: Text = ""
    body: Text = ""
    former: Text = ""
    base: Text = ""
    digest: Text = ""
    headings: Text = ""
    chosen: Listed[Text] = ()
    respondent: Text = ""
    sheet: Text = ""
    imported: Text = ""


_FIELDS = tuple(field.name for field in fields(Original))


@dataclass(frozen=True, slots=True)
class IndexShape:
    """index.yaml."""

    originals: Listed[Original] = ()


def spelt(name: str) -> str:
    """A file's name as the index has it: composed letters, and nothing that cannot be written."""
    return unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode()


def keep_original(root: Path, source_id: str, name: str, raw: bytes, *, flush: bool = True) -> str:
    """Keep the file a source came from; an earlier version of it stays beside it.

    Args:
        source_id: the source, `<case>/<source>`.
        name: the file's name, without its folders.
        raw: its content.
        flush: have it on disk when this returns; else the caller sees to that, for many files at once.

    Returns:
        Where it is kept, relative to `originals/`: where the same content was kept before, there.

    Raises:
        StudyError: it cannot be written.
    """
    top = private_folder(root) / FOLDER
    stem, suffix = os.path.splitext(os.path.basename(spelt(name).replace("\0", "_")))
    stem, suffix = stem[:_LONGEST], suffix[:_LONGEST]
    try:
        folder = _make(top, source_id)
        number = 1
        while True:
            kept = f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            if _write_new(os.path.join(folder, kept), raw, flush) or _holds(os.path.join(folder, kept), raw):
                return f"{source_id}/{kept}"
            number += 1
    except OSError as error:
        raise StudyError(
            f"{name}: the file cannot be kept in {top}: {reason(error)}; put a copy there by hand"
        ) from error


def _holds(path: str, raw: bytes) -> bool:
    """Whether a file that is there has this content already."""
    if not os.path.isfile(path) or os.path.getsize(path) != len(raw):
        return False
    with open(path, "rb") as file:
        return file.read() == raw


def original_path(root: Path, original: Original) -> Path | None:
    """Where the copy of an original is; None where none was kept, or it does not lie there."""
    inside = PurePosixPath(original.kept)
    if not original.kept or inside.is_absolute() or ".." in inside.parts:
        return None
    path = private_folder(root) / FOLDER / inside
    return path if path.is_file() else None


def read_index(root: Path) -> tuple[Original, ...]:
    """What was imported here, by source; nothing where nothing was.

    Raises:
        StudyError: the index cannot be read.
    """
    path = private_folder(root) / FOLDER / INDEX
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise FileError(
            Problem(str(path), 0, 0, "unreadable", f"cannot be read: {why}; mend or remove it")
        ) from error
    return read_shape(text, IndexShape, str(path)).originals if text.strip() else ()


def remember(root: Path, imported: Iterable[Original]) -> None:
    """Write down where sources came from; what was known of the same sources is replaced.

    Raises:
        StudyError: the index cannot be read or written; it is as it was.
    """
    new = {original.source: original for original in imported}
    if not new:
        return
    with locked(root):
        known = {original.source: original for original in read_index(root)}
        _write_index(root, tuple({**known, **new}.values()))


def renamed(root: Path, moved: dict[str, str]) -> None:
    """Let the index follow sources that got other names; raises StudyError as `remember`.

    Args:
        moved: former id -> new id.
    """
    known = read_index(root) if moved else ()
    if not any(original.source in moved for original in known):
        return
    with locked(root):
        _write_index(
            root,
            [
                replace(original, source=moved.get(original.source, original.source))
                for original in read_index(root)
            ],
        )


def _write_index(root: Path, originals: Sequence[Original]) -> None:
    rows = [_row(original) for original in sorted(originals, key=lambda original: original.source)]
    top = private_folder(root) / FOLDER
    path, temp = top / INDEX, top / f"{TEMP_PREFIX}{new_id()}"
    try:
        _make(top)
        _write_new(str(temp), emit({"originals": rows}).encode())
        os.replace(temp, path)
        _flush(top)
    except OSError as error:
        raise StudyError(
            f"{path}: cannot be written: {reason(error)}; make room, or see who may write"
        ) from error
    finally:
        with suppress(OSError):
            temp.unlink(missing_ok=True)


def _row(original: Original) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in _FIELDS:
        if value := getattr(original, name):
            found[name] = Plain(value) if name in _PLAIN else list(value) if name == "chosen" else value
    return found


def _make(top: Path, inside: str = "") -> str:
    """Make the folder of originals, and one in it, for nobody else to look into."""
    folder = os.path.join(top, *inside.split("/")) if inside else str(top)
    if os.path.isdir(folder):
        return folder
    if not top.is_dir():
        top.parent.mkdir(mode=0o700, exist_ok=True)
        top.mkdir(mode=0o700)
        # also where somebody has made the study without the file that tells git to leave it out
        _write_new(str(top / ".gitignore"), b"*\n")
    if inside:
        try:
            os.mkdir(folder, 0o700)
        except FileNotFoundError:
            os.mkdir(os.path.dirname(folder), 0o700)
            os.mkdir(folder, 0o700)
    return folder


def _write_new(path: str, raw: bytes, flush: bool = True) -> bool:
    """Write a file that is not there yet; whether it was not."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return False
    try:
        left = memoryview(raw)
        while left:
            left = left[os.write(handle, left) :]
        if flush:
            os.fsync(handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise
    finally:
        os.close(handle)
    return True


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
