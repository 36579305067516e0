"""Parsed codings by content, in SQLite: derived, may be deleted, never trusted over the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from crosscase.study.codings import CodingsFile
from crosscase.study.model import Coding
from crosscase.study.save import digest

FILE = ".crosscase/cache.sqlite3"
# Part of every key: a change of what is stored makes the old rows unknown instead of wrong.
_SHAPE = "codings-2:"
_AT_ONCE = 500
_DIGITS = 32  # before each value stands its digest: a flipped bit on disk must not reach a coder's file


def recall_parsed(root: Path, digests: Mapping[str, str]) -> dict[str, CodingsFile]:
    """What is known of some files.

    Args:
        root: the study folder.
        digests: file path -> digest of its present content.

    Returns:
        File path -> its codings, for the files that were parsed before; empty where the cache is
        missing, broken or locked.
    """
    path = root / FILE
    if not digests:
        return {}
    by_key: dict[str, list[str]] = {}
    for file, content in digests.items():
        by_key.setdefault(_SHAPE + content, []).append(file)
    found: dict[str, CodingsFile] = {}
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as database:
            keys = list(by_key)
            for at in range(0, len(keys), _AT_ONCE):
                part = keys[at : at + _AT_ONCE]
                marks = ",".join("?" * len(part))
                for key, value in database.execute(
                    f"SELECT key, value FROM parsed WHERE key IN ({marks})", part
                ):
                    for file in by_key[key]:
                        found[file] = _unpack(file, value)
    except (sqlite3.Error, ValueError, TypeError):
        return {}
    return found


def remember_parsed(
    root: Path, parsed: Iterable[tuple[str, CodingsFile]], in_use: Collection[str] = ()
) -> None:
    """Store parsed files by the digest of their content; a cache that cannot be written is no error.

    Args:
        root: the study folder.
        parsed: digest of the content, and what was read from it.
        in_use: digests of the other files the study has now; what is known of any others is dropped.
    """
    rows = [(_SHAPE + content, _pack(file)) for content, file in parsed]
    if not rows:
        return
    path = root / FILE
    for attempt in range(2):
        try:
            path.parent.mkdir(exist_ok=True)
            with closing(sqlite3.connect(path, timeout=1)) as database, database:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS parsed (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
                )
                keep = {_SHAPE + content for content in in_use}
                old = {key for (key,) in database.execute("SELECT key FROM parsed")} - keep
                database.executemany("DELETE FROM parsed WHERE key = ?", [(key,) for key in old])
                database.executemany("INSERT OR REPLACE INTO parsed VALUES (?, ?)", rows)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if attempt or isinstance(error, sqlite3.OperationalError):
                return
            with suppress(OSError):  # not a database (any more): begin anew
                path.unlink()
        except OSError:
            return
        else:
            return


def _pack(file: CodingsFile) -> str:
    rows = [
        [c.id, c.code, c.at, c.quote, c.before, c.after, c.created, c.memo, c.key, c.origin]
        for c in file.codings
    ]
    value = json.dumps([file.source, file.coder, file.text, rows], ensure_ascii=False)
    return digest(value.encode("utf-8", "surrogatepass")) + value


def _unpack(file: str, value: object) -> CodingsFile:
    if not isinstance(value, str):
        raise TypeError("a damaged row of the cache")
    checked, value = value[:_DIGITS], value[_DIGITS:]
    if digest(value.encode("utf-8", "surrogatepass")) != checked:
        raise ValueError("a damaged row of the cache")
    source, coder, text, rows = json.loads(value)
    codings = tuple(
        Coding(i, source, coder, code, tuple(at) if at else None, *rest) for i, code, at, *rest in rows
    )
    return CodingsFile(file, source, coder, text, codings)
