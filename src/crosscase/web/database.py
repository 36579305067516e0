"""private/served.sqlite3: what the page serves and what came back, for its owner alone.

A form is what one informant was sent in a round, kept as it was sent. Links lead to forms; only a digest of a link's
secret is kept. A form has one draft, any number of answers that were sent in, and when it was opened. The audit says
what happened, without names and without secrets.

Write-ahead log, flushed at every commit: what was acknowledged is there after a kill or a power cut.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crosscase.study.private import private_folder, write_private
from crosscase.study.problems import StudyError
from crosscase.study.save import reason

NAME = "served.sqlite3"

_APPLICATION = 0x43726F73  # "Cros": tells this file from any other of SQLite
_VERSION = 1
_PATIENCE = 5.0  # seconds that another process may hold it for writing
_TABLES = """
CREATE TABLE forms (
    id TEXT PRIMARY KEY,
    round INTEGER NOT NULL,
    of_case TEXT NOT NULL,
    informant TEXT NOT NULL,
    language TEXT NOT NULL,
    packet BLOB NOT NULL,
    hash TEXT NOT NULL,
    made TEXT NOT NULL,
    UNIQUE (round, of_case, informant, hash)
);
CREATE TABLE links (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL REFERENCES forms (id),
    made TEXT NOT NULL,
    expires TEXT NOT NULL,
    revoked TEXT NOT NULL DEFAULT ''
);
CREATE TABLE drafts (
    form TEXT PRIMARY KEY REFERENCES forms (id),
    revision INTEGER NOT NULL,
    tab TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    body BLOB NOT NULL,
    saved TEXT NOT NULL
);
CREATE TABLE answers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    form TEXT NOT NULL REFERENCES forms (id),
    revision INTEGER NOT NULL,
    body BLOB NOT NULL,
    receipt TEXT NOT NULL,
    received TEXT NOT NULL
);
CREATE INDEX answers_of_form ON answers (form);
CREATE TABLE opened (
    form TEXT PRIMARY KEY REFERENCES forms (id),
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    times INTEGER NOT NULL
);
CREATE TABLE audit (
    minute TEXT NOT NULL,
    event TEXT NOT NULL,
    link TEXT NOT NULL,
    address TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (minute, event, link, address)
) WITHOUT ROWID;
CREATE TABLE kept (what TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""


def database_path(root: Path) -> Path:
    """Where the database of a study lies, whether it is there or not; raises as `private_folder`."""
    return private_folder(root) / NAME


@contextmanager
def opened(root: Path) -> Iterator[sqlite3.Connection]:
    """The database of a study, made where it is missing; closed at the end.

    Raises:
        StudyError: it cannot be read or written, is locked, or is no such database.
    """
    if not private_folder(root).is_dir():
        write_private(root, ".gitignore", b"*\n")  # makes the folder as it should be
    path = database_path(root)
    with told(path):
        _for_its_owner(path)
        with closing(connected(path)) as database:
            _prepare(database, path)
            yield database


@contextmanager
def read(root: Path) -> Iterator[sqlite3.Connection | None]:
    """The database for reading; None where nothing was ever served. Raises as `opened`."""
    path = database_path(root)
    if not path.is_file():
        yield None
        return
    with told(path), closing(connected(path)) as database:
        _must_be_ours(database, path)
        database.execute("PRAGMA query_only = ON")
        yield database


def connected(path: Path) -> sqlite3.Connection:
    """A connection that begins and ends its own transactions; for one thread."""
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    database.row_factory = sqlite3.Row
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA synchronous = FULL")
    return database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Everything in it is on disk at the end, or nothing of it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:  # a full disk ends it by itself
            database.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Faults of the database as errors of one line."""
    try:
        yield
    except sqlite3.Error as error:
        raise StudyError(
            f"{path}: {str(error).lower()}; see who holds it and whether there is room"
        ) from error
    except OSError as error:
        raise StudyError(f"{path}: cannot be opened: {reason(error)}; see who may write") from error


def _for_its_owner(path: Path) -> None:
    # made before SQLite does: its log files take the mode of this one
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    if path.stat().st_mode & 0o077:
        os.chmod(path, 0o600)


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    with transaction(database):
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables and not _marked(database):
            for statement in filter(None, map(str.strip, _TABLES.split(";"))):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {_VERSION}")
    _must_be_ours(database, path)
    database.execute("PRAGMA journal_mode = WAL")


def _marked(database: sqlite3.Connection) -> bool:
    return bool(database.execute("PRAGMA application_id").fetchone()[0])


def _must_be_ours(database: sqlite3.Connection, path: Path) -> None:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise StudyError(
            f"{path}: is no database of served forms; move it away, and a new one is made with the next link"
        )
    if version != _VERSION:
        raise StudyError(f"{path}: was made by another version of this program; use that one")
