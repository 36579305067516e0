"""Writing so that nothing is lost: temp file, fsync, rename, directory fsync; one writer at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from crosscase.study.ids import new_id
from crosscase.study.problems import FileError, Problem, StudyError

TEMP_PREFIX = ".crosscase-tmp-"
LOCK_SECONDS = 10.0
_STALE_SECONDS = 3600.0
_FULL = (errno.ENOSPC, errno.EDQUOT)
_STATIONS = ("interviews", "codings", "cases", "memos", "synthesis")


def digest(raw: bytes) -> str:
    """What a file's content is recognised by (blake2b, 16 bytes, hex)."""
    return blake2b(raw, digest_size=16).hexdigest()


def read_bytes(root: Path, file: str) -> bytes | None:
    """The file's content, or None where there is no such file.

    Raises:
        FileError: the file is there and cannot be read.
    """
    path = root / file
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            # reading a pipe or a device could wait, or go on, for ever
            raise FileError(
                Problem(file, 0, 0, "unreadable", "is not a file: remove it, or put a file there")
            )
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError(Problem(file, 0, 0, "unreadable", f"cannot be read: {reason(error)}")) from error


def reason(error: OSError) -> str:
    """What the system said, in a few words."""
    return (error.strerror or str(error)).lower()


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the study's lock, so that two programs never write at the same moment.

    Raises:
        StudyError: the folder cannot be written, or another program keeps the lock.
    """
    _must_be_there(root)
    path = root / ".crosscase" / "lock"
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _cannot_save(".crosscase/lock", error) from error
    try:
        _wait_for(handle, root)
        yield
    finally:
        os.close(handle)


def _must_be_there(root: Path) -> None:
    # a study that was moved away while it is open must not begin anew, with less in it, at its former place
    if not os.path.isdir(root):
        raise StudyError(
            f"{root}: the study's folder is gone; nothing was saved: put it back, or open it where it is now"
        )


def _wait_for(handle: int, root: Path) -> None:
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise StudyError(
                    f"{root.name}: another program has kept this study locked for {LOCK_SECONDS:.0f} seconds; "
                    "nothing was saved: close it and try again"
                ) from None
            time.sleep(0.005)
        except OSError as error:
            raise _cannot_save(".crosscase/lock", error) from error


def write_all(root: Path, contents: Mapping[str, bytes | None]) -> None:
    """Write several files as one: all of them, or none.

    Every file is complete on disk under another name before the first one is renamed into place.

    Args:
        root: the study folder.
        contents: file path relative to root -> new content; None deletes the file, and the folders of its
            station that are empty then.

    Raises:
        FileError: something could not be written; every file is as it was.
        StudyError: the study folder is gone.
    """
    _must_be_there(root)
    targets = {file: _target(root, file) for file in contents}
    temps: dict[str, Path] = {}
    current, done = "", False
    try:
        try:
            for current, raw in contents.items():
                if raw is not None:
                    temps[current] = _write_temp(targets[current], raw)
            for file, temp in temps.items():
                current = file
                _flush(temp)
        except OSError as error:
            raise _cannot_save(current, error) from error
        _rename_all(targets, temps)
        done = True
    finally:
        for temp in temps.values():
            with suppress(OSError):
                temp.unlink()
        # also folders that were made for files that could not be written
        _drop_empty(root, [file for file, raw in contents.items() if raw is None or not done])


def _drop_empty(root: Path, removed: Iterable[str]) -> None:
    """Remove folders that nothing is in any more; a station itself stays."""
    for folder in dict.fromkeys(PurePosixPath(file).parent for file in removed):
        while len(folder.parts) > 1 and folder.parts[0] in _STATIONS:
            try:
                os.rmdir(root / folder)
            except OSError:
                break
            folder = folder.parent


def _target(root: Path, file: str) -> Path:
    # a file that is a link is written where it points, so that the link stays
    return Path(os.path.realpath(root / file))


def _write_temp(target: Path, raw: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    temp = target.parent / f"{TEMP_PREFIX}{new_id()}"
    try:
        handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        try:
            left = memoryview(raw)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        with suppress(FileNotFoundError):
            temp.chmod(target.stat().st_mode & 0o777)
    except BaseException:
        with suppress(OSError):
            temp.unlink()
        raise
    return temp


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rename_all(targets: Mapping[str, Path], temps: Mapping[str, Path]) -> None:
    former: dict[Path, Path | None] = {}
    current = ""
    try:
        for current in targets:
            former[targets[current]] = _set_aside(targets[current])
        for current, target in targets.items():
            if current in temps:
                os.replace(temps[current], target)
            else:
                target.unlink(missing_ok=True)
        # a folder that is gone needs no flush
        for folder in dict.fromkeys(target.parent for target in former):
            with suppress(FileNotFoundError):
                _flush(folder)
    except BaseException as error:  # also Ctrl-C between two files
        _put_back(former)
        if isinstance(error, OSError):
            raise _cannot_save(current, error) from error
        raise
    finally:
        for aside in former.values():
            if aside is not None:
                with suppress(OSError):
                    aside.unlink()


def _set_aside(target: Path) -> Path | None:
    """A second name for the file as it is, so that putting it back needs no space; None for no file."""
    if not target.exists():
        return None
    aside = target.parent / f"{TEMP_PREFIX}{new_id()}"
    try:
        os.link(target, aside)
    except OSError as error:
        if error.errno in _FULL:
            raise
        return _write_temp(target, target.read_bytes())  # a disk that knows no second names
    return aside


def _put_back(former: Mapping[Path, Path | None]) -> None:
    for target, aside in former.items():
        with suppress(OSError):
            if aside is None:
                target.unlink(missing_ok=True)
            else:
                os.replace(aside, target)


def _cannot_save(file: str, error: OSError) -> FileError:
    advice = {
        errno.ENOSPC: "free some space and try again",
        errno.EDQUOT: "free some space and try again",
        errno.EACCES: "check who may write in this folder",
        errno.EPERM: "check who may write in this folder",
        errno.EROFS: "copy the study to a place that can be written",
    }.get(error.errno or 0, "check the disk and try again")
    return FileError(Problem(file, 0, 0, "unwritable", f"not saved, {reason(error)}: {advice}"))


def sweep(root: Path) -> None:
    """Remove temp files that a killed program left behind more than an hour ago."""
    oldest = time.time() - _STALE_SECONDS
    for station in ("", "codings", "codebook", "interviews", "cases", "memos", "synthesis", ".crosscase"):
        for folder, folders, files in os.walk(root / station):
            if not station:
                folders.clear()  # the stations are named above; what else lies there is not ours
            for name in files:
                if name.startswith(TEMP_PREFIX):
                    path = Path(folder, name)
                    with suppress(OSError):
                        # a second name of a file has that file's old mtime; its ctime is of now
                        if path.lstat().st_ctime < oldest:
                            path.unlink()
