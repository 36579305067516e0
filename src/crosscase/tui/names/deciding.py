"""What somebody decides about names, before anything is changed: values that follow one another, so each can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from functools import cached_property

from crosscase.language.names_apart import Place
from crosscase.study.assigning import Known, assigned
from crosscase.study.name_folding import folded_name
from crosscase.study.replacing import Replacement
from crosscase.study.roster import (
    Entry,
    Kind,
    Roster,
    kept_in,
    next_pseudonym,
    occurrences,
    with_entry,
    with_kept,
)
from crosscase.tui.names.queue import Name

KEPT = ""
"""What stands for a place that stays as it is."""
_LAST, _FIRST = re.compile(r"\S+\s*$"), re.compile(r"^\s*\S+")


@dataclass(frozen=True)
class Decided:
    """What was decided so far.

    Attributes:
        roster: the names with what was decided; written when the names are replaced, or left.
        begun: the roster as it was before.
        language: of the study, for new pseudonyms.
        pseudonyms: by the number of a place, what shall stand there; `KEPT` where it stays.
        told: what was decided last, in a line.
        passages: by the number of a place that stays, the passage that was written for it.
    """

    roster: Roster
    begun: Roster
    language: str
    pseudonyms: Mapping[int, str] = field(default_factory=dict)
    told: str = ""
    passages: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> Known:
        return Known(self.roster)

    @cached_property
    def _next(self) -> dict[tuple[Kind, str], str]:
        return {}

    @property
    def changes_roster(self) -> bool:
        """Whether there is something to write into the roster."""
        return self.roster != self.begun

    @property
    def replaced(self) -> int:
        """How many places shall be replaced."""
        return sum(map(bool, self.pseudonyms.values()))

    def entry_of(self, name: Name) -> Entry | None:
        """The entry that a name is, or is like."""
        linked = self._known.named(name.entry) if name.entry else None
        return linked or self._known.of(name.words, name.kind)

    def proposal(self, name: Name, *, at_hand: bool = True) -> str:
        """What would stand for a name, were it accepted now.

        Args:
            at_hand: it is the one to be decided on; which number another new name gets is not known before it is,
                and is left out: `[Informant …]`.
        """
        entry = self.entry_of(name)
        if entry is not None and entry.pseudonym:
            return entry.pseudonym
        key = (entry.kind if entry is not None else name.kind, name.hint)
        if key not in self._next:
            self._next[key] = next_pseudonym(self.roster, key[0], self.language, key[1])
        new = self._next[key]
        return new if at_hand else f"{new.rpartition(' ')[0]} …]"

    def left_of(self, name: Name) -> tuple[int, ...]:
        """The places of a name on which nothing was decided."""
        return tuple(number for number in name.places if number not in self.pseudonyms)


def begin(roster: Roster, language: str) -> Decided:
    """Nothing is decided yet."""
    return Decided(roster, roster, language)


def accept(decided: Decided, name: Name, places: Iterable[int]) -> Decided:
    """A name is one, at these places: what is proposed shall stand there."""
    places = tuple(places)
    entry = decided.entry_of(name)
    roster = _without_kept(decided, name.forms)
    # what the roster finds by itself needs no other form in it
    words = entry.name if entry is not None and name.sure else name.words
    roster, after = assigned(
        roster, words, name.kind, decided.language, entry, hint=name.hint, is_word=name.is_word
    )
    return _put(decided, roster, places, after.pseudonym, f"{name.words} → {after.pseudonym}")


def call(decided: Decided, name: Name, places: Iterable[int], pseudonym: str) -> Decided:
    """Another pseudonym stands for a name, at these places; one that somebody has already makes it a form of theirs."""
    known, places = decided._known, tuple(places)
    own = known.named(name.entry if name.sure and name.entry else name.words)
    told = f"{name.words} → {pseudonym}"
    if own is not None and (folded_name(own.name) == folded_name(name.words) or name.sure):
        other = _called(decided.roster, pseudonym)
        if other is None or other == own or own in decided.begun.entries or own.also:
            return _renamed(decided, own, places, pseudonym, told)
    roster = _forgotten(decided, name.forms)
    whose = _called(roster, pseudonym)
    if whose is not None:
        roster, _ = assigned(roster, name.words, name.kind, decided.language, whose)
    else:
        roster = with_entry(roster, Entry(name.words, (), pseudonym, name.kind, name.is_word))
    return _put(decided, roster, places, pseudonym, told)


def keep(decided: Decided, name: Name, number: int, place: Place) -> Decided:
    """One place is no name: the words around it say where, for the next time."""
    others = any(decided.pseudonyms.get(each) for each in name.places if each != number)
    roster = decided.roster if others else _forgotten(decided, name.forms)
    passage = passage_of(place)
    more = f"“{passage}” is no name" if passage else "here alone; it is asked about again the next time"
    after = _put(decided, roster, (number,), KEPT, f"{name.words} stays: {more}")
    if not passage:
        return after
    passages = {**after.passages, number: passage}
    return with_fields(after, roster=with_kept(after.roster, passage), passages=passages)


def keep_all(decided: Decided, name: Name) -> Decided:
    """A word is no name, wherever it stands."""
    roster = _forgotten(decided, name.forms)
    for form in name.forms:
        roster = with_kept(roster, form)
    return _put(decided, roster, name.places, KEPT, f"{name.words} stays, wherever it is written so")


def accepting_sure(decided: Decided, names: Sequence[Name]) -> Iterator[Decided]:
    """Everything that nobody has to look at is accepted, where nothing else was decided: name by name, the last is all.

    There is nothing where no such name is left.
    """
    count = 0
    for name in names:
        if name.sure and (left := decided.left_of(name)):
            decided = accept(decided, name, left)
            count += len(left)
            yield with_fields(decided, told=f"{count} sure place{'s' * (count != 1)} accepted")


def passage_of(place: Place) -> str:
    """The words of a place with those beside them, by which it is known again; empty where none stand there."""
    before = before_match[0] if (before_match := _LAST.search(place.before.rpartition("\n")[2])) else ""
    after = after_match[0] if (after_match := _FIRST.search(place.after.partition("\n")[0])) else ""
    words, around = place.words + place.ending, place.before + place.words + place.ending + place.after
    start = len(place.before)
    for passage in (before + words + after, words + after, before + words):
        passage = " ".join(passage.split())
        held = kept_in(Roster(kept=(passage,)), around).hold(start, start + len(words))
        if passage != " ".join(words.split()) and held:
            return passage
    return ""


def wrong_pseudonym(roster: Roster, pseudonym: str) -> str:
    """What is wrong with what shall stand for a name; empty where it will do."""
    if not pseudonym.strip():
        return "what shall stand for the name?"
    if not pseudonym.isprintable():
        return "a pseudonym is one line of text"
    return "that holds a name of the roster" if occurrences(roster, pseudonym) else ""


def replacements(places: Sequence[Place], decided: Decided) -> dict[tuple[str, str, str], list[Replacement]]:
    """What is to be replaced, text by text."""
    wanted: dict[tuple[str, str, str], list[Replacement]] = {}
    for number, pseudonym in decided.pseudonyms.items():
        if pseudonym:
            place = places[number]
            wanted.setdefault(place.key, []).append(
                Replacement(place.start, place.end, pseudonym, place.words)
            )
    return wanted


def onto(decided: Decided, present: Roster) -> Roster:
    """What was decided, put onto the roster as it is now: somebody may have written into it meanwhile."""
    if present == decided.begun:
        return decided.roster
    for entry in decided.roster.entries:
        if entry not in decided.begun.entries:
            present = with_entry(present, entry)
    for passage in decided.roster.kept:
        if passage not in decided.begun.kept:
            present = with_kept(present, passage)
    return present


def _put(decided: Decided, roster: Roster, places: Iterable[int], pseudonym: str, told: str) -> Decided:
    """The same stands at all these places; what was written for some of them that stayed is forgotten."""
    now = dict.fromkeys(places, pseudonym)
    passages = {number: each for number, each in decided.passages.items() if number not in now}
    out = {*decided.passages.values()} - {*passages.values(), *decided.begun.kept}
    if out:
        roster = with_fields(roster, kept=tuple(each for each in roster.kept if each not in out))
    return Decided(roster, decided.begun, decided.language, {**decided.pseudonyms, **now}, told, passages)


def _renamed(decided: Decided, own: Entry, places: Iterable[int], pseudonym: str, told: str) -> Decided:
    """What stands for an entry is another pseudonym, wherever it was accepted."""
    roster = with_entry(decided.roster, with_fields(own, pseudonym=pseudonym))
    former = decided.pseudonyms
    if own.pseudonym and _called(roster, own.pseudonym) is None:
        former = {
            number: pseudonym if each == own.pseudonym else each
            for number, each in decided.pseudonyms.items()
        }
    return _put(with_fields(decided, pseudonyms=former), roster, places, pseudonym, told)


def _called(roster: Roster, pseudonym: str) -> Entry | None:
    return next((entry for entry in roster.entries if entry.pseudonym == pseudonym), None)


def _without_kept(decided: Decided, forms: Iterable[str]) -> Roster:
    """The roster without what was decided here about words that are kept."""
    out = set(forms) - set(decided.begun.kept)
    kept = tuple(passage for passage in decided.roster.kept if passage not in out)
    return with_fields(decided.roster, kept=kept)


def _forgotten(decided: Decided, forms: Iterable[str]) -> Roster:
    """The roster without what was decided here about words, as a name or as none."""
    roster = _without_kept(decided, forms)
    former = Known(decided.begun)
    out = {folded_name(form) for form in forms if former.named(form) is None}
    entries = []
    for entry in roster.entries:
        if folded_name(entry.name) in out and entry not in decided.begun.entries:
            if not entry.also:
                continue
            entry = with_fields(entry, name=entry.also[0], also=entry.also[1:])
        entries.append(
            with_fields(entry, also=tuple(name for name in entry.also if folded_name(name) not in out))
        )
    return with_fields(roster, entries=tuple(entries))
