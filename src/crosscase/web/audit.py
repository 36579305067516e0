"""What happened to served forms: counted by minute, with the ids of links, without names, secrets or answers."""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

_MINUTE = len("2022-01-10T12:00")
_MOST_AT_ONCE = 200  # different things; a flood is counted together, so that it cannot fill the disk
_KEPT = 100_000  # rows

Row: TypeAlias = tuple[str, str, str, str]
"""Minute, event, link, address."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What happened in one minute.

    Attributes:
        minute: in UTC, `2022-01-10T12:00Z`.
        event: such as `link made`, `opened`, `draft saved`, `sent`, `refused: expired`.
        link: id of the link; empty where there is none.
        address: a keyed digest of the network address, to see what comes from one place; empty for what was done here.
        times: how often.
    """

    minute: str
    event: str
    link: str
    address: str
    times: int


def noted(
    database: sqlite3.Connection, event: str, link: str = "", address: str = "", *, at: str, times: int = 1
) -> None:
    """Write down what happened at a moment; inside a transaction."""
    database.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (minute, event, link, address) DO UPDATE SET times = times + excluded.times",
        (f"{at[:_MINUTE]}Z", event, link, address, times),
    )


def audit_of(database: sqlite3.Connection) -> tuple[Noted, ...]:
    """Everything that was written down, the oldest first."""
    rows = database.execute("SELECT * FROM audit ORDER BY minute, event, link, address")
    return tuple(Noted(*row) for row in rows)


def address_key(database: sqlite3.Connection) -> bytes:
    """The key that makes digests of addresses; made at the first call, inside a transaction."""
    row = database.execute("SELECT value FROM kept WHERE what = 'address key'").fetchone()
    if row is not None:
        return bytes(row["value"])
    key = secrets.token_bytes(32)
    database.execute("INSERT INTO kept VALUES ('address key', ?)", (key,))
    return key


class Refusals:
    """Refused requests, counted until they are written down: a flood costs no writing each."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._counts: Counter[Row] = Counter()

    def add(self, event: str, link: str, address: str, at: str) -> None:
        """Count one."""
        row = (f"{at[:_MINUTE]}Z", event, link, self.place(address))
        if row not in self._counts and len(self._counts) >= _MOST_AT_ONCE:
            row = (row[0], event, "", "several")
        self._counts[row] += 1

    def place(self, address: str) -> str:
        """What stands for a network address: the same for the same, and not to be turned back without the key."""
        return blake2b(address.encode(), key=self._key, digest_size=6).hexdigest() if address else ""

    def taken(self) -> Mapping[Row, int]:
        """What was counted since the last time."""
        counts, self._counts = self._counts, Counter()
        return counts


def write_refusals(database: sqlite3.Connection, counts: Mapping[Row, int]) -> None:
    """Write down what was counted; inside a transaction. What is oldest goes where there is too much."""
    for (minute, event, link, address), times in counts.items():
        noted(database, event, link, address, at=minute, times=times)
    (rows,) = database.execute("SELECT count(*) FROM audit").fetchone()
    if rows > _KEPT:
        oldest = "SELECT minute FROM audit ORDER BY minute LIMIT 1 OFFSET ?"
        database.execute(f"DELETE FROM audit WHERE minute <= ({oldest})", (rows - _KEPT,))
