"""The queue of names: places that may be the same name stand together, what nobody has to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crosscase.language.names_apart import Place
from crosscase.study.name_folding import folded_name
from crosscase.study.roster import Kind


@dataclass(frozen=True, slots=True)
class Name:
    """Places that are decided on together.

    Attributes:
        words: as they stand most often; of the roster's names, as the roster has it.
        places: numbers of its places, in the order in which they were found.
        forms: how it is written, each once.
        kind: what it is the name of.
        entry: the name of the roster's entry that it is, or is like; empty where there is none.
        sure: nobody has to look at any of them.
        why: by what it was found.
        hint: what sort of place it is; is_word: it is an ordinary word too.
    """

    words: str
    places: tuple[int, ...]
    forms: tuple[str, ...]
    kind: Kind
    entry: str
    sure: bool
    why: str
    hint: str
    is_word: bool


def names_of(places: Sequence[Place]) -> tuple[Name, ...]:
    """The names, those that are sure first, then whole names before single words, then as they were found."""
    together: dict[tuple[str, str], list[int]] = {}
    folded: dict[str, str] = {}
    for number, place in enumerate(places):
        # the roster says of its own names that they are one; what is only like them may be another's
        words = place.entry if place.sure and place.entry else place.words
        key = folded.get(words) or folded.setdefault(words, folded_name(words))
        together.setdefault((key, "sure" if place.sure and place.entry else ""), []).append(number)
    names = [_name(places, numbers) for numbers in together.values()]
    return tuple(sorted(names, key=lambda name: (not name.sure, -len(name.words.split()))))


def _name(places: Sequence[Place], numbers: list[int]) -> Name:
    first = places[numbers[0]]
    forms = Counter(" ".join(places[number].words.split()) for number in numbers)
    kinds = Counter(places[number].kind for number in numbers)
    sure = all(places[number].sure for number in numbers)
    of_roster = sure and bool(first.entry)
    return Name(
        first.entry if of_roster else forms.most_common(1)[0][0],
        tuple(numbers),
        tuple(forms),
        kinds.most_common(1)[0][0],
        first.entry,
        sure,
        first.why,
        next((places[number].hint for number in numbers if places[number].hint), ""),
        first.is_word,
    )
