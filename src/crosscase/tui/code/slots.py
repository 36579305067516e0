"""Nine codes on nine keys: a code keeps its key for as long as it is among the nine last used."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from crosscase.study.folder import Study

SIZE = 9


@dataclass(frozen=True, slots=True)
class Slots:
    """Code ids by key.

    Attributes:
        keys: nine code ids, empty where a key is free.
        used: code ids, last used first.
    """

    keys: tuple[str, ...] = ("",) * SIZE
    used: tuple[str, ...] = ()

    @property
    def again(self) -> str:
        """The code used last, or empty."""
        return self.used[0] if self.used else ""

    def use(self, code_id: str) -> Slots:
        """After a code was used: a new one takes a free key, else the key of the one unused for longest."""
        used = (code_id, *(other for other in self.used if other != code_id))
        if code_id in self.keys:
            return Slots(self.keys, used)
        at = self.keys.index("") if "" in self.keys else self._oldest()
        keys = (*self.keys[:at], code_id, *self.keys[at + 1 :])
        return Slots(keys, used)

    def without(self, known: Iterable[str]) -> Slots:
        """Only codes that (still) exist."""
        there = set(known)
        keys = tuple(key if key in there else "" for key in self.keys)
        return Slots(keys, tuple(code for code in self.used if code in there))

    def written(self) -> tuple[str, ...]:
        """Keys and then use as words, to be kept for the next time; `-` for a free key."""
        return (*(key or "-" for key in self.keys), *self.used[:SIZE])

    def _oldest(self) -> int:
        return max(
            range(SIZE),
            key=lambda at: self.used.index(self.keys[at]) if self.keys[at] in self.used else 10**9,
        )


def read_slots(words: Sequence[str], known: Container[str]) -> Slots | None:
    """Slots as `written`, without codes that are gone; None where nothing fitting was kept."""
    if len(words) < SIZE:
        return None
    keys = tuple(word if word in known else "" for word in words[:SIZE])
    return Slots(keys, tuple(word for word in words[SIZE:] if word in known))


def slots_of(study: Study, coder: str) -> Slots:
    """The codes a coder used last, by when their codings were made; everybody's before anybody has said."""
    latest: dict[str, str] = {}
    for source_id in study.coded_sources:
        for its in [coder] if coder else study.coders_of(source_id):
            for path, made in study.tally(source_id, its).latest.items():
                latest[path] = max(made, latest.get(path, ""))
    newest = sorted(latest, key=lambda path: latest[path], reverse=True)
    codes = [code for path in newest if (code := study.codebook.resolve(path)) is not None]
    used = tuple(dict.fromkeys(code.id for code in codes))[:SIZE]
    return Slots(used + ("",) * (SIZE - len(used)), used)
