"""One thread that writes: what comes in at the same time goes to the disk together, and is acknowledged after that."""

from __future__ import annotations

import asyncio
import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from crosscase.web.database import connected, transaction

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_TOGETHER = 200


class NotWritten(Exception):
    """Nothing of it is on the disk; the one who asked may try again."""


@dataclass(frozen=True, slots=True)
class _Asked:
    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]

    def end(self, value: object, error: BaseException | None) -> None:
        """Tell who waits; they may have gone, and their loop with them."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._told, value, error)

    def _told(self, value: object, error: BaseException | None) -> None:
        if self.done.done():
            return
        if error is not None:
            self.done.set_exception(error)
        else:
            self.done.set_result(value)


class Writer:
    """Writes to one database, one transaction for all that waits: a flush to the disk costs more than the rest.

    A file that is removed or replaced while it is open takes writes that nobody finds again: nothing is acknowledged then.
    """

    def __init__(self, path: Path, lost: Callable[[str], None]) -> None:
        """Open a database for writing.

        Args:
            lost: told in one line when the file is no longer the one that was opened.
        """
        self._path = path
        self._lost = lost
        self._is_lost = False
        self._files = {str(path): _identity(str(path))}
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer of served forms", daemon=True)
        self._thread.start()

    async def do(self, work: Work[T]) -> T:
        """Do something in a transaction; it is on the disk when this returns.

        Args:
            work: gets the connection, in the writer's thread; what it raises is raised here, and nothing is written.

        Raises:
            NotWritten: the database is locked, full or damaged, or its file is no longer there.
        """
        loop = asyncio.get_running_loop()
        asked = _Asked(work, loop, loop.create_future())
        self._asked.put(asked)
        value: T = await asked.done
        return value

    def close(self) -> None:
        """Write what was asked for, and end."""
        self._asked.put(None)
        self._thread.join()

    def _run(self) -> None:
        with closing(connected(self._path)) as database:
            while (first := self._asked.get()) is not None:
                together, last = self._waiting(first)
                self._write(database, together)
                if last:
                    return

    def _waiting(self, first: _Asked) -> tuple[list[_Asked], bool]:
        """What waits, and whether it is the end."""
        together = [first]
        while len(together) < _TOGETHER:
            try:
                one = self._asked.get_nowait()
            except queue.Empty:
                break
            if one is None:
                return together, True
            together.append(one)
        return together, False

    def _write(self, database: sqlite3.Connection, together: list[_Asked]) -> None:
        ends: list[tuple[object, BaseException | None]] = []
        try:
            self._must_be_there()
            with transaction(database):
                ends += [_done(database, asked.work) for asked in together]
            log = f"{self._path}-wal"
            self._files.setdefault(log, _identity(log))  # as of now it stays as long as the connection does
            self._must_be_there()
        except NotWritten as error:
            ends = [(None, error)] * len(together)
        except sqlite3.Error as error:
            failed = NotWritten(str(error))
            ends = [(None, failed)] * len(together)
        for asked, (value, problem) in zip(together, ends, strict=True):
            asked.end(value, problem)

    def _must_be_there(self) -> None:
        """See that the file and its log are the ones that were there first; raises NotWritten."""
        is_lost = any(_identity(name) != known for name, known in self._files.items())
        if is_lost and not self._is_lost:
            self._lost(
                f"{self._path} was removed or replaced; what comes in is refused until it is put back, or the server "
                "is started again"
            )
        self._is_lost = is_lost
        if is_lost:
            raise NotWritten("the file is no longer the one that was opened")


def _identity(path: str) -> tuple[int, int] | None:
    """What tells a file from another that was put in its place; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _done(database: sqlite3.Connection, work: Work[Any]) -> tuple[object, BaseException | None]:
    """Do one thing so that it alone is undone where it fails."""
    database.execute("SAVEPOINT one")
    try:
        value = work(database)
    except sqlite3.Error:
        raise  # the disk, not the work: nothing of all this counts
    except Exception as error:
        database.execute("ROLLBACK TO one")
        database.execute("RELEASE one")
        return None, error
    database.execute("RELEASE one")
    return value, None
