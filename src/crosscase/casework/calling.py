"""What people call the quotes that a statement rests on: who says them, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crosscase.synthesis.passages import Passage

_EN = {"line": "line", "lines": "lines", "of": "of", "and": "and"}
_NUMBER = re.compile(r"\d+")
_NB = {"line": "linje", "lines": "linje", "of": "i", "and": "og"}


@dataclass(frozen=True, slots=True)
class Called:
    """A coding as people speak of it.

    Attributes:
        who: those whose words it has; empty where nobody speaks, and where nobody can tell.
        place: its lines, such as `12` or `12-14`; empty where its words stand in no text any more.
        source: empty where there is no such coding.
    """

    id: str
    who: tuple[str, ...] = ()
    place: str = ""
    source: str = ""


def called(passage: Passage) -> Called:
    """What a passage is called."""
    place = passage.place if passage.is_placed else ""
    return Called(passage.coding.id, passage.speakers, place, passage.coding.source)


def named(quotes: Iterable[Called], language: str = "en") -> str:
    """Some codings in words: `I3, lines 12 and 40; I2, line 7 of alta/fokusgruppe`; by its id where one has no place."""
    words = _NB if language in ("nb", "nn", "no") else _EN
    sources: dict[str, dict[str, list[str]]] = {}
    for each in dict.fromkeys(quotes):
        spoken = sources.setdefault(each.source, {})
        if each.place:
            spoken.setdefault(_listed(each.who, words["and"]), []).append(each.place)
        else:
            spoken.setdefault(each.id, [])
    told = []
    for source, spoken in sources.items():
        said = "; ".join(_at(who, places, words) for who, places in spoken.items())
        told.append(f"{said} {words['of']} {source}" if source else said)
    return "; ".join(told)


def _in_order(place: str) -> tuple[int, ...]:
    return tuple(map(int, _NUMBER.findall(place)))


def _at(who: str, places: list[str], words: dict[str, str]) -> str:
    places = sorted(set(places), key=_in_order)
    if not places:
        return who
    one = len(places) == 1 and places[0].isdecimal()
    lines = f"{words['line' if one else 'lines']} {_listed(places, words['and'])}"
    return f"{who}, {lines}" if who else lines


def _listed(items: Iterable[str], last: str) -> str:
    *head, tail = [*items] or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail
