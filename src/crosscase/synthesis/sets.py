"""Sets of codings: one byte for each coding of a universe, 1 where it is in the set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import TypeVar

T = TypeVar("T")
Members = bytes

_SWAPPED = bytes([1, 0]) + bytes(254)


def both(one: Members, other: Members) -> Members:
    """Those in both."""
    return (int.from_bytes(one) & int.from_bytes(other)).to_bytes(len(one))


def either(one: Members, other: Members) -> Members:
    """Those in one of the two."""
    return (int.from_bytes(one) | int.from_bytes(other)).to_bytes(len(one))


def others(members: Members) -> Members:
    """Those that are not in the set."""
    return members.translate(_SWAPPED)


def everybody(size: int) -> Members:
    """All."""
    return b"\1" * size


def those(size: int, indices: Iterable[int]) -> Members:
    """Some by their place."""
    members = bytearray(size)
    for index in indices:
        members[index] = 1
    return bytes(members)


def indices(members: Members, start: int = 0, end: int | None = None) -> list[int]:
    """The places of those in the set, between two places."""
    stop = len(members) if end is None else end
    return list(compress(range(start, stop), members[start:stop]))


def where(column: Sequence[T], fulfils: Callable[[T], object]) -> Members:
    """Those whose entry in a column fulfils something, which is asked once for each different entry."""
    verdicts = {entry: bool(fulfils(entry)) for entry in set(column)}
    return bytes(map(verdicts.__getitem__, column))
