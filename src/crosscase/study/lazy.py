"""Records that are made when somebody looks at them."""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterator, KeysView, Mapping, ValuesView
from threading import Lock
from typing import Protocol

from crosscase.study.model import Coding
from crosscase.study.tally import Tally, cover_of, tally_of

Span = tuple[int, int]


class Origin(Protocol):
    """Where the codings of a file come from."""

    def make(self) -> tuple[Mapping[str, Coding], bool]:
        """The codings by id in file order, and whether they are those that were counted; called once, by any thread."""

    def cover(self) -> list[Span] | None:
        """The stretches of the body that have a coding, in order; None where only the codings can tell."""

    def ids(self) -> list[str] | None:
        """The ids of the codings, in any order; None where only the codings can tell."""


class LazyCodings(Mapping[str, Coding]):
    """The codings of a file by id, in file order; how many there are is known before they are made."""

    __slots__ = ("_lock", "_made", "_origin", "_tally")

    def __init__(self, tally: Tally, origin: Origin) -> None:
        """Say what is known of them, and where they come from."""
        self._tally: Tally | None = tally
        self._origin: Origin | None = origin
        self._made: Mapping[str, Coding] = {}
        self._lock = Lock()

    @property
    def tally(self) -> Tally:
        """The codings, counted."""
        if self._tally is None:
            self._tally = tally_of(self._all.values())
        return self._tally

    @property
    def is_made(self) -> bool:
        """Whether the codings are in memory."""
        return self._origin is None

    def cover(self) -> list[Span]:
        """The stretches of the body that have a coding, in order."""
        known = origin.cover() if (origin := self._origin) is not None else None
        return cover_of(self._all.values()) if known is None else known

    def ids(self) -> Collection[str]:
        """The ids of the codings."""
        known = origin.ids() if (origin := self._origin) is not None else None
        return self._all.keys() if known is None else known

    @property
    def _all(self) -> Mapping[str, Coding]:
        if self._origin is not None:
            with self._lock:
                if (origin := self._origin) is not None:
                    self._made, as_counted = origin.make()
                    if not as_counted:
                        self._tally = None
                    self._origin = None
        return self._made

    def __getitem__(self, id: str) -> Coding:
        return self._all[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._made) if self._origin is None else self.tally.count

    def __contains__(self, id: object) -> bool:
        return id in self._all

    def keys(self) -> KeysView[str]:
        """Their ids."""
        return self._all.keys()

    def values(self) -> ValuesView[Coding]:
        """The codings themselves."""
        return self._all.values()

    def items(self) -> ItemsView[str, Coding]:
        """Both."""
        return self._all.items()


def counted(records: Mapping[str, Coding]) -> Tally:
    """Codings, counted; of those that wait to be made without making them."""
    return records.tally if isinstance(records, LazyCodings) else tally_of(records.values())


def covered(records: Mapping[str, Coding]) -> list[Span]:
    """The stretches of a body that some codings cover, in order; made as few as `counted` does."""
    return records.cover() if isinstance(records, LazyCodings) else cover_of(records.values())


def ids_of(records: Mapping[str, Coding]) -> Collection[str]:
    """The ids of codings; made as few as `counted` does."""
    return records.ids() if isinstance(records, LazyCodings) else records.keys()
