"""Records that are made when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from threading import Lock

from crosscase.study.model import Coding
from crosscase.study.tally import Tally, tally_of

Make = Callable[[], tuple[Mapping[str, Coding], bool]]


class LazyCodings(Mapping[str, Coding]):
    """The codings of a file by id, in file order; how many there are is known before they are made."""

    __slots__ = ("_lock", "_made", "_make", "_tally")

    def __init__(self, tally: Tally, make: Make) -> None:
        """Say what is known of them, and how they are made.

        Args:
            make: called once, by any thread; gives the codings, and whether they are those of the tally.
        """
        self._tally: Tally | None = tally
        self._make: Make | None = make
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
        return self._make is None

    @property
    def _all(self) -> Mapping[str, Coding]:
        if self._make is not None:
            with self._lock:
                if (make := self._make) is not None:
                    self._made, as_tallied = make()
                    if not as_tallied:
                        self._tally = None
                    self._make = None
        return self._made

    def __getitem__(self, id: str) -> Coding:
        return self._all[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._made) if self._make is None else self.tally.count

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
