"""What was worked out from files, by their content, in SQLite: derived, may be deleted, never trusted over a file.

One table a kind of knowledge, each a key and a text. Transactions are short, so that two programs share it; who
finds it locked does without. Nothing is flushed to the disk: a row that a fault has spoilt does not fit its digest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

from crosscase.study.save import digest

FILE = ".crosscase/cache.sqlite3"
Table = Literal["parsed", "known", "cover", "ids"]
TABLES: tuple[Table, ...] = ("parsed", "known", "cover", "ids")

_VERSION = 4  # of the tables themselves; what a row means is part of its key
_AT_ONCE = 500
_DIGITS = 32  # before each value stands its digest: a flipped bit on disk must not reach a coder's file
_PATIENCE = 1.0  # seconds that another program may keep it locked


def recall(root: Path, table: Table, keys: Iterable[str] | None = None) -> dict[str, str]:
    """What is known under some keys.

    Args:
        root: the study folder.
        keys: those to look for; every one where nothing is said.

    Returns:
        Key -> value, without rows that are damaged; empty where the cache is missing, broken or locked.
    """
    found: dict[str, str] = {}
    path = root / FILE
    try:
        # a file that may not be written is opened for reading by this mode, too
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE)) as database:
            for key, value in _rows(database, table, keys):
                if (whole := _checked(value)) is not None:
                    found[key] = whole
    except (sqlite3.Error, ValueError, OSError):
        return found
    return found


def _rows(
    database: sqlite3.Connection, table: Table, keys: Iterable[str] | None
) -> Iterator[tuple[str, object]]:
    if keys is None:
        yield from database.execute(f"SELECT key, value FROM {table}")
        return
    wanted = list(keys)
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        marks = ",".join("?" * len(part))
        yield from database.execute(f"SELECT key, value FROM {table} WHERE key IN ({marks})", part)


def remember(root: Path, rows: Mapping[Table, Mapping[str, str]]) -> bool:
    """Store what was worked out.

    Args:
        root: the study folder.
        rows: by table, key -> value.

    Returns:
        Whether it is stored: a cache that cannot be written is no error.
    """

    def store(database: sqlite3.Connection) -> None:
        for table, values in rows.items():
            database.executemany(
                f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",
                [(key, digest(_bytes(value)) + value) for key, value in values.items()],
            )

    return _write(root, store)


def keep_only(root: Path, in_use: Mapping[Table, Collection[str]]) -> None:
    """Drop what is known under any other keys of some tables."""

    def drop(database: sqlite3.Connection) -> None:
        for table, keys in in_use.items():
            old = {key for (key,) in database.execute(f"SELECT key FROM {table}")} - set(keys)
            database.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in old])

    _write(root, drop)


def _write(root: Path, change: Callable[[sqlite3.Connection], None]) -> bool:
    path = root / FILE
    for attempt in range(2):
        try:
            path.parent.mkdir(exist_ok=True)
            with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as database:
                # derived and checked: after a power cut it is made anew where it is spoilt
                database.execute("PRAGMA synchronous = OFF")
                database.execute("BEGIN IMMEDIATE")
                with database:
                    _prepare(database)
                    change(database)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if attempt or isinstance(error, sqlite3.OperationalError):
                return False
            with suppress(OSError):  # not a database (any more): begin anew
                path.unlink()
        except OSError:
            return False
        else:
            return True
    return False


def _prepare(database: sqlite3.Connection) -> None:
    """The tables as this program has them; those of another version are dropped."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == _VERSION:
        return
    for table in TABLES:
        database.execute(f"DROP TABLE IF EXISTS {table}")
        database.execute(f"CREATE TABLE {table} (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _checked(value: object) -> str | None:
    """A value without its digest; None where the two do not fit."""
    if not isinstance(value, str):
        return None
    whole = value[_DIGITS:]
    return whole if digest(_bytes(whole)) == value[:_DIGITS] else None
